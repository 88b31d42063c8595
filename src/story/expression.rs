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
    Not(Box<Expression>),
    All(Vec<Expression>),
    Any(Vec<Expression>),
    Count(Vec<Expression>),
    Min(Vec<Expression>),
    Max(Vec<Expression>),
    Abs(Box<Expression>),
    Negate(Box<Expression>),
    Sum(Vec<Expression>),
    Product(Vec<Expression>),
    Compare(Comparison, Box<[Expression; 2]>),
}

impl Expression {
    /// Calls `visit` with this expression and every expression inside it, the outer before the inner.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Expression)) {
        visit(self);
        self.parts().iter().for_each(|part| part.walk(visit));
    }

    /// The direct operands of this expression; empty when it has none.
    pub fn parts(&self) -> &[Expression] {
        match self {
            Expression::Not(inner) | Expression::Abs(inner) | Expression::Negate(inner) => {
                std::slice::from_ref(&**inner)
            }
            Expression::All(parts) | Expression::Any(parts) | Expression::Count(parts) => parts,
            Expression::Min(parts) | Expression::Max(parts) => parts,
            Expression::Sum(parts) | Expression::Product(parts) => parts,
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
