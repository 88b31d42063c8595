//! The grammar: reads tokens by the precedence of operators (Pratt, "Top Down Operator Precedence", 1973).
//!
//! The parser reports an operator of another language and reads on. At any other mistake it stops, because the rest
//! would be noise. Names and types are checked in the same pass, also in the part before a mistake.

use super::meaning::{Checked, DEEPEST, Extent, Scope};
use super::syntax::{CALLS, COMPARE, Call, Lexed, PREFIX, SUM, Token, next_token};
use crate::format::{Decoded, Names};
use crate::source::{Code, Diagnostic, Faults};
use crate::story::{Expression, Operation};
use std::ops::Range;

/// A part of an expression that was read, and its range of bytes in the text, which includes brackets around it.
pub(super) struct Operand<'a> {
    pub range: Range<usize>,
    pub kind: OperandKind<'a>,
}

pub(super) enum OperandKind<'a> {
    /// A fault has been reported here, so its consequences are not reported.
    Fault,
    /// A word, and how many brackets, calls and prefixes stand around it. The operator beside it decides what it should
    /// be, so it is looked up when its operation is checked.
    Name(&'a str, usize),
    Checked(Checked),
}

impl<'a> Operand<'a> {
    /// An operand that was checked; `None` when it was at fault.
    pub fn new(range: Range<usize>, checked: Option<Checked>) -> Operand<'a> {
        Operand { range, kind: checked.map_or(OperandKind::Fault, OperandKind::Checked) }
    }
}

pub(super) struct Parser<'a> {
    pub text: &'a Decoded,
    /// The text up to the end of the expression.
    readable: &'a str,
    /// Where the expression stands; `None` for a definition: the place of each use decides what it may ask.
    pub scope: Option<Scope>,
    pub names: &'a Names,
    /// The faults of names and types. They follow the faults of the grammar.
    pub faults: Faults,
    grammar_faults: Faults,
    /// The number of faults that were found before this expression.
    faults_before: usize,
    token: Lexed<'a>,
    last: Option<Lexed<'a>>,
    depth: usize,
    pub extent: Extent,
    has_stopped: bool,
}

/// Reads a range of a text as what `check` asks for; `None` when it is faulty.
pub(super) fn read<'a, T>(
    text: &'a Decoded,
    range: Range<usize>,
    scope: Option<Scope>,
    names: &'a Names,
    faults: &mut Faults,
    check: impl FnOnce(&mut Parser<'a>, Operand<'a>) -> Option<T>,
) -> Option<(T, Extent)> {
    let readable = &text.value()[..range.end];
    let mut parser = Parser {
        text,
        readable,
        scope,
        names,
        faults: vec![],
        grammar_faults: vec![],
        faults_before: faults.len(),
        token: next_token(readable, range.start),
        last: None,
        depth: 0,
        extent: Extent::default(),
        has_stopped: false,
    };
    let root = match parser.token.token {
        Token::End => parser.stop(text.empty(&range)),
        _ => parser.expression(0),
    };
    if !parser.has_stopped && parser.token.token != Token::End {
        parser.stop(text.left_over(&parser.token));
    }
    let checked = check(&mut parser, root);
    let is_sound = parser.grammar_faults.is_empty();
    faults.append(&mut parser.grammar_faults);
    // Where a text breaks the grammar, wrong types in it are no faults of the author.
    faults.extend(parser.faults.into_iter().filter(|fault| is_sound || fault.code != Code::ExpressionType));
    checked.filter(|_| is_sound).map(|checked| (checked, parser.extent))
}

impl<'a> Parser<'a> {
    /// How many faults were found so far, in this expression and before it.
    pub fn fault_count(&self) -> usize {
        self.faults_before + self.grammar_faults.len() + self.faults.len()
    }

