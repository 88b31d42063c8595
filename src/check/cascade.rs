//! One mistake, one finding: what is so only because something else is.

use super::Levels;
use super::searched::way_to;
use super::static_lints::never_set;
use crate::explore::{self, Defect};
use crate::source::{Code, Level};
use crate::story::{Condition, Expression, SceneId, Story, VariableId, Way};
use std::collections::BTreeSet;

/// What is found only because of something else that is said already.
pub(super) struct Cascade {
    /// Where no game comes to.
    unreachable: BTreeSet<SceneId>,
    /// Of these the ones to which none of the others leads.
    first: BTreeSet<SceneId>,
    /// Flags that are said never to be set.
    unset: BTreeSet<VariableId>,
}

impl Cascade {
    /// Finds what leads to what.
    pub(super) fn new(story: &Story, levels: &Levels, findings: &[explore::WitnessedDefect]) -> Cascade {
        let unreachable: BTreeSet<SceneId> = findings
            .iter()
            .filter_map(|finding| match finding.what {
                Defect::UnreachableScene(scene) | Defect::UnreachableEnding(scene) => Some(scene),
                _ => None,
            })
            .collect();
        let mut cascade = Cascade { unreachable, first: BTreeSet::new(), unset: unset(story, levels) };
        let led_to: BTreeSet<SceneId> = cascade
            .unreachable
            .iter()
            .flat_map(|&scene| targets(story, scene).filter(move |&to| to != scene))
            .collect();
        let roots: Vec<SceneId> = cascade.unreachable.difference(&led_to).copied().collect();
        let mut covered = BTreeSet::new();
        // After the scenes to which none of the others leads come loops of scenes, by their first one.
        for scene in roots.into_iter().chain(cascade.unreachable.clone()) {
            if covered.contains(&scene) {
                continue;
            }
            cascade.first.insert(scene);
            let mut open = vec![scene];
            while let Some(scene) = open.pop() {
                if covered.insert(scene) {
                    open.extend(targets(story, scene).filter(|to| cascade.unreachable.contains(to)));
                }
            }
        }
        cascade
    }

    /// Whether a finding only follows from another. An ending is said in any case: it is an error.
    pub(super) fn follows(&self, story: &Story, what: Defect) -> bool {
        match what {
            Defect::UnreachableScene(scene) if !self.first.contains(&scene) => true,
            Defect::UnreachableScene(scene) => way_to(story, scene).is_some_and(|(exit, arm)| {
                let arm = &story.way(exit).arms[arm];
                reads(&self.unset, arm.when.as_ref())
            }),
            Defect::NeverTaken(exit, arm) => {
                let arm = &story.way(exit).arms[usize::from(arm)];
                let unreachable = [exit.scene(), arm.to].iter().any(|scene| self.unreachable.contains(scene));
                unreachable || reads(&self.unset, arm.when.as_ref())
            }
            Defect::NeverAvailable(choice) => reads(&self.unset, story.choice(choice).when.as_ref()),
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

fn targets(story: &Story, scene: SceneId) -> impl Iterator<Item = SceneId> + '_ {
    story.scene(scene).ways().flat_map(|way: &Way| way.arms.iter().map(|arm| arm.to))
}
