//! The grammar: tokens to a tree, by the precedence of operators (Pratt, "Top Down Operator Precedence", 1973).
//!
//! A slip that can mean only one thing is said and read as what it means; after any other mistake the parser stops,
//! because what follows would be noise, and hands over what it has, so that the names in it are checked still.
//! It does not know which names there are.

use super::lexer::{Lexed, Lexer, Token};
use super::tree::{Chain, Kind, Node};
use crate::format::Decoded;
use crate::source::Diagnostic;
use crate::story::Comparison;
use std::ops::Range;

/// How deep brackets, calls and prefixes may stand in each other.
pub(super) const DEEPEST: usize = 32;

/// An expression that has been read.
#[derive(Debug)]
pub(super) struct Tree<'t> {
    /// The outermost node.
    pub root: Node<'t>,
    /// How many brackets, calls and prefixes stand in each other.
    pub depth: usize,
    /// Whether all of the text was read; otherwise the types of what was read say nothing.
    pub is_whole: bool,
}

/// Reads a range of a text as one expression.
pub(super) fn parse<'t>(text: &'t Decoded, range: Range<usize>, faults: &mut Vec<Diagnostic>) -> Tree<'t> {
    let mut lexer = Lexer::new(&text.value()[..range.end], range.start);
    let token = lexer.next();
    let mut parser =
        Parser { text, range, lexer, token, before: None, depth: 0, deepest: 0, faults, has_stopped: false };
    if parser.token.token == Token::End {
        parser.nothing_at_all();
        return Tree { root: parser.broken(), depth: 0, is_whole: false };
    }
    let root = parser.expression(0);
    parser.expect_end();
    Tree { root, depth: parser.deepest, is_whole: !parser.has_stopped }
}

/// The state of reading one expression.
pub(super) struct Parser<'t, 'f> {
    pub(super) text: &'t Decoded,
    pub(super) range: Range<usize>,
    lexer: Lexer<'t>,
    /// What comes next.
    pub(super) token: Lexed<'t>,
    /// What came last.
    pub(super) before: Option<Lexed<'t>>,
    depth: usize,
    deepest: usize,
    pub(super) faults: &'f mut Vec<Diagnostic>,
    pub(super) has_stopped: bool,
}

/// How strongly an operator binds; what binds more is read first.
mod power {
    pub const OR: u8 = 1;
    pub const AND: u8 = 2;
    pub const COMPARE: u8 = 4;
    pub const SUM: u8 = 5;
    pub const PRODUCT: u8 = 6;
    pub const PREFIX: u8 = 7;
}

