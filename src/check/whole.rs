//! The whole check of a story: the faults of loading, the lints, and what a look at every game shows.

use super::{Checkup, Finding, Levels, Searched, lints};
use crate::source::Diagnostic;
use crate::story::Story;

/// Checks a story that was loaded; a story that has faults is none, and only they are said.
pub fn check(faults: &[Diagnostic], story: Option<&Story>, levels: &Levels) -> Checkup {
    let mut found: Vec<Finding> = faults.iter().cloned().map(Finding::from).collect();
    let Some(story) = story else { return Checkup::new(found, Searched::NotAtAll) };
    found.extend(lints(story, levels).into_iter().map(Finding::from));
    Checkup::new(found, Searched::Whole { proved: 0 })
}
