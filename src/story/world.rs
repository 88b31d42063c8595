//! What a story declares before its scenes: acts, people, variables, goals, properties, the debrief.

use super::{Condition, Expression, TextId, VariableId};
use crate::source::Span;
use std::ops::Range;

/// An act: a run of scenes under a title.
#[derive(Clone, Debug)]
pub struct Act {
    pub name: String,
    pub title: TextId,
    /// The goal that the debrief shows when a game ends in this act, by position.
    pub goal: usize,
    /// Its scenes, as positions in the story's list.
    pub scenes: Range<u16>,
}

#[derive(Clone, Debug)]
pub struct Scale {
    pub min: i32,
    pub max: i32,
    /// The words for stances, ascending. Each counts from its value up to the next one; the first stands at `min`.
    pub words: Vec<(i32, TextId)>,
}

impl Scale {
    pub fn word(&self, stance: i32) -> TextId {
        let next = self.words.partition_point(|&(from, _)| from <= stance);
        self.words[next.max(1) - 1].1
    }
}

/// A stance, a counter or a flag: a name for a bounded number.
#[derive(Clone, Debug)]
pub struct Variable {
    pub name: String,
    pub span: Span,
    /// The least value; 0 for a flag.
    pub min: i32,
    /// The greatest value; 1 for a flag.
    pub max: i32,
    pub start: i32,
    pub is_flag: bool,
}

/// A person whose stance the story follows.
#[derive(Clone, Debug)]
pub struct Stakeholder {
    /// The variable that holds the stance. Its name is also the stakeholder's id.
    pub stance: VariableId,
    pub name: TextId,
    pub role: TextId,
    /// Until this holds, a player reads `unknown` in place of the stance.
    pub known: Option<Condition>,
    /// What is read while the stance is not known.
    pub unknown: Option<TextId>,
    /// When they are on the board; always, when `None`.
    pub show: Option<Condition>,
}

/// What a template can print of a stakeholder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StakeholderText {
    Name,
    Role,
    /// The stance in words, or the `unknown` text.
    Word,
}

impl StakeholderText {
    /// Each with its name in a template, such as `{buyer.word}`.
    pub const NAMES: [(&str, StakeholderText); 3] =
        [("name", StakeholderText::Name), ("role", StakeholderText::Role), ("word", StakeholderText::Word)];
}

#[derive(Clone, Debug)]
pub struct Counter {
    pub variable: VariableId,
    /// What the board calls it; a counter without a name is hidden.
    pub name: Option<TextId>,
    /// When it is on the board; always, when `None`.
    pub show: Option<Condition>,
}

/// Something worth reaching, judged at the ending.
#[derive(Clone, Debug)]
pub struct Goal {
    pub id: String,
    pub name: TextId,
    /// The first worth whose condition holds counts. When none holds, the game is worth 0.
    pub worths: Vec<Worth>,
}

#[derive(Clone, Debug)]
pub struct Worth {
    pub when: Option<Condition>,
    /// The worth, from 0 to 1.
    pub value: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Play {
    /// Every available choice equally likely.
    Random,
    /// Half the time the best choice, half the time a random one.
    Ordinary,
    /// Always the choice with the highest value.
    Best,
    /// Always the choice with the lowest value.
    Worst,
    /// Always the first available choice, in the order of the file.
    First,
}

impl Play {
    /// The stable name, as an author writes it.
    pub fn name(self) -> &'static str {
        match self {
            Play::Random => "random",
            Play::Ordinary => "ordinary",
            Play::Best => "best",
            Play::Worst => "worst",
            Play::First => "first",
        }
    }
}

#[derive(Clone, Debug)]
pub enum Claim {
    Always(Condition),
    /// It holds in at least one reachable state.
    Sometimes(Condition),
    /// Every game comes to a state that satisfies it.
    Eventually(Condition),
    /// The chance that it holds at the ending lies within bounds.
    Chance {
        of: Condition,
        play: Play,
        min: Option<f64>,
        max: Option<f64>,
    },
}

#[derive(Clone, Debug)]
pub struct Property {
    pub name: String,
    pub claim: Claim,
}

/// A lesson or a moment of the debrief.
#[derive(Clone, Debug)]
pub struct Lesson {
    pub id: String,
    pub when: Condition,
    pub text: TextId,
    /// What a trainer may ask a group about it.
    pub question: Option<TextId>,
}

impl Goal {
    pub fn expressions(&self) -> impl Iterator<Item = &Expression> {
        self.worths.iter().filter_map(|worth| Some(&worth.when.as_ref()?.expression))
    }
}

impl Claim {
    pub fn condition(&self) -> &Condition {
        match self {
            Claim::Always(condition) | Claim::Sometimes(condition) | Claim::Eventually(condition) => condition,
            Claim::Chance { of, .. } => of,
        }
    }
}
