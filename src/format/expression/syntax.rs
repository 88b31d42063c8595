//! Tokens of an expression. The lexer reports nothing and never fails: text that fits nothing is a token, too.

use crate::story::Comparison;
use std::ops::Range;

#[derive(Clone, Debug)]
pub(super) struct Lexed<'t> {
    pub token: Token<'t>,
    pub range: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// Digits, with the letters, points and underscores that follow them.
    Number(&'t str),
    Name(&'t str),
    Quoted(&'t str),
    /// A quote without its partner, and the rest of the text.
    OpenQuote,
    /// An operator that joins operands, and how strongly it binds.
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

/// How strongly a minus sign binds between two numbers.
pub(super) const SUM: u8 = 5;

const OPERATORS: &[(&str, Token)] = &[
    ("==", Token::Compare(Comparison::Equal)),
    ("!=", Token::Compare(Comparison::NotEqual)),
    ("<", Token::Compare(Comparison::Less)),
    ("<=", Token::Compare(Comparison::LessOrEqual)),
    (">", Token::Compare(Comparison::Greater)),
    (">=", Token::Compare(Comparison::GreaterOrEqual)),
    ("and", Token::Join(Operation::And, 2)),
    ("or", Token::Join(Operation::Or, 1)),
    ("not", Token::Not),
    ("+", Token::Join(Operation::Sum, SUM)),
    ("-", Token::Minus),
    ("*", Token::Join(Operation::Product, 6)),
    ("(", Token::Open),
    (")", Token::Close),
    (",", Token::Comma),
];

/// The token at byte `at` or after it; at the end of the text always [`Token::End`].
pub(super) fn next_token(text: &str, at: usize) -> Lexed<'_> {
    let rest = text[at..].trim_start();
    let start = text.len() - rest.len();
    let (token, length) = read(rest);
    Lexed { token, range: start..start + length }
}

fn read(rest: &str) -> (Token<'_>, usize) {
    let Some(first) = rest.chars().next() else { return (Token::End, 0) };
    if first.is_ascii_digit() {
        let number = prefix(rest, |c| is_letter(c) || c == '.');
        return (Token::Number(number), number.len());
    }
    if let Some(inside) = rest.strip_prefix('\'') {
        let closed = inside.find('\'').map(|end| (Token::Quoted(&inside[..end]), end + 2));
        return closed.unwrap_or((Token::OpenQuote, rest.len()));
    }
    // A run of operator signs is one token, so that `=>` is one mistake.
    let is_sign = |c: char| "=<>!&|".contains(c);
    let written = match first {
        _ if is_sign(first) => prefix(rest, is_sign),
        _ if is_letter(first) => prefix(rest, is_letter),
        _ => &rest[..first.len_utf8()],
    };
    match OPERATORS.iter().find(|operator| operator.0 == written) {
        Some(&(_, token)) => (token, written.len()),
        None if is_letter(first) => (Token::Name(written), written.len()),
        None => (Token::Stray, written.len()),
    }
}

pub(super) fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The start of a text, up to the first character that does not belong to it.
pub(super) fn prefix(text: &str, belongs: impl Fn(char) -> bool) -> &str {
    &text[..text.find(|c| !belongs(c)).unwrap_or(text.len())]
}

pub(super) const DEEPEST: usize = 32;

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
    /// Of one operand only.
    Abs,
}

/// What a word before brackets calls.
pub(super) struct Call {
    pub word: &'static str,
    pub example: &'static str,
    /// `None` for a query, which takes a name in quotes.
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