impl<'t> Parser<'t, '_> {
    /// Reads an expression of operators that bind at least as strongly as `least`.
    pub(super) fn expression(&mut self, least: u8) -> Node<'t> {
        let mut left = self.operand();
        let mut is_compared = false;
        while !self.has_stopped {
            let power = match self.token.token {
                Token::Or => power::OR,
                Token::And => power::AND,
                Token::Compare(_) => power::COMPARE,
                Token::Plus | Token::Minus => power::SUM,
                Token::Times => power::PRODUCT,
                _ => break,
            };
            if power < least {
                break;
            }
            let operator = self.take();
            let right = self.expression(power + 1);
            // A condition compared with `true` and anything with a word are at fault whatever the sign.
            let is_needless =
                [&left, &right].iter().any(|side| matches!(side.kind, Kind::Boolean(_) | Kind::Quoted(_)));
            if power != power::COMPARE || !is_needless {
                self.say_spelling(&operator);
            }
            let is_comparison = power == power::COMPARE;
            if is_comparison && is_compared && !self.has_stopped {
                self.chained_comparison(&left, &operator);
            }
            left = match operator.token {
                Token::Compare(comparison) if is_compared => {
                    let middle = self.broken();
                    join(Chain::And, left, compare(comparison, operator.range, middle, right))
                }
                Token::Compare(comparison) => compare(comparison, operator.range, left, right),
                Token::Or => join(Chain::Or, left, right),
                Token::And => join(Chain::And, left, right),
                Token::Times => join(Chain::Product, left, right),
                Token::Minus => join(Chain::Sum, left, negate(&operator.range, right)),
                _ => join(Chain::Sum, left, right),
            };
            is_compared = is_comparison;
        }
        left
    }

    fn operand(&mut self) -> Node<'t> {
        match self.token.token {
            Token::Number(digits) => self.number(digits),
            Token::Name(word) => self.word(word),
            Token::Open => self.brackets(),
            Token::Not => self.prefixed(power::COMPARE, |range, inner| Node {
                range: range.start..inner.range.end,
                kind: Kind::Not(Box::new(inner)),
            }),
            Token::Minus => self.prefixed(power::PREFIX, |range, inner| negate(&range, inner)),
            _ => self.no_operand(),
        }
    }

    fn prefixed(&mut self, power: u8, build: fn(Range<usize>, Node<'t>) -> Node<'t>) -> Node<'t> {
        let prefix = self.take_known();
        let range = prefix.range.clone();
        self.nested(range.clone(), |parser| {
            let inner = parser.expression(power);
            build(range, inner)
        })
    }

    fn number(&mut self, digits: &'t str) -> Node<'t> {
        let range = self.take().range;
        match digits.parse() {
            Ok(number) => Node { range, kind: Kind::Integer(number) },
            Err(_) => self.no_number(digits, range),
        }
    }

    fn brackets(&mut self) -> Node<'t> {
        let open = self.take().range;
        self.nested(open.clone(), |parser| {
            let mut inner = parser.expression(0);
            parser.expect_close(&open);
            inner.range = open.start..parser.last_end();
            inner
        })
    }

    /// Reads what stands inside something, unless that goes too deep.
    pub(super) fn nested(
        &mut self,
        range: Range<usize>,
        read: impl FnOnce(&mut Self) -> Node<'t>,
    ) -> Node<'t> {
        if self.depth == DEEPEST {
            return self.too_deep(range);
        }
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth);
        let node = read(self);
        self.depth -= 1;
        node
    }

    /// How many brackets, calls and prefixes stand around the next token.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Takes the next token.
    pub(super) fn take(&mut self) -> Lexed<'t> {
        let taken = std::mem::replace(&mut self.token, self.lexer.next());
        self.before = Some(taken.clone());
        taken
    }

    /// Takes the next token where it fits, and says how it is written when it is another language's.
    pub(super) fn take_known(&mut self) -> Lexed<'t> {
        let taken = self.take();
        self.say_spelling(&taken);
        taken
    }

    /// Takes the text up to byte `end` as one token, however it would be read.
    pub(super) fn take_until(&mut self, end: usize) {
        self.lexer.jump(end);
        self.take();
    }

    /// Where the token taken last ends.
    pub(super) fn last_end(&self) -> usize {
        self.before.as_ref().map_or(self.range.start, |before| before.range.end)
    }

    /// A node for what could not be read, at the token taken last.
    pub(super) fn broken(&self) -> Node<'t> {
        let range = self.before.as_ref().map_or(self.range.clone(), |before| before.range.clone());
        Node { range, kind: Kind::Broken }
    }

    /// The text of a range.
    pub(super) fn slice(&self, range: Range<usize>) -> &'t str {
        &self.text.value()[range]
    }
}

fn negate<'t>(sign: &Range<usize>, inner: Node<'t>) -> Node<'t> {
    Node { range: sign.start..inner.range.end, kind: Kind::Negate(Box::new(inner)) }
}

fn compare<'t>(comparison: Comparison, operator: Range<usize>, left: Node<'t>, right: Node<'t>) -> Node<'t> {
    let range = left.range.start..right.range.end;
    Node { range, kind: Kind::Compare(comparison, operator, Box::new([left, right])) }
}

/// Adds a part to a chain, so that `a and b and c` is one level.
fn join<'t>(chain: Chain, mut left: Node<'t>, right: Node<'t>) -> Node<'t> {
    let range = left.range.start..right.range.end;
    let parts = match left.kind {
        Kind::Chain(same, ref mut parts) if same == chain => {
            let mut parts = std::mem::take(parts);
            parts.push(right);
            parts
        }
        _ => vec![left, right],
    };
    Node { range, kind: Kind::Chain(chain, parts) }
}
