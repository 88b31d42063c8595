//! What a game passes: scenes, and the arms that lead from one to the next.

use crate::engine::{Engine, Outcome};
use crate::game::{Event, Game};
use crate::story::{Body, Exit, SceneId};
use std::collections::BTreeSet;

/// The scenes that a game came to, and the arms that it took, each by its way and its position.
#[derive(Clone, Debug, Default)]
pub struct Passed {
    /// The scenes.
    pub scenes: BTreeSet<SceneId>,
    /// The arms.
    pub arms: BTreeSet<(Exit, u8)>,
}

/// What a game passed.
pub fn passed(game: &Game) -> Passed {
    let (story, engine) = (game.story(), game.engine());
    let mut passed = Passed::default();
    for turn in game.turns() {
        passed.arms.extend(turn.draws().map(|drawn| (drawn.exit, drawn.arm)));
        if let Some((choice, moment)) = &turn.choice {
            let mut words = moment.words.clone();
            engine.choose(&mut words, *choice);
            passed.arms.extend(certain(engine, &words, Exit::Choice(*choice)));
        }
        for event in &turn.events {
            let Event::Entered(scene, moment) = event else { continue };
            passed.scenes.insert(*scene);
            if matches!(story.scene(*scene).body, Body::Goto(_)) {
                passed.arms.extend(certain(engine, &moment.words, Exit::Scene(*scene)));
            }
        }
    }
    passed
}

/// The arm that a way takes where nothing is drawn.
fn certain(engine: &Engine, words: &[u64], exit: Exit) -> Option<(Exit, u8)> {
    match engine.outcome(words, exit) {
        Outcome::Certain(arm) => Some((exit, arm)),
        Outcome::Drawn(_) | Outcome::Nowhere => None,
    }
}
