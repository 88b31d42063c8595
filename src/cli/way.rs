//! Games that follow the steps which a search has found.

use crate::engine::Engine;
use crate::explore::{self, Ask, Options, PathStep};
use crate::game::{Draw, Game, pick};
use crate::story::{Claim, Condition, Expression, Property, SceneId, Story};

/// The steps of a shortest playthrough to a scene; `None` when none was found.
///
/// The search is asked to refute that no game comes to the scene: what shows it is the way.
pub fn to_scene(story: &Story, engine: &Engine, scene: SceneId) -> Option<Vec<PathStep>> {
    let span = story.scene(scene).span;
    let never = Expression::Not(Box::new(Expression::At(scene)));
    let claim = Claim::Always(Condition { expression: never, span });
    let asked = Story { properties: vec![Property { name: String::new(), claim }], ..story.clone() };
    let options = Options { ask: Ask { properties: true, ..Ask::default() }, ..Options::default() };
    let explored = explore::explore(&asked, engine, &options, &mut |_| {});
    explored.details?.properties.into_iter().next()?.path.map(|path| path.steps)
}

/// Plays the steps, and goes on to the next choice. Draws behind the steps come from `seed`; without one, there may be
/// none.
pub fn play<'a>(story: &'a Story, engine: &'a Engine, steps: &[PathStep], seed: Option<u64>) -> Option<Game<'a>> {
    let mut draws = steps.iter().filter_map(|step| match *step {
        PathStep::Draw(exit, arm) => Some((exit, arm)),
        PathStep::Choice(_) => None,
    });
    let mut decide = |draw: &Draw| match draws.next() {
        Some((exit, arm)) if exit == draw.exit => Some(arm),
        _ => seed.map(|seed| pick(seed, draw.number, draw.arms)),
    };
    let mut game = Game::begin_with(story, engine, seed, &mut decide).ok()?;
    for step in steps {
        if let PathStep::Choice(choice) = step {
            game.choose(*choice, &mut decide).ok()?;
        }
    }
    Some(game)
}
