//! Brackets of lists and inline tables that are not closed, or closed by the wrong one.
//!
//! The parser only notices where it can go on no longer, often many lines later. Here brackets are paired within a
//! statement, which ends at the latest where another seems to begin.

use super::super::shape::is_key;
use super::lines::{Look, look};
use super::page::Page;
use crate::source::Diagnostic;
use std::ops::Range;
use toml_parser::lexer::{Token, TokenKind};

/// A header, or a key with its value.
#[derive(Default)]
pub(super) struct Statement {
    /// Where it stands, its line's end included.
    pub range: Range<usize>,
    /// The brackets that are open where it ends, the outermost first.
    open: Vec<Bracket>,
    /// A bracket and the one of another kind that comes in place of its own.
    mismatch: Option<(Bracket, usize)>,
    /// Where a table goes on with another in place of a key: the first table was to end there.
    next_table: Option<usize>,
    /// Tables that are the value of a key in another one, and where each ends.
    inner: Vec<(Bracket, usize)>,
}

#[derive(Clone, Copy)]
struct Bracket {
    at: usize,
    kind: TokenKind,
    /// Whether it follows a key, and does not stand in a list or where a key should.
    is_value: bool,
}

impl Bracket {
    fn what(self) -> &'static str {
        if self.kind == TokenKind::LeftSquareBracket { "a list" } else { "a table" }
    }

    fn closer(self) -> (&'static str, TokenKind) {
        match self.kind {
            TokenKind::LeftSquareBracket => ("]", TokenKind::RightSquareBracket),
            _ => ("}", TokenKind::RightCurlyBracket),
        }
    }
}

