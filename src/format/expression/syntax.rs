//! The tokens of an expression.
//!
//! Four operators and some quotation marks of other languages are tokens, too, which carry the right spelling. The
//! lexer reports nothing and never fails: text that fits nothing is a token too.

use crate::story::{Comparison, Operation};
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
    /// An operator between two operands, and how strongly it binds them.
    Join(Operation, u8),
    Compare(Comparison),
    Minus,
    Not,
    Open,
    Close,
    Comma,
    Stray,
    End,
}

/// How strongly a comparison or a `not` binds, a minus sign between two numbers, and a minus sign before one.
pub(super) const COMPARE: u8 = 4;
pub(super) const SUM: u8 = 5;
pub(super) const PREFIX: u8 = 7;

/// Every operator, its token, and the right spelling if it is an operator of another language.
const OPERATORS: &[(&str, Token, Option<&str>)] = &[
    ("==", Token::Compare(Comparison::Equal), None),
    ("!=", Token::Compare(Comparison::NotEqual), None),
    ("<", Token::Compare(Comparison::Less), None),
    ("<=", Token::Compare(Comparison::LessOrEqual), None),
    (">", Token::Compare(Comparison::Greater), None),
    (">=", Token::Compare(Comparison::GreaterOrEqual), None),
    ("=", Token::Compare(Comparison::Equal), Some("==")),
    ("&&", Token::Join(Operation::And, 2), Some("and")),
    ("||", Token::Join(Operation::Or, 1), Some("or")),
    ("!", Token::Not, Some("not")),
    ("and", Token::Join(Operation::And, 2), None),
    ("or", Token::Join(Operation::Or, 1), None),
    ("not", Token::Not, None),
    ("+", Token::Join(Operation::Sum, SUM), None),
    ("-", Token::Minus, None),
    ("*", Token::Join(Operation::Product, 6), None),
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
        let number = prefix(rest, |c| is_letter(c) || c == '.');
        return (Token::Number(number), number.len(), None);
    }
    if let Some(&(open, close)) = QUOTES.iter().find(|quote| quote.0 == first) {
        let spelling = (open != '\'').then_some("'");
        let inside = &rest[open.len_utf8()..];
        return match inside.find(close) {
            Some(end) => (Token::Quoted(&inside[..end]), open.len_utf8() + end + close.len_utf8(), spelling),
            None => (Token::OpenQuote, rest.len(), spelling),
        };
    }
    // A run of operator signs is one token, so that `=>` is one mistake.
    let is_sign = |c: char| "=<>!&|".contains(c);
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

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The start of a text, up to the first character that does not belong to it.
fn prefix(text: &str, belongs: impl Fn(char) -> bool) -> &str {
    &text[..text.find(|c| !belongs(c)).unwrap_or(text.len())]
}

/// A word that stands before brackets: a function, or a question about the course of the game.
pub(super) struct Call {
    pub word: &'static str,
    pub example: &'static str,
    /// `None` for a question, which takes a name in quotes.
    pub operation: Option<Operation>,
}

pub(super) const CALLS: &[Call] = &[
    Call { word: "count", example: "count(…)", operation: Some(Operation::Count) },
    Call { word: "min", example: "min(…)", operation: Some(Operation::Min) },
    Call { word: "max", example: "max(…)", operation: Some(Operation::Max) },
    Call { word: "abs", example: "abs(…)", operation: Some(Operation::Abs) },
    Call { word: "visited", example: "visited('scene')", operation: None },
    Call { word: "at", example: "at('scene')", operation: None },
    Call { word: "ending", example: "ending('scene')", operation: None },
    Call { word: "act", example: "act('act')", operation: None },
    Call { word: "chosen", example: "chosen('scene.choice')", operation: None },
];
