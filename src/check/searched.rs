//! The findings of a search through every game. One mistake gives one finding: what only follows from the mistake is
//! left out.

use super::finding::{Finding, Levels, decisions, way_to};
use super::static_lints::{never_set, scenes_of_texts};
use super::wording;
use crate::engine::Engine;
use crate::explore::{self, Defect, Explored, Limits, Path, Progress, Verdict, WitnessedDefect};
use crate::script::Evidence;
use crate::source::{Code, Diagnostic, Level};
use crate::story::{
    Branch, ChoiceId, Claim, Condition, Exit, Expression, Operation, Part, Property, SceneId, Story, Template, TextId,
    VariableId,
};
use std::collections::BTreeSet;

/// The findings of an exploration that `levels` does not allow. The first `own` properties are the author's; questions
/// of the check follow.
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
        let is_lint = diagnostic.code.lint_level().is_some();
        let verdict = Some(if is_lint { Verdict::Proved } else { Verdict::Refuted });
        let playthrough = evidence(story, engine, finding.path.as_ref(), None);
        found.push(Finding { diagnostic, verdict, playthrough });
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
        let playthrough = evidence(story, engine, path, Some(&property.claim));
        found.push(Finding { diagnostic, verdict: Some(judgement.verdict), playthrough });
    }
    found
}

/// The playthrough of a path; `None` without a path. If `claim` is given, the path refutes the claim.
pub(super) fn evidence(story: &Story, engine: &Engine, path: Option<&Path>, claim: Option<&Claim>) -> Option<Evidence> {
    let Path { steps, cycle, .. } = path?;
    Evidence::new(story, engine, &decisions(story, &[&steps[..], cycle].concat()), claim, cycle.len())
}

/// Whether a path ends where games get stuck. Another finding already reports this place.
fn ends_in_one(path: &Path, findings: &[WitnessedDefect]) -> bool {
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

/// Whether another finding already says why a claim fails: no game comes to the ending, or games get stuck.
fn follows(claim: &Claim, findings: &[WitnessedDefect]) -> bool {
    let is_said = |found: &WitnessedDefect| match (found.what, &claim.condition().expression) {
        (Defect::UnreachableEnding(scene), Expression::At(asked)) => scene == *asked,
        (Defect::UnreachableEnding(scene), Expression::Apply(Operation::And, parts)) => {
            parts.contains(&Expression::At(scene))
        }
        (Defect::DeadEnd(_) | Defect::DeadChoice(_) | Defect::EndlessChain(_), Expression::Ended) => true,
        _ => false,
    };
    !matches!(claim, Claim::Always(_)) && findings.iter().any(is_said)
}

/// The author's properties (the first `own`) with this verdict.
pub(super) fn judged<'s>(story: &'s Story, explored: &Explored, own: usize, verdict: Verdict) -> Vec<&'s Property> {
    let judgements = explored.details.iter().flat_map(|details| &details.properties);
    let judged = story.properties.iter().zip(judgements).take(own);
    judged.filter(|(_, judgement)| judgement.verdict == verdict).map(|(property, _)| property).collect()
}

/// The choices that make no difference: one finding for each scene that has any.
fn pointless(story: &Story, levels: &Levels, all: &[WitnessedDefect]) -> Vec<Finding> {
    let choice = |finding: &WitnessedDefect| match finding.what {
        Defect::Pointless(choice) => Some(choice),
        _ => None,
    };
    let mut choices: Vec<ChoiceId> = all.iter().filter_map(choice).collect();
    choices.sort();
    let finding = |own: &[ChoiceId]| {
        let message = format!("it does not matter what is chosen in `{}`", story.scene(own[0].scene).name);
        let diagnostic = Code::PointlessChoice
            .at(story.choice(own[0]).span, message, "whether this")
            .help("let something that follows remember it, or allow the lint in this scene");
        let others = own[1..].iter().map(|&other| story.choice(other).span);
        let diagnostic = others.fold(diagnostic, |diagnostic, other| diagnostic.also(other, "or this"));
        let diagnostic = levels.apply(story, Some(own[0].scene), diagnostic)?;
        Some(Finding { verdict: Some(Verdict::Proved), ..diagnostic.into() })
    };
    choices.chunk_by(|one, other| one.scene == other.scene).filter_map(finding).collect()
}

