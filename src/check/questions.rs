//! Lints that ask whether a game can come to a certain state: the exploration answers them as it judges properties.

use super::decisions::decisions;
use super::question::{SaidWhen, StateQuestion};
use super::{Finding, Levels, conditions, labels};
use crate::engine::{Engine, Past, Predicate};
use crate::explore::{Details, Judgement, Verdict};
use crate::game::sample;
use crate::script::Evidence;
use crate::story::{Claim, Condition, Expression, Property, Story, TextId};

/// The questions that only a search can answer, and the story that asks them: with a property for each.
pub(super) fn ask(story: &Story, levels: &Levels) -> (Story, Vec<StateQuestion>) {
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
    const BATCHES: u64 = 10;
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
pub(super) fn answered(
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
