//! Draws: each is a pure function of a seed, its number and its arms, the same on every machine and in every later version.

use crate::engine::{arm_at, mix};

/// Picks an arm, in proportion to the weights, for draw `number` (from 0) of a game with this seed.
///
/// Each draw has its own SplitMix64 generator (Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
/// 2014). Its seed is output `number` of a SplitMix64 that starts from the game's seed. Random numbers at or above
/// the greatest multiple of the weights' sum are rejected, so that no arm is favoured. `arms` must not be empty.
pub fn pick(seed: u64, number: u64, arms: &[(u8, u32)]) -> u8 {
    let total: u64 = arms.iter().map(|&(_, weight)| u64::from(weight)).sum();
    let mut own = mix(seed.wrapping_add(GAMMA.wrapping_mul(number.wrapping_add(1))));
    arm_at(below(&mut own, total), arms.iter().copied())
}

/// Returns a uniform random number below `bound`, which must not be 0. Advances `state`, a SplitMix64 generator.
pub(super) fn below(state: &mut u64, bound: u64) -> u64 {
    let rejected = (u64::MAX % bound + 1) % bound;
    loop {
        *state = state.wrapping_add(GAMMA);
        let number = mix(*state);
        if number <= u64::MAX - rejected {
            return number % bound;
        }
    }
}

const GAMMA: u64 = 0x9E37_79B9_7F4A_7C15;

#[cfg(test)]
mod tests {
    use super::{GAMMA, mix, pick};

    #[test]
    fn the_generator_is_splitmix64() {
        let outputs: Vec<u64> = (1..=3u64).map(|k| mix(1234567u64.wrapping_add(GAMMA.wrapping_mul(k)))).collect();
        assert_eq!(outputs, [6457827717110365317, 3203168211198807973, 9817491932198370423]);
    }

    #[test]
    fn the_draws_of_a_seed_never_change() {
        let drawn: Vec<u8> = (0..24).map(|number| pick(7, number, &[(0, 6), (1, 1), (4, 3)])).collect();
        assert_eq!(drawn, [0, 1, 0, 0, 0, 1, 4, 4, 4, 0, 0, 0, 0, 0, 0, 0, 4, 1, 0, 4, 4, 0, 1, 0]);
    }

    #[test]
    fn arms_are_drawn_in_proportion_to_their_weights() {
        let heads = (0..70_000).filter(|&number| pick(1, number, &[(0, 6), (1, 1)]) == 0).count();
        assert!((59_600..60_400).contains(&heads), "{heads} of 70,000");
    }
}
