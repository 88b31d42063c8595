//! One mistake, one finding: leaves out findings that only follow from another.

use super::Levels;
use super::decisions::way_to;
use super::static_lints::never_set;
use crate::explore::{self, Defect};
use crate::source::{Code, Level};
use crate::story::{Condition, Exit, Expression, SceneId, Story, VariableId};
use std::collections::BTreeSet;

/// What is found only because of something else that is said already.
pub(super) struct Cascade {
    /// Where no game comes to.
    unreachable: BTreeSet<SceneId>,
    /// Those of them that lead to the others: of a loop its first scene.
    first: BTreeSet<SceneId>,
    /// Flags that are said never to be set.
    unset: BTreeSet<VariableId>,
    /// Ways out of which no arm may hold.
    dead: BTreeSet<Exit>,
}

impl Cascade {
    /// Finds what leads to what.
    pub(super) fn new(story: &Story, levels: &Levels, findings: &[explore::WitnessedDefect]) -> Cascade {
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

    /// Whether a finding only follows from another. An ending is said in any case: it is an error.
    pub(super) fn follows(&self, story: &Story, what: Defect) -> bool {
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

/// The flags of which it is said that nothing sets them.
pub(super) fn unset(story: &Story, levels: &Levels) -> BTreeSet<VariableId> {
    match levels.level(story, Code::NeverSetFlag, None) {
        Level::Allow => BTreeSet::new(),
        Level::Warn | Level::Deny => never_set(story),
    }
}

/// Whether a condition asks about one of some flags.
pub(super) fn reads(flags: &BTreeSet<VariableId>, condition: Option<&Condition>) -> bool {
    let mut is_read = false;
    if let Some(condition) = condition {
        condition.expression.walk(&mut |part| {
            is_read |= matches!(part, Expression::Variable(variable) if flags.contains(variable));
        });
    }
    is_read
}
