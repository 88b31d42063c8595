//! Names and types: from a tree to an expression of the story.
//!
//! Every node is looked at, also beside one that is at fault: two mistakes in one expression are two faults. A node
//! that could not be understood has said why, and silences those around it.

use super::Scope;
use super::meaning::{Asked, Aspect, Checked, MOST_CHOICES, Sort};
use super::parser::Tree;
use super::tree::{Chain, Kind, Node, Question};
use crate::format::names::{DECLARE, DECLARE_NUMBER, Value};
use crate::format::{Decoded, Names, VariableKind};
use crate::source::Diagnostic;
use crate::story::{Comparison, Expression};
use std::ops::Range;

/// The state of checking one expression.
pub(super) struct Checker<'a> {
    pub(super) text: &'a Decoded,
    /// Where the expression stands; `None` for a definition, which stands where it is used.
    pub(super) scope: Option<Scope>,
    pub(super) names: &'a Names,
    pub(super) faults: &'a mut Vec<Diagnostic>,
    /// How many parts were written here.
    pub(super) own_parts: usize,
    /// How many parts came from definitions.
    pub(super) parts: usize,
    /// How deep definitions stand, written out.
    pub(super) depth: usize,
    /// What a definition asks about the game.
    pub(super) asked: Vec<Asked>,
    /// The chain that the next node is to be a part of, when one like it would be taken into it.
    pub(super) around: Option<Chain>,
    /// Whether the tree is all that was written; otherwise its names are checked and its types are not.
    pub(super) is_whole: bool,
}

/// What an expression is to come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Condition,
    Number,
    Either,
}

