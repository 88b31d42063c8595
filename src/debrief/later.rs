//! What came of a choice later in the game, and what could no longer come.

use super::outlook::{Lookout, shares, taken};
use super::reason::Counted;
use super::timeline::{Decision, Step};
use crate::engine::Engine;
use crate::story::{ChoiceId, Exit, SceneId, Story, VariableId};
use crate::view::Reader;
use std::collections::BTreeSet;

/// So many states are looked at before it is left open whether a choice can still come.
const MOST_STATES: usize = 20_000;

/// Finds for each decision what it made of the later ones. The flags that were raised between it and the next step are
/// taken back just before each of them: then the choice was not available, or it was worth more or less.
pub(super) fn find_later(reader: &Reader, lookout: &Lookout, steps: &mut [Step]) {
    let engine = reader.engine;
    for at in 0..steps.len() {
        let (earlier, later) = steps.split_at_mut(at + 1);
        let (Step::Decision(decision), Some(next)) = (&mut earlier[at], later.first()) else { continue };
        let raised =
            |flag: &VariableId| engine.value(&decision.from, *flag) == 0 && engine.value(next.from(), *flag) == 1;
        let raised: Vec<VariableId> = reader.story.flags.iter().copied().filter(raised).collect();
        if raised.is_empty() {
            continue;
        }
        let later = later.iter().filter_map(|step| match step {
            Step::Decision(later) => Some(later),
            Step::Fall(_) | Step::Told { .. } => None,
        });
        let mut most: Option<Counted> = None;
        for later in later {
            let mut words = later.from.clone();
            raised.iter().for_each(|&flag| engine.layout().variable(flag).set_raw(&mut words, 0));
            if !engine.is_available(&words, later.choice) {
                decision.reason.opens.push(later.number);
            } else if let Some(counted) = counted(lookout, later, &words) {
                let size = |it: &Counted| (it.with - it.without).abs();
                most = if most.is_none_or(|most| size(&counted) > size(&most) + 1e-9) { Some(counted) } else { most };
            }
        }
        decision.reason.counted = most;
    }
}

/// A later decision with and without: `None` where that other state is none of the story, or its value is not known.
fn counted(lookout: &Lookout, later: &Decision, words: &[u64]) -> Option<Counted> {
    let with = later.after.headline().value()?;
    let without = lookout.choice(words, later.choice).headline().value()?;
    Some(Counted { number: later.number, with, without })
}

/// Whether a choice was the last chance for another of its scene: the scenes lead back to it, but in no state that follows is
/// the other available.
pub(super) fn was_last_chance(story: &Story, engine: &Engine, from: &[u64], choice: ChoiceId, other: ChoiceId) -> bool {
    let leads_back = leading_to(story, other.scene);
    let mut chosen = from.to_vec();
    engine.choose(&mut chosen, choice);
    let mut open = arrivals(engine, &chosen, Exit::Choice(choice));
    if !open.iter().any(|words| leads_back[engine.scene(words).index()]) {
        return false;
    }
    let mut seen: BTreeSet<Vec<u64>> = BTreeSet::new();
    while let Some(words) = open.pop() {
        let scene = engine.scene(&words);
        if !leads_back[scene.index()] || seen.contains(&words) {
            continue;
        }
        if engine.is_available(&words, other) || seen.len() == MOST_STATES {
            return false;
        }
        if engine.rules(scene).has_choices() {
            for choice in engine.available(&words) {
                let mut chosen = words.clone();
                engine.choose(&mut chosen, choice);
                open.extend(arrivals(engine, &chosen, Exit::Choice(choice)));
            }
        } else if !engine.rules(scene).is_ending() {
            open.extend(arrivals(engine, &words, Exit::Scene(scene)));
        }
        seen.insert(words);
    }
    true
}

fn arrivals(engine: &Engine, words: &[u64], exit: Exit) -> Vec<Vec<u64>> {
    shares(engine, words, exit).into_iter().map(|(arm, _)| taken(engine, words, exit, arm)).collect()
}

/// For each scene whether it is that one or leads to it, when every arm is thought to hold.
fn leading_to(story: &Story, scene: SceneId) -> Vec<bool> {
    let mut leads: Vec<bool> = story.scene_ids().map(|id| id == scene).collect();
    let has_way = |leads: &[bool], id: SceneId| {
        let arms = story.scene(id).ways().flat_map(|way| &way.arms);
        arms.into_iter().any(|arm| leads[arm.to.index()])
    };
    while let Some(more) = story.scene_ids().find(|&id| !leads[id.index()] && has_way(&leads, id)) {
        leads[more.index()] = true;
    }
    leads
}
