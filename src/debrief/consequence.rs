//! What would have come of a choice: where it leads, with its odds. A debrief tells it only to those who ask.

use super::outlook::taken;
use crate::engine::Outcome;
use crate::game::Moment;
use crate::story::{ChoiceId, Exit, SceneId};
use crate::view::Reader;

/// What comes of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consequence {
    /// Where it leads: one place, or several that are drawn from; none at a dead end.
    pub leads: Vec<Lead>,
}

/// A place that a choice leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lead {
    /// The heading of the scene.
    pub heading: String,
    /// The weight of the arm.
    pub weight: u32,
    /// The sum of the weights of the arms that hold.
    pub of: u32,
}

pub(super) fn consequence(reader: &Reader, choice: ChoiceId, offered: &Moment) -> Consequence {
    let exit = Exit::Choice(choice);
    let mut chosen = offered.clone();
    reader.engine.choose(&mut chosen.words, choice);
    chosen.past.choose(choice);
    let lead = |(arm, weight, of)| {
        let heading = arrival(reader, follow(reader, &chosen, exit, arm));
        Lead { heading, weight, of }
    };
    let leads = match reader.engine.outcome(&chosen.words, exit) {
        Outcome::Nowhere => Vec::new(),
        Outcome::Certain(arm) => vec![lead((arm, 1, 1))],
        Outcome::Drawn(of) => {
            let arms = reader.engine.arms(&chosen.words, exit);
            arms.map(|(arm, weight)| lead((arm, weight, of))).collect()
        }
    };
    Consequence { leads }
}

fn follow(reader: &Reader, moment: &Moment, exit: Exit, arm: u8) -> Moment {
    let mut past = moment.past.clone();
    let words = taken(reader.engine, &moment.words, exit, arm);
    past.enter(reader.engine.scene(&words));
    Moment { words: words.into(), past }
}

/// The heading of the first scene on the way from a moment that has one.
fn arrival(reader: &Reader, mut moment: Moment) -> String {
    let mut passed: Vec<SceneId> = Vec::new();
    loop {
        let scene = reader.engine.scene(&moment.words);
        let exit = Exit::Scene(scene);
        let goes_on = reader.story.scene(scene).goto().is_some() && !passed.contains(&scene);
        if reader.scene(scene, &moment).title.is_none() && goes_on {
            passed.push(scene);
            if let Outcome::Certain(arm) = reader.engine.outcome(&moment.words, exit) {
                moment = follow(reader, &moment, exit, arm);
                continue;
            }
        }
        return reader.heading(scene, &moment);
    }
}
