//! What an expression stands for: its type and bounds, and what it asks of the place where it stands.

use super::syntax::Operation;
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

/// How many parts the definitions in one expression may have, written out.
pub(super) const MOST_PARTS: usize = 4_096;

/// The same for a whole story. Every use is a copy, so without a limit a story of a few megabytes could need gigabytes.
pub(super) const MOST_PARTS_IN_ALL: usize = 1 << 22;

#[derive(Clone)]
pub(super) struct Checked {
    pub expression: Expression,
    /// The bounds of a number, which lie within ±2^62; `None` for a condition.
    pub bounds: Option<Interval>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Interval {
    pub min: i128,
    pub max: i128,
}

pub(in crate::format) struct Meaning {
    pub(super) checked: Checked,
    pub(super) extent: Extent,
}

/// What an expression brings with it where it is copied.
#[derive(Default)]
pub(super) struct Extent {
    pub parts: usize,
    /// How deep brackets, calls, prefixes and definitions are nested at the place that is read, and at most.
    pub depth: usize,
    pub deepest: usize,
    /// The words of a definition that only some places can ask, because they are about the course of the game.
    pub asks: Vec<&'static str>,
}

/// Whether an expression of a scope may ask where the game is and whether it is over, or how many `choices` were made.
pub(super) fn may_ask(scope: Scope, word: &str) -> bool {
    match word {
        "choices" => matches!(scope, Scope::Property | Scope::Debrief),
        _ => scope != Scope::Scene,
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

    /// The bounds of a sum, product, minimum or maximum with one operand more.
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
}
