//! The grammar: reads tokens by the precedence of operators (Pratt, "Top Down Operator Precedence", 1973).
//!
//! At a mistake in the grammar the parser stops, because the rest would be noise. It checks names and types of what it
//! reads at once, even beside a fault.

use super::meaning::{Checked, Extent, Scope};
use super::syntax::{CALLS, Call, DEEPEST, Lexed, Operation, SUM, Token, is_letter, next_token, prefix};
use crate::format::{Decoded, Names};
use crate::source::{Code, Diagnostic, Faults};
use std::ops::Range;

/// A part of an expression and its bytes in the text, brackets included.
pub(super) struct Operand {
    pub range: Range<usize>,
    /// `None` when a fault has been reported here: what follows from the fault is not reported.
    pub checked: Option<Checked>,
}

pub(super) struct Parser<'a> {
    pub text: &'a Decoded,
    /// The text up to the end of the expression.
    readable: &'a str,
    /// Where the expression stands; `None` for a definition, whose uses decide what it may ask.
    pub scope: Option<Scope>,
    pub names: &'a Names,
    pub faults: &'a mut Faults,
    /// How many faults there were before this expression.
    before: usize,
    token: Lexed<'a>,
    last: Option<Lexed<'a>>,
    pub extent: Extent,
    has_stopped: bool,
}

/// How strongly a comparison binds, and a minus sign before a number.
const COMPARE: u8 = 4;
const PREFIX: u8 = 7;