/// Knows which defects only follow from another defect that is reported.
struct Cascade {
    unreachable: BTreeSet<SceneId>,
    /// The unreachable scenes that lead to all others. Of unreachable scenes in a loop, only the first scene is in it.
    first: BTreeSet<SceneId>,
    /// Flags that a lint reports as never set.
    unset: BTreeSet<VariableId>,
    /// Ways reported as dead ends: all their arms may fail at once.
    dead: BTreeSet<Exit>,
}

impl Cascade {
    fn new(story: &Story, levels: &Levels, findings: &[WitnessedDefect]) -> Cascade {
        let dead = |what| match what {
            Defect::DeadEnd(scene) => Some(Exit::Scene(scene)),
            Defect::DeadChoice(choice) => Some(Exit::Choice(choice)),
            _ => None,
        };
        let dead = findings.iter().filter_map(|each| dead(each.what)).collect();
        let scene = |what| match what {
            Defect::UnreachableScene(scene) | Defect::UnreachableEnding(scene) => Some(scene),
            _ => None,
        };
        let unreachable: BTreeSet<SceneId> = findings.iter().filter_map(|each| scene(each.what)).collect();
        let (mut first, mut covered) = (BTreeSet::new(), BTreeSet::new());
        for &scene in &unreachable {
            let mut open = vec![scene];
            while let Some(next) = open.pop().filter(|_| !covered.contains(&scene)) {
                let arms = story.scene(next).ways().flat_map(|way| &way.arms);
                for to in arms.map(|arm| arm.to).filter(|to| unreachable.contains(to) && *to != scene) {
                    first.remove(&to);
                    open.extend(covered.insert(to).then_some(to));
                }
            }
            first.extend((!covered.contains(&scene)).then_some(scene));
            covered.insert(scene);
        }
        Cascade { unreachable, first, unset: unset(story, levels), dead }
    }

    /// Whether a defect only follows from another defect. An unreachable ending never counts as such: it is an error.
    fn follows(&self, story: &Story, what: Defect) -> bool {
        let waits = |condition: &Option<Condition>| reads(&self.unset, condition.as_ref());
        match what {
            Defect::UnreachableScene(scene) => {
                let way = way_to(story, scene).map(|(exit, arm)| &story.way(exit).arms[arm].when);
                !self.first.contains(&scene) || way.is_some_and(waits)
            }
            Defect::NeverTaken(exit, arm) => {
                let arm = &story.way(exit).arms[usize::from(arm)];
                self.dead.contains(&exit)
                    || [exit.scene(), arm.to].iter().any(|scene| self.unreachable.contains(scene))
                    || waits(&arm.when)
            }
            Defect::NeverAvailable(choice) => {
                let is_said = |to: SceneId| {
                    self.first.contains(&to) || self.unreachable.contains(&to) && story.scene(to).is_ending()
                };
                let leads = |to| way_to(story, to).is_some_and(|(exit, _)| exit == Exit::Choice(choice));
                let choice = story.choice(choice);
                waits(&choice.when) || choice.goto.arms.iter().any(|arm| is_said(arm.to) && leads(arm.to))
            }
            _ => false,
        }
    }
}

/// The flags that a lint reports as never set; an empty set when the lint is allowed.
pub(super) fn unset(story: &Story, levels: &Levels) -> BTreeSet<VariableId> {
    match levels.level(story, Code::NeverSetFlag, None) {
        Level::Allow => BTreeSet::new(),
        Level::Warn | Level::Deny => never_set(story),
    }
}

/// Whether a condition asks about one of `flags`.
pub(super) fn reads(flags: &BTreeSet<VariableId>, condition: Option<&Condition>) -> bool {
    let is_meant = |part: &Expression| matches!(part, Expression::Variable(variable) if flags.contains(variable));
    condition.is_some_and(|condition| condition.expression.has(is_meant))
}

