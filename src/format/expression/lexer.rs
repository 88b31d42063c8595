//! Tokens of an expression.
//!
//! Four operators of other languages and other quotation marks are tokens with the spelling that belongs here. The
//! lexer reports nothing and never fails: text that fits nothing is a token too.

use crate::story::Comparison;
use std::ops::Range;

#[derive(Clone, Debug)]
pub(super) struct Lexed<'t> {
    pub token: Token<'t>,
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// The right spelling, if the token is written as in another language.
    pub spelling: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// Digits, with the letters, points and underscores that follow them.
    Number(&'t str),
    Name(&'t str),
    /// The text between two quotes.
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
    /// Text that fits nothing.
    Stray,
    End,
}

/// Every operator, with the right spelling of those that other languages use.
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

#[derive(Debug)]
pub(super) struct Lexer<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Lexer<'t> {
    /// Starts at byte `at` of `text`.
    pub fn new(text: &'t str, at: usize) -> Lexer<'t> {
        Lexer { text, at }
    }

    /// The next token; [`Token::End`] for ever at the end of the text.
    pub fn next(&mut self) -> Lexed<'t> {
        let rest = self.text[self.at..].trim_start();
        let start = self.text.len() - rest.len();
        let (token, length, spelling) = read(rest);
        self.at = start + length;
        Lexed { token, range: start..start + length, spelling }
    }
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
