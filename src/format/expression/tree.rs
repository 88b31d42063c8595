//! An expression as it is written: names are words still, and nothing says yet whether its types fit.

use crate::story::Comparison;
use std::ops::Range;

/// One node, and where it stands in the text; parentheses leave no trace but in the places.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Node<'t> {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// What stands there.
    pub kind: Kind<'t>,
}

/// What a node is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Kind<'t> {
    /// A place where a fault has been said already: whatever is wrong because of it is no second fault.
    Broken,
    /// Digits; their value may be more than the format allows.
    Integer(i64),
    /// `true` or `false`.
    Boolean(bool),
    /// A word, and how many brackets, calls and prefixes it stands in.
    Name(&'t str, usize),
    /// A word before a `(` that is no function; what follows has not been read.
    UnknownCall(&'t str),
    /// A name in quotes that no question asks about.
    Quoted(&'t str),
    /// A question about the course of the game, what it is about, and where that name stands.
    Ask(Question, &'t str, Range<usize>),
    Not(Box<Node<'t>>),
    Negate(Box<Node<'t>>),
    Abs(Box<Node<'t>>),
    /// Two or more parts between the same operator, or the arguments of a function.
    Chain(Chain, Vec<Node<'t>>),
    /// A comparison, and where its operator stands.
    Compare(Comparison, Range<usize>, Box<[Node<'t>; 2]>),
}

/// What joins the parts of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chain {
    Or,
    And,
    /// `+`; a part after `-` is negated.
    Sum,
    Product,
    Count,
    Min,
    Max,
}

/// A question that takes a name in quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    Visited,
    At,
    Ending,
    Act,
    Chosen,
}

impl Question {
    /// The question of that name.
    pub fn parse(word: &str) -> Option<Question> {
        match word {
            "visited" => Some(Question::Visited),
            "at" => Some(Question::At),
            "ending" => Some(Question::Ending),
            "act" => Some(Question::Act),
            "chosen" => Some(Question::Chosen),
            _ => None,
        }
    }

    /// How it is written.
    pub fn name(self) -> &'static str {
        match self {
            Question::Visited => "visited",
            Question::At => "at",
            Question::Ending => "ending",
            Question::Act => "act",
            Question::Chosen => "chosen",
        }
    }

    /// What it is asked about.
    pub fn about(self) -> &'static str {
        match self {
            Question::Visited | Question::At => "a scene",
            Question::Ending => "an ending",
            Question::Act => "an act",
            Question::Chosen => "a choice",
        }
    }

    /// How it is asked, as an example.
    pub fn example(self) -> &'static str {
        match self {
            Question::Visited => "`visited('scene')`",
            Question::At => "`at('scene')`",
            Question::Ending => "`ending('scene')`",
            Question::Act => "`act('act')`",
            Question::Chosen => "`chosen('scene.choice')`",
        }
    }
}

impl Chain {
    /// The function of that name, when it takes any number of arguments.
    pub fn function(word: &str) -> Option<Chain> {
        match word {
            "count" => Some(Chain::Count),
            "min" => Some(Chain::Min),
            "max" => Some(Chain::Max),
            _ => None,
        }
    }

    /// How the operator or function is written.
    pub fn name(self) -> &'static str {
        match self {
            Chain::Or => "or",
            Chain::And => "and",
            Chain::Sum => "+",
            Chain::Product => "*",
            Chain::Count => "count",
            Chain::Min => "min",
            Chain::Max => "max",
        }
    }

    /// Whether the chain is a condition, and no number.
    pub fn is_condition(self) -> bool {
        matches!(self, Chain::Or | Chain::And)
    }
}
