//! One game: a seed, the turns made, undo and redo.
//!
//! A [`Game`] drives the engine. The caller names the choices, and a [`Decide`] names the arms of draws; an ordinary
//! game uses [`seeded`]. Draw k depends on the seed and on k, so a choice that is made again after an undo has the same
//! draws. The module knows no files and no screens.

mod draws;
mod simulate;
mod turn;

pub use draws::pick;
pub use simulate::{Read, Simulated, sample, simulate};
pub use turn::{Decide, Draw, Drawn, Event, MOST_SCENES, Moment, Stop, Turn};

use crate::engine::Engine;
use crate::story::{ChoiceId, SceneId, Story};
use turn::Advance;

/// Decides the draws of an ordinary game: draw k depends only on the seed, on k and on the arms.
pub fn seeded(seed: u64) -> impl FnMut(&Draw) -> Option<u8> {
    move |draw| Some(pick(seed, draw.number, draw.arms))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChooseError {
    /// The current scene has no such choice, or the choice is not available.
    NotAvailable,
    Undecided,
}

/// A game in progress. It has at least one turn, because it begins with a turn that has no choice.
#[derive(Clone, Debug)]
pub struct Game<'a> {
    pub story: &'a Story,
    pub engine: &'a Engine,
    turns: Vec<Turn>,
    undone: Vec<Turn>,
}

impl<'a> Game<'a> {
    /// Begins a game and plays on to the first choice. The seed decides which part of each `{vary}` is read; without a
    /// seed, it is the first.
    pub fn begin(
        story: &'a Story,
        engine: &'a Engine,
        seed: Option<u64>,
        decide: &mut Decide,
    ) -> Result<Game<'a>, ChooseError> {
        let first = Advance::begin(story, engine, seed).finish(decide).ok_or(ChooseError::Undecided)?;
        Ok(Game { story, engine, turns: vec![first], undone: Vec::new() })
    }

    /// Begins an ordinary game: the seed decides the parts of `{vary}`, and the draws before the first choice.
    pub fn of_seed(story: &'a Story, engine: &'a Engine, seed: u64) -> Game<'a> {
        Game::begin(story, engine, Some(seed), &mut seeded(seed)).expect("a seed decides every draw")
    }

    /// The turns played so far; the first one has no choice.
    pub fn turns(&self) -> &[Turn] {
        &self.turns
    }

    pub fn turn(&self) -> &Turn {
        self.turns.last().expect("a game has its first turn from the beginning")
    }

    pub fn moment(&self) -> &Moment {
        &self.turn().end
    }

    pub fn scene(&self) -> SceneId {
        self.engine.scene(&self.moment().words)
    }

    pub fn ending(&self) -> Option<SceneId> {
        (self.turn().stop == Stop::Ending).then(|| self.scene())
    }

    pub fn draws(&self) -> impl Iterator<Item = Drawn> + '_ {
        self.turns.iter().flat_map(Turn::draws)
    }

    /// Makes a choice and plays on to the next one, and forgets all undone turns. An error changes nothing.
    pub fn choose(&mut self, choice: ChoiceId, decide: &mut Decide) -> Result<(), ChooseError> {
        if self.turn().stop != Stop::Choices || !self.engine.is_available(&self.moment().words, choice) {
            return Err(ChooseError::NotAvailable);
        }
        let run = Advance::choose(self.story, self.engine, self.turn(), choice);
        let turn = run.finish(decide).ok_or(ChooseError::Undecided)?;
        self.turns.push(turn);
        self.undone.clear();
        Ok(())
    }

    /// Takes the latest choice back; `false` when there is none.
    pub fn undo(&mut self) -> bool {
        let has_choice = self.turns.len() > 1;
        self.undone.extend(self.turns.pop_if(|_| has_choice));
        has_choice
    }

    /// Restores the turn that was undone last, with its draws; `false` when there is none.
    pub fn redo(&mut self) -> bool {
        self.undone.pop().map(|again| self.turns.push(again)).is_some()
    }

    /// Takes choices back until `count` of them are left.
    pub fn go_back(&mut self, count: usize) {
        while self.turns.len() > count + 1 && self.undo() {}
    }
}
