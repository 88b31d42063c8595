//! A turn of a game: what happened from one decision to the next.

use crate::engine::Past;
use crate::story::{ChoiceId, Exit, SceneId, TextId};

/// A state at a moment of a game, together with what happened before it: all that is needed to read a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The state.
    pub words: Box<[u64]>,
    /// What happened before.
    pub past: Past,
}

/// Something that happened in a turn, in the order in which it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Entered(SceneId, Moment),
    /// The text of a choice or of an arm is read, before the next scene.
    Said(TextId, Moment),
    /// The world drew an arm. The moment is the one before the arm's effects.
    Drew(Drawn, Moment),
}

/// An arm that the world drew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The way that was drawn from.
    pub exit: Exit,
    /// The arm's position.
    pub arm: u8,
    pub weight: u32,
    /// The sum of the weights of the arms that held.
    pub of: u32,
}

/// How a turn came to rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The player chooses.
    Choices,
    /// The story is over.
    Ending,
    /// Nothing is available, or no arm holds.
    DeadEnd,
    /// The scenes lead on to each other for ever, or for so long that nobody waits for the end.
    EndlessChain,
}

/// One choice and all that followed until the next; the first turn of a game has no choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The choice, and the moment in which it was offered.
    pub choice: Option<(ChoiceId, Moment)>,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// Where it came to rest.
    pub end: Moment,
    /// How it came to rest.
    pub stop: Stop,
    /// How many draws the game had up to its end.
    pub drawn: u64,
}

/// A draw about to happen: what a [`Decide`] decides.
#[derive(Debug)]
pub struct Draw<'a> {
    /// How many draws this game had before.
    pub number: u64,
    /// The way that is drawn from.
    pub exit: Exit,
    /// The arms that hold, with their weights, in order.
    pub arms: &'a [(u8, u32)],
    /// The state before the arm's effects.
    pub moment: &'a Moment,
}

/// Names the arm of a draw; `None` stops the turn and leaves the game as it was.
pub type Decide<'d> = dyn FnMut(&Draw) -> Option<u8> + 'd;

impl Turn {
    /// The draws of the turn, in order.
    pub fn draws(&self) -> impl Iterator<Item = Drawn> + '_ {
        self.events.iter().filter_map(|event| match event {
            Event::Drew(drawn, _) => Some(*drawn),
            Event::Entered(..) | Event::Said(..) => None,
        })
    }
}
