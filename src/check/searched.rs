//! What a look at every game shows, as findings.

use super::cascade::Cascade;
use super::decisions::decisions;
use super::{Finding, Levels, wording};
use crate::engine::Engine;
use crate::explore::{self, Defect, Explored, Path, Verdict};
use crate::script::{Evidence, Refuted};
use crate::source::{Code, Diagnostic};
use crate::story::{ChoiceId, Claim, Condition, Expression, Property, SceneId, Story};
use std::collections::BTreeSet;

/// The findings of an exploration, those that are allowed left out; `own` is how many properties the author wrote.
pub(super) fn findings(
    story: &Story,
    engine: &Engine,
    levels: &Levels,
    explored: &Explored,
    own: usize,
) -> Vec<Finding> {
    let Some(details) = &explored.details else { return vec![] };
    let cascade = Cascade::new(story, levels, &details.findings);
    let mut found = vec![];
    for finding in details.findings.iter().filter(|finding| !cascade.follows(story, finding.what)) {
        let Some((scene, diagnostic)) = wording::found(story, finding.what) else { continue };
        let Some(diagnostic) = levels.apply(story, Some(scene), diagnostic) else { continue };
        let verdict = match diagnostic.code.lint_level() {
            None => Verdict::Refuted,
            Some(_) => Verdict::Proved,
        };
        let path = finding.path.as_ref().map(|path| decisions(story, &path.steps));
        let playthrough = path.and_then(|path| Evidence::new(story, engine, &path, None));
        found.push(Finding { diagnostic, verdict: Some(verdict), playthrough, denied: None });
    }
    found.extend(pointless(story, levels, &details.findings));
    for (property, judgement) in story.properties.iter().zip(&details.properties).take(own) {
        let path = judgement.path.as_ref();
        let is_eventually = matches!(property.claim, Claim::Eventually(_));
        let is_stuck = is_eventually && path.is_some_and(|path| ends_in_one(path, &details.findings));
        if judgement.verdict != Verdict::Refuted || is_stuck || follows(&property.claim, &details.findings) {
            continue;
        }
        let diagnostic = wording::property(story, property, judgement);
        let cycle = path.map_or(&[][..], |path| &path.cycle);
        let denied = denied(&property.claim);
        let refuted = denied.map(|condition| match is_eventually {
            true => Refuted::Eventually(condition, cycle.len()),
            false => Refuted::Always(condition),
        });
        let steps = path.map(|path| decisions(story, &[&path.steps[..], cycle].concat()));
        let playthrough = steps.and_then(|steps| Evidence::new(story, engine, &steps, refuted));
        let denied = denied.map(|condition| condition.span).filter(|_| playthrough.is_some());
        found.push(Finding { diagnostic, verdict: Some(judgement.verdict), playthrough, denied });
    }
    found
}

/// The condition that a refutation shows to be false; a playthrough cannot ask how many choices were made.
fn denied(claim: &Claim) -> Option<&Condition> {
    let (Claim::Always(condition) | Claim::Eventually(condition)) = claim else { return None };
    let mut asks_choices = false;
    condition.expression.walk(&mut |part| asks_choices |= matches!(part, Expression::Choices));
    (!asks_choices).then_some(condition)
}

/// Whether a path comes to where a game gets stuck, which is said already.
fn ends_in_one(path: &Path, findings: &[explore::WitnessedDefect]) -> bool {
    findings.iter().any(|found| match found.what {
        Defect::DeadEnd(scene) => scene == path.scene && path.cycle.is_empty(),
        Defect::DeadChoice(choice) => choice.scene == path.scene && path.cycle.is_empty(),
        Defect::EndlessChain(scene) | Defect::NoEndingReachable(scene) => {
            let before = found.path.as_ref().map_or(&[][..], |path| &path.steps);
            scene == path.scene || !before.is_empty() && path.steps.starts_with(before)
        }
        _ => false,
    })
}

/// Whether what refutes a claim is said already: an ending that none comes to, or where games get stuck.
fn follows(claim: &Claim, findings: &[explore::WitnessedDefect]) -> bool {
    let is_said = |found: &explore::WitnessedDefect| match (found.what, &claim.condition().expression) {
        (Defect::UnreachableEnding(scene), Expression::At(asked)) => scene == *asked,
        (Defect::UnreachableEnding(scene), Expression::All(parts)) => parts.contains(&Expression::At(scene)),
        (Defect::DeadEnd(_) | Defect::DeadChoice(_) | Defect::EndlessChain(_), Expression::Ended) => true,
        _ => false,
    };
    !matches!(claim, Claim::Always(_)) && findings.iter().any(is_said)
}

/// Those of the first `own` properties that were judged so.
pub(super) fn judged<'s>(story: &'s Story, explored: &Explored, own: usize, verdict: Verdict) -> Vec<&'s Property> {
    let judgements = explored.details.iter().flat_map(|details| &details.properties);
    let judged = story.properties.iter().zip(judgements).take(own);
    judged.filter(|(_, judgement)| judgement.verdict == verdict).map(|(property, _)| property).collect()
}

/// The choices that do not matter, one finding for a scene.
fn pointless(story: &Story, levels: &Levels, all: &[explore::WitnessedDefect]) -> Vec<Finding> {
    let choice = |finding: &explore::WitnessedDefect| match finding.what {
        Defect::Pointless(choice) => Some(choice),
        _ => None,
    };
    let choices: BTreeSet<_> = all.iter().filter_map(choice).collect();
    let scenes: BTreeSet<SceneId> = choices.iter().map(|choice| choice.scene).collect();
    let diagnostic = |scene: SceneId| {
        let (from, to) = (ChoiceId { scene, index: 0 }, ChoiceId { scene, index: u8::MAX });
        let mut own = choices.range(from..=to).map(|&choice| story.choice(choice));
        let first = own.next().expect("the scene is one of a choice");
        let message = format!("it does not matter what is chosen in `{}`", story.scene(scene).name);
        let diagnostic = Diagnostic::new(Code::PointlessChoice, first.span, message, "whether this")
            .help("let something that follows remember it, or allow the lint in this scene");
        let diagnostic = own.fold(diagnostic, |diagnostic, other| diagnostic.also(other.span, "or this"));
        let diagnostic = levels.apply(story, Some(scene), diagnostic)?;
        Some(Finding { diagnostic, verdict: Some(Verdict::Proved), playthrough: None, denied: None })
    };
    scenes.into_iter().filter_map(diagnostic).collect()
}
