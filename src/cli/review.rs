//! Looking back on games while they are played: the chances are worked out in the background.

use super::shelf::now;
use crate::debrief::{Debrief, Spoilers, rows};
use crate::explore::{Limits, Values};
use crate::game::Stop;
use crate::play::debrief::{Review, Reviewed};
use crate::view::Reader;
use std::thread::{self, JoinHandle};

/// A review that works out the chances in a thread of its own, from the first move of a game: it is done long before
/// the last. A player who leaves earlier does not wait for it.
pub fn in_background<'a>(
    reader: Reader<'a>,
    limits: Limits,
    spoilers: Spoilers,
    player: Option<String>,
) -> Box<Review<'a, 'a>> {
    let mut thinking: Option<JoinHandle<Values>> = None;
    let mut values: Option<Values> = None;
    Box::new(move |game, found| {
        if values.is_none() && thinking.is_none() {
            // The thread may outlive the story's owner, so it gets a copy of the story.
            let (story, engine) = (reader.story.clone(), reader.engine.clone());
            let limits = limits.clone();
            let think = move || Values::compute(&story, &engine, &limits, &mut |_| {});
            thinking = Some(thread::spawn(think));
        }
        if matches!(game.turn().stop, Stop::Choices | Stop::EndlessChain) {
            return Reviewed::Nothing;
        }
        if thinking.as_ref().is_some_and(|thread| !thread.is_finished()) {
            return Reviewed::Thinking;
        }
        if let Some(thread) = thinking.take() {
            values = thread.join().ok();
        }
        let Some(values) = &values else { return Reviewed::Nothing };
        let debrief = Debrief::new(&reader, game.turns(), values, found).played(player.as_deref(), Some(&now()));
        Reviewed::Ready(rows(&reader, &debrief, spoilers).into())
    })
}
