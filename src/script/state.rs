//! A state in one line, for authors.

use crate::engine::Engine;
use crate::game::Moment;
use crate::story::{Condition, Expression, SceneId, Story, VariableId};

/// The scene, and every variable that has moved from where it started.
pub(super) fn state(story: &Story, engine: &Engine, moment: &Moment) -> String {
    let scene = &story.scene(engine.scene(&moment.words)).name;
    let moved: Vec<String> = variables(story)
        .filter(|&id| engine.value(&moment.words, id) != story.variables[id.index()].start)
        .map(|id| value(story, engine, moment, id))
        .collect();
    match moved.as_slice() {
        [] => format!("the game is in `{scene}`, with everything as it began"),
        moved => format!("the game is in `{scene}`, with {}", moved.join(", ")),
    }
}

/// The values of everything that a condition reads, in the order in which it first does.
pub(super) fn values(story: &Story, engine: &Engine, moment: &Moment, condition: &Condition) -> String {
    let mut values: Vec<String> = Vec::new();
    condition.expression.walk(&mut |part| {
        let spelt = match part {
            Expression::Variable(id) => value(story, engine, moment, *id),
            Expression::Visited(scene) => past(story, "visited", *scene, moment.past.visited(*scene)),
            Expression::At(scene) => past(story, "at", *scene, engine.scene(&moment.words) == *scene),
            Expression::Again => format!("again = {}", moment.past.again()),
            Expression::Ended => {
                let ended = story.scene(engine.scene(&moment.words)).is_ending();
                format!("ended = {ended}")
            }
            _ => return,
        };
        if !values.contains(&spelt) {
            values.push(spelt);
        }
    });
    values.join(", ")
}

fn value(story: &Story, engine: &Engine, moment: &Moment, id: VariableId) -> String {
    let variable = &story.variables[id.index()];
    let value = engine.value(&moment.words, id);
    if variable.is_flag {
        format!("{} = {}", variable.name, value != 0)
    } else {
        format!("{} = {value}", variable.name)
    }
}

fn past(story: &Story, atom: &str, scene: SceneId, holds: bool) -> String {
    format!("{atom}('{}') = {holds}", story.scene(scene).name)
}

fn variables(story: &Story) -> impl Iterator<Item = VariableId> {
    (0..story.variables.len() as u16).map(VariableId)
}
