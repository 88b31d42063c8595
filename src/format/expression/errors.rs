//! The faults of expressions that do not follow the grammar.

use super::syntax::{CALLS, Call, DEEPEST, Lexed, Query, Token};
use crate::format::Decoded;
use crate::source::{Code, Diagnostic, suggest};
use std::ops::Range;

const OPERATORS: &str = "there are `and`, `or`, `not`, `==`, `!=`, `<`, `<=`, `>`, `>=`, `+`, `-` and `*`";

pub(super) struct ExpressionText<'t>(pub &'t Decoded);

impl<'t> ExpressionText<'t> {
    pub fn slice(&self, range: &Range<usize>) -> &'t str {
        &self.0.value()[range.clone()]
    }

    fn fault(&self, range: &Range<usize>, message: impl Into<String>, label: &str) -> Diagnostic {
        Code::ExpressionSyntax.at(self.0.span(range.clone()), message, label)
    }

    /// The range that should hold an expression is blank.
    pub fn empty(&self, range: &Range<usize>) -> Diagnostic {
        let is_all = *range == (0..self.0.value().len());
        let span = if is_all { self.0.quoted() } else { self.0.span(range.clone()) };
        Code::ExpressionSyntax
            .at(span, "an expression is empty", "nothing stands here")
            .help("write a condition, such as `true`, or leave it out")
    }

    /// An operator is written as in another language.
    pub fn misspelt(&self, range: &Range<usize>, right: &str) -> Diagnostic {
        let value = self.0.value();
        let is_word = right.starts_with(char::is_alphabetic);
        let space = |neighbour: Option<char>| match neighbour {
            Some(c) if is_word && !c.is_whitespace() && c != '(' => " ",
            _ => "",
        };
        let before = space(value[..range.start].chars().next_back());
        let after = space(value[range.end..].chars().next());
        let message = format!("`{}` is written `{right}`", self.slice(range));
        self.fault(range, message, "").fix(self.0.span(range.clone()), format!("{before}{right}{after}"))
    }

    /// A name stands in other quotation marks.
    pub fn wrong_quotes(&self, range: &Range<usize>, name: &str) -> Diagnostic {
        let fault = self.fault(range, "a name stands in single quotes", "");
        if self.0.can_hold("'") {
            fault.fix(self.0.span(range.clone()), format!("'{name}'"))
        } else {
            fault.help(format!("write '{name}', and put double quotes around the whole expression"))
        }
    }

    pub fn no_quotes(&self, query: Query, open: &Range<usize>, token: &Lexed<'t>) -> Diagnostic {
        let (name, example) = Call::Ask(query).written();
        let range = if matches!(token.token, Token::Close | Token::End) { open } else { &token.range };
        self.fault(range, format!("`{name}` needs a name in quotes"), "").help(format!("write `{example}`"))
    }

    /// A function or a query stands alone.
    pub fn no_brackets(&self, range: &Range<usize>, call: Call) -> Diagnostic {
        let (word, example) = call.written();
        self.fault(range, format!("`{word}` needs something in brackets"), "").help(format!("write `{example}`"))
    }

    /// A word that is no function stands before a bracket.
    pub fn no_function(&self, range: &Range<usize>) -> Diagnostic {
        let word = self.slice(range);
        let span = self.0.span(range.clone());
        let fault = Code::UnknownName.at(span, format!("there is no function `{word}`"), "unknown function");
        let guess = suggest(word, CALLS.iter().map(|call| call.0));
        fault.meant(guess, "join conditions with `and` or `or`; multiply with `*`")
    }

    /// An operand is needed, and `token` comes after `last`.
    pub fn no_operand(&self, last: Option<&Lexed<'t>>, token: &Lexed<'t>) -> Diagnostic {
        let written = self.slice(&token.range);
        match (last, token.token) {
            (_, Token::Stray | Token::OpenQuote) => self.no_token(token),
            (Some(last), Token::End) => self.fault(
                &last.range,
                format!("nothing follows `{}`", self.slice(&last.range)),
                "something is missing after this",
            ),
            (Some(last), _) => self.fault(
                &token.range,
                format!("`{written}` follows `{}`", self.slice(&last.range)),
                "something is missing before this",
            ),
            (None, _) => self.fault(
                &token.range,
                format!("nothing stands before `{written}`"),
                "something is missing before this",
            ),
        }
    }

    /// Something follows a complete expression.
    pub fn left_over(&self, token: &Lexed<'t>) -> Diagnostic {
        match token.token {
            Token::Stray | Token::OpenQuote => self.no_token(token),
            Token::Close => self
                .fault(&token.range, "a bracket was never opened", "closes nothing")
                .fix(self.0.span(token.range.clone()), ""),
            _ => {
                let message = format!("no operator stands before `{}`", self.slice(&token.range));
                self.fault(&token.range, message, "something is missing before this").help(OPERATORS)
            }
        }
    }

    fn no_token(&self, token: &Lexed<'t>) -> Diagnostic {
        let written = self.slice(&token.range);
        if token.token == Token::OpenQuote {
            let width = written.chars().next().map_or(0, char::len_utf8);
            let quote = token.range.start..token.range.start + width;
            return self.fault(&quote, "a quote is not closed", "opened here");
        }
        self.fault(&token.range, format!("`{written}` means nothing in an expression"), "").help(match written {
            "." => "a name stands alone: `buyer` is the buyer's stance",
            "%" => "there are no percentages and no remainders: weights are shares, such as 67 and 33",
            "/" => "there is no division; multiply the other side instead",
            _ => OPERATORS,
        })
    }

    /// A bracket should be closed at byte `end`.
    pub fn unclosed(&self, open: &Range<usize>, end: usize) -> Diagnostic {
        let span = self.0.span(end..end);
        self.fault(&(end..end), "a bracket is not closed", "expected `)`")
            .also(self.0.span(open.clone()), "opened here")
            .fix(span, ")")
    }

    /// Two comparisons share the operand `middle`: `1 < a < 3`.
    pub fn chained(&self, middle: &Range<usize>, second: &Range<usize>) -> Diagnostic {
        let middle = self.slice(middle);
        self.fault(second, "comparisons are not chained", "a second comparison")
            .help(format!("compare twice: `… {middle} and {middle} …`"))
    }

    /// Digits with something else in them, or too many digits.
    pub fn no_number(&self, range: &Range<usize>) -> Diagnostic {
        let digits = self.slice(range);
        if digits.bytes().all(|byte| byte.is_ascii_digit()) {
            let span = self.0.span(range.clone());
            return Code::OutOfRange.at(span, "a number is too great", "beyond 2^62");
        }
        self.fault(range, format!("`{digits}` is neither a number nor a name"), "")
            .help("numbers are whole and have only digits; names start with a letter")
    }

    /// Brackets, calls or prefixes are nested too deep.
    pub fn too_deep(&self, range: &Range<usize>) -> Diagnostic {
        let message = format!("an expression is nested more than {DEEPEST} deep");
        Code::TooLarge.at(self.0.span(range.clone()), message, "one level too many")
    }
}