impl<'a> Parser<'a> {
    pub fn new(
        text: &'a Decoded,
        range: &Range<usize>,
        scope: Option<Scope>,
        names: &'a Names,
        faults: &'a mut Faults,
    ) -> Parser<'a> {
        let readable = &text.value()[..range.end];
        let (token, before) = (next_token(readable, range.start), faults.len());
        let (last, extent, has_stopped) = (None, Extent::default(), false);
        Parser { text, readable, scope, names, faults, before, token, last, extent, has_stopped }
    }

    /// Reads the whole expression as what `check` asks for; `None` when it is faulty.
    pub fn whole<T>(&mut self, range: &Range<usize>, check: impl FnOnce(&mut Self, Operand) -> Option<T>) -> Option<T> {
        let root = match self.token.token {
            Token::End => self.stop(self.text.empty(range)),
            _ => self.expression(0),
        };
        if !self.has_stopped && self.token.token != Token::End {
            self.stop(self.text.unexpected(None, &self.token, false));
        }
        let result = check(self, root);
        if !self.has_stopped {
            return result;
        }
        // The types of a text that breaks the grammar say nothing.
        let mut found = self.faults.split_off(self.before);
        found.retain(|fault| fault.code != Code::ExpressionType);
        self.faults.append(&mut found);
        None
    }

    /// Reads an expression of operators that bind at least as strongly as `least`.
    fn expression(&mut self, least: u8) -> Operand {
        let mut left = self.operand();
        while !self.has_stopped {
            let power = match self.token.token {
                Token::Join(_, power) => power,
                Token::Compare(_) => COMPARE,
                Token::Minus => SUM,
                _ => break,
            };
            if power < least {
                break;
            }
            let operator = self.take();
            let right = self.expression(power + 1);
            left = match operator.token {
                Token::Compare(comparison) => self.compare(comparison, [left, right]),
                Token::Join(operation, _) => self.join(operation, left, right),
                _ => {
                    let right = self.negate(&operator.range, right);
                    self.join(Operation::Sum, left, right)
                }
            };
        }
        left
    }

    fn operand(&mut self) -> Operand {
        match self.token.token {
            Token::Number(digits) => {
                let range = self.take().range;
                match digits.parse() {
                    Ok(number) => self.number(range, number),
                    Err(_) => self.stop(self.text.no_number(&range)),
                }
            }
            Token::Name(word) => self.word(word),
            Token::Quoted(name) => {
                let range = self.take().range;
                self.name_alone(name, range)
            }
            Token::Open => {
                let open = self.take().range;
                self.nested(&open, |parser| {
                    let inner = parser.expression(0);
                    parser.expect_close(&open);
                    Operand { range: open.start..parser.last_end(), ..inner }
                })
            }
            Token::Not => self.prefixed(COMPARE, Self::not),
            Token::Minus => self.prefixed(PREFIX, Self::negate),
            _ => self.stop(self.text.unexpected(self.last.as_ref(), &self.token, true)),
        }
    }

    fn prefixed(&mut self, power: u8, build: fn(&mut Self, &Range<usize>, Operand) -> Operand) -> Operand {
        let sign = self.take().range;
        self.nested(&sign, |parser| {
            let inner = parser.expression(power);
            build(parser, &sign, inner)
        })
    }

    fn word(&mut self, word: &'a str) -> Operand {
        let mut range = self.take().range;
        let fault = match (self.token.token, CALLS.iter().find(|call| call.word == word)) {
            (Token::Open, Some(call)) => {
                let open = self.take().range;
                return match call.operation {
                    None => self.query(call, range, open),
                    Some(operation) => self.function(operation, range, open),
                };
            }
            (Token::Open, None) => self.text.no_function(&range),
            (_, Some(call)) => self.text.needs(call, "something in brackets", &range),
            (_, None) => {
                // Words with hyphens between them are one name, unless one of them is declared.
                let whole = prefix(&self.readable[range.start..], |c| is_letter(c) || c == '-');
                let is_part = |part: &str| part.starts_with(char::is_alphabetic) && self.names.value(part).is_none();
                if whole != word && whole.split('-').all(is_part) {
                    range.end = range.start + whole.len();
                    self.token = next_token(self.readable, range.end);
                }
                let checked = self.name(self.text.slice(&range), &range);
                return Operand { range, checked };
            }
        };
        self.stop(fault)
    }

    fn function(&mut self, operation: Operation, name: Range<usize>, open: Range<usize>) -> Operand {
        self.nested(&name, |parser| {
            let mut operands = vec![parser.expression(0)];
            while operation != Operation::Abs && !parser.has_stopped && parser.token.token == Token::Comma {
                parser.take();
                operands.push(parser.expression(0));
            }
            parser.expect_close(&open);
            parser.call(operation, name.start..parser.last_end(), operands)
        })
    }

    fn query(&mut self, call: &Call, name: Range<usize>, open: Range<usize>) -> Operand {
        let Token::Quoted(about) = self.token.token else {
            return self.stop(match self.token.token {
                Token::OpenQuote => self.text.unexpected(None, &self.token, false),
                _ => self.text.needs(call, "a name in quotes", &self.token.range),
            });
        };
        let quoted = self.take();
        let start = quoted.range.start + 1;
        self.expect_close(&open);
        let checked = self.ask_query(call.word, &name, about, &(start..start + about.len()));
        Operand { range: name.start..self.last_end(), checked }
    }

    fn expect_close(&mut self, open: &Range<usize>) {
        match self.token.token {
            _ if self.has_stopped => {}
            Token::Close => drop(self.take()),
            Token::End => drop(self.stop(self.text.unclosed(open, self.last_end()))),
            _ => drop(self.stop(self.text.unexpected(None, &self.token, false))),
        }
    }

    fn nested(&mut self, range: &Range<usize>, read: impl FnOnce(&mut Self) -> Operand) -> Operand {
        if self.extent.depth == DEEPEST {
            let message = format!("an expression is nested more than {DEEPEST} deep");
            return self.stop(self.text.fault(Code::TooLarge, range, message, "one level too many"));
        }
        self.extent.depth += 1;
        self.extent.deepest = self.extent.deepest.max(self.extent.depth);
        let operand = read(self);
        self.extent.depth -= 1;
        operand
    }

    fn take(&mut self) -> Lexed<'a> {
        let next = next_token(self.readable, self.token.range.end);
        let taken = std::mem::replace(&mut self.token, next);
        self.last = Some(taken.clone());
        taken
    }

    fn last_end(&self) -> usize {
        self.last.as_ref().map_or(0, |last| last.range.end)
    }

    /// Reports that the text breaks the grammar, and stops: the rest of the expression is not read.
    fn stop(&mut self, fault: Diagnostic) -> Operand {
        self.has_stopped = true;
        self.faults.push(fault);
        let range = self.last.as_ref().unwrap_or(&self.token).range.clone();
        Operand { range, checked: None }
    }
}
