//! How many words a game has. All games are counted if there are few states, else random games.

use super::prose::{WordCount, WordCounts};
use crate::engine::{Engine, arm_at, mix};
use crate::explore::abstraction::{Question, Subject};
use crate::explore::order::order;
use crate::explore::states::search::{FOLLOW_UP, Limits, Progress, Retention};
use crate::explore::ways::lengths::{Length, length};
use crate::story::{Exit, Story};

/// The words of all games are counted if that takes at most this many states; else those of random games.
const MOST_STATES: u64 = 1 << 18;

/// Random games stop when so many states in a row have shown nothing new: `PATIENCE` for each scene, but at most
/// `MOST_PATIENCE`.
const PATIENCE: usize = 1024;
const MOST_PATIENCE: usize = 1 << 17;

/// A random game is given up after this many scenes.
const LONGEST: usize = 1_000;

/// The number of random games whose words are counted. Their mean is within 1 percent of the mean of all games.
const GAMES: u32 = 10_000;

/// The words in games that reach an ending; `None` when no counted game reaches one.
pub fn words(subject: &Subject, limits: &Limits, progress: &mut dyn FnMut(Progress)) -> Option<Length> {
    let prose = WordCounts::new(subject.story, subject.engine);
    let kept = subject.abstractions(&Question::shown(subject.story));
    let few = Limits { states: Some(limits.states.unwrap_or(MOST_STATES).min(MOST_STATES)), ..limits.clone() };
    let (graph, limit) = subject.search(&kept, Retention::Edges(FOLLOW_UP), None, &few, progress);
    if limit.is_some() {
        return random_length(&prose);
    }
    let mut here = vec![0; graph.words];
    length(&graph, &order(&graph), &mut |(scene, state), along| {
        graph.unpack(scene, state as usize, &mut here);
        prose.costs(&here, along)
    })
}

/// The words in those random games that reach an ending; `None` when no game does. Every run plays the same games.
fn random_length(prose: &WordCounts) -> Option<Length> {
    let engine = prose.engine;
    let (mut min, mut max, mut sum, mut ended) = (u64::MAX, 0, 0.0, 0);
    let mut dice = Dice(0);
    for _ in 0..GAMES {
        let mut words = engine.begin();
        let mut read = WordCount::default();
        for _ in 0..LONGEST {
            read = read + prose.entry(engine.scene(&words), &words);
            let mut note = |exit, arm: Option<u8>, words: &[u64]| {
                read = read + arm.map_or_else(|| prose.choice(exit, words), |arm| prose.arm(exit, arm, words));
            };
            if go_on(engine, &mut words, &mut dice, &mut note).is_none() {
                break;
            }
        }
        if engine.rules(engine.scene(&words)).is_ending() {
            (min, max) = (min.min(read.least.into()), max.max(read.most.into()));
            (sum, ended) = (sum + read.mean, ended + 1);
        }
    }
    (ended > 0).then(|| Length { min, max: Some(max), mean: Some(sum / f64::from(ended)), games: Some(ended) })
}

/// Calls `look` with the states of random games, the same in every run. Ends when `look` has given `false` (nothing
/// new) for many states in a row.
pub fn random_states(story: &Story, engine: &Engine, mut look: impl FnMut(&[u64]) -> bool) {
    let patience = (PATIENCE * story.scenes.len()).min(MOST_PATIENCE);
    let mut left = patience;
    let mut dice = Dice(0);
    while left > 0 {
        let mut words = engine.begin();
        for _ in 0..LONGEST {
            left = if look(&words) { patience } else { left - 1 };
            if left == 0 || go_on(engine, &mut words, &mut dice, &mut |_, _, _| {}).is_none() {
                break;
            }
        }
    }
}

/// Goes on to the next state; `None` when the game ends here. Calls `note` for the choice (with `None`) and then for
/// the arm, each with the state after its effects.
fn go_on(
    engine: &Engine,
    words: &mut [u64],
    dice: &mut Dice,
    note: &mut impl FnMut(Exit, Option<u8>, &[u64]),
) -> Option<()> {
    let scene = engine.scene(words);
    let mut exit = Exit::Scene(scene);
    if engine.rules(scene).has_choices() {
        let available: Vec<_> = engine.available(words).collect();
        let choice = *available.get(dice.below(available.len() as u64))?;
        engine.choose(words, choice);
        exit = Exit::Choice(choice);
    } else if engine.rules(scene).is_ending() {
        return None;
    }
    note(exit, None, words);
    let arms: Vec<(u8, u32)> = engine.arms(words, exit).collect();
    let ticket = dice.below(arms.iter().map(|&(_, weight)| u64::from(weight)).sum()) as u64;
    if arms.is_empty() {
        return None;
    }
    let arm = arm_at(ticket, arms.into_iter());
    let to = engine.take(words, exit, arm);
    note(exit, Some(arm), words);
    engine.enter(words, to);
    Some(())
}

/// Random numbers, the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: u64) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        (mix(self.0) % count.max(1)) as usize
    }
}
