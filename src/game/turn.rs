//! A turn of a game: what happens from one decision to the next, and how it is played.

use crate::engine::{Engine, Outcome, Past};
use crate::story::{Body, ChoiceId, Exit, SceneId, Story, TextId};
use std::collections::HashSet;

/// A state at a moment of a game, together with what happened before it: all that is needed to read a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    pub words: Box<[u64]>,
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Drawn {
    pub exit: Exit,
    pub arm: u8,
    pub weight: u32,
    /// The sum of the weights of the arms that held.
    pub of: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    Choices,
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
    pub events: Vec<Event>,
    pub end: Moment,
    pub stop: Stop,
    /// How many draws the game had up to the end of this turn.
    pub drawn: u64,
}

/// A draw about to happen: what a [`Decide`] decides.
pub struct Draw<'a> {
    pub number: u64,
    pub exit: Exit,
    /// The arms that hold, with their weights, in order.
    pub arms: &'a [(u8, u32)],
    /// The state before the arm's effects.
    pub moment: &'a Moment,
}

/// Names the arm of a draw; `None` stops the turn and leaves the game as it was.
pub type Decide<'d> = dyn FnMut(&Draw) -> Option<u8> + 'd;

impl Turn {
    pub fn draws(&self) -> impl Iterator<Item = Drawn> + '_ {
        self.events.iter().filter_map(|event| match event {
            Event::Drew(drawn, _) => Some(*drawn),
            Event::Entered(..) | Event::Said(..) => None,
        })
    }
}

/// The most scenes between two choices: every scene that was passed is kept in memory.
pub const MOST_SCENES: usize = 100_000;

/// The most states that a search for the end of a chain of scenes looks at.
const MOST_STATES: usize = 100_000;

/// A turn that is being played; its `stop` is that of the turn before until it ends.
pub(super) struct Advance<'a> {
    story: &'a Story,
    engine: &'a Engine,
    turn: Turn,
    /// The way that the choice leads, until it is followed.
    exit: Option<Exit>,
}

impl<'a> Advance<'a> {
    pub fn begin(story: &'a Story, engine: &'a Engine, seed: Option<u64>) -> Advance<'a> {
        let end = Moment { words: engine.begin(), past: Past::of_game(seed) };
        let turn = Turn { choice: None, events: vec![], end, stop: Stop::Choices, drawn: 0 };
        let mut run = Advance { story, engine, turn, exit: None };
        run.note_entry(story.start);
        run
    }

    pub fn choose(story: &'a Story, engine: &'a Engine, before: &Turn, choice: ChoiceId) -> Advance<'a> {
        let offered = Some((choice, before.end.clone()));
        let turn = Turn { choice: offered, events: vec![], end: before.end.clone(), ..*before };
        let mut run = Advance { story, engine, turn, exit: Some(Exit::Choice(choice)) };
        engine.choose(&mut run.turn.end.words, choice);
        run.turn.end.past.choose(choice);
        run.say(story.choice(choice).text);
        run
    }

    /// Plays on until the player has to choose or nothing can follow; `None` if a draw was not decided.
    pub fn finish(mut self, decide: &mut Decide) -> Option<Turn> {
        let mut passed = 0usize;
        self.turn.stop = loop {
            let exit = match (self.exit.take(), self.rest()) {
                (Some(exit), _) => exit,
                (None, Some(stop)) => break stop,
                (None, None) => Exit::Scene(self.engine.scene(&self.turn.end.words)),
            };
            passed += 1;
            // Asks early, so that nobody reads a circle many times, and then ever more rarely: it is slow.
            let is_time_to_ask = passed >= 4 && passed.is_power_of_two();
            if passed > MOST_SCENES || is_time_to_ask && is_endless(self.engine, &self.turn.end.words) {
                break Stop::EndlessChain;
            }
            match self.engine.outcome(&self.turn.end.words, exit) {
                Outcome::Nowhere => break Stop::DeadEnd,
                Outcome::Certain(arm) => self.follow(exit, arm),
                Outcome::Drawn(of) => {
                    let moment = &self.turn.end;
                    let arms: Vec<(u8, u32)> = self.engine.arms(&moment.words, exit).collect();
                    let arm = decide(&Draw { number: self.turn.drawn, exit, arms: &arms, moment })?;
                    let &(_, weight) = arms.iter().find(|&&(held, _)| held == arm)?;
                    self.turn.events.push(Event::Drew(Drawn { exit, arm, weight, of }, moment.clone()));
                    self.turn.drawn += 1;
                    self.follow(exit, arm);
                }
            }
        };
        Some(self.turn)
    }

    /// How the turn stops in the current scene; `None` when the scene goes on by itself.
    fn rest(&self) -> Option<Stop> {
        let words = &self.turn.end.words;
        match self.story.scene(self.engine.scene(words)).body {
            Body::Ending { .. } => Some(Stop::Ending),
            Body::Goto(_) => None,
            Body::Choices(_) if self.engine.available(words).next().is_none() => Some(Stop::DeadEnd),
            Body::Choices(_) => Some(Stop::Choices),
        }
    }

    fn follow(&mut self, exit: Exit, arm: u8) {
        let target = self.engine.take(&mut self.turn.end.words, exit, arm);
        self.say(self.story.way(exit).arms[arm as usize].text);
        self.engine.enter(&mut self.turn.end.words, target);
        self.note_entry(target);
    }

    fn note_entry(&mut self, scene: SceneId) {
        self.turn.end.past.enter(scene);
        self.turn.events.push(Event::Entered(scene, self.turn.end.clone()));
    }

    fn say(&mut self, text: Option<TextId>) {
        if let Some(text) = text {
            self.turn.events.push(Event::Said(text, self.turn.end.clone()));
        }
    }
}

/// Whether no choice and no ending can follow, whatever is drawn; `false` when [`MOST_STATES`] states do not tell.
fn is_endless(engine: &Engine, words: &[u64]) -> bool {
    let mut seen: HashSet<Box<[u64]>> = HashSet::from([words.into()]);
    let mut open: Vec<Box<[u64]>> = vec![words.into()];
    while let Some(words) = open.pop() {
        let scene = engine.scene(&words);
        let rules = engine.rules(scene);
        if rules.is_ending() || rules.has_choices() || seen.len() > MOST_STATES {
            return false;
        }
        let exit = Exit::Scene(scene);
        for (arm, _) in engine.arms(&words, exit) {
            let mut next = words.clone();
            let target = engine.take(&mut next, exit, arm);
            engine.enter(&mut next, target);
            if seen.insert(next.clone()) {
                open.push(next);
            }
        }
    }
    true
}
