//! Replaying a playthrough to the letter: every step, then its `ending` and `expect`.

use super::driver::{holds, play};
use super::failure::{Failure, ReplayError};
use super::lookup;
use super::playthrough::{Playthrough, Step};
use crate::engine::Engine;
use crate::game::{Game, Stop};
use crate::source::Span;
use crate::story::Story;

/// What a replay came to.
#[derive(Debug)]
pub struct Replayed<'a> {
    /// The game as far as it went; `None` when a draw before the first choice was not decided.
    pub game: Option<Game<'a>>,
    /// What did not go as written, first of all; `None` when the playthrough passed.
    pub failure: Option<Failure>,
}

/// Replays a playthrough to the letter.
pub fn replay<'a>(story: &'a Story, engine: &'a Engine, playthrough: &Playthrough) -> Replayed<'a> {
    let steps: Vec<&Step> = playthrough.steps.iter().collect();
    let played = play(story, engine, &steps, playthrough.seed, playthrough.span);
    let failure = match (&played.game, played.failure) {
        (_, Some(failure)) => Some(failure),
        (Some(game), None) => close(game, playthrough).err().map(|(span, error)| Failure {
            span,
            error,
            moment: game.moment().clone(),
        }),
        (None, None) => None,
    };
    Replayed { game: played.game, failure }
}

/// Judges what a playthrough says of the whole.
fn close(game: &Game, playthrough: &Playthrough) -> Result<(), (Span, ReplayError)> {
    if let Some(wanted) = &playthrough.ending {
        let fail = |error| Err((wanted.span, error));
        let ending = match lookup::ending(game.story(), &wanted.name) {
            Ok(ending) => ending,
            Err(error) => return fail(error),
        };
        match game.ending() {
            Some(reached) if reached == ending => {}
            Some(reached) => return fail(ReplayError::OtherEnding(reached)),
            None if game.turn().stop == Stop::DeadEnd => return fail(ReplayError::DeadEnd),
            None => return fail(ReplayError::NoEnding { wanted: ending }),
        }
    }
    match &playthrough.expect {
        Some(expect) if !holds(game.story(), game.engine(), expect, game.moment()) => {
            Err((expect.span, ReplayError::Unexpected(expect.clone())))
        }
        _ => Ok(()),
    }
}