impl Page<'_> {
    /// The statement that a place belongs to.
    pub fn statement(&self, at: usize) -> Statement {
        let mut statement = Statement { range: 0..self.text.len(), ..Statement::default() };
        let mut in_value = false;
        for token in &self.tokens {
            let (start, end) = (token.span().start(), token.span().end());
            match token.kind() {
                TokenKind::Newline if statement.open.is_empty() || self.begins_anew(end, &statement.open) => {
                    // The parser may notice a bracket that is not closed only in a later statement.
                    if at < end || statement.is_broken() {
                        statement.range.end = end;
                        return statement;
                    }
                    statement = Statement { range: end..self.text.len(), ..Statement::default() };
                    in_value = false;
                }
                TokenKind::Equals => in_value = true,
                kind @ (TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket) if in_value => {
                    let comma = self.before(start).filter(|token| token.kind() == TokenKind::Comma);
                    let in_table =
                        statement.open.last().is_some_and(|open| open.kind == TokenKind::LeftCurlyBracket);
                    if let Some(comma) = comma.filter(|_| in_table && kind == TokenKind::LeftCurlyBracket) {
                        statement.next_table.get_or_insert(comma.span().start());
                    }
                    let is_value = self.before(start).is_some_and(|token| token.kind() == TokenKind::Equals);
                    statement.open.push(Bracket { at: start, kind, is_value });
                }
                kind @ (TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket) if in_value => {
                    statement.close(kind, start);
                }
                _ => {}
            }
        }
        statement
    }

    /// Whether another statement seems to begin at a line's start, though brackets are open.
    fn begins_anew(&self, start: usize, open: &[Bracket]) -> bool {
        let Some(&Bracket { at, kind, .. }) = open.last() else { return true };
        match look(&self.text[self.line(start.min(self.text.len()))]) {
            Look::Header => true,
            Look::Blank | Look::Other => false,
            Look::Entry if kind == TokenKind::LeftSquareBracket => !self.rest(start).ends_with(['}', ',']),
            // A table that is opened at a line's end is meant to go on with a key on each line.
            Look::Entry => {
                let before = self.before(start).map(Token::kind);
                !matches!(before, Some(TokenKind::Comma)) && !self.rest(at + 1).is_empty()
            }
        }
    }

    /// Says that it is a table in the open one which is not closed: it goes on with keys that no table in a table has.
    fn unclosed_inside(&self, statement: &Statement, outer: Bracket) -> Option<Diagnostic> {
        let inside = statement.inner.iter().filter(|(inner, _)| inner.at > outer.at);
        let (inner, comma) =
            inside.into_iter().find_map(|(inner, end)| Some((inner, self.foreign_key(inner.at..*end)?)))?;
        let fault = self.fault(inner.at..inner.at + 1, "a table is not closed", "opened here");
        let fault = fault.also(self.span(comma..comma + 1), "expected `}` before this");
        let last = self.before(comma).map_or(comma, |token| token.span().end());
        Some(fault.help("close it with `}`").fix(self.span(last..last), " }"))
    }

    /// The comma before the first key of a choice or an arm in a table of changes, which knows `when` alone.
    fn foreign_key(&self, range: Range<usize>) -> Option<usize> {
        let inside = self.tokens.iter().filter(|token| range.contains(&token.span().start()));
        let mut tokens = inside.filter(|token| token.kind() != TokenKind::Whitespace);
        let mut comma = None;
        let mut last: Option<&Token> = None;
        tokens.find_map(|token| {
            if token.kind() == TokenKind::Comma {
                comma = Some(token.span().start());
            }
            let key = last.replace(token).map_or("", |key| self.written(key));
            let is_key = token.kind() == TokenKind::Equals && key != "when" && is_key(key);
            comma.filter(|_| is_key)
        })
    }

    /// Says which bracket of a statement is not closed, if one is not.
    pub fn unclosed(&self, statement: &Statement) -> Option<Diagnostic> {
        let bracket = statement.mismatch.map(|(bracket, _)| bracket).or(statement.open.last().copied())?;
        if let Some(fault) = self.unclosed_inside(statement, bracket) {
            return Some(fault);
        }
        let (closer, _) = bracket.closer();
        let message = format!("{} is not closed", bracket.what());
        let fault = self.fault(bracket.at..bracket.at + 1, &message, "opened here");
        let fault = fault.help(format!("close it with `{closer}`"));
        Some(match (statement.mismatch, statement.open.as_slice()) {
            (Some((_, other)), _) if statement.next_table.is_some() => {
                let end = statement.next_table.unwrap_or(other);
                // With a table in the table nobody can tell which of the two is not closed.
                let is_sure = !self.text[bracket.at + 1..end].contains('{');
                if is_sure { fault.fix(self.span(end..end), padded(closer)) } else { fault }
            }
            (Some((_, other)), _) => {
                let fault =
                    fault.also(self.span(other..other + 1), format!("expected `{closer}` before this"));
                let is_one_line = self.line(bracket.at) == self.line(other);
                let end = self.before(other).map_or(other, |token| token.span().end());
                if is_one_line { fault.fix(self.span(end..end), padded(closer)) } else { fault }
            }
            (None, [_]) => {
                let last = self.before(statement.range.end);
                let end = last.map_or(statement.range.end, |token| token.span().end());
                let has_lines = self.text[bracket.at..end].contains('\n');
                let closer = if has_lines { format!("\n{closer}") } else { padded(closer) };
                fault.fix(self.span(end..end), closer)
            }
            (None, _) => fault,
        })
    }
}

/// A brace stands apart from what it encloses.
fn padded(closer: &str) -> String {
    if closer == "}" { " }".into() } else { closer.into() }
}

impl Statement {
    /// Whether a place lies within brackets that are opened before it.
    pub fn is_inside(&self, page: &Page<'_>, at: usize) -> bool {
        let mut depth = 0_i32;
        for token in &page.tokens {
            if token.span().start() >= at {
                break;
            }
            if token.span().start() >= self.range.start {
                depth += match token.kind() {
                    TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => 1,
                    TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => -1,
                    _ => 0,
                };
            }
        }
        depth > 0
    }

    fn is_broken(&self) -> bool {
        !self.open.is_empty() || self.mismatch.is_some()
    }

    fn close(&mut self, kind: TokenKind, at: usize) {
        match self.open.last() {
            Some(&bracket) if bracket.closer().1 == kind => {
                self.open.pop();
                let in_table =
                    self.open.last().is_some_and(|outer| outer.kind == TokenKind::LeftCurlyBracket);
                if in_table && bracket.is_value && kind == TokenKind::RightCurlyBracket {
                    self.inner.push((bracket, at));
                }
            }
            Some(&bracket) => {
                // A bracket that closes nothing lacks its opening, which others are not to blame for.
                let outer = self.open.iter().rposition(|bracket| bracket.closer().1 == kind);
                if let Some(outer) = outer {
                    self.mismatch.get_or_insert((bracket, at));
                    self.open.truncate(outer);
                }
            }
            None => {}
        }
    }
}
