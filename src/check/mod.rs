//! Checks a story, and explains each fault and lint. A lint reports what is allowed but probably a mistake; some lints
//! need a search through every game. This module does not know how a diagnostic is printed.

mod finding;
mod questions;
mod searched;
mod static_lints;
mod wording;

pub use finding::{Checkup, Finding, Levels, decisions};
pub use static_lints::lints;
pub use wording::found;

use crate::engine::Engine;
use crate::explore::{Ask, Limit, Limits, Options, Progress, Verdict, explore};
use crate::source::{Code, Diagnostic, Level};
use crate::story::{Claim, Story};

/// Checks a story. `story` is `None` when faults kept it from loading: then the result has only `faults`.
pub fn check(
    faults: &[Diagnostic],
    story: Option<&Story>,
    levels: &Levels,
    limits: &Limits,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Checkup {
    let mut found: Vec<Finding> = faults.iter().cloned().map(Finding::from).collect();
    let Some(story) = story else { return Checkup::new(found, None, None) };
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
    // Some properties need their own search. A limit may stop their search, although the first search was finished.
    let limit = explored.search.limit.or(undecided.first().map(|property| match property.claim {
        Claim::Chance { .. } => Limit::Precision,
        _ if limits.states.is_some() => Limit::States,
        _ => Limit::Memory,
    }));
    let warning = limit.and_then(|limit| wording::undecided(&undecided, limit));
    found.extend(warning.map(|warning| Finding { verdict: Some(Verdict::Unknown), ..warning.into() }));
    let proved = searched::judged(&asking, &explored, own, Verdict::Proved).len();
    Checkup::new(found, Some(proved), limit)
}

/// What a fault or a lint means, from the Markdown file of its code. A test checks the two examples: `bad` gives
/// exactly this code, `good` gives no finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    pub code: Code,
    pub text: &'static str,
    /// The TOML of a story that has the fault, in full or only the parts that matter. Each file begins with a comment
    /// that names it, unless the example is only one act.
    pub bad: &'static str,
    /// The example of `bad`, with the mistake corrected.
    pub good: &'static str,
}

pub fn explanation(code: Code) -> Explanation {
    let (text, rest) = code.markdown().split_once("\n\n## Bad\n").expect("an explanation has a bad example");
    let (bad, good) = rest.split_once("\n## Good\n").expect("an explanation has a good example");
    Explanation { code, text, bad: example(bad), good: example(good) }
}

fn example(written: &'static str) -> &'static str {
    let inside = written.trim().strip_prefix("```toml\n").and_then(|rest| rest.strip_suffix("```"));
    inside.expect("an example is a block of TOML")
}
