//! What a story declares before its scenes: acts, people, variables, goals, properties, the debrief.

use super::{Condition, Expression, TextId, VariableId};
use crate::source::Span;
use std::ops::Range;

/// An act: a run of scenes under a title.
#[derive(Clone, Debug)]
pub struct Act {
    pub name: String,
    pub title: TextId,
    /// The position of the goal that the debrief shows when a game ends in this act.
    pub goal: usize,
    /// Its scenes, as positions in the story's list.
    pub scenes: Range<u16>,
}

#[derive(Clone, Debug)]
pub struct Scale {
    pub min: i32,
    pub max: i32,
    /// The words for stances, ascending. A word holds from its number up to the next; the first number is `min`.
    pub words: Vec<(i32, TextId)>,
}

impl Scale {
    pub fn word(&self, stance: i32) -> TextId {
        let next = self.words.partition_point(|&(from, _)| from <= stance);
        self.words[next.max(1) - 1].1
    }
}

/// A stance, a counter or a flag: a bounded number with a name.
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
    /// While this does not hold, a player reads `unknown` in place of the stance; `None` always holds.
    pub known: Option<Condition>,
    /// The text in place of a stance that the player does not know.
    pub unknown: Option<TextId>,
    /// When the board shows the stakeholder; `None` means always.
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
    /// Each text and its name in a template, such as `{buyer.word}`.
    pub const NAMES: [(&str, StakeholderText); 3] =
        [("name", StakeholderText::Name), ("role", StakeholderText::Role), ("word", StakeholderText::Word)];
}

#[derive(Clone, Debug)]
pub struct Counter {
    pub variable: VariableId,
    /// The counter's name on the board; `None` hides the counter.
    pub name: Option<TextId>,
    /// When the board shows the counter; `None` means always.
    pub show: Option<Condition>,
}

/// Something worth reaching: it gives each ending's state a worth.
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
    /// Always the choice with the highest expected value of the goal or chance.
    Best,
    /// Always the choice with the lowest expected value of the goal or chance.
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
    /// The condition holds in at least one reachable state.
    Sometimes(Condition),
    /// Every game comes to a state in which the condition holds.
    Eventually(Condition),
    /// The chance that `of` holds at the ending lies within these bounds; `None` for no bound.
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
    /// A question about the lesson that a trainer may ask a group.
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
