//! The faults of expressions that do not follow the grammar.

use super::meaning::DEEPEST;
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

    /// The fault that `token` comes after `last` (`None` at the beginning), where an operand is needed.
    pub(super) fn no_operand(&self, last: Option<&Lexed<'_>>, token: &Lexed<'_>) -> Diagnostic {
        let written = self.slice(&token.range);
        let after = last.map_or("", |last| self.slice(&last.range));
        match (last, token.token) {
            (_, Token::Stray | Token::OpenQuote) => self.no_token(token),
            (Some(last), Token::End) => {
                self.refuse(&last.range, format!("nothing follows `{after}`"), "something is missing after this")
            }
            (Some(_), _) => self.refuse(&token.range, format!("`{written}` follows `{after}`"), BEFORE),
            (None, _) => self.refuse(&token.range, format!("nothing stands before `{written}`"), BEFORE),
        }
    }

    /// The fault that `token` follows a complete expression.
    pub(super) fn left_over(&self, token: &Lexed<'_>) -> Diagnostic {
        match token.token {
            Token::Stray | Token::OpenQuote => self.no_token(token),
            Token::Close => self
                .refuse(&token.range, "a bracket was never opened", "closes nothing")
                .fix(self.span(token.range.clone()), ""),
            _ => {
                let message = format!("no operator stands before `{}`", self.slice(&token.range));
                self.refuse(&token.range, message, BEFORE).help(OPERATORS)
            }
        }
    }

    fn no_token(&self, token: &Lexed<'_>) -> Diagnostic {
        let written = self.slice(&token.range);
        if token.token == Token::OpenQuote {
            let width = written.chars().next().map_or(0, char::len_utf8);
            let quote = token.range.start..token.range.start + width;
            return self.refuse(&quote, "a quote is not closed", "opened here");
        }
        self.refuse(&token.range, format!("`{written}` means nothing in an expression"), "").help(match written {
            "." => "a name stands alone: `buyer` is the buyer's stance",
            "%" => "there are no percentages and no remainders: weights are shares, such as 67 and 33",
            "/" => "there is no division; multiply the other side instead",
            _ => OPERATORS,
        })
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

    pub(super) fn too_deep(&self, range: &Range<usize>) -> Diagnostic {
        let message = format!("an expression is nested more than {DEEPEST} deep");
        self.fault(Code::TooLarge, range, message, "one level too many")
    }
}
