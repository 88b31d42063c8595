//! What a player and the world decide, as a playthrough writes it.

use crate::explore::PathStep;
use crate::script::WrittenStep;
use crate::story::{Exit, SceneId, Story};

/// Steps of a search as the steps of a playthrough file.
pub fn decisions(story: &Story, steps: &[PathStep]) -> Vec<WrittenStep> {
    let decision = |step: &PathStep| match *step {
        PathStep::Choice(choice) => WrittenStep::Choice(story.choice_name(choice)),
        PathStep::Draw(exit, arm) => WrittenStep::Draw(story.arm_name(exit, arm)),
    };
    steps.iter().map(decision).collect()
}

/// The first way, in the order of the files, that has an arm to a scene.
pub(super) fn way_to(story: &Story, to: SceneId) -> Option<(Exit, usize)> {
    let own = story.scene_ids().filter(|&scene| story.scene(scene).goto().is_some()).map(Exit::Scene);
    let exits = own.chain(story.choice_ids().map(Exit::Choice));
    let arm = |exit: Exit| Some((exit, story.way(exit).arms.iter().position(|arm| arm.to == to)?));
    exits.filter(|exit| exit.scene() != to).find_map(arm)
}
