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
    Compare(Comparison, Box<[Ast<'t>; 2]>),
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

impl Operation {
    /// The function of that name, if it takes any number of arguments.
    pub fn function(word: &str) -> Option<Operation> {
        match word {
            "count" => Some(Operation::Count),
            "min" => Some(Operation::Min),
            "max" => Some(Operation::Max),
            _ => None,
        }
    }
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

/// What is followed by brackets, with an example.
pub(super) const CALLS: &[(&str, &str)] = &[
    ("count", "count(…)"),
    ("min", "min(…)"),
    ("max", "max(…)"),
    ("abs", "abs(…)"),
    ("visited", "visited('scene')"),
    ("at", "at('scene')"),
    ("ending", "ending('scene')"),
    ("act", "act('act')"),
    ("chosen", "chosen('scene.choice')"),
];

/// How a function or query is written, as an example.
pub(super) fn example(word: &str) -> &'static str {
    CALLS.iter().find(|call| call.0 == word).map_or("", |call| call.1)
}

impl Query {
    const ALL: [(Query, &str); 5] = [
        (Query::Visited, "visited"),
        (Query::At, "at"),
        (Query::Ending, "ending"),
        (Query::Act, "act"),
        (Query::Chosen, "chosen"),
    ];

    pub fn parse(word: &str) -> Option<Query> {
        Query::ALL.iter().find(|query| query.1 == word).map(|query| query.0)
    }

    pub fn name(self) -> &'static str {
        Query::ALL[self as usize].1
    }
}
