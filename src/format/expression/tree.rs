//! The syntax tree of an expression: names are words, and the types may not fit.

use crate::story::Comparison;
use std::ops::Range;

/// How deep brackets, calls and prefixes may be nested.
pub(super) const DEEPEST: usize = 32;

/// A node and its bytes in the text; parentheses widen the range and leave no other trace.
#[derive(Debug)]
pub(super) struct Ast<'t> {
    pub range: Range<usize>,
    pub kind: AstKind<'t>,
}

#[derive(Debug)]
pub(super) enum AstKind<'t> {
    /// A fault has been reported here, and its consequences are no second fault.
    Broken,
    Integer(i64),
    Boolean(bool),
    /// A word, and how many brackets, calls and prefixes stand around it.
    Name(&'t str, usize),
    /// A name in quotes outside a query.
    Quoted(&'t str),
    /// A query, its argument, and the range of the argument without its quotes.
    Ask(Query, &'t str, Range<usize>),
    Not(Box<Ast<'t>>),
    Negate(Box<Ast<'t>>),
    Abs(Box<Ast<'t>>),
    /// The operands of the same operator (at least two), or the arguments of a function.
    Nary(Operation, Vec<Ast<'t>>),
    /// The sides, and where the operator stands.
    Compare(Comparison, Box<[Ast<'t>; 2]>, Range<usize>),
}

/// An operator or function with any number of operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operation {
    Or,
    And,
    /// `+`; an operand after `-` is negated.
    Sum,
    Product,
    Count,
    Min,
    Max,
}

/// A question about the course of the game, which takes a name in quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Query {
    Visited,
    At,
    Ending,
    Act,
    Chosen,
}

/// What stands before brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Call {
    Nary(Operation),
    Abs,
    Ask(Query),
}

/// Everything that stands before brackets, with an example.
pub(super) const CALLS: &[(&str, Call, &str)] = &[
    ("count", Call::Nary(Operation::Count), "count(…)"),
    ("min", Call::Nary(Operation::Min), "min(…)"),
    ("max", Call::Nary(Operation::Max), "max(…)"),
    ("abs", Call::Abs, "abs(…)"),
    ("visited", Call::Ask(Query::Visited), "visited('scene')"),
    ("at", Call::Ask(Query::At), "at('scene')"),
    ("ending", Call::Ask(Query::Ending), "ending('scene')"),
    ("act", Call::Ask(Query::Act), "act('act')"),
    ("chosen", Call::Ask(Query::Chosen), "chosen('scene.choice')"),
];

impl Call {
    pub fn parse(word: &str) -> Option<Call> {
        CALLS.iter().find(|call| call.0 == word).map(|call| call.1)
    }

    /// How it is written, and an example.
    pub fn written(self) -> (&'static str, &'static str) {
        CALLS.iter().find(|call| call.1 == self).map_or(("", ""), |call| (call.0, call.2))
    }
}

impl Query {
    pub fn name(self) -> &'static str {
        Call::Ask(self).written().0
    }
}
