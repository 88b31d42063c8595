//! Names and types: from a tree to an expression of the story.
//!
//! Every node is looked at, also beside one that is at fault: two mistakes in one expression are two faults. A node
//! that could not be understood has said why, and silences those around it.

use super::Scope;
use super::meaning::{Asked, Aspect, Checked, GREATEST, MOST_CHOICES, MOST_PARTS, MOST_PARTS_IN_ALL, Sort};
use super::parser::DEEPEST;
use super::tree::{Chain, Kind, Node, Question};
use crate::format::names::Value;
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
    around: Option<Chain>,
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
        }
    }

    /// Checks a node that must be a condition.
    pub fn condition(&mut self, node: &Node<'_>) -> Option<Expression> {
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
    pub fn number(&mut self, node: &Node<'_>) -> Option<(Expression, i64, i64)> {
        let checked = self.check(node)?;
        match checked.sort {
            Sort::Integer { min, max } => Some((checked.expression, min, max)),
            Sort::Boolean => {
                self.condition_for_number(node);
                None
            }
        }
    }

    /// Checks a node, whatever it is.
    pub fn check(&mut self, node: &Node<'_>) -> Option<Checked> {
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

    fn numbers(&mut self, node: &Node<'_>, chain: Chain, nodes: &[Node<'_>]) -> Option<Checked> {
        let mut parts = Vec::with_capacity(nodes.len());
        let mut bounds: Option<(i128, i128)> = None;
        let (mut is_whole, mut is_within) = (true, true);
        for node in nodes {
            self.around = (parts.is_empty() || matches!(chain, Chain::Min | Chain::Max)).then_some(chain);
            let Some((part, min, max)) = self.number(node) else {
                is_whole = false;
                continue;
            };
            let part_bounds = (i128::from(min), i128::from(max));
            let next = bounds.map_or(part_bounds, |so_far| combine(chain, so_far, part_bounds));
            is_within &= Sort::integer(next.0, next.1).is_some();
            // Beyond the limit the sum is wrong already; held there, it cannot overflow.
            let limit = i128::from(GREATEST) + 1;
            bounds = Some((next.0.clamp(-limit, limit), next.1.clamp(-limit, limit)));
            match (chain, part) {
                // Only from the left: in `a + (b + c)` the sum of `a` and `b` was not asked for and might overflow.
                (Chain::Sum, Expression::Sum(more)) | (Chain::Product, Expression::Product(more))
                    if parts.is_empty() =>
                {
                    parts = more;
                }
                (Chain::Min, Expression::Min(more)) | (Chain::Max, Expression::Max(more)) => {
                    parts.extend(more)
                }
                (_, part) => parts.push(part),
            }
        }
        if !is_whole {
            return None;
        }
        if !is_within {
            self.too_great(&node.range);
            return None;
        }
        let (min, max) = bounds.expect("a chain has parts");
        let expression = match chain {
            Chain::Sum => Expression::Sum(parts),
            Chain::Product => Expression::Product(parts),
            Chain::Min => Expression::Min(parts),
            _ => Expression::Max(parts),
        };
        self.integer(node, expression, min, max)
    }

    fn compare(&mut self, node: &Node<'_>, comparison: Comparison, sides: &[Node<'_>; 2]) -> Option<Checked> {
        let left = self.check(&sides[0]);
        let right = self.check(&sides[1]);
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
                self.unknown_name(word, range);
                None
            }
        }
    }

    /// Writes a definition out.
    fn definition(
        &mut self,
        index: usize,
        depth: usize,
        range: &Range<usize>,
        around: Option<Chain>,
    ) -> Option<Checked> {
        let definition = self.names.definition(index);
        let meaning = definition.meaning.as_ref()?;
        let mut is_allowed = true;
        for &asked in &meaning.asked {
            is_allowed &= self.ask_through(&definition.name, asked, range);
        }
        let expression = &meaning.checked.expression;
        let is_taken_in = around.is_some_and(|chain| takes_in(chain, expression));
        let own_level = usize::from(meaning.parts > 1 && !is_taken_in);
        let is_small = self.add(meaning.parts, depth + own_level + meaning.depth, range);
        if !is_allowed || !is_small {
            return None;
        }
        Some(Checked { expression: expression.clone(), sort: meaning.checked.sort })
    }

    /// Counts a definition that is to be written out, and says the first time that a limit is passed.
    fn add(&mut self, parts: usize, depth: usize, range: &Range<usize>) -> bool {
        let was_small = self.parts <= MOST_PARTS && self.depth <= DEEPEST;
        self.parts += parts;
        self.depth = self.depth.max(depth);
        if self.parts > MOST_PARTS || self.depth > DEEPEST {
            if was_small {
                self.too_large(range);
            }
            return false;
        }
        // A playthrough is read against a story that has loaded, and forgotten.
        if self.scope == Some(Scope::Playthrough) {
            return true;
        }
        let before = self.names.write_out(parts);
        if before <= MOST_PARTS_IN_ALL && before + parts > MOST_PARTS_IN_ALL {
            self.too_large_in_all(range);
        }
        before + parts <= MOST_PARTS_IN_ALL
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

    /// Notes what a definition asks, and says when an expression asks what it may not.
    fn ask(&mut self, what: Aspect, word: &'static str, range: &Range<usize>) -> Option<()> {
        match self.scope {
            Some(scope) if what.is_seen_from(scope) => Some(()),
            Some(_) => {
                self.not_asked_here(what, word, range);
                None
            }
            None => {
                self.note(Asked { what, word, span: self.text.span(range.clone()) });
                Some(())
            }
        }
    }

    fn ask_through(&mut self, definition: &str, asked: Asked, range: &Range<usize>) -> bool {
        match self.scope {
            Some(scope) if asked.what.is_seen_from(scope) => true,
            Some(_) => {
                self.not_asked_here_by(definition, asked, range);
                false
            }
            None => {
                self.note(asked);
                true
            }
        }
    }

    fn note(&mut self, asked: Asked) {
        if self.asked.iter().all(|known| known.what != asked.what) {
            self.asked.push(asked);
        }
    }

    fn integer(&mut self, node: &Node<'_>, expression: Expression, min: i128, max: i128) -> Option<Checked> {
        let Some(sort) = Sort::integer(min, max) else {
            self.too_great(&node.range);
            return None;
        };
        Some(Checked { expression, sort })
    }
}

/// The bounds of a chain with one part more.
fn combine(chain: Chain, left: (i128, i128), right: (i128, i128)) -> (i128, i128) {
    match chain {
        Chain::Product => {
            let corners = [left.0 * right.0, left.0 * right.1, left.1 * right.0, left.1 * right.1];
            corners
                .iter()
                .fold((corners[0], corners[0]), |(min, max), &corner| (min.min(corner), max.max(corner)))
        }
        Chain::Min => (left.0.min(right.0), left.1.min(right.1)),
        Chain::Max => (left.0.max(right.0), left.1.max(right.1)),
        _ => (left.0 + right.0, left.1 + right.1),
    }
}

fn boolean(expression: Expression) -> Option<Checked> {
    Some(Checked { expression, sort: Sort::Boolean })
}

/// Whether an expression that is a part of a chain becomes several parts of it.
fn takes_in(chain: Chain, part: &Expression) -> bool {
    match part {
        Expression::All(_) => chain == Chain::And,
        Expression::Any(_) => chain == Chain::Or,
        Expression::Sum(_) => chain == Chain::Sum,
        Expression::Product(_) => chain == Chain::Product,
        Expression::Min(_) => chain == Chain::Min,
        Expression::Max(_) => chain == Chain::Max,
        _ => false,
    }
}
