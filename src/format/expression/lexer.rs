//! Tokens of an expression, those of other languages included.
//!
//! Somebody who knows C or Python writes `&&` or `AND`: such a token is what it means, together with how it is
//! written here. The lexer reports nothing and never fails; what does not fit is a token too.

use crate::story::Comparison;
use std::ops::Range;

/// One token, and where it stands in the text.
#[derive(Clone, Debug)]
pub(super) struct Lexed<'t> {
    /// What it is, or what it means in the language it was borrowed from.
    pub token: Token<'t>,
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// How it is written here, when it is written otherwise.
    pub meant: Option<&'static str>,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// Digits, and whatever letters, points and underscores hang on to them.
    Number(&'t str),
    /// A word: the name of something, or one of the language's own.
    Name(&'t str),
    /// The text between two quotes.
    Quoted(&'t str),
    /// A quote that nothing closes, and all that follows it.
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
    /// A character that no expression holds.
    Stray(char),
    End,
}

/// How operators are written: here, or in another language with how it is written here. Longer ones come first.
const OPERATORS: &[(&str, Token, Option<&str>)] = &[
    ("===", Token::Compare(Comparison::Equal), Some("==")),
    ("!==", Token::Compare(Comparison::NotEqual), Some("!=")),
    ("==", Token::Compare(Comparison::Equal), None),
    ("!=", Token::Compare(Comparison::NotEqual), None),
    ("<=", Token::Compare(Comparison::LessOrEqual), None),
    (">=", Token::Compare(Comparison::GreaterOrEqual), None),
    ("<>", Token::Compare(Comparison::NotEqual), Some("!=")),
    ("=<", Token::Compare(Comparison::LessOrEqual), Some("<=")),
    ("=>", Token::Compare(Comparison::GreaterOrEqual), Some(">=")),
    ("&&", Token::And, Some("and")),
    ("||", Token::Or, Some("or")),
    ("<", Token::Compare(Comparison::Less), None),
    (">", Token::Compare(Comparison::Greater), None),
    ("=", Token::Compare(Comparison::Equal), Some("==")),
    ("&", Token::And, Some("and")),
    ("|", Token::Or, Some("or")),
    ("!", Token::Not, Some("not")),
    ("+", Token::Plus, None),
    ("-", Token::Minus, None),
    ("*", Token::Times, None),
    ("(", Token::Open, None),
    (")", Token::Close, None),
    (",", Token::Comma, None),
    ("≤", Token::Compare(Comparison::LessOrEqual), Some("<=")),
    ("≥", Token::Compare(Comparison::GreaterOrEqual), Some(">=")),
    ("≠", Token::Compare(Comparison::NotEqual), Some("!=")),
    ("−", Token::Minus, Some("-")),
    ("–", Token::Minus, Some("-")),
    ("×", Token::Times, Some("*")),
];

/// Opening quotes with what closes them; only the first is used here.
const QUOTES: &[(char, char)] = &[('\'', '\''), ('"', '"'), ('`', '`'), ('‘', '’'), ('’', '’'), ('“', '”')];

/// Reads tokens off a text.
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

    /// Goes on at byte `at`.
    pub fn jump(&mut self, at: usize) {
        self.at = at;
    }

    /// The next token; [`Token::End`] for ever when the text is over.
    pub fn next(&mut self) -> Lexed<'t> {
        let rest = &self.text[self.at..];
        let rest = rest.trim_start();
        let start = self.text.len() - rest.len();
        let (token, length, meant) = read(rest);
        self.at = start + length;
        Lexed { token, range: start..start + length, meant }
    }
}

fn read(rest: &str) -> (Token<'_>, usize, Option<&'static str>) {
    let Some(first) = rest.chars().next() else {
        return (Token::End, 0, None);
    };
    if first.is_ascii_digit() {
        let number = prefix(rest, |c| c.is_alphanumeric() || c == '_' || c == '.');
        (Token::Number(number), number.len(), None)
    } else if first.is_alphabetic() || first == '_' {
        let word = prefix(rest, |c| c.is_alphanumeric() || c == '_');
        let (token, meant) = keyword(word);
        (token, word.len(), meant)
    } else if let Some(found) = operator(rest) {
        found
    } else if let Some(&(open, close)) = QUOTES.iter().find(|quote| quote.0 == first) {
        quoted(rest, open, close)
    } else {
        (Token::Stray(first), first.len_utf8(), None)
    }
}

fn operator(rest: &str) -> Option<(Token<'static>, usize, Option<&'static str>)> {
    let first = rest.bytes().next();
    let found = OPERATORS
        .iter()
        .find(|operator| operator.0.bytes().next() == first && rest.starts_with(operator.0))?;
    Some((found.1, found.0.len(), found.2))
}

/// The word as an operator, when it is one; no name is written in capitals, so `AND` is taken for `and`.
fn keyword(word: &str) -> (Token<'_>, Option<&'static str>) {
    const WORDS: &[(&str, Token)] = &[
        ("and", Token::And),
        ("or", Token::Or),
        ("not", Token::Not),
        ("true", Token::Name("true")),
        ("false", Token::Name("false")),
    ];
    let found = (word.len() <= 5).then(|| WORDS.iter().find(|known| known.0.eq_ignore_ascii_case(word)));
    match found.flatten() {
        Some(&(spelt, token)) => (token, (spelt != word).then_some(spelt)),
        None => (Token::Name(word), None),
    }
}

fn quoted(rest: &str, open: char, close: char) -> (Token<'_>, usize, Option<&'static str>) {
    let meant = (open != '\'').then_some("'");
    let inside = &rest[open.len_utf8()..];
    match inside.find(close) {
        Some(end) => (Token::Quoted(&inside[..end]), open.len_utf8() + end + close.len_utf8(), meant),
        None => (Token::OpenQuote, rest.len(), meant),
    }
}

fn prefix(text: &str, belongs: impl Fn(char) -> bool) -> &str {
    &text[..text.find(|c| !belongs(c)).unwrap_or(text.len())]
}
