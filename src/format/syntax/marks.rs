//! Marks that other languages put where TOML has its own: `:` after a key, and `;` between two entries.
//!
//! Who writes one of them so writes each so: the first is said, and the fix mends all of a statement.

use super::brackets::Statement;
use super::page::Page;
use super::values::valued;
use crate::source::Diagnostic;
use std::ops::Range;
use toml_parser::lexer::{Token, TokenKind};

/// A mark of another language within brackets.
enum Mark {
    /// A key from its first byte to its `:`.
    Colon(Range<usize>),
    /// The place of a `;`.
    Semicolon(usize),
}

impl Page<'_> {
    /// Says the first such mark within the brackets of a statement, if the mistake at a place is one.
    pub fn borrowed_mark(&self, statement: &Statement, at: usize) -> Option<Diagnostic> {
        let marks = self.marks(statement);
        let fault = match marks.first()? {
            Mark::Colon(key) if (key.start..=key.end).contains(&at) => {
                self.fault(key.clone(), "a key ends with `:`", "expected `=`")
            }
            Mark::Semicolon(place) if self.token_at(*place).contains(&at) => {
                self.fault(*place..place + 1, "entries are parted by `,`", "expected `,`")
            }
            _ => return None,
        };
        let edits: Option<Vec<(Range<usize>, String)>> = marks.iter().map(|mark| self.mended(mark)).collect();
        Some(match edits {
            Some(edits) => self.joined(fault, &edits),
            None => fault.help("write `key = value`"),
        })
    }

    /// What mends the `:` after a key that ends at `key_end`; a value without quotation marks gets them, too.
    pub fn with_equals(&self, key_end: usize, colon: usize, value: &str) -> Option<(Range<usize>, String)> {
        let after = &self.text[colon + 1..];
        let blanks = after.len() - after.trim_start_matches([' ', '\t']).len();
        let start = colon + 1 + blanks;
        let written = valued(value)?;
        Some(match written == value {
            true if blanks > 0 => (key_end..colon + 1, " =".into()),
            true => (key_end..colon + 1, " = ".into()),
            false => (key_end..start + value.len(), format!(" = {written}")),
        })
    }

    /// Every such mark within brackets, in order.
    fn marks(&self, statement: &Statement) -> Vec<Mark> {
        let is_solid =
            |kind| !matches!(kind, TokenKind::Whitespace | TokenKind::Newline | TokenKind::Comment);
        let inside =
            |token: &&Token| statement.range.contains(&token.span().start()) && is_solid(token.kind());
        let before_value = |token: &&Token| token.kind() != TokenKind::Equals;
        let mut open = vec![];
        let mut marks = vec![];
        // Where the key begins that is being read; only tables have keys.
        let mut key: Option<usize> = None;
        let mut is_key_next = false;
        for token in self.tokens.iter().filter(inside).skip_while(before_value) {
            let start = token.span().start();
            let in_table = |open: &[TokenKind]| open.last() == Some(&TokenKind::LeftCurlyBracket);
            match token.kind() {
                kind @ (TokenKind::LeftCurlyBracket | TokenKind::LeftSquareBracket) => {
                    open.push(kind);
                    (key, is_key_next) = (None, in_table(&open));
                }
                TokenKind::RightCurlyBracket | TokenKind::RightSquareBracket => {
                    open.pop();
                    is_key_next = false;
                }
                TokenKind::Comma => (key, is_key_next) = (None, in_table(&open)),
                TokenKind::Equals => is_key_next = false,
                TokenKind::Atom if is_key_next && self.written(token).contains(':') => {
                    let colon = start + self.written(token).find(':').unwrap_or(0);
                    let key = key.unwrap_or(start);
                    if key < colon {
                        marks.push(Mark::Colon(key..colon + 1));
                    }
                    is_key_next = false;
                }
                _ if is_key_next => key = key.or(Some(start)),
                TokenKind::Atom if !open.is_empty() => {
                    if let Some((before, after)) = self.written(token).split_once(';')
                        && (before.is_empty() || is_plain(before))
                    {
                        marks.push(Mark::Semicolon(start + before.len()));
                        let next = start + before.len() + 1;
                        (key, is_key_next) = ((!after.is_empty()).then_some(next), in_table(&open));
                    }
                }
                _ => {}
            }
        }
        marks
    }

    /// The token that holds a place.
    fn token_at(&self, at: usize) -> Range<usize> {
        let token = self.tokens.iter().find(|token| token.span().end() > at);
        token.map_or(at..at + 1, |token| token.span().start()..token.span().end())
    }

    /// What mends a mark; `None` where nobody can tell which value was meant.
    fn mended(&self, mark: &Mark) -> Option<(Range<usize>, String)> {
        match mark {
            Mark::Semicolon(at) => Some((*at..at + 1, ",".into())),
            Mark::Colon(key) => {
                let key_end = key.start + self.text[key.start..key.end - 1].trim_end().len();
                let value = self.rest(key.end);
                let is_open = value.starts_with(['"', '\'', '[', '{']);
                let end = if is_open { 1 } else { value.find([',', ';', '}', ']']).unwrap_or(value.len()) };
                self.with_equals(key_end, key.end - 1, value[..end].trim_end())
            }
        }
    }

    /// One fix of several edits that follow each other.
    fn joined(&self, fault: Diagnostic, edits: &[(Range<usize>, String)]) -> Diagnostic {
        let (Some((first, _)), Some((last, _))) = (edits.first(), edits.last()) else { return fault };
        let mut text = String::new();
        let mut at = first.start;
        for (range, replacement) in edits {
            text.push_str(&self.text[at..range.start]);
            text.push_str(replacement);
            at = range.end;
        }
        fault.fix(self.span(first.start..last.end), text)
    }
}

/// Whether it is a value that needs no quotation marks.
fn is_plain(written: &str) -> bool {
    valued(written).is_some_and(|value| value == written)
}