/// The branches of texts that no game shows, in all languages. `found` has the branches of the source language. They
/// count for a translated text too if it has the same conditions; otherwise a new search follows.
pub(super) fn never_shown(
    story: &Story,
    levels: &Levels,
    limits: &Limits,
    found: &[WitnessedDefect],
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Vec<Finding> {
    let unset = unset(story, levels);
    let scenes = scenes_of_texts(story);
    let mut all = vec![];
    for (language, texts) in story.texts.iter().enumerate() {
        let source = &story.texts[0];
        let is_other = |text: &TextId| asked(texts.template(*text)) != asked(source.template(*text));
        let others: BTreeSet<TextId> = scenes.keys().copied().filter(is_other).collect();
        let own = found.iter().filter_map(|found| branch(found.what)).filter(|(text, _)| !others.contains(text));
        let mut unseen: BTreeSet<(TextId, usize)> = own.collect();
        if !others.is_empty() {
            let told = Story { texts: vec![texts.clone()], goals: vec![], properties: vec![], ..story.clone() };
            let found = explore::never_shown(&told, &Engine::new(&told), &others, limits, progress);
            unseen.extend(found.into_iter().filter_map(branch));
        }
        for &(text, number) in unseen.iter().filter(|(text, _)| texts.spans[text.index()].is_some()) {
            let branches = branches(texts.template(text));
            let (own, outer, first) = branches[number];
            let is_unseen = |number: &usize| unseen.contains(&(text, *number));
            let block: Vec<usize> = (first..branches.len()).filter(|&other| branches[other].2 == first).collect();
            let (before, later) = block.split_at(block.partition_point(|&other| other < number));
            // If this branch and all later ones up to `{else}` are unseen, the cause is an earlier branch that always
            // holds. The first finding is enough.
            let is_last = later.last().is_some_and(|&last| branches[last].0.when.is_none());
            let follows = is_last && later.iter().all(is_unseen) && before.last().is_some_and(is_unseen);
            if !outer.is_some_and(|outer| is_unseen(&outer)) && !follows && !reads(&unset, own.when.as_ref()) {
                let lint = lint(story, language, text, own, first == number);
                let lint = levels.apply(story, scenes.get(&text).copied(), lint);
                all.extend(lint.map(|lint| Finding { verdict: Some(Verdict::Proved), ..lint.into() }));
            }
        }
    }
    all
}

fn branch(found: Defect) -> Option<(TextId, usize)> {
    let Defect::NeverShown(text, number) = found else { return None };
    Some((text, number))
}

/// The branches of a text in order, each as (index of the branch around it, condition).
fn asked(template: &Template) -> Vec<(Option<usize>, Option<&Expression>)> {
    let branches = branches(template).into_iter();
    branches.map(|(branch, outer, _)| (outer, branch.when.as_ref().map(|when| &when.expression))).collect()
}

/// The branches of a text in order, each as (branch, index of the branch around it, index of the first branch of its
/// block).
fn branches(template: &Template) -> Vec<(&Branch, Option<usize>, usize)> {
    fn list<'a>(template: &'a Template, outer: Option<usize>, found: &mut Vec<(&'a Branch, Option<usize>, usize)>) {
        for part in &template.parts {
            match part {
                Part::If(branches) => {
                    let first = found.len();
                    for branch in branches {
                        found.push((branch, outer, first));
                        list(&branch.body, Some(found.len() - 1), found);
                    }
                }
                Part::Vary(bodies) => bodies.iter().for_each(|body| list(body, outer, found)),
                Part::Literal(_) | Part::Number(_) | Part::Stakeholder(..) => {}
            }
        }
    }
    let mut found = vec![];
    list(template, None, &mut found);
    found
}

fn lint(story: &Story, language: usize, text: TextId, branch: &Branch, is_first: bool) -> Diagnostic {
    let address = &story.slots[text.index()].address;
    let message = match language {
        0 => format!("no game shows this part of `{address}`"),
        _ => format!("no game shows this part of `{address}` in `{}`", story.texts[language].language),
    };
    let label = match branch.when {
        Some(_) if is_first => "never holds where this is read",
        Some(_) => "never comes to this: one before it always holds, or this never does",
        None => "one of those before it always holds",
    };
    Code::NeverShownText.at(branch.span, message, label)
}