    /// Reads an expression of operators that bind at least as strongly as `least`.
    fn expression(&mut self, least: u8) -> Operand<'a> {
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
            // A wrong `=` is not reported yet: only the types of its sides tell whether it means `==`.
            let operator = if power == COMPARE { self.take() } else { self.take_operator() };
            let right = self.expression(power + 1);
            let range = left.range.start..right.range.end;
            left = match operator.token {
                Token::Compare(comparison) => {
                    if let Token::Compare(_) = self.token.token
                        && !self.has_stopped
                    {
                        self.stop(self.text.chained(&right.range, &self.token.range));
                    }
                    self.compare(comparison, &operator.range, [left, right])
                }
                Token::Join(operation, _) => self.apply(operation, range, vec![left, right]),
                _ if self.is_hyphenated(&left, &right) => {
                    let kind = OperandKind::Name(&self.readable[range.clone()], self.depth);
                    Operand { range, kind }
                }
                _ => {
                    let negated = operator.range.start..right.range.end;
                    let right = self.apply(Operation::Negate, negated, vec![right]);
                    self.apply(Operation::Sum, range, vec![left, right])
                }
            };
        }
        left
    }

    /// Whether the author meant two words with a minus sign between them as one name: nothing else stands between them,
    /// and both are unknown.
    fn is_hyphenated(&self, left: &Operand, right: &Operand) -> bool {
        let is_unknown = |operand: &Operand| match operand.kind {
            OperandKind::Name(word, _) => word.len() == operand.range.len() && self.names.value(word).is_none(),
            _ => false,
        };
        is_unknown(left) && is_unknown(right) && left.range.end + 1 == right.range.start
    }

    fn operand(&mut self) -> Operand<'a> {
        match self.token.token {
            Token::Number(digits) => {
                let range = self.take().range;
                let number: Option<i64> = digits.parse().ok();
                if number.is_none() {
                    self.grammar_faults.push(self.text.no_number(&range));
                }
                Operand::new(range, number.map(|it| Checked::number(Expression::Integer(it), it, it)))
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
            Token::Not => self.prefixed(COMPARE, Operation::Not),
            Token::Minus => self.prefixed(PREFIX, Operation::Negate),
            _ => self.stop(self.text.no_operand(self.last.as_ref(), &self.token)),
        }
    }

    fn prefixed(&mut self, power: u8, operation: Operation) -> Operand<'a> {
        let sign = self.take_operator().range;
        self.nested(&sign, |parser| {
            let inner = parser.expression(power);
            parser.apply(operation, sign.start..inner.range.end, vec![inner])
        })
    }

    fn word(&mut self, word: &'a str) -> Operand<'a> {
        let range = self.take().range;
        let call = CALLS.iter().find(|call| call.word == word);
        let fault = match (self.token.token, call) {
            (Token::Open, Some(call)) => {
                let open = self.take().range;
                return match call.operation {
                    None => self.question(call, range, open),
                    Some(operation) => self.function(operation, range, open),
                };
            }
            (Token::Open, None) => self.text.no_function(&range),
            (_, Some(call)) => self.text.needs(call, "something in brackets", &range),
            (_, None) => {
                let kind = match word {
                    "true" => OperandKind::Checked(Checked::condition(Expression::Boolean(true))),
                    "false" => OperandKind::Checked(Checked::condition(Expression::Boolean(false))),
                    _ => OperandKind::Name(word, self.depth),
                };
                return Operand { range, kind };
            }
        };
        self.stop(fault)
    }

    fn function(&mut self, operation: Operation, name: Range<usize>, open: Range<usize>) -> Operand<'a> {
        self.nested(&name, |parser| {
            let mut operands = vec![parser.expression(0)];
            while operation != Operation::Abs && !parser.has_stopped && parser.token.token == Token::Comma {
                parser.take();
                operands.push(parser.expression(0));
            }
            parser.expect_close(&open);
            parser.apply(operation, name.start..parser.last_end(), operands)
        })
    }

    fn question(&mut self, call: &Call, word: Range<usize>, open: Range<usize>) -> Operand<'a> {
        let Token::Quoted(about) = self.token.token else {
            return self.stop(match self.token.token {
                Token::OpenQuote => self.text.left_over(&self.token),
                Token::Close | Token::End => self.text.needs(call, "a name in quotes", &open),
                _ => self.text.needs(call, "a name in quotes", &self.token.range),
            });
        };
        let quoted = self.take();
        if quoted.spelling.is_some() {
            self.grammar_faults.push(self.text.wrong_quotes(&quoted.range, about));
        }
        let quote = self.text.slice(&quoted.range).chars().next().map_or(1, char::len_utf8);
        let start = quoted.range.start + quote;
        self.expect_close(&open);
        let checked = self.answer(call.word, &word, about, &(start..start + about.len()));
        Operand::new(word.start..self.last_end(), checked.map(Checked::condition))
    }

    fn expect_close(&mut self, open: &Range<usize>) {
        match self.token.token {
            _ if self.has_stopped => {}
            Token::Close => drop(self.take()),
            Token::End => drop(self.stop(self.text.unclosed(open, self.last_end()))),
            _ => drop(self.stop(self.text.left_over(&self.token))),
        }
    }

    fn nested(&mut self, range: &Range<usize>, read: impl FnOnce(&mut Self) -> Operand<'a>) -> Operand<'a> {
        if self.depth == DEEPEST {
            return self.stop(self.text.too_deep(range));
        }
        self.depth += 1;
        self.extent.depth = self.extent.depth.max(self.depth);
        let operand = read(self);
        self.depth -= 1;
        operand
    }

    fn take(&mut self) -> Lexed<'a> {
        let next = next_token(self.readable, self.token.range.end);
        let taken = std::mem::replace(&mut self.token, next);
        self.last = Some(taken.clone());
        taken
    }

    fn take_operator(&mut self) -> Lexed<'a> {
        let taken = self.take();
        if let Some(right) = taken.spelling {
            self.grammar_faults.push(self.text.misspelt(&taken.range, right));
        }
        taken
    }

    fn last_end(&self) -> usize {
        self.last.as_ref().map_or(0, |last| last.range.end)
    }

    /// Reports a fault and stops: the rest of the expression is not read.
    fn stop(&mut self, fault: Diagnostic) -> Operand<'a> {
        self.has_stopped = true;
        self.grammar_faults.push(fault);
        Operand::new(self.last.as_ref().unwrap_or(&self.token).range.clone(), None)
    }
}
