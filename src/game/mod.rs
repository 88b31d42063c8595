//! One game: a seed, the turns made, undo and redo.
//!
//! A [`Game`] drives the engine. The caller names the choices, and a [`Decide`] names the arms of draws; that of an
//! ordinary game is [`seeded`]. Draw k of a game is a function of the seed and of k, so that undo and redo never draw
//! anew. The module knows no files and no screens.

mod advance;
mod draws;
mod simulate;

pub use draws::pick;
pub use simulate::{Read, Simulated, simulate};

use crate::engine::{Engine, Past};
use crate::story::{ChoiceId, Exit, SceneId, Story, TextId};
use advance::Advance;

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
    /// A scene was entered.
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
    /// Its weight.
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
    /// The scenes lead on to each other for ever.
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

/// The draws of an ordinary game: the k-th is a function of the seed and of k.
pub fn seeded(seed: u64) -> impl FnMut(&Draw) -> Option<u8> {
    move |draw| Some(pick(seed, draw.number, draw.arms))
}

/// Why a choice was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChooseError {
    /// The current scene has no such choice, or it is not available.
    NotAvailable,
    /// A draw was not decided.
    Undecided,
}

/// A game in progress: never empty, as the first turn is made when it begins.
#[derive(Clone, Debug)]
pub struct Game<'a> {
    story: &'a Story,
    engine: &'a Engine,
    turns: Vec<Turn>,
    undone: Vec<Turn>,
}

impl<'a> Game<'a> {
    /// Begins a game and plays on to the first choice.
    ///
    /// # Errors
    /// [`ChooseError::Undecided`] when a draw on the way was not decided.
    pub fn begin(story: &'a Story, engine: &'a Engine, decide: &mut Decide) -> Result<Game<'a>, ChooseError> {
        let first = Advance::begin(story, engine).finish(decide).ok_or(ChooseError::Undecided)?;
        Ok(Game { story, engine, turns: vec![first], undone: Vec::new() })
    }

    /// The story that is played.
    pub fn story(&self) -> &'a Story {
        self.story
    }

    /// The engine that plays it.
    pub fn engine(&self) -> &'a Engine {
        self.engine
    }

    /// The turns made, the first of which has no choice.
    pub fn turns(&self) -> &[Turn] {
        &self.turns
    }

    /// The latest turn.
    pub fn turn(&self) -> &Turn {
        self.turns.last().expect("a game has its first turn from the beginning")
    }

    /// The present moment.
    pub fn moment(&self) -> &Moment {
        &self.turn().end
    }

    /// The scene that the game is in.
    pub fn scene(&self) -> SceneId {
        self.engine.scene(&self.moment().words)
    }

    /// The ending, once it is reached.
    pub fn ending(&self) -> Option<SceneId> {
        (self.turn().stop == Stop::Ending).then(|| self.scene())
    }

    /// The draws so far, in order.
    pub fn draws(&self) -> impl Iterator<Item = Drawn> + '_ {
        self.turns.iter().flat_map(Turn::draws)
    }

    /// Makes a choice and plays on to the next. After that, nothing can be redone.
    ///
    /// # Errors
    /// The game stays as it was when the choice is not available or a draw was not decided.
    pub fn choose(&mut self, choice: ChoiceId, decide: &mut Decide) -> Result<(), ChooseError> {
        let moment = self.moment();
        if self.turn().stop != Stop::Choices || !self.engine.is_available(&moment.words, choice) {
            return Err(ChooseError::NotAvailable);
        }
        let run = Advance::choose(self.story, self.engine, moment, choice, self.turn().drawn);
        let turn = run.finish(decide).ok_or(ChooseError::Undecided)?;
        self.turns.push(turn);
        self.undone.clear();
        Ok(())
    }

    /// Takes the latest choice back; says whether there was one.
    pub fn undo(&mut self) -> bool {
        if self.turns.len() == 1 {
            return false;
        }
        self.undone.extend(self.turns.pop());
        true
    }

    /// Makes the choice taken back last again, with the same draws; says whether there was one.
    pub fn redo(&mut self) -> bool {
        let again = self.undone.pop();
        let any = again.is_some();
        self.turns.extend(again);
        any
    }

    /// Takes back every choice after the first `count`.
    pub fn go_back(&mut self, count: usize) {
        while self.turns.len() > count + 1 && self.undo() {}
    }
}

impl Turn {
    /// The draws of the turn, in order.
    pub fn draws(&self) -> impl Iterator<Item = Drawn> + '_ {
        self.events.iter().filter_map(|event| match event {
            Event::Drew(drawn, _) => Some(*drawn),
            Event::Entered(..) | Event::Said(..) => None,
        })
    }
}
