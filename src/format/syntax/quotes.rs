//! Strings that lack a quotation mark.
//!
//! What follows such a string is read inside out, so that the parser complains far from the place. Here the tokens
//! tell which mark is likely to lack.

use super::advice::Advice;
use super::brackets::Statement;
use super::lines::{Look, look};
use super::page::{Page, is_open, is_open_block};
use super::values::is_odd_quote;
use crate::source::Diagnostic;
use std::ops::Range;
use toml_parser::lexer::{Token, TokenKind};

const BLOCK_HELP: &str = "a string of several lines stands between `\"\"\"` and `\"\"\"`";

impl Page<'_> {
    /// A string of several lines that is not closed, or closed only by the opening of a later one.
    pub fn unclosed_block(&self, at: usize) -> Option<Advice> {
        let is_block =
            |token: &&Token| matches!(token.kind(), TokenKind::MlBasicString | TokenKind::MlLiteralString);
        let begins_before = |token: &&Token| token.span().start() <= at;
        let block = self.tokens.iter().take_while(begins_before).filter(is_block).last()?;
        let (start, end) = (block.span().start(), block.span().end());
        let begins = self.next_line(start, |look| matches!(look, Look::Header | Look::Entry));
        let is_open = is_open_block(self.written(block));
        // A string that was closed by the opening of the next one leaves that one's text bare.
        let bare = self.line((self.line(end).end + 1).min(self.text.len()));
        if !is_open && (begins >= end || at > bare.end) {
            return None;
        }
        let fault = self.fault(start..start + 3, "a string of several lines is not closed", "opened here");
        let fault = match is_open {
            true => fault.also(self.span(end..end), "the file ends inside it"),
            false => fault.also(self.span(end - 3..end), "closed only here"),
        };
        let fault = fault.help("close it with the same three marks");
        Some(Advice { fault, spoilt: self.line(start).start..begins })
    }

    /// A string of one line that lacks the mark after it.
    pub fn unclosed_quote(&self, statement: &Statement, at: usize) -> Option<Advice> {
        let line_end = self.line(at).end;
        let is_near = |token: &&Token| (statement.range.start..=line_end).contains(&token.span().start());
        let strings = self.tokens.iter().filter(is_near).filter(is_string);
        let open = strings.into_iter().find(|token| is_open(self.written(token)))?;
        let start = open.span().start();
        let before = self.before(start)?.kind();
        let spoilt = self.spoilt(statement.range.clone());
        match before {
            TokenKind::Equals if !statement.is_inside(self, start) => Some(self.not_ended(start, spoilt)),
            TokenKind::Equals | TokenKind::Comma | TokenKind::LeftSquareBracket => {
                Some(self.not_ended_inside(start, spoilt))
            }
            _ => None,
        }
    }

    /// The value of a key lacks its last mark.
    fn not_ended(&self, start: usize, spoilt: Range<usize>) -> Advice {
        let line = self.line(start);
        let mark = &self.text[start..start + 1];
        if self.rest(start + 1).is_empty() {
            let fault = self.fault(start..start + 1, "a string is not closed on its line", "opened here");
            let next_header = self.next_line(start, |look| look == Look::Header);
            let block = mark.repeat(3);
            let closing = self.text[line.end..next_header].find(&block).map(|at| line.end + at);
            return match closing {
                Some(closing) => Advice {
                    fault: fault.help(BLOCK_HELP).fix(self.span(start..start + 1), block),
                    spoilt: spoilt.start..(self.line(closing).end + 1).min(self.text.len()),
                },
                None => Advice { fault: fault.help(BLOCK_HELP), spoilt },
            };
        }
        let end = line.start + self.text[line.clone()].trim_end().len();
        let fault = self.fault(end..end, "a string is not closed", &format!("expected `{mark}`"));
        let next = self.text.get(line.end + 1..).map(|_| look(&self.text[self.line(line.end + 1)]));
        let goes_on = next == Some(Look::Other) || self.text[start..end].contains(" #");
        let fault = if goes_on { fault.help(BLOCK_HELP) } else { fault.fix(self.span(end..end), mark) };
        Advice { fault, spoilt }
    }

    /// A string within brackets lacks its last mark, and ends with the line.
    fn not_ended_inside(&self, start: usize, spoilt: Range<usize>) -> Advice {
        let mark = &self.text[start..start + 1];
        let inside = self.rest(start + 1);
        let fault = self.fault(start..start + 1, "a string is not closed", "opened here");
        let fault = fault.help(format!("close it with `{mark}`"));
        let end = start + 1 + inside.trim_end_matches([' ', ',', '}', ']']).len();
        let is_sure = !inside[..end - start - 1].contains([',', '=']);
        Advice { fault: if is_sure { fault.fix(self.span(end..end), mark) } else { fault }, spoilt }
    }

    /// A string within brackets lacks its last mark, and ends with the first mark of the next one.
    pub fn run_over(&self, at: usize) -> Option<Diagnostic> {
        let string = self.before(at).filter(is_string)?;
        let start = string.span().start();
        let written = self.written(string);
        let inside = written.get(1..written.len() - 1)?;
        // What follows stands where the string was to go on, without a blank between.
        let is_list = string.span().end() == at && inside.trim_end().ends_with(',');
        if !is_list && !inside.trim_end().ends_with('=') {
            return None;
        }
        let mark = &written[..1];
        let fault =
            self.fault(start..string.span().end(), "a string is not closed", "runs on to the next one");
        let fault = fault.help(format!("close it with `{mark}`"));
        let value = inside.split([',', '}', ']']).next().unwrap_or(inside).trim_end();
        let end = start + 1 + value.len();
        let is_sure = inside.matches(", ").count() == 1;
        Some(if is_sure { fault.fix(self.span(end..end), mark) } else { fault })
    }

    /// A value that ends with a mark and does not begin with one.
    pub fn not_begun(&self, at: usize, written: &str) -> Option<Diagnostic> {
        let mark = written.chars().next_back().filter(|last| matches!(last, '"' | '\''))?;
        if written.matches(mark).count() > 1 {
            return None;
        }
        let label = format!("expected `{mark}`");
        let fault =
            self.fault(at..at + written.len(), "a string does not begin with a quotation mark", &label);
        let odd = written.chars().next().filter(|&first| is_odd_quote(first));
        let end = at + odd.map_or(0, char::len_utf8);
        Some(fault.fix(self.span(at..end), mark))
    }
}

fn is_string(token: &&Token) -> bool {
    matches!(token.kind(), TokenKind::BasicString | TokenKind::LiteralString)
}
