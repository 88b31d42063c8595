//! The grammar: tokens to a tree, by the precedence of operators (Pratt, "Top Down Operator Precedence", 1973).
//!
//! The parser reports an operator of another language and reads on. At any other mistake it stops, because the rest
//! would be noise, and returns what it has, so that the names in it are still checked.

use super::syntax::{Ast, AstKind, Call, DEEPEST, Lexed, Operation, Query, Token, next_token};
use crate::format::Decoded;
use crate::source::{Diagnostic, Faults};
use std::ops::Range;

pub(super) struct ParsedExpression<'t> {
    pub root: Ast<'t>,
    pub depth: usize,
    /// Whether the text follows the grammar. If not, wrong types in the tree are no faults of the author.
    pub is_sound: bool,
}

pub(super) fn parse<'t>(text: &'t Decoded, range: Range<usize>, faults: &mut Faults) -> ParsedExpression<'t> {
    let readable = &text.value()[..range.end];
    let token = next_token(readable, range.start);
    let before = faults.len();
    let mut parser = Parser { text, readable, token, last: None, depth: 0, deepest: 0, faults, has_stopped: false };
    let root = match parser.token.token {
        Token::End => parser.stop(parser.text.empty(&range)),
        _ => parser.expression(0),
    };
    if !parser.has_stopped && parser.token.token != Token::End {
        parser.stop(parser.text.left_over(&parser.token));
    }
    ParsedExpression { root, depth: parser.deepest, is_sound: parser.faults.len() == before }
}

struct Parser<'t, 'f> {
    text: &'t Decoded,
    /// The text up to the end of the expression.
    readable: &'t str,
    token: Lexed<'t>,
    last: Option<Lexed<'t>>,
    depth: usize,
    deepest: usize,
    faults: &'f mut Vec<Diagnostic>,
    has_stopped: bool,
}

/// How strongly operators bind: `or` 1, `and` 2, comparisons and `not` 4, sums 5, products 6, a negation 7.
const COMPARE: u8 = 4;
const PREFIX: u8 = 7;

