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
        Code::ExpressionSyntax
            .at(span, "an expression is empty", "nothing stands here")
            .help("write a condition, such as `true`, or leave it out")
    }

    pub(super) fn misspelt(&self, range: &Range<usize>, right: &str) -> Diagnostic {
        let value = self.value();
        let is_word = right.starts_with(char::is_alphabetic);
        let space = |neighbour: Option<char>| match neighbour {
            Some(c) if is_word && !c.is_whitespace() && c != '(' => " ",
            _ => "",
        };
        let before = space(value[..range.start].chars().next_back());
        let after = space(value[range.end..].chars().next());
        let message = format!("`{}` is written `{right}`", self.slice(range));
        self.refuse(range, message, "").fix(self.span(range.clone()), format!("{before}{right}{after}"))
    }

    pub(super) fn wrong_quotes(&self, range: &Range<usize>, name: &str) -> Diagnostic {
        let fault = self.refuse(range, "a name stands in single quotes", "");
        if self.can_hold("'") {
            fault.fix(self.span(range.clone()), format!("'{name}'"))
        } else {
            fault.help(format!("write '{name}', and put double quotes around the whole expression"))
        }
    }

    pub(super) fn needs(&self, call: Call, what: &str, range: &Range<usize>) -> Diagnostic {
        let (word, example) = call.written();
        self.refuse(range, format!("`{word}` needs {what}"), "").help(format!("write `{example}`"))
    }

    pub(super) fn no_function(&self, range: &Range<usize>) -> Diagnostic {
        let word = self.slice(range);
        let message = format!("there is no function `{word}`");
        let fault = self.fault(Code::UnknownName, range, message, "unknown function");
        let guess = suggest(word, CALLS.iter().map(|call| call.0));
        fault.meant(guess, "join conditions with `and` or `or`; multiply with `*`")
    }

    /// The fault that `token` comes after `last`, which is an operator when an operand is missing between the two.
    pub(super) fn unexpected(&self, last: Option<&Lexed<'_>>, token: &Lexed<'_>, needs_operand: bool) -> Diagnostic {
        let (written, range) = (self.slice(&token.range), &token.range);
        match (token.token, last) {
            (Token::OpenQuote, _) => {
                let quote = range.start..range.start + written.chars().next().map_or(0, char::len_utf8);
                self.refuse(&quote, "a quote is not closed", "opened here")
            }
            (Token::Stray, _) => {
                let fault = self.refuse(range, format!("`{written}` means nothing in an expression"), "");
                fault.help(match written {
                    "." => "a name stands alone: `buyer` is the buyer's stance",
                    "%" => "there are no percentages and no remainders: weights are shares, such as 67 and 33",
                    "/" => "there is no division; multiply the other side instead",
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

    /// The fault that two comparisons share the operand `middle`: `1 < a < 3`.
    pub(super) fn chained(&self, middle: &Range<usize>, second: &Range<usize>) -> Diagnostic {
        let middle = self.slice(middle);
        self.refuse(second, "comparisons are not chained", "a second comparison")
            .help(format!("compare twice: `… {middle} and {middle} …`"))
    }

    pub(super) fn no_number(&self, range: &Range<usize>) -> Diagnostic {
        let digits = self.slice(range);
        if digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return self.fault(Code::OutOfRange, range, "a number is too great", "beyond 2^62");
        }
        self.refuse(range, format!("`{digits}` is neither a number nor a name"), "")
            .help("numbers are whole and have only digits; names start with a letter")
    }
}
