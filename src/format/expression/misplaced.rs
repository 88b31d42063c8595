//! What stands in an expression where it cannot stand, or lacks where it should, in words.
//!
//! The grammar knows whether an operand, a bracket or the end comes next; here is said what comes instead.

use super::lexer::Token;
use super::parser::Parser;
use super::tree::{Kind, Node};
use std::ops::Range;

impl<'t> Parser<'t, '_> {
    /// Something is needed, and something else stands here, or nothing.
    pub(super) fn no_operand(&mut self) -> Node<'t> {
        let here = self.token.range.clone();
        let written = self.slice(here.clone());
        let before = self.before.clone();
        let last = before.as_ref().map_or("", |before| self.slice(before.range.clone()));
        let fault = match (before, self.token.token) {
            (_, Token::Stray(_)) => return self.stray(),
            (_, Token::OpenQuote) => return self.open_quote(),
            (_, Token::Quoted(name)) => return self.quoted(name),
            (Some(before), Token::End) => self.fault(
                before.range,
                format!("nothing follows `{last}`"),
                "something is missing after this",
            ),
            (Some(before), Token::Close) if before.token == Token::Open => {
                self.fault(before.range.start..here.end, "the brackets are empty", "nothing stands in here")
            }
            (Some(before), Token::Close | Token::Comma) => self.fault(
                before.range,
                format!("nothing follows `{last}`"),
                "something is missing after this",
            ),
            (Some(before), Token::Compare(_)) if matches!(before.token, Token::Compare(_)) => {
                let whole = before.range.start..here.end;
                let joined: String = [last, written].concat();
                let fault = self.fault(whole.clone(), format!("`{last} {written}` is no comparison"), "");
                match joined.as_str() {
                    "<=" | ">=" | "==" if before.meant.is_none() || joined == "==" => {
                        fault.fix(self.text.span(whole), joined)
                    }
                    _ => fault,
                }
            }
            (Some(before), _) if !matches!(before.token, Token::Open | Token::Comma) => {
                self.fault(here, format!("`{written}` follows `{last}`"), "something is missing before this")
            }
            _ => self.fault(
                here,
                format!("nothing stands before `{written}`"),
                "something is missing before this",
            ),
        };
        self.stop(fault)
    }

    /// A name in quotes where no question asks about one: what it may mean is known where names are.
    fn quoted(&mut self, name: &'t str) -> Node<'t> {
        let range = self.take().range;
        let goes_on = matches!(
            self.token.token,
            Token::And | Token::Or | Token::Compare(_) | Token::Comma | Token::Close | Token::End
        );
        self.has_stopped |= !goes_on;
        Node { range, kind: Kind::Quoted(name) }
    }

    /// A bracket should be closed here.
    pub(super) fn expect_close(&mut self, open: &Range<usize>) {
        if self.has_stopped {
            return;
        }
        match self.token.token {
            Token::Close => {
                self.take();
            }
            Token::End => {
                let end = self.last_end();
                let fault = self
                    .fault(end..end, "a bracket is not closed", "expected `)`")
                    .also(self.text.span(open.clone()), "opened here")
                    .fix(self.text.span(end..end), ")");
                self.stop(fault);
            }
            _ => self.left_over(),
        }
    }

    /// The expression should be over here.
    pub(super) fn expect_end(&mut self) {
        if !self.has_stopped && self.token.token != Token::End {
            self.left_over();
        }
    }

    /// Something follows a whole expression.
    fn left_over(&mut self) {
        let here = self.token.range.clone();
        let span = self.text.span(here.clone());
        let written = self.slice(here.clone());
        let fault = match self.token.token {
            Token::Stray(_) => {
                self.stray();
                return;
            }
            Token::OpenQuote => {
                self.open_quote();
                return;
            }
            Token::Close => self.fault(here, "a bracket was never opened", "closes nothing").fix(span, ""),
            Token::Comma => self
                .fault(here, "a comma has no place here", "")
                .help("commas stand between what `count`, `min` and `max` take"),
            Token::Name("is" | "equals") => {
                self.fault(here, format!("`{written}` is written `==`"), "").fix(span, "==")
            }
            _ => self
                .fault(
                    here,
                    format!("no operator stands before `{written}`"),
                    "something is missing before this",
                )
                .help("join conditions with `and` or `or`; compare numbers with `==`, `<` or `>=`"),
        };
        self.stop(fault);
    }

    /// A character that no expression holds.
    fn stray(&mut self) -> Node<'t> {
        let here = self.token.range.clone();
        let written = self.slice(here.clone());
        let fault = self.fault(here, format!("`{written}` means nothing in an expression"), "");
        self.stop(match written {
            "." => fault.help("a name stands alone: `buyer` is the buyer's stance"),
            "/" | "%" => fault.help("there is no division; multiply the other side instead"),
            "[" | "]" => fault.help("write `(` and `)`"),
            _ => fault,
        })
    }

    /// A quote that nothing closes.
    pub(super) fn open_quote(&mut self) -> Node<'t> {
        let start = self.token.range.start;
        let width = self.slice(start..self.range.end).chars().next().map_or(0, char::len_utf8);
        let fault = self.fault(start..start + width, "a quote is not closed", "opened here");
        self.stop(fault)
    }
}
