//! What an exploration is asked, and what it answers.

use super::chances::chance::Chance;
use super::limits::{Limit, Limits};
use super::proofs::findings::WitnessedDefect;
use super::proofs::properties::Judgement;
use super::ways::aims::Aims;
use super::ways::lengths::Length;
use super::ways::paths::PathStep;
use crate::story::SceneId;

/// How a story is to be explored.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whether states are one if they differ only in what no answer depends on; otherwise states are exactly those of
    /// rule 4 of docs/format.md.
    pub reduced: bool,
    /// What is asked; without a question states and transitions are only counted.
    pub ask: Ask,
    /// How much memory and how many threads may be used.
    pub limits: Limits,
}

impl Default for Options {
    fn default() -> Options {
        Options { reduced: true, ask: Ask::everything(), limits: Limits::default() }
    }
}

/// Which questions an exploration answers. What was not asked is empty in [`Details`], or unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// The chances of the endings, how to come to them, what the goals are worth, and how games come to no end.
    pub chances: bool,
    /// How likely a game comes to each scene and makes each choice, and how much each choice changes.
    pub choices: bool,
    /// What each choice is worth, and where players end who aim at a goal.
    pub aims: bool,
    /// Between which values variables move.
    pub ranges: bool,
    /// How long a game is, in choices and in words.
    pub lengths: bool,
    /// Which defects an author should know of.
    pub findings: bool,
    /// Which of the story's properties hold.
    pub properties: bool,
}

impl Ask {
    pub fn everything() -> Ask {
        Ask { chances: true, choices: true, aims: true, ranges: true, lengths: true, findings: true, properties: true }
    }

    /// The questions that a check of a story needs.
    pub fn check() -> Ask {
        Ask { findings: true, properties: true, ..Ask::default() }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Explored {
    pub search: Searched,
    /// The answers; `None` when states were only counted.
    pub details: Option<Details>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Searched {
    /// Whether every state was found and every chance is known to 1e-9.
    pub complete: bool,
    pub states: u64,
    /// The number of transitions from the states that were looked at: one for each arm that can follow, after an
    /// available choice or in a scene that goes on by itself.
    pub transitions: u64,
    /// Whether a state stands for all states that no answer tells apart.
    pub reduced: bool,
    /// The most memory that the states took at a time, in bytes, divided by the number of states.
    pub bytes_per_state: f64,
    /// The limit that was hit; `None` when `complete`.
    pub limit: Option<Limit>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Details {
    /// The endings, in the order of the files.
    pub endings: Vec<EndingFacts>,
    /// For each goal its expected worth under random, ordinary, best and worst play.
    pub goals: Vec<[Chance; 4]>,
    /// How many choices games make that reach an ending; `None` when no game does or not every state is known.
    pub choices: Option<Length>,
    /// How many words are read in games that reach an ending; `None` also when no sampled game reaches one.
    pub words: Option<Length>,
    /// The chance that a random game comes to a dead end: a state with no way on.
    pub dead_end: Chance,
    /// The chance that a random game goes on for ever.
    pub never_ends: Chance,
    /// For each scene the chance that a random game comes to it.
    pub visited: Vec<Chance>,
    /// By scene and choice: how likely a random game makes the choice, and how much it changes.
    pub choice_facts: Vec<Vec<ChoiceFacts>>,
    /// What players who aim at a goal come to; `None` when not every state is known, or a loop took too long.
    pub aims: Option<Aims>,
    /// How often a random game is expected to take each arm: by scene, by choice (one for a scene that goes on by
    /// itself), by arm. A lower bound where the search was stopped.
    pub passed: Vec<Vec<Vec<f64>>>,
    /// For each variable the least and the greatest value it takes.
    pub ranges: Vec<(i32, i32)>,
    /// The verdicts on the story's properties, in their order.
    pub properties: Vec<Judgement>,
    /// The defects that an author should know of.
    pub findings: Vec<WitnessedDefect>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct EndingFacts {
    pub scene: SceneId,
    /// Whether some game comes to it; `None` when a limit was hit before one did.
    pub reachable: Option<bool>,
    /// The chance to come to it under random, ordinary, best and worst play.
    pub chances: [Chance; 4],
    /// The fewest choices that lead to it; `None` when no game is known that comes to it.
    pub fewest_choices: Option<u32>,
    /// A shortest playthrough that comes to it; `None` when none is known.
    pub playthrough: Option<Vec<PathStep>>,
}

/// What is known of a choice in random play.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChoiceFacts {
    /// The chance that it is available at least once in a game.
    pub available: Chance,
    /// The chance that it is made at least once in a game.
    pub taken: Chance,
    /// How much the choice changes the chances of the endings, from 0 to 1. In each state that offers it beside other
    /// choices, the chances after it are compared with their mean over all choices there, by total variation distance.
    /// The largest distance counts. `None` if no state offers it beside another choice, or if not every state is known.
    pub impact: Option<f64>,
}
