//! The whole check of a story: the faults of loading, the lints, and what a look at every game shows.

use super::finding::{Checkup, Finding, Levels, SaidWhen, SearchExtent, StateQuestion, decisions};
use super::{conditions, labels, lints, searched, shown, wording};
use crate::engine::{Engine, Past, Predicate};
use crate::explore::{Ask, Details, Judgement, Limit, Limits, Options, Progress, Verdict, explore};
use crate::game::sample;
use crate::script::Evidence;
use crate::source::{Code, Diagnostic, Level};
use crate::story::{Claim, Condition, Expression, Property, Story, TextId};

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
    let is_told = |each: &StateQuestion| levels.apply(story, each.scene, each.lint.clone()).is_some();
    questions.retain(is_told);
    asking.properties.extend(questions.iter().map(|question| {
        let condition = |expression| Condition { expression, span: question.lint.span() };
        let claim = match question.said {
            SaidWhen::Found => Claim::Always(condition(Expression::Not(Box::new(question.asked.clone())))),
            SaidWhen::NotFound => Claim::Sometimes(condition(question.asked.clone())),
        };
        Property { name: String::new(), claim }
    }));
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
    for batch in 0..BATCHES {
        let open: Vec<&StateQuestion> = questions.iter().filter(|each| each.said == SaidWhen::NotFound).collect();
        if open.is_empty() {
            return;
        }
        let predicates: Vec<Predicate> =
            open.iter().map(|question| engine.past_predicate(story, &question.asked)).collect();
        let mut seen: Vec<bool> = vec![false; open.len()];
        let read = &mut |text, words: &[u64], past: &Past| {
            if first[engine.scene(words).index()] == Some(text) {
                for (seen, predicate) in seen.iter_mut().zip(&predicates) {
                    *seen = *seen || predicate.holds(words, past);
                }
            }
            1
        };
        sample(story, &engine, story.scenes.len() * VISITS, batch, read);
        let mut seen = seen.into_iter();
        questions.retain(|each| each.said != SaidWhen::NotFound || !seen.next().unwrap_or(false));
    }
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
        let path = judgement.path.as_ref().map(|path| decisions(story, &path.steps));
        let playthrough = path.and_then(|path| Evidence::new(story, engine, &path, None));
        Some(Finding { diagnostic, verdict: Some(Verdict::Proved), playthrough, denied: None })
    };
    refuted.filter_map(finding).collect()
}
