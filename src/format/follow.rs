//! Faults that only follow from others, wherever in the story they stand.

use crate::source::{Code, Diagnostic, FileId, Label};
use std::collections::BTreeMap;

/// How many more places a fault shows: a name that is gone may have been used in hundreds.
const MOST_PLACES: usize = 8;

/// What is known of the files that should be those of acts.
#[derive(Default)]
pub(crate) struct Strays {
    /// Files of no act: what stands in them matters only when they are part of the story.
    pub files: Vec<FileId>,
    /// Whether an act lacks its file, and with it scenes that nobody has seen.
    pub is_act_lost: bool,
}

/// Drops the faults that would not be there if every act had its file and every file its act.
pub(crate) fn drop_consequences(faults: &mut Vec<Diagnostic>, strays: &Strays) {
    faults.retain(|fault| {
        let is_astray = strays.files.contains(&fault.span().file) && fault.code != Code::UnknownActFile;
        let is_lost =
            strays.is_act_lost && matches!(fault.code, Code::UnknownScene | Code::OrphanTranslation);
        !is_astray && !is_lost
    });
}

/// Joins the faults that a name is had by nothing to one fault for each name, at the first of its places; and what
/// translates that which had the name belongs to them, too.
pub(crate) fn once_for_each_name(faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let is_orphan = |fault: &Diagnostic| fault.code == Code::OrphanTranslation;
    let mut first: BTreeMap<(Code, String), usize> = BTreeMap::new();
    for (index, fault) in faults.iter().enumerate().filter(|(_, fault)| !is_orphan(fault)) {
        if let Some(name) = &fault.lacks {
            first.entry((fault.code, name.clone())).or_insert(index);
        }
    }
    let owner = |index: usize, fault: &Diagnostic| {
        let name = fault.lacks.as_ref()?;
        let codes =
            if is_orphan(fault) { vec![Code::UnknownScene, Code::UnknownName] } else { vec![fault.code] };
        codes
            .into_iter()
            .find_map(|code| first.get(&(code, name.clone())).copied())
            .filter(|&owner| owner != index)
    };
    let owners: Vec<Option<usize>> =
        faults.iter().enumerate().map(|(index, fault)| owner(index, fault)).collect();
    let mut kept: Vec<Diagnostic> = faults.clone();
    for (fault, owner) in faults.iter().zip(&owners) {
        if let Some(owner) = *owner {
            add_place(&mut kept[owner], fault);
        }
    }
    kept.into_iter().zip(owners).filter(|(_, owner)| owner.is_none()).map(|(fault, _)| fault).collect()
}

fn add_place(fault: &mut Diagnostic, other: &Diagnostic) {
    // A replacement at one of several places mends nothing.
    fault.fix = None;
    if fault.labels.len() <= MOST_PLACES {
        let text = if other.code == Code::OrphanTranslation { "and translated here" } else { "and here" };
        fault.labels.push(Label { span: other.span(), text: text.to_owned() });
    }
}
