//! Faults that only follow from others, wherever in the story they stand.

use crate::source::{Code, Diagnostic, FileId, Label};
use std::collections::{BTreeMap, BTreeSet};

/// How many more places a fault shows: a name that is gone may have been used in hundreds.
const MOST_PLACES: usize = 8;

/// What is known of the files that should be those of acts.
#[derive(Default)]
pub(crate) struct Strays {
    /// Files of no act: what stands in them matters only when they are part of the story.
    pub files: Vec<FileId>,
    /// Whether an act lacks its file, or one that can be read, and with it scenes that nobody has seen.
    pub is_act_lost: bool,
}

/// How many names a story file gives that nothing can have: what is called by its right name elsewhere may have been
/// renamed to one of them.
pub(crate) fn misnamed<'a>(story: FileId, faults: impl Iterator<Item = &'a Diagnostic>) -> usize {
    let is_name = |fault: &&Diagnostic| matches!(fault.code, Code::BadId | Code::DuplicateId);
    faults.filter(is_name).filter(|fault| fault.span().file == story).count()
}

/// Drops the faults about names that nothing has, provided that all of them can be names of what is misnamed.
pub(crate) fn drop_renamed(faults: &mut Vec<Diagnostic>, misnamed: usize) {
    let is_gone = |fault: &&Diagnostic| fault.code == Code::UnknownName && fault.fix.is_none();
    let gone: BTreeSet<String> =
        faults.iter().filter(is_gone).filter_map(|fault| fault.lacks.clone()).collect();
    if gone.len() > misnamed {
        return;
    }
    let is_renamed = |fault: &Diagnostic| fault.lacks.as_ref().is_some_and(|name| gone.contains(name));
    faults.retain(|fault| {
        let is_unknown = matches!(fault.code, Code::UnknownName | Code::OrphanTranslation);
        !(is_unknown && is_renamed(fault))
    });
}

/// Drops the faults that would not be there if every act had its file and every file its act.
pub(crate) fn drop_consequences(faults: &mut Vec<Diagnostic>, strays: &Strays) {
    faults.retain(|fault| {
        let is_astray = strays.files.contains(&fault.span().file) && fault.code != Code::UnknownActFile;
        // Only the name of a choice has a dot: that of its scene stands before it.
        let is_choice = fault.lacks.as_ref().is_some_and(|name| name.contains('.'));
        let is_lost = strays.is_act_lost
            && (is_choice || matches!(fault.code, Code::UnknownScene | Code::OrphanTranslation));
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
