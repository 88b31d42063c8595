//! The meaning of an expression: its type and bounds, and what it asks about the game.

use super::syntax::Operation;
use crate::source::Span;
use crate::story::Expression;

/// Where an expression stands, which decides what it may ask about the game.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    Scene,
    /// `known`, `show` and the text `unknown`.
    Board,
    Goal,
    Property,
    Debrief,
    Playthrough,
}

/// The most nodes that definitions may add to one expression, into which they are copied.
pub(super) const MOST_PARTS: usize = 4_096;

/// The same limit for a whole story: without it, the copies in a story of a few megabytes could need gigabytes.
pub(super) const MOST_PARTS_IN_ALL: usize = 1 << 22;

pub(super) struct Checked {
    pub expression: Expression,
    pub sort: Sort,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Boolean,
    /// A number within these bounds, which themselves lie within ±2^62.
    Integer(Interval),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Interval {
    pub min: i128,
    pub max: i128,
}

pub(in crate::format) struct Meaning {
    pub(super) checked: Checked,
    pub(super) parts: usize,
    /// How deep brackets, calls and prefixes are nested once definitions are copied in.
    pub(super) depth: usize,
    /// What the expression asks about the game, each aspect once.
    pub(super) asks: Vec<AspectQuery>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct AspectQuery {
    pub aspect: Aspect,
    pub word: &'static str,
    pub span: Span,
}

/// A side of the game about which only expressions at some places may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aspect {
    /// Where the game is, and whether it is over.
    Course,
    /// How many choices were made.
    Choices,
}

impl Aspect {
    pub fn is_seen_from(self, scope: Scope) -> bool {
        match self {
            Aspect::Course => scope != Scope::Scene,
            Aspect::Choices => matches!(scope, Scope::Property | Scope::Debrief),
        }
    }

    pub fn seen_from(self) -> &'static str {
        match self {
            Aspect::Course => {
                "goals, properties, lessons, moments, `known`, `show` and a playthrough's `expect` can ask this"
            }
            Aspect::Choices => "properties, lessons and moments can ask this",
        }
    }
}

impl Interval {
    const GREATEST: i128 = 1 << 62;

    pub fn new(min: impl Into<i128>, max: impl Into<i128>) -> Interval {
        Interval { min: min.into(), max: max.into() }
    }

    pub fn is_small(self) -> bool {
        self.min >= -Interval::GREATEST && self.max <= Interval::GREATEST
    }

    pub fn negated(self) -> Interval {
        Interval { min: -self.max, max: -self.min }
    }

    pub fn absolute(self) -> Interval {
        let (one, other) = (self.min.abs(), self.max.abs());
        let min = if self.min <= 0 && self.max >= 0 { 0 } else { one.min(other) };
        Interval { min, max: one.max(other) }
    }

    /// The bounds of an operation on a number in the bounds `self` and one more number in the bounds `other`.
    pub fn with(self, operation: Operation, other: Interval) -> Interval {
        match operation {
            Operation::Product => {
                let corners = [self.min * other.min, self.min * other.max, self.max * other.min, self.max * other.max];
                let corners = || corners.into_iter();
                Interval { min: corners().fold(i128::MAX, i128::min), max: corners().fold(i128::MIN, i128::max) }
            }
            Operation::Min => Interval { min: self.min.min(other.min), max: self.max.min(other.max) },
            Operation::Max => Interval { min: self.min.max(other.min), max: self.max.max(other.max) },
            _ => Interval { min: self.min + other.min, max: self.max + other.max },
        }
    }

    /// The bounds, cut just beyond ±2^62: still too great to pass the check, but later operands cannot overflow them.
    pub fn cut(self) -> Interval {
        let limit = Interval::GREATEST + 1;
        Interval { min: self.min.clamp(-limit, limit), max: self.max.clamp(-limit, limit) }
    }
}
