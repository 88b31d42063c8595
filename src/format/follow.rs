//! Faults that only follow from others, wherever in the story they stand.

use crate::source::{Code, Diagnostic, FileId};
use std::collections::HashMap;

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
    let mut first: HashMap<String, usize> = HashMap::new();
    let mut kept: Vec<Diagnostic> = vec![];
    let (orphans, faults): (Vec<_>, Vec<_>) =
        faults.into_iter().enumerate().partition(|(_, fault)| is_orphan(fault));
    let mut positions = vec![];
    for (position, fault) in faults.into_iter().chain(orphans) {
        match fault.lacks.as_ref().and_then(|name| first.get(name)) {
            Some(&earlier) => add_place(&mut kept[earlier], &fault),
            None => {
                if let Some(name) = fault.lacks.clone().filter(|_| !is_orphan(&fault)) {
                    first.insert(name, kept.len());
                }
                kept.push(fault);
                positions.push(position);
            }
        }
    }
    let mut kept: Vec<(usize, Diagnostic)> = positions.into_iter().zip(kept).collect();
    kept.sort_by_key(|&(position, _)| position);
    kept.into_iter().map(|(_, fault)| fault).collect()
}

fn add_place(fault: &mut Diagnostic, other: &Diagnostic) {
    // A replacement at one of several places mends nothing.
    fault.fix = None;
    if fault.labels.len() <= MOST_PLACES {
        let text = if other.code == Code::OrphanTranslation { "and translated here" } else { "and here" };
        *fault = fault.clone().also(other.span(), text);
    }
}
