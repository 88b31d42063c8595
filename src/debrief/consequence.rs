//! Where a choice leads, with the odds. A debrief tells this only to players who ask for it.

use crate::engine::Outcome;
use crate::game::Moment;
use crate::story::{ChoiceId, Exit, SceneId};
use crate::view::Reader;

/// A place that a choice leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lead {
    pub heading: String,
    pub weight: u32,
    /// The sum of the weights of all arms whose conditions hold.
    pub of: u32,
}

/// The places that a choice can lead to: several if a draw decides, none at a dead end.
pub(super) fn leads(reader: &Reader, choice: ChoiceId, offered: &Moment) -> Vec<Lead> {
    let exit = Exit::Choice(choice);
    let mut chosen = offered.clone();
    reader.engine.choose(&mut chosen.words, choice);
    chosen.past.choose(choice);
    let lead = |(arm, weight, of)| Lead { heading: arrival(reader, follow(reader, &chosen, exit, arm)), weight, of };
    match reader.engine.outcome(&chosen.words, exit) {
        Outcome::Nowhere => Vec::new(),
        Outcome::Certain(arm) => vec![lead((arm, 1, 1))],
        Outcome::Drawn(of) => {
            let arms = reader.engine.arms(&chosen.words, exit);
            arms.map(|(arm, weight)| lead((arm, weight, of))).collect()
        }
    }
}

fn follow(reader: &Reader, moment: &Moment, exit: Exit, arm: u8) -> Moment {
    let mut next = moment.clone();
    let target = reader.engine.take(&mut next.words, exit, arm);
    reader.engine.enter(&mut next.words, target);
    next.past.enter(target);
    next
}

/// Follows untitled scenes as long as one scene is certain to come next; gives the last heading.
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
