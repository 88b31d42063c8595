//! Playing a playthrough: to the letter, or as far as a changed story allows.

use super::driver::{dead_end, expectation, play};
use super::failure::{Failed, Failure, Witness};
use super::lookup;
use super::playthrough::{Action, Playthrough, ScriptStep};
use crate::engine::Engine;
use crate::game::{Game, Stop};
use crate::story::Story;

/// What a replay came to.
#[derive(Debug)]
pub struct Replayed<'a> {
    /// The game as far as it went; `None` when a draw before the first choice was not decided.
    pub game: Option<Game<'a>>,
    /// The first thing that did not go as written; `None` when the playthrough passed.
    pub failure: Option<Box<Failure>>,
}

/// Replays a playthrough to the letter: every step, then its `ending` and `expect`.
pub fn replay<'a>(story: &'a Story, engine: &'a Engine, playthrough: &Playthrough) -> Replayed<'a> {
    let steps: Vec<&ScriptStep> = playthrough.steps.iter().collect();
    let played = play(story, engine, &steps, playthrough.seed, playthrough.span);
    let judged = |game: &Game| check_whole(game, playthrough).err();
    let failure = played.failure.or_else(|| played.game.as_ref().and_then(judged));
    Replayed { game: played.game, failure }
}

/// Judges what a playthrough says of the whole.
fn check_whole(game: &Game, playthrough: &Playthrough) -> Result<(), Failed> {
    let witness = Witness { story: game.story(), engine: game.engine(), moment: game.moment() };
    if let Some(wanted) = &playthrough.ending {
        let ending = lookup::ending(witness, wanted)?;
        match game.ending() {
            Some(reached) if reached == ending => {}
            Some(reached) => {
                let message = format!("the game ended in `{}`", witness.name(reached));
                return Err(witness.fail("other-ending", wanted.span, message, "it was to end here"));
            }
            None if game.turn().stop == Stop::DeadEnd => return Err(dead_end(witness, wanted.span)),
            None => {
                let message = format!("the steps are over before `{}` is reached", witness.name(ending));
                let label = format!("the game stops in `{}`", witness.here());
                let failure = witness.fail("no-ending", wanted.span, message, label);
                return Err(failure.instead(witness.choices()));
            }
        }
    }
    playthrough.expect.iter().try_for_each(|expect| expectation(witness, expect))
}

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
    pub failure: Box<Failure>,
    /// How many choices were made again.
    pub kept: usize,
    /// How many choices were not.
    pub dropped: usize,
}

/// Plays a playthrough's decisions as far as they are possible, without judging its expectations. `seed` decides the
/// draws that are not in it when it has no seed of its own.
pub fn resume<'a>(story: &'a Story, engine: &'a Engine, playthrough: &Playthrough, seed: u64) -> Resumed<'a> {
    let steps: Vec<&ScriptStep> =
        playthrough.steps.iter().filter(|step| !matches!(step.action, Action::Look(_))).collect();
    let seed = playthrough.seed.unwrap_or(seed);
    let played = play(story, engine, &steps, Some(seed), playthrough.span);
    let game = played.game.unwrap_or_else(|| Game::of_seed(story, engine, seed));
    let all = steps.iter().filter(|step| matches!(step.action, Action::Choose(_))).count();
    let kept = game.turns().len() - 1;
    let dropped = all.saturating_sub(kept);
    // A game that was left in an endless chain is in one again: nothing of it is lost.
    let is_whole = dropped == 0 && game.turn().stop == Stop::EndlessChain;
    let lost = played.failure.filter(|_| !is_whole).map(|failure| Lost { failure, kept, dropped });
    Resumed { game, lost }
}
