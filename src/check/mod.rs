//! Checks a story that loads, and explains each fault and lint. Lints find what is allowed but probably not meant; some
//! need a search through every game. This module does not know how a diagnostic is printed.

mod explain;
mod finding;
mod questions;
mod searched;
mod static_lints;
mod wording;

pub use explain::{Explanation, explanation};
pub use finding::{Checkup, Finding, Levels, SearchExtent, decisions};
pub use static_lints::lints;
pub use wording::found;

use crate::engine::Engine;
use crate::explore::{Ask, Limit, Limits, Options, Progress, Verdict, explore};
use crate::source::{Code, Diagnostic, Level};
use crate::story::{Claim, Story};

/// Checks a loaded story. `story` is `None` when its own files have faults: then only the faults are reported.
pub fn check(
    faults: &[Diagnostic],
    story: Option<&Story>,
    levels: &Levels,
    limits: &Limits,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Checkup {
    let mut found: Vec<Finding> = faults.iter().cloned().map(Finding::from).collect();
    let Some(story) = story else { return Checkup::new(found, SearchExtent::NotAtAll) };
    found.extend(lints(story, levels).into_iter().map(|lint| {
        let verdict = (lint.code == Code::NeverShownText).then_some(Verdict::Proved);
        Finding { verdict, ..Finding::from(lint) }
    }));
    let (asking, questions) = questions::ask(story, levels);
    let own = story.properties.len();
    let engine = Engine::new(&asking);
    let aims = levels.level(story, Code::NeverBestChoice, None) != Level::Allow;
    let options = Options { ask: Ask { aims, ..Ask::check() }, limits: limits.clone(), ..Options::default() };
    let explored = explore(&asking, &engine, &options, progress);
    found.extend(searched::findings(&asking, &engine, levels, &explored, own));
    if let Some(details) = explored.details.as_ref().filter(|_| explored.search.complete) {
        found.extend(questions::answered(&asking, &engine, levels, questions, details));
        found.extend(searched::never_shown(story, levels, limits, &details.findings, progress));
    }
    let undecided = searched::judged(&asking, &explored, own, Verdict::Unknown);
    // A property may have a search of its own. A limit may stop that one although the first search was finished.
    let limit = explored.search.limit.or(undecided.first().map(|property| match property.claim {
        Claim::Chance { .. } => Limit::Precision,
        _ if limits.states.is_some() => Limit::States,
        _ => Limit::Memory,
    }));
    let warning = limit.and_then(|limit| wording::undecided(&undecided, limit));
    found.extend(warning.map(|warning| Finding { verdict: Some(Verdict::Unknown), ..warning.into() }));
    let proved = searched::judged(&asking, &explored, own, Verdict::Proved).len();
    let searched = match limit {
        None => SearchExtent::Whole { proved },
        Some(limit) => SearchExtent::InPart { limit, proved },
    };
    Checkup::new(found, searched)
}
