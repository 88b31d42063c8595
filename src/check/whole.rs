//! The whole check of a story: the faults of loading, the lints, and what a look at every game shows.

use super::finding::{Checkup, Finding, Levels, SearchExtent, StateQuestion};
use super::{conditions, labels, lints, searched, shown, wording};
use crate::engine::{Engine, Past, Predicate};
use crate::explore::{Ask, Details, Judgement, Limit, Limits, Options, Progress, Verdict, explore};
use crate::game::sample;
use crate::source::{Code, Diagnostic, Level};
use crate::story::{Claim, Property, Story, TextId};

/// Checks a story that was loaded; when its own files have faults, only the faults are said.
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
    let (asking, questions) = ask(story, levels);
    let own = story.properties.len();
    let engine = Engine::new(&asking);
    let aims = levels.level(story, Code::NeverBestChoice, None) != Level::Allow;
    let options = Options { ask: Ask { aims, ..Ask::check() }, limits: limits.clone(), ..Options::default() };
    let explored = explore(&asking, &engine, &options, progress);
    found.extend(searched::findings(&asking, &engine, levels, &explored, own));
    if let Some(details) = explored.details.as_ref().filter(|_| explored.search.complete) {
        found.extend(answered(&asking, &engine, levels, questions, details));
        found.extend(shown::never_shown(story, levels, limits, &details.findings, progress));
    }
    let undecided = searched::judged(&asking, &explored, own, Verdict::Unknown);
    // A property may be judged by a search of its own, which a limit stops where the first one was finished.
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

/// The questions that only a search can answer, and the story that asks them: with a property for each.
fn ask(story: &Story, levels: &Levels) -> (Story, Vec<StateQuestion>) {
    let (mut asking, mut questions) = conditions::questions(story, levels);
    leave_out_what_random_games_show(&asking, &mut questions);
    questions.extend(labels::questions(story));
    questions.retain(|each| levels.apply(story, each.scene, each.lint.clone()).is_some());
    let property = |question: &StateQuestion| Property { name: String::new(), claim: question.claim.clone() };
    asking.properties.extend(questions.iter().map(property));
    (asking, questions)
}

/// Most conditions hold in some random game, which costs much less than a search.
fn leave_out_what_random_games_show(story: &Story, questions: &mut Vec<StateQuestion>) {
    const BATCHES: u64 = 100;
    const VISITS: usize = 10;
    let engine = Engine::new(story);
    // A state is looked at once, at the first text of its scene.
    let first: Vec<Option<TextId>> =
        story.scenes.iter().map(|scene| scene.text.or(scene.read_on_entering().next())).collect();
    let asked = |each: &StateQuestion| engine.past_predicate(story, &each.claim.condition().expression);
    let mut open: Vec<(Predicate, bool)> = questions.iter().map(|each| (asked(each), true)).collect();
    for batch in 0..BATCHES {
        if !open.iter().any(|(_, is_open)| *is_open) {
            break;
        }
        let read = &mut |text, words: &[u64], past: &Past| {
            if first[engine.scene(words).index()] == Some(text) {
                open.iter_mut().for_each(|(asked, is_open)| *is_open = *is_open && !asked.holds(words, past));
            }
            1
        };
        sample(story, &engine, story.scenes.len() * VISITS, batch, read);
    }
    let mut open = open.into_iter();
    questions.retain(|_| open.next().is_some_and(|(_, is_open)| is_open));
}

/// The findings for the answers that are worth saying; `story` is the one that asks.
fn answered(
    story: &Story,
    engine: &Engine,
    levels: &Levels,
    questions: Vec<StateQuestion>,
    details: &Details,
) -> Vec<Finding> {
    let own = details.properties.len() - questions.len();
    let answered = questions.into_iter().zip(&details.properties[own..]);
    let refuted = answered.filter(|(question, judgement)| {
        let follows = details.findings.iter().any(|found| question.follows_from.contains(&found.what));
        judgement.verdict == Verdict::Refuted && !follows
    });
    let finding = |(question, judgement): (StateQuestion, &Judgement)| {
        let diagnostic = levels.apply(story, question.scene, question.lint)?;
        let playthrough = searched::evidence(story, engine, judgement.path.as_ref());
        Some(Finding { playthrough, verdict: Some(Verdict::Proved), ..diagnostic.into() })
    };
    refuted.filter_map(finding).collect()
}
