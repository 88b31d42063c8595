//! Expressions with their names resolved. A definition is replaced by its expression wherever it is used.

use super::{ActId, ChoiceId, SceneId, VariableId};
use crate::source::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    pub fn holds(self, left: i64, right: i64) -> bool {
        match self {
            Comparison::Equal => left == right,
            Comparison::NotEqual => left != right,
            Comparison::Less => left < right,
            Comparison::LessOrEqual => left <= right,
            Comparison::Greater => left > right,
            Comparison::GreaterOrEqual => left >= right,
        }
    }
}

/// What makes one value of one or more operands. `Not`, `Negate` and `Abs` have one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    Not,
    And,
    Or,
    /// The number of conditions that hold.
    Count,
    Negate,
    Abs,
    /// `a - b` is the sum of `a` and the negated `b`.
    Sum,
    Product,
    Min,
    Max,
}

impl Operation {
    /// Whether the result is a boolean; otherwise it is an integer.
    pub fn is_condition(self) -> bool {
        matches!(self, Operation::Not | Operation::And | Operation::Or)
    }

    /// Whether the operands are booleans; otherwise they are integers.
    pub fn takes_conditions(self) -> bool {
        self.is_condition() || self == Operation::Count
    }
}

/// An expression. Its variant decides the type: integer or boolean. For a variable, the variable's kind does.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Expression {
    Integer(i64),
    Boolean(bool),
    /// A stance or a counter as an integer, or a flag as a boolean.
    Variable(VariableId),
    /// The game entered this scene; the current scene counts.
    Visited(SceneId),
    /// The current scene was entered before.
    Again,
    /// The current scene is an ending.
    Ended,
    /// The current scene is this one; `ending('id')` is the same as `at('id')` of an ending.
    At(SceneId),
    /// The current scene is in this act.
    Act(ActId),
    /// This choice was made in this game.
    Chosen(ChoiceId),
    Choices,
    Apply(Operation, Vec<Expression>),
    Compare(Comparison, Box<[Expression; 2]>),
}

impl std::ops::Not for Expression {
    type Output = Expression;

    fn not(self) -> Expression {
        Expression::Apply(Operation::Not, vec![self])
    }
}

impl Expression {
    pub fn all(parts: Vec<Expression>) -> Expression {
        Expression::Apply(Operation::And, parts)
    }

    pub fn any(parts: Vec<Expression>) -> Expression {
        Expression::Apply(Operation::Or, parts)
    }

    /// Calls `visit` with this expression and every expression inside it, the outer before the inner.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Expression)) {
        visit(self);
        self.parts().iter().for_each(|part| part.walk(visit));
    }

    /// The direct operands of this expression; empty when it has none.
    pub fn parts(&self) -> &[Expression] {
        match self {
            Expression::Apply(_, parts) => parts,
            Expression::Compare(_, sides) => &sides[..],
            _ => &[],
        }
    }

    /// Whether `is_meant` is true of this expression or of any expression inside it.
    pub fn has(&self, is_meant: impl Fn(&Expression) -> bool) -> bool {
        let mut found = false;
        self.walk(&mut |part| found |= is_meant(part));
        found
    }
}

/// A boolean expression and where the author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    pub expression: Expression,
    /// The place of the expression in its file, without the quotes.
    pub span: Span,
}