impl<'a> Checker<'a> {
    /// Starts on an expression of `text`.
    pub fn new(
        text: &'a Decoded,
        scope: Option<Scope>,
        names: &'a Names,
        faults: &'a mut Vec<Diagnostic>,
    ) -> Checker<'a> {
        Checker {
            text,
            scope,
            names,
            faults,
            own_parts: 0,
            parts: 0,
            depth: 0,
            asked: Vec::new(),
            around: None,
            is_whole: true,
        }
    }

    /// Checks a tree that must be a condition, a number, or either.
    pub fn tree(&mut self, tree: &Tree<'_>, wanted: Wanted) -> Option<Checked> {
        self.is_whole = tree.is_whole;
        let checked = match wanted {
            Wanted::Condition => boolean(self.condition(&tree.root)?),
            Wanted::Number => self
                .number(&tree.root)
                .map(|(expression, min, max)| Checked { expression, sort: Sort::Integer { min, max } }),
            Wanted::Either => self.check(&tree.root),
        };
        checked.filter(|_| tree.is_whole)
    }

    /// Checks a node that must be a condition.
    fn condition(&mut self, node: &Node<'_>) -> Option<Expression> {
        let checked = self.check(node)?;
        match checked.sort {
            Sort::Boolean => Some(checked.expression),
            Sort::Integer { .. } => {
                self.number_for_condition(node);
                None
            }
        }
    }

    /// Checks a node that must be a number, and gives its bounds as well.
    pub(super) fn number(&mut self, node: &Node<'_>) -> Option<(Expression, i64, i64)> {
        let checked = self.side(node)?;
        match checked.sort {
            Sort::Integer { min, max } => Some((checked.expression, min, max)),
            Sort::Boolean => {
                self.condition_for_number(node);
                None
            }
        }
    }

    /// Checks a node that stands where only a number can: a name that nothing has is no flag's there.
    fn side(&mut self, node: &Node<'_>) -> Option<Checked> {
        match node.kind {
            Kind::Name(word, _) if self.is_undeclared(word) => {
                self.unknown_name(word, &node.range, DECLARE_NUMBER);
                None
            }
            _ => self.check(node),
        }
    }

    /// Checks a node, whatever it is.
    fn check(&mut self, node: &Node<'_>) -> Option<Checked> {
        self.own_parts += 1;
        let around = self.around.take();
        match &node.kind {
            Kind::Broken => None,
            Kind::Integer(number) => {
                self.integer(node, Expression::Integer(*number), (*number).into(), (*number).into())
            }
            Kind::Boolean(value) => boolean(Expression::Boolean(*value)),
            Kind::Name(word, depth) => self.name(word, *depth, &node.range, around),
            Kind::UnknownCall(word) => {
                self.unknown_call(word, &node.range);
                None
            }
            Kind::Quoted(name) => {
                self.stands_alone(name, &node.range);
                None
            }
            Kind::Ask(question, about, place) => self.question(*question, about, place, &node.range),
            Kind::Not(inner) => boolean(Expression::Not(Box::new(self.condition(inner)?))),
            Kind::Negate(inner) => {
                let (inner, min, max) = self.number(inner)?;
                let negated = match inner {
                    Expression::Integer(number) => Expression::Integer(-number),
                    inner => Expression::Negate(Box::new(inner)),
                };
                self.integer(node, negated, -i128::from(max), -i128::from(min))
            }
            Kind::Abs(inner) => {
                let (inner, min, max) = self.number(inner)?;
                let least = if min <= 0 && max >= 0 { 0 } else { min.abs().min(max.abs()) };
                let most = min.abs().max(max.abs());
                self.integer(node, Expression::Abs(Box::new(inner)), least.into(), most.into())
            }
            Kind::Chain(chain, parts) => self.chain(node, *chain, parts),
            Kind::Compare(comparison, _, sides) => self.compare(node, *comparison, sides),
        }
    }

    fn chain(&mut self, node: &Node<'_>, chain: Chain, parts: &[Node<'_>]) -> Option<Checked> {
        match chain {
            Chain::And => boolean(Expression::All(self.conditions(chain, parts)?)),
            Chain::Or => boolean(Expression::Any(self.conditions(chain, parts)?)),
            Chain::Count => {
                let parts = self.conditions(chain, parts)?;
                let most = parts.len() as i128;
                self.integer(node, Expression::Count(parts), 0, most)
            }
            Chain::Sum if self.is_hyphenated(node, parts) => None,
            Chain::Sum | Chain::Product | Chain::Min | Chain::Max => self.numbers(node, chain, parts),
        }
    }

    fn conditions(&mut self, chain: Chain, nodes: &[Node<'_>]) -> Option<Vec<Expression>> {
        let mut parts = Vec::with_capacity(nodes.len());
        let mut is_whole = true;
        for node in nodes {
            self.around = Some(chain);
            match (chain, self.condition(node)) {
                (_, None) => is_whole = false,
                // A chain within one like it is one level, also when it comes from a definition.
                (Chain::And, Some(Expression::All(more))) | (Chain::Or, Some(Expression::Any(more))) => {
                    parts.extend(more);
                }
                (_, Some(part)) => parts.push(part),
            }
        }
        is_whole.then_some(parts)
    }

    fn compare(&mut self, node: &Node<'_>, comparison: Comparison, sides: &[Node<'_>; 2]) -> Option<Checked> {
        if self.is_compared_with_word(node, comparison, sides) {
            return None;
        }
        let left = self.side(&sides[0]);
        let right = self.side(&sides[1]);
        let (left, right) = (left?, right?);
        if left.sort == Sort::Boolean || right.sort == Sort::Boolean {
            self.compared_condition(node, comparison, sides, [&left, &right]);
            return None;
        }
        boolean(Expression::Compare(comparison, Box::new([left.expression, right.expression])))
    }

    fn name(
        &mut self,
        word: &str,
        depth: usize,
        range: &Range<usize>,
        around: Option<Chain>,
    ) -> Option<Checked> {
        match word {
            "again" => return boolean(Expression::Again),
            "ended" => {
                self.ask(Aspect::Course, "ended", range)?;
                return boolean(Expression::Ended);
            }
            "choices" => {
                self.ask(Aspect::Choices, "choices", range)?;
                let sort = Sort::Integer { min: 0, max: MOST_CHOICES };
                return Some(Checked { expression: Expression::Choices, sort });
            }
            _ => {}
        }
        match self.names.value(word) {
            Some(Value::Variable(variable)) => {
                let sort = match variable.kind {
                    VariableKind::Flag => Sort::Boolean,
                    VariableKind::Stance(_) | VariableKind::Counter => {
                        Sort::Integer { min: variable.min.into(), max: variable.max.into() }
                    }
                };
                Some(Checked { expression: Expression::Variable(variable.id), sort })
            }
            Some(Value::Definition(index)) => self.definition(index, depth, range, around),
            Some(Value::Broken) => None,
            None => {
                self.unknown_name(word, range, DECLARE);
                None
            }
        }
    }

    fn question(
        &mut self,
        question: Question,
        about: &str,
        place: &Range<usize>,
        range: &Range<usize>,
    ) -> Option<Checked> {
        if let Some(aspect) = Aspect::of(question) {
            self.ask(aspect, question.name(), &(range.start..range.start + question.name().len()))?;
        }
        boolean(match question {
            Question::Visited => Expression::Visited(self.scene(about, place)?),
            Question::At => Expression::At(self.scene(about, place)?),
            Question::Ending => Expression::At(self.ending(about, place)?),
            Question::Act => Expression::Act(self.act(about, place)?),
            Question::Chosen => Expression::Chosen(self.choice(about, place)?),
        })
    }
}

fn boolean(expression: Expression) -> Option<Checked> {
    Some(Checked { expression, sort: Sort::Boolean })
}