impl<'t> Parser<'t, '_> {
    /// Reads an expression of operators that bind at least as strongly as `least`.
    fn expression(&mut self, least: u8) -> Ast<'t> {
        let mut left = self.operand();
        while !self.has_stopped {
            let power = match self.token.token {
                Token::Or => 1,
                Token::And => 2,
                Token::Compare(_) => COMPARE,
                Token::Plus | Token::Minus => 5,
                Token::Times => 6,
                _ => break,
            };
            if power < least {
                break;
            }
            // A wrong `=` is not reported yet: only the types of its sides tell whether it means `==`.
            let operator = if power == COMPARE { self.take() } else { self.take_operator() };
            let right = self.expression(power + 1);
            left = match operator.token {
                Token::Compare(comparison) => {
                    let range = left.range.start..right.range.end;
                    Ast { range, kind: AstKind::Compare(comparison, Box::new([left, right]), operator.range) }
                }
                Token::Or => join(Operation::Or, left, right),
                Token::And => join(Operation::And, left, right),
                Token::Times => join(Operation::Product, left, right),
                Token::Minus => join(Operation::Sum, left, negate(&operator.range, right)),
                _ => join(Operation::Sum, left, right),
            };
            if let (Token::Compare(_), AstKind::Compare(_, sides, _)) = (self.token.token, &left.kind)
                && power == COMPARE
                && !self.has_stopped
            {
                self.stop(self.text.chained(&sides[1].range, &self.token.range));
            }
        }
        left
    }

    fn operand(&mut self) -> Ast<'t> {
        match self.token.token {
            Token::Number(digits) => {
                let range = self.take().range;
                match digits.parse() {
                    Ok(number) => Ast { range, kind: AstKind::Integer(number) },
                    Err(_) => self.report(self.text.no_number(&range)),
                }
            }
            Token::Name(word) => self.word(word),
            Token::Quoted(name) => Ast { range: self.take().range, kind: AstKind::Quoted(name) },
            Token::Open => self.brackets(),
            Token::Not => self.prefixed(COMPARE, |sign, inner| Ast {
                range: sign.start..inner.range.end,
                kind: AstKind::Not(Box::new(inner)),
            }),
            Token::Minus => self.prefixed(PREFIX, negate),
            _ => self.stop(self.text.no_operand(self.last.as_ref(), &self.token)),
        }
    }

    fn prefixed(&mut self, power: u8, build: fn(&Range<usize>, Ast<'t>) -> Ast<'t>) -> Ast<'t> {
        let sign = self.take_operator().range;
        self.nested(&sign, |parser| build(&sign, parser.expression(power)))
    }

    fn brackets(&mut self) -> Ast<'t> {
        let open = self.take().range;
        self.nested(&open, |parser| {
            let mut inner = parser.expression(0);
            parser.expect_close(&open);
            inner.range = open.start..parser.last_end();
            inner
        })
    }

    fn word(&mut self, word: &'t str) -> Ast<'t> {
        let range = self.take().range;
        let kind = match word {
            "true" => AstKind::Boolean(true),
            "false" => AstKind::Boolean(false),
            _ => AstKind::Name(word, self.depth),
        };
        let fault = match (self.token.token, Call::parse(word)) {
            (Token::Open, Some(call)) => {
                let open = self.take().range;
                return match call {
                    Call::Ask(query) => self.query(query, range, open),
                    Call::Nary(operation) => self.function(operation, range, open),
                };
            }
            (Token::Open, None) => self.text.no_function(&range),
            (_, Some(call)) => self.text.no_brackets(&range, call),
            (_, None) => return Ast { range, kind },
        };
        self.stop(fault)
    }

    fn function(&mut self, operation: Operation, name: Range<usize>, open: Range<usize>) -> Ast<'t> {
        self.nested(&name, |parser| {
            let mut parts = vec![parser.expression(0)];
            while operation != Operation::Abs && !parser.has_stopped && parser.token.token == Token::Comma {
                parser.take();
                parts.push(parser.expression(0));
            }
            parser.expect_close(&open);
            Ast { range: name.start..parser.last_end(), kind: AstKind::Nary(operation, parts) }
        })
    }

    fn query(&mut self, query: Query, name: Range<usize>, open: Range<usize>) -> Ast<'t> {
        let Token::Quoted(about) = self.token.token else {
            return self.stop(match self.token.token {
                Token::OpenQuote => self.text.left_over(&self.token),
                _ => self.text.no_quotes(query, &open, &self.token),
            });
        };
        let quoted = self.take();
        if quoted.spelling.is_some() {
            self.faults.push(self.text.wrong_quotes(&quoted.range, about));
        }
        let quote = self.text.slice(&quoted.range).chars().next().map_or(1, char::len_utf8);
        let start = quoted.range.start + quote;
        self.expect_close(&open);
        let kind = AstKind::Ask(query, about, start..start + about.len());
        Ast { range: name.start..self.last_end(), kind }
    }

    fn expect_close(&mut self, open: &Range<usize>) {
        match self.token.token {
            _ if self.has_stopped => {}
            Token::Close => drop(self.take()),
            Token::End => drop(self.stop(self.text.unclosed(open, self.last_end()))),
            _ => drop(self.stop(self.text.left_over(&self.token))),
        }
    }

    fn nested(&mut self, range: &Range<usize>, read: impl FnOnce(&mut Self) -> Ast<'t>) -> Ast<'t> {
        if self.depth == DEEPEST {
            return self.stop(self.text.too_deep(range));
        }
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth);
        let node = read(self);
        self.depth -= 1;
        node
    }

    fn take(&mut self) -> Lexed<'t> {
        let next = next_token(self.readable, self.token.range.end);
        let taken = std::mem::replace(&mut self.token, next);
        self.last = Some(taken.clone());
        taken
    }

    fn take_operator(&mut self) -> Lexed<'t> {
        let taken = self.take();
        if let Some(right) = taken.spelling {
            self.faults.push(self.text.misspelt(&taken.range, right));
        }
        taken
    }

    fn last_end(&self) -> usize {
        self.last.as_ref().map_or(0, |last| last.range.end)
    }

    fn report(&mut self, fault: Diagnostic) -> Ast<'t> {
        self.faults.push(fault);
        let range = self.last.as_ref().unwrap_or(&self.token).range.clone();
        Ast { range, kind: AstKind::Broken }
    }

    /// Reports a fault and stops: the rest of the expression is not read.
    fn stop(&mut self, fault: Diagnostic) -> Ast<'t> {
        self.has_stopped = true;
        self.report(fault)
    }
}

fn negate<'t>(sign: &Range<usize>, inner: Ast<'t>) -> Ast<'t> {
    Ast { range: sign.start..inner.range.end, kind: AstKind::Negate(Box::new(inner)) }
}

/// Joins two operands. If `left` has the same operation, it takes `right` in, so that `a and b and c` is one node.
fn join<'t>(operation: Operation, left: Ast<'t>, right: Ast<'t>) -> Ast<'t> {
    let range = left.range.start..right.range.end;
    let parts = match left.kind {
        AstKind::Nary(same, mut parts) if same == operation => {
            parts.push(right);
            parts
        }
        _ => vec![left, right],
    };
    Ast { range, kind: AstKind::Nary(operation, parts) }
}
