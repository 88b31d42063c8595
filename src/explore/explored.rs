//! What an exploration is asked, and what it answers.

use super::chances::chance::Chance;
use super::proofs::findings::WitnessedDefect;
use super::proofs::properties::Judgement;
use super::states::search::{Limit, Limits};
use super::ways::aims::Aims;
use super::ways::lengths::Length;
use super::ways::paths::PathStep;
use crate::story::SceneId;

/// How a story is to be explored.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whether states become one if no answer depends on their differences. Otherwise states are exactly those of
    /// docs/format.md, rule 4.
    pub reduced: bool,
    /// The questions to answer. Without any, the exploration only counts states and transitions.
    pub ask: Ask,
    /// The most states, memory and threads to use.
    pub limits: Limits,
}

impl Default for Options {
    fn default() -> Options {
        Options { reduced: true, ask: Ask::everything(), limits: Limits::default() }
    }
}

/// Which questions an exploration answers. In [`Details`], what was not asked is empty or unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// The chances and shortest games of the endings, the worth of the goals, and how likely a game reaches no ending.
    pub chances: bool,
    /// How likely a game comes to each scene and makes each choice, and how much each choice changes the endings.
    pub choices: bool,
    /// For players who aim at a goal: where their games end, and what each choice is worth to them.
    pub aims: bool,
    /// The least and the greatest value of each variable.
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
    /// The number of transitions from the states that the search looked at: one for each arm that can be taken, and one
    /// for each available choice after which no arm holds.
    pub transitions: u64,
    /// Whether each counted state stands for all states that no answer tells apart.
    pub reduced: bool,
    /// The states' greatest memory use at any time, in bytes, divided by the number of states.
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
    /// The choices in games that reach an ending; `None` when no game reaches one, or not every state is known.
    pub choices: Option<Length>,
    /// The words in games that reach an ending; `None` as for `choices`, or when no sampled game reaches one.
    pub words: Option<Length>,
    /// The chance that a random game comes to a dead end: a state with no way on.
    pub dead_end: Chance,
    /// The chance that a random game goes on for ever.
    pub never_ends: Chance,
    /// For each scene the chance that a random game comes to it.
    pub visited: Vec<Chance>,
    /// By scene and choice: how likely random games offer and make the choice, and how much it changes the endings.
    pub choice_facts: Vec<Vec<ChoiceFacts>>,
    /// How games go for players who aim at a goal; `None` when not every state is known, or a loop took too long.
    pub aims: Option<Aims>,
    /// How many times a random game takes each arm on average, by scene, choice and arm. A scene that goes on by itself
    /// counts as one choice. A lower bound if the search was stopped.
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
    /// Whether some game reaches this ending; `None` when a limit was hit before any game did.
    pub reachable: Option<bool>,
    /// The chance to reach this ending under random, ordinary, best and worst play.
    pub chances: [Chance; 4],
    /// The fewest choices with which a game reaches this ending; `None` when no such game is known.
    pub fewest_choices: Option<u32>,
    /// A shortest playthrough to this ending; `None` when none is known.
    pub playthrough: Option<Vec<PathStep>>,
}

/// What is known of a choice in random play.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChoiceFacts {
    /// The chance that a game offers the choice at least once.
    pub available: Chance,
    /// The chance that a game makes the choice at least once.
    pub taken: Chance,
    /// How much the choice changes the chances of the endings, from 0 to 1. In each state that offers it beside other
    /// choices, the chances after it are compared with the mean over all choices there, by total variation distance.
    /// The largest distance counts. `None` if no state offers it beside another choice, or if not every state is known.
    pub impact: Option<f64>,
}
