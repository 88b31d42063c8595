//! The faults of expressions that do not follow the grammar.

use super::syntax::{CALLS, Call, Lexed, Token};
use crate::format::Decoded;
use crate::source::{Code, Diagnostic, suggest};
use std::ops::Range;

const OPERATORS: &str = "there are `and`, `or`, `not`, `==`, `!=`, `<`, `<=`, `>`, `>=`, `+`, `-` and `*`";

const BEFORE: &str = "something is missing before this";

impl Decoded {
    fn refuse(&self, range: &Range<usize>, message: impl Into<String>, label: &str) -> Diagnostic {
        self.fault(Code::ExpressionSyntax, range, message, label)
    }

    pub(super) fn empty(&self, range: &Range<usize>) -> Diagnostic {
        let is_all = *range == (0..self.value().len());
        let span = if is_all { self.quoted() } else { self.span(range.clone()) };
        let fault = Code::ExpressionSyntax.at(span, "an expression is empty", "nothing stands here");
        fault.help("write a condition, such as `true`, or leave it out")
    }

    pub(super) fn needs(&self, call: &Call, what: &str, range: &Range<usize>) -> Diagnostic {
        let fault = self.refuse(range, format!("`{}` needs {what}", call.word), "");
        fault.help(format!("write `{}`", call.example))
    }

    pub(super) fn no_function(&self, range: &Range<usize>) -> Diagnostic {
        let word = self.slice(range);
        let message = format!("there is no function `{word}`");
        let fault = self.fault(Code::UnknownName, range, message, "unknown function");
        let guess = suggest(word, CALLS.iter().map(|call| call.word));
        fault.meant(guess, "join conditions with `and` or `or`; multiply with `*`")
    }

    /// The fault that `token` comes after `last`, which is an operator when an operand is missing between the two.
    pub(super) fn unexpected(&self, last: Option<&Lexed<'_>>, token: &Lexed<'_>, needs_operand: bool) -> Diagnostic {
        let (written, range) = (self.slice(&token.range), &token.range);
        // Operators of other languages, and how they are written here.
        let others = [("&&", "and"), ("||", "or"), ("!", "not "), ("=", "==")];
        if let Some((_, right)) = others.into_iter().find(|(other, _)| *other == written) {
            let fault = self.refuse(range, format!("`{written}` is written `{}`", right.trim()), "");
            let is_apart = self.value()[..range.start].ends_with(' ') && self.value()[range.end..].starts_with(' ');
            // A `=` may compare conditions, which `==` cannot.
            let is_certain = written == "!" || is_apart && written != "=";
            return if is_certain { fault.fix(self.span(range.clone()), right) } else { fault.help(OPERATORS) };
        }
        match (token.token, last) {
            (Token::OpenQuote, _) => {
                self.refuse(&(range.start..range.start + 1), "a quote is not closed", "opened here")
            }
            (Token::Stray, _) => {
                let fault = self.refuse(range, format!("`{written}` means nothing in an expression"), "");
                fault.help(match written {
                    "." => "a name stands alone: `buyer` is the buyer's stance",
                    "%" => "there are no percentages and no remainders: weights are shares, such as 67 and 33",
                    "/" => "there is no division; multiply the other side instead",
                    "\"" | "`" | "‘" | "’" | "“" | "”" => {
                        "a name stands in single quotes, such as `visited('scene')`"
                    }
                    _ => OPERATORS,
                })
            }
            (Token::Close, _) if !needs_operand => {
                self.refuse(range, "a bracket was never opened", "closes nothing").fix(self.span(range.clone()), "")
            }
            (_, _) if !needs_operand => {
                self.refuse(range, format!("no operator stands before `{written}`"), BEFORE).help(OPERATORS)
            }
            (Token::End, Some(last)) => {
                let message = format!("nothing follows `{}`", self.slice(&last.range));
                self.refuse(&last.range, message, "something is missing after this")
            }
            (_, Some(last)) => self.refuse(range, format!("`{written}` follows `{}`", self.slice(&last.range)), BEFORE),
            (_, None) => self.refuse(range, format!("nothing stands before `{written}`"), BEFORE),
        }
    }

    /// The fault that a bracket is not closed at byte `end`.
    pub(super) fn unclosed(&self, open: &Range<usize>, end: usize) -> Diagnostic {
        let span = self.span(end..end);
        self.refuse(&(end..end), "a bracket is not closed", "expected `)`")
            .also(self.span(open.clone()), "opened here")
            .fix(span, ")")
    }

    pub(super) fn no_number(&self, range: &Range<usize>) -> Diagnostic {
        self.refuse(range, format!("`{}` is no number", self.slice(range)), "")
            .help("numbers are whole, have only digits, and are at most 2^62; names start with a letter")
    }
}
