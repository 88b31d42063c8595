//! What an expression stands for: its value's sort and bounds, and what it asks of the place where it stands.

use super::Scope;
use super::tree::Question;
use crate::source::Span;
use crate::story::Expression;

/// The greatest number that an expression may come to, up or down.
pub(super) const GREATEST: i64 = 1 << 62;

/// How many parts the definitions in one expression may have, written out.
pub(super) const MOST_PARTS: usize = 4_096;

/// How many parts the definitions in a whole story may have, written out: every use is a copy, and a story of a few
/// megabytes could ask for as many gigabytes.
pub(super) const MOST_PARTS_IN_ALL: usize = 1 << 22;

/// The greatest number of choices in a game, for bounds only.
pub(super) const MOST_CHOICES: i64 = i32::MAX as i64;

/// An expression whose names are known and whose types fit.
#[derive(Debug)]
pub(super) struct Checked {
    pub expression: Expression,
    pub sort: Sort,
}

/// What an expression comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Boolean,
    /// A number within these bounds, which lie within ±[`GREATEST`].
    Integer {
        min: i64,
        max: i64,
    },
}

/// What a definition stands for.
#[derive(Debug)]
pub(in crate::format) struct Meaning {
    pub(super) checked: Checked,
    /// How many parts it has, written out.
    pub(super) parts: usize,
    /// How many brackets, calls and prefixes stand in each other, written out.
    pub(super) depth: usize,
    /// What it asks about the game, each once, and where.
    pub(super) asked: Vec<Asked>,
}

/// Something asked that not every scope can answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub what: Aspect,
    /// The word that asks.
    pub word: &'static str,
    /// Where it stands.
    pub span: Span,
}

/// A side of the game that only some expressions may look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aspect {
    /// Where the game is, and whether it is over.
    Course,
    /// How many choices were made.
    Choices,
    /// Which choices were made.
    Chosen,
}

impl Aspect {
    /// What a question looks at; `None` when all expressions may.
    pub fn of(question: Question) -> Option<Aspect> {
        match question {
            Question::Visited => None,
            Question::At | Question::Ending | Question::Act => Some(Aspect::Course),
            Question::Chosen => Some(Aspect::Chosen),
        }
    }

    /// Whether an expression that stands there may look at it.
    pub fn is_seen_from(self, scope: Scope) -> bool {
        match self {
            Aspect::Course => scope != Scope::Scene,
            Aspect::Choices => matches!(scope, Scope::Property | Scope::Debrief),
            Aspect::Chosen => scope == Scope::Debrief,
        }
    }

    /// Where it may be looked at, in words.
    pub fn seen_from(self) -> &'static str {
        match self {
            Aspect::Course => {
                "goals, properties, lessons, moments, `known`, `show` and a playthrough's `expect` can ask this"
            }
            Aspect::Choices => "properties, lessons and moments can ask this",
            Aspect::Chosen => "lessons and moments can ask this",
        }
    }
}

impl Sort {
    /// Bounds, if they lie within ±[`GREATEST`].
    pub fn integer(min: i128, max: i128) -> Option<Sort> {
        let limit = i128::from(GREATEST);
        (min >= -limit && max <= limit).then_some(Sort::Integer { min: min as i64, max: max as i64 })
    }
}
