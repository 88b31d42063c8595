//! States of random games: a look at some of them costs much less than a search for all.

use crate::engine::{Engine, mix};
use crate::story::{Exit, Story};

/// So many states for each scene of the story are looked at without anything new before that ends.
const PATIENCE: usize = 32;

/// A game is given up after so many scenes.
const LONGEST: usize = 1_000;

/// Looks at the states of random games, always the same, until `look` has found nothing new in many of them.
pub fn random_states(story: &Story, engine: &Engine, mut look: impl FnMut(&[u64]) -> bool) {
    let patience = PATIENCE * story.scenes.len();
    let mut left = patience;
    let mut seed = 0u64;
    let mut draw = |count: usize| {
        seed = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
        (mix(seed) % count as u64) as usize
    };
    while left > 0 {
        let mut words = engine.begin();
        for _ in 0..LONGEST {
            left = if look(&words) { patience } else { left - 1 };
            if left == 0 || go_on(engine, &mut words, &mut draw).is_none() {
                break;
            }
        }
    }
}

/// Goes on to the next state, if there is one.
fn go_on(engine: &Engine, words: &mut [u64], draw: &mut impl FnMut(usize) -> usize) -> Option<()> {
    let scene = engine.scene(words);
    let rules = engine.rules(scene);
    let exit = if rules.is_ending() {
        return None;
    } else if rules.has_choices() {
        let available: Vec<_> = engine.available(words).collect();
        let choice = *available.get(draw(available.len().max(1)))?;
        engine.choose(words, choice);
        Exit::Choice(choice)
    } else {
        Exit::Scene(scene)
    };
    let arms: Vec<(u8, u32)> = engine.arms(words, exit).collect();
    let &(arm, _) = arms.get(draw(arms.len().max(1)))?;
    let to = engine.take(words, exit, arm);
    engine.enter(words, to);
    Some(())
}
