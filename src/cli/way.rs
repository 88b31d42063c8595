//! A game that begins in the middle: at a scene, by a shortest playthrough.

use crate::engine::Engine;
use crate::explore::{self, Ask, Options, PathStep};
use crate::game::{Draw, Game, pick};
use crate::story::{Claim, Condition, Expression, Property, SceneId, Story};

/// The steps of a shortest playthrough to a scene; `None` when none was found.
///
/// The search is asked to refute that no game comes to the scene: what shows it is the way.
fn way_to(story: &Story, engine: &Engine, scene: SceneId) -> Option<Vec<PathStep>> {
    let span = story.scene(scene).span;
    let never = Expression::Not(Box::new(Expression::At(scene)));
    let claim = Claim::Always(Condition { expression: never, span });
    let asked = Story { properties: vec![Property { name: String::new(), claim }], ..story.clone() };
    let options = Options { ask: Ask { properties: true, ..Ask::default() }, ..Options::default() };
    let explored = explore::explore(&asked, engine, &options, &mut |_| {});
    explored.details?.properties.into_iter().next()?.path.map(|path| path.steps)
}

/// A game that has come to a scene and goes on to its first choice. The draws behind it come from `seed`. `None` when
/// no game was found to come there.
pub fn game_at<'a>(story: &'a Story, engine: &'a Engine, scene: SceneId, seed: u64) -> Option<Game<'a>> {
    let steps = way_to(story, engine, scene)?;
    let mut draws = steps.iter().filter_map(|step| match step {
        PathStep::Draw(exit, arm) => Some((*exit, *arm)),
        PathStep::Choice(_) => None,
    });
    let mut decide = |draw: &Draw| match draws.next() {
        Some((exit, arm)) if exit == draw.exit => Some(arm),
        _ => Some(pick(seed, draw.number, draw.arms)),
    };
    let mut game = Game::begin_with(story, engine, Some(seed), &mut decide).ok()?;
    for step in &steps {
        if let PathStep::Choice(choice) = step {
            game.choose(*choice, &mut decide).ok()?;
        }
    }
    Some(game)
}
