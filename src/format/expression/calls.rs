//! Words with brackets: functions of numbers and conditions, and questions about the course of the game.

use super::lexer::Token;
use super::parser::Parser;
use super::tree::{Chain, Kind, Node, Question};
use std::ops::Range;

impl<'t> Parser<'t, '_> {
    /// Reads a name, `true` or `false`, or something with brackets.
    pub(super) fn word(&mut self, word: &'t str) -> Node<'t> {
        let range = self.take_known().range;
        let kind = match word {
            "true" => Kind::Boolean(true),
            "false" => Kind::Boolean(false),
            "abs" => return self.absolute(range),
            _ => {
                if let Some(chain) = Chain::function(word) {
                    return self.function(chain, range);
                }
                if let Some(question) = Question::parse(word) {
                    return self.question(question, range);
                }
                Kind::Name(word, self.depth())
            }
        };
        if self.token.token == Token::Open {
            return self.call_of_no_function(word, range);
        }
        Node { range, kind }
    }

    fn function(&mut self, chain: Chain, name: Range<usize>) -> Node<'t> {
        let Some(open) = self.open_bracket(chain.name(), &name) else {
            return self.broken();
        };
        self.nested(name.clone(), |parser| {
            let mut parts = vec![parser.expression(0)];
            while !parser.has_stopped && parser.token.token == Token::Comma {
                parser.take();
                parts.push(parser.expression(0));
            }
            parser.expect_close(&open);
            Node { range: name.start..parser.last_end(), kind: Kind::Chain(chain, parts) }
        })
    }

    fn absolute(&mut self, name: Range<usize>) -> Node<'t> {
        let Some(open) = self.open_bracket("abs", &name) else {
            return self.broken();
        };
        self.nested(name.clone(), |parser| {
            let inner = parser.expression(0);
            parser.expect_close(&open);
            Node { range: name.start..parser.last_end(), kind: Kind::Abs(Box::new(inner)) }
        })
    }

    fn question(&mut self, question: Question, name: Range<usize>) -> Node<'t> {
        if self.token.token != Token::Open {
            return self.question_without_brackets(question, name);
        }
        let open = self.take().range;
        let Some((about, place)) = self.name_in_quotes(question) else {
            return self.broken();
        };
        self.expect_close(&open);
        Node { range: name.start..self.last_end(), kind: Kind::Ask(question, about, place) }
    }

    fn name_in_quotes(&mut self, question: Question) -> Option<(&'t str, Range<usize>)> {
        match self.token.token {
            Token::Quoted(about) => {
                let range = self.token.range.clone();
                self.say_quotes(question, about);
                self.take();
                let quote = self.slice(range.clone()).chars().next().map_or(1, char::len_utf8);
                let start = range.start + quote;
                Some((about, start..start + about.len()))
            }
            Token::OpenQuote => {
                self.open_quote();
                None
            }
            _ => self.name_without_quotes(question),
        }
    }

    fn open_bracket(&mut self, function: &'static str, name: &Range<usize>) -> Option<Range<usize>> {
        if self.token.token == Token::Open {
            return Some(self.take().range);
        }
        self.function_without_brackets(function, name.clone());
        None
    }
}
