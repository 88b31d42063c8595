//! Tokens of an expression, and its syntax tree. In the tree, names are only words, and types may not fit.
//!
//! Four operators and some quotation marks of other languages are tokens, too, which carry the right spelling. The
//! lexer reports nothing and never fails: text that fits nothing is a token too.

use crate::story::Comparison;
use std::ops::Range;

#[derive(Clone, Debug)]
pub(super) struct Lexed<'t> {
    pub token: Token<'t>,
    pub range: Range<usize>,
    /// The right spelling of a token that is written as in another language; `None` for any other token.
    pub spelling: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// Digits, with the letters, points and underscores that follow them.
    Number(&'t str),
    Name(&'t str),
    Quoted(&'t str),
    /// A quote without its partner, and the rest of the text.
    OpenQuote,
    Or,
    And,
    Not,
    Compare(Comparison),
    Plus,
    Minus,
    Times,
    Open,
    Close,
    Comma,
    Stray,
    End,
}

/// Every operator, its token, and the right spelling if it is an operator of another language.
const OPERATORS: &[(&str, Token, Option<&str>)] = &[
    ("==", Token::Compare(Comparison::Equal), None),
    ("!=", Token::Compare(Comparison::NotEqual), None),
    ("<", Token::Compare(Comparison::Less), None),
    ("<=", Token::Compare(Comparison::LessOrEqual), None),
    (">", Token::Compare(Comparison::Greater), None),
    (">=", Token::Compare(Comparison::GreaterOrEqual), None),
    ("=", Token::Compare(Comparison::Equal), Some("==")),
    ("&&", Token::And, Some("and")),
    ("||", Token::Or, Some("or")),
    ("!", Token::Not, Some("not")),
    ("and", Token::And, None),
    ("or", Token::Or, None),
    ("not", Token::Not, None),
    ("+", Token::Plus, None),
    ("-", Token::Minus, None),
    ("*", Token::Times, None),
    ("(", Token::Open, None),
    (")", Token::Close, None),
    (",", Token::Comma, None),
];

/// Opening quotes with their closing ones; only the first pair is right.
const QUOTES: &[(char, char)] = &[('\'', '\''), ('"', '"'), ('`', '`'), ('‘', '’'), ('’', '’'), ('“', '”')];

/// The token at byte `at` or after it; at the end of the text always [`Token::End`].
pub(super) fn next_token(text: &str, at: usize) -> Lexed<'_> {
    let rest = text[at..].trim_start();
    let start = text.len() - rest.len();
    let (token, length, spelling) = read(rest);
    Lexed { token, range: start..start + length, spelling }
}

fn read(rest: &str) -> (Token<'_>, usize, Option<&'static str>) {
    let Some(first) = rest.chars().next() else {
        return (Token::End, 0, None);
    };
    if first.is_ascii_digit() {
        let number = prefix(rest, |c| c.is_alphanumeric() || c == '_' || c == '.');
        return (Token::Number(number), number.len(), None);
    }
    if let Some(&(open, close)) = QUOTES.iter().find(|quote| quote.0 == first) {
        return quoted(rest, open, close);
    }
    // A run of operator signs is one token, so that `=>` is one mistake.
    let is_sign = |c: char| "=<>!&|".contains(c);
    let is_letter = |c: char| c.is_alphanumeric() || c == '_';
    let written = match first {
        _ if is_sign(first) => prefix(rest, is_sign),
        _ if is_letter(first) => prefix(rest, is_letter),
        _ => &rest[..first.len_utf8()],
    };
    match OPERATORS.iter().find(|operator| operator.0 == written) {
        Some(&(_, token, spelling)) => (token, written.len(), spelling),
        None if is_letter(first) => (Token::Name(written), written.len(), None),
        None => (Token::Stray, written.len(), None),
    }
}

fn quoted(rest: &str, open: char, close: char) -> (Token<'_>, usize, Option<&'static str>) {
    let spelling = (open != '\'').then_some("'");
    let inside = &rest[open.len_utf8()..];
    match inside.find(close) {
        Some(end) => (Token::Quoted(&inside[..end]), open.len_utf8() + end + close.len_utf8(), spelling),
        None => (Token::OpenQuote, rest.len(), spelling),
    }
}

fn prefix(text: &str, belongs: impl Fn(char) -> bool) -> &str {
    &text[..text.find(|c| !belongs(c)).unwrap_or(text.len())]
}

/// How deep brackets, calls and prefixes may be nested.
pub(super) const DEEPEST: usize = 32;

/// A node and its range of bytes in the text. Parentheses only widen the range: they have no node.
pub(super) struct Ast<'t> {
    pub range: Range<usize>,
    pub kind: AstKind<'t>,
}

pub(super) enum AstKind<'t> {
    /// A fault has been reported here, so its consequences are not reported.
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
    /// The operands of the same operator (at least two), or the arguments of a function.
    Nary(Operation, Vec<Ast<'t>>),
    /// The comparison, its two sides, and the range of the operator in the text.
    Compare(Comparison, Box<[Ast<'t>; 2]>, Range<usize>),
}

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
    /// The absolute value; it has one operand.
    Abs,
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

/// The function or query that a word before `(` calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Call {
    Nary(Operation),
    Ask(Query),
}

pub(super) const CALLS: &[(&str, Call, &str)] = &[
    ("count", Call::Nary(Operation::Count), "count(…)"),
    ("min", Call::Nary(Operation::Min), "min(…)"),
    ("max", Call::Nary(Operation::Max), "max(…)"),
    ("abs", Call::Nary(Operation::Abs), "abs(…)"),
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

    /// The word of the call, and an example such as `count(…)`.
    pub fn written(self) -> (&'static str, &'static str) {
        CALLS.iter().find(|call| call.1 == self).map_or(("", ""), |call| (call.0, call.2))
    }
}

impl Query {
    pub fn name(self) -> &'static str {
        Call::Ask(self).written().0
    }
}
