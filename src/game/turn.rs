//! A turn of a game, from one choice to the next, and the code that plays it.

use crate::engine::{Engine, Outcome, Past};
use crate::story::{Body, ChoiceId, Exit, SceneId, Story, TextId};
use std::collections::HashSet;

/// A state of a game and what happened before it: everything that the words of a text may depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    pub words: Box<[u64]>,
    pub past: Past,
}

/// One thing that happened in a turn. A turn lists its events in the order in which a player reads them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Entered(SceneId, Moment),
    /// The player reads the text of a choice or an arm, before the next scene.
    Said(TextId, Moment),
    /// The world drew an arm. The moment is the one before the arm's effects.
    Drew(Drawn, Moment),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Drawn {
    pub exit: Exit,
    pub arm: u8,
    pub weight: u32,
    /// The sum of the weights of all arms that could be drawn.
    pub of: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    Choices,
    Ending,
    /// No choice is available, or no arm holds.
    DeadEnd,
    /// The scenes lead to each other for ever, or for more than `MOST_SCENES` scenes.
    EndlessChain,
}

/// One choice and everything until the next choice; the first turn of a game has no choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The choice, and the moment in which it was offered; `None` in the first turn.
    pub choice: Option<(ChoiceId, Moment)>,
    pub events: Vec<Event>,
    pub end: Moment,
    pub stop: Stop,
    /// The number of draws in the game up to the end of this turn.
    pub drawn: u64,
}

/// A draw that a [`Decide`] must decide.
pub struct Draw<'a> {
    pub number: u64,
    pub exit: Exit,
    /// The arms that hold, in order: position and weight.
    pub arms: &'a [(u8, u32)],
    /// The state before the arm's effects.
    pub moment: &'a Moment,
}

/// A callback that names the arm of a draw. `None` stops the turn, and the game stays as it was.
pub type Decide<'d> = dyn FnMut(&Draw) -> Option<u8> + 'd;

impl Turn {
    pub fn draws(&self) -> impl Iterator<Item = Drawn> + '_ {
        self.events.iter().filter_map(|event| match event {
            Event::Drew(drawn, _) => Some(*drawn),
            Event::Entered(..) | Event::Said(..) => None,
        })
    }
}

/// The most scenes between two choices. The limit bounds the memory, which keeps every scene of a turn.
pub const MOST_SCENES: usize = 100_000;

/// The most states that `is_endless` looks at before it gives up.
const MOST_STATES: usize = 100_000;

/// A turn that is being played. Until it ends, `turn.stop` is the value of the turn before.
pub(super) struct Advance<'a> {
    story: &'a Story,
    engine: &'a Engine,
    turn: Turn,
    /// The way out of the choice just made; `None` once it is followed.
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

    /// Plays on until the player has to choose or nothing can follow; `None` when `decide` names no arm of a draw.
    pub fn finish(mut self, decide: &mut Decide) -> Option<Turn> {
        let mut passed = 0usize;
        self.turn.stop = loop {
            let exit = match (self.exit.take(), self.rest()) {
                (Some(exit), _) => exit,
                (None, Some(stop)) => break stop,
                (None, None) => Exit::Scene(self.engine.scene(&self.turn.end.words)),
            };
            passed += 1;
            // `is_endless` is slow, so it runs only after 4, 8, 16, … scenes: soon enough to end a short circle early.
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

/// Whether neither a choice nor an ending can follow, whatever is drawn; `false` beyond [`MOST_STATES`] states.
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
