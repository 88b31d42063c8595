//! Taking a game up again from its decisions, in a story that may have changed since.

use super::driver::play;
use super::failure::Failure;
use super::playthrough::{Action, Playthrough, Step};
use crate::engine::Engine;
use crate::game::{Game, Stop, seeded};
use crate::story::Story;

/// A game taken up again.
#[derive(Debug)]
pub struct Resumed<'a> {
    /// The game, as far as its decisions are still possible.
    pub game: Game<'a>,
    /// What was lost, if anything was.
    pub lost: Option<Lost>,
}

/// Decisions that the story does not allow any more.
#[derive(Clone, Debug)]
pub struct Lost {
    /// The first decision that is not possible, and why.
    pub failure: Failure,
    /// How many choices were made again.
    pub kept: usize,
    /// How many choices were not.
    pub dropped: usize,
}

/// Plays a playthrough's decisions as far as they are possible. What it says must be so is not judged; `seed` decides
/// the draws that are not in it when it has no seed of its own.
pub fn resume<'a>(story: &'a Story, engine: &'a Engine, playthrough: &Playthrough, seed: u64) -> Resumed<'a> {
    let steps: Vec<&Step> =
        playthrough.steps.iter().filter(|step| !matches!(step.action, Action::Look(_))).collect();
    let seed = playthrough.seed.unwrap_or(seed);
    let played = play(story, engine, &steps, Some(seed), playthrough.span);
    let game = played
        .game
        .unwrap_or_else(|| Game::begin(story, engine, &mut seeded(seed)).expect("a seed decides every draw"));
    let all = steps.iter().filter(|step| matches!(step.action, Action::Choose(_))).count();
    let kept = game.turns().len() - 1;
    let dropped = all.saturating_sub(kept);
    // A game that was left in an endless chain is in one again: nothing of it is lost.
    let is_whole = dropped == 0 && game.turn().stop == Stop::EndlessChain;
    let lost = played.failure.filter(|_| !is_whole).map(|failure| Lost { failure, kept, dropped });
    Resumed { game, lost }
}
