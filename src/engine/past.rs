//! What happened in a game, beyond what its state keeps. Texts, properties and the debrief read it; the rules never do.

use crate::story::{ChoiceId, SceneId};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    visited: Vec<u64>,
    /// Whether the current scene was entered before.
    pub again: bool,
    /// Every choice made, once, sorted. Each moment of a game keeps its own past, so repeated choices must not make it
    /// longer.
    chosen: Vec<ChoiceId>,
    /// The number of choices made.
    pub choices: u64,
    seed: Option<u64>,
}

impl Past {
    /// An empty past, for the rules: they never read it.
    pub const NONE: Past = Past { visited: Vec::new(), again: false, chosen: Vec::new(), choices: 0, seed: None };

    /// The past at the beginning of a game. The seed, if any, decides which part of a `{vary}` is read.
    pub fn of_game(seed: Option<u64>) -> Past {
        Past { seed, ..Past::NONE }
    }

    /// A past that knows only the number of choices: enough for the conditions of properties.
    pub fn after(choices: u64) -> Past {
        Past { choices, ..Past::NONE }
    }

    pub fn enter(&mut self, scene: SceneId) {
        self.again = self.visited(scene);
        let word = scene.index() / 64;
        if self.visited.len() <= word {
            self.visited.resize(word + 1, 0);
        }
        self.visited[word] |= 1 << (scene.index() % 64);
    }

    pub fn choose(&mut self, choice: ChoiceId) {
        if let Err(place) = self.chosen.binary_search(&choice) {
            self.chosen.insert(place, choice);
        }
        self.choices += 1;
    }

    /// Whether the game entered this scene; the current scene counts.
    pub fn visited(&self, scene: SceneId) -> bool {
        self.visited.get(scene.index() / 64).is_some_and(|word| word >> (scene.index() % 64) & 1 == 1)
    }

    /// Which of the `count` parts of a `{vary}` is read; without a seed, the first. `place` is the block's own number.
    pub fn part(&self, place: u64, count: usize) -> usize {
        let share = |seed| ((u128::from(mix(seed ^ place)) * count as u128) >> 64) as usize;
        self.seed.map_or(0, share)
    }

    pub fn chosen(&self, choice: ChoiceId) -> bool {
        self.chosen.binary_search(&choice).is_ok()
    }
}

/// The output function of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
pub fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The arm that a ticket wins. Tickets count from 0, and each arm in turn has as many tickets as its weight.
pub fn arm_at(mut ticket: u64, arms: impl Iterator<Item = (u8, u32)>) -> u8 {
    for (arm, weight) in arms {
        match ticket.checked_sub(u64::from(weight)) {
            Some(rest) => ticket = rest,
            None => return arm,
        }
    }
    unreachable!("a ticket is below the sum of the weights")
}
