//! The meaning of an expression: its type and bounds, and what it asks about the game.

use crate::source::Span;
use crate::story::{Expression, Operation};

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

/// How deep brackets, calls and prefixes may be nested.
pub(super) const DEEPEST: usize = 32;

#[derive(Clone)]
pub(super) struct Checked {
    pub expression: Expression,
    /// The bounds of a number; `None` for a condition.
    pub bounds: Option<Interval>,
}

/// The least and the greatest value of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Interval {
    pub min: i64,
    pub max: i64,
}

pub(in crate::format) struct Meaning {
    pub(super) checked: Checked,
    pub(super) extent: Extent,
}

/// What an expression brings along to the place that it is copied to.
#[derive(Default)]
pub(super) struct Extent {
    /// The number of nodes; while an expression is read, only of those that come from definitions.
    pub parts: usize,
    /// How deep brackets, calls and prefixes are nested, those of definitions included.
    pub depth: usize,
    /// What a definition asks about the game: the first inquiry of each kind.
    pub asks: Vec<Inquiry>,
}

/// A word that asks about the game, as only expressions at some places may do, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Inquiry {
    pub word: &'static str,
    pub span: Span,
}

/// Where a word such as `ended` can be asked: the scopes, and a sentence about them. Most such words ask where the game
/// is, or whether it is over.
pub(super) fn askers(word: &str) -> (&'static [Scope], &'static str) {
    match word {
        "choices" => (&[Scope::Property, Scope::Debrief], "properties, lessons and moments can ask this"),
        _ => (
            &[Scope::Board, Scope::Goal, Scope::Property, Scope::Debrief, Scope::Playthrough],
            "goals, properties, lessons, moments, `known`, `show` and a playthrough's `expect` can ask this",
        ),
    }
}

impl Checked {
    pub fn condition(expression: Expression) -> Checked {
        Checked { expression, bounds: None }
    }

    pub fn number(expression: Expression, min: impl Into<i64>, max: impl Into<i64>) -> Checked {
        Checked { expression, bounds: Some(Interval { min: min.into(), max: max.into() }) }
    }

    /// Whether this is the result of an operation.
    pub fn is(&self, operation: Operation) -> bool {
        matches!(&self.expression, Expression::Apply(own, _) if *own == operation)
    }
}

impl Interval {
    const GREATEST: i64 = 1 << 62;

    pub fn is_small(self) -> bool {
        self.min >= -Interval::GREATEST && self.max <= Interval::GREATEST
    }

    pub fn negated(self) -> Interval {
        Interval { min: -self.max, max: -self.min }
    }

    pub fn absolute(self) -> Interval {
        let is_around_0 = self.min <= 0 && self.max >= 0;
        let (one, other) = (self.min.abs(), self.max.abs());
        Interval { min: if is_around_0 { 0 } else { one.min(other) }, max: one.max(other) }
    }

    /// The bounds of an operation on a number in the bounds `self` and one more number in the bounds `other`. Bounds that
    /// are not small stay as they are, so that no later operand makes them small again.
    pub fn with(self, operation: Operation, other: Interval) -> Interval {
        if !self.is_small() {
            return self;
        }
        let result = |one: i64, other: i64| match operation {
            Operation::Product => one.saturating_mul(other),
            Operation::Min => one.min(other),
            Operation::Max => one.max(other),
            _ => one.saturating_add(other),
        };
        // Each of these operations has its least and its greatest result at ends of the intervals.
        let ends = [(self.min, other.min), (self.min, other.max), (self.max, other.min), (self.max, other.max)];
        let results = ends.map(|(one, other)| result(one, other));
        Interval {
            min: results.into_iter().fold(i64::MAX, i64::min),
            max: results.into_iter().fold(i64::MIN, i64::max),
        }
    }
}
