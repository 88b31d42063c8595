//! Types: what operators and functions make of their operands. `lookup.rs` finds what the names stand for.
//!
//! A faulty operand reports its own mistake; the operators around it report nothing because of it.

use super::meaning::{Checked, Interval};
use super::parser::{Operand, Parser};
use super::syntax::Operation;
use crate::source::Code;
use crate::story::{Comparison, Expression};
use std::ops::Range;

const JOIN: &str = "a condition stands by itself, or after `not`; in a text, `{if …}` shows something while it holds";
const COMPARE: &str = "compare it with a number, such as `… >= 1`";

impl Parser<'_> {
    /// The operand as a condition; reports one that is a number.
    pub fn boolean(&mut self, operand: Operand) -> Option<Expression> {
        let checked = operand.checked?;
        if checked.bounds.is_some() {
            return self.mixed(&operand.range, ["a number", "a condition"], COMPARE);
        }
        Some(checked.expression)
    }

    /// The operand as a number with its bounds; reports one that is a condition.
    pub fn integer(&mut self, operand: Operand) -> Option<(Expression, Interval)> {
        let checked = operand.checked?;
        match checked.bounds {
            Some(bounds) => Some((checked.expression, bounds)),
            None => self.mixed(&operand.range, ["a condition", "a number"], JOIN),
        }
    }

    pub fn number(&mut self, range: Range<usize>, number: i64) -> Operand {
        self.bounded(range, Some((Expression::Integer(number), Interval::new(number, number))))
    }

    pub fn not(&mut self, sign: &Range<usize>, inner: Operand) -> Operand {
        let range = sign.start..inner.range.end;
        Operand { range, checked: self.boolean(inner).map(|inner| condition(Expression::Not(Box::new(inner)))) }
    }

    pub fn negate(&mut self, sign: &Range<usize>, inner: Operand) -> Operand {
        let range = sign.start..inner.range.end;
        let negated = self.integer(inner).map(|(inner, bounds)| match inner {
            Expression::Integer(number) => (Expression::Integer(-number), bounds.negated()),
            inner => (Expression::Negate(Box::new(inner)), bounds.negated()),
        });
        self.bounded(range, negated)
    }

    /// Joins two operands. A longer chain, such as `a and b and c`, becomes one level.
    pub fn join(&mut self, operation: Operation, left: Operand, right: Operand) -> Operand {
        let range = left.range.start..right.range.end;
        if let Operation::And | Operation::Or = operation {
            let sides = (self.boolean(left), self.boolean(right));
            let checked = sides.0.zip(sides.1).map(|(left, right)| condition(merged(operation, left, right)));
            return Operand { range, checked };
        }
        let sides = (self.integer(left), self.integer(right));
        let joined = sides
            .0
            .zip(sides.1)
            .map(|((left, bounds), (right, other))| (merged(operation, left, right), bounds.with(operation, other)));
        self.bounded(range, joined)
    }

    /// Calls a function. `range` is the whole call.
    pub fn call(&mut self, operation: Operation, range: Range<usize>, operands: Vec<Operand>) -> Operand {
        let count = operands.len();
        let mut operands = operands.into_iter();
        if operation == Operation::Count {
            let parts: Vec<Expression> = operands.filter_map(|operand| self.boolean(operand)).collect();
            let is_whole = parts.len() == count;
            let counted = is_whole.then(|| (Expression::Count(parts), Interval::new(0, count as i128)));
            return self.bounded(range, counted);
        }
        let first = operands.next().and_then(|first| self.integer(first));
        if operation == Operation::Abs {
            let absolute = first.map(|(inner, bounds)| (Expression::Abs(Box::new(inner)), bounds.absolute()));
            return self.bounded(range, absolute);
        }
        let first = self.bounded(range.clone(), first);
        let folded = operands.fold(first, |so_far, operand| self.join(operation, so_far, operand));
        Operand { range, ..folded }
    }

    fn bounded(&mut self, range: Range<usize>, number: Option<(Expression, Interval)>) -> Operand {
        let checked = number.and_then(|(expression, bounds)| {
            if bounds.is_small() {
                return Some(Checked { expression, bounds: Some(bounds) });
            }
            let help = "the bounds of the variables decide this: make them or the factors smaller";
            self.report(Code::OutOfRange, &range, "a number can come out too great", "can be beyond ±2^62", help)
        });
        Operand { range, checked }
    }

    /// Compares two numbers. Conditions cannot be compared.
    pub fn compare(&mut self, comparison: Comparison, [left, mut right]: [Operand; 2]) -> Operand {
        let range = left.range.start..right.range.end;
        let is_condition = |side: &Operand| side.checked.as_ref().is_some_and(|it| it.bounds.is_none());
        if is_condition(&left) && is_condition(&right) {
            // One fault is enough.
            right.checked = None;
        }
        let sides = (self.integer(left), self.integer(right));
        let checked = sides
            .0
            .zip(sides.1)
            .map(|((left, _), (right, _))| condition(Expression::Compare(comparison, Box::new([left, right]))));
        Operand { range, checked }
    }

    /// Reports a number in the place of a condition, or the other way round.
    fn mixed<T>(&mut self, range: &Range<usize>, [found, wanted]: [&str; 2], help: &str) -> Option<T> {
        let text = self.text.slice(range);
        let written = if text.len() <= 40 && !text.contains('\n') { format!("`{text}`") } else { "this".into() };
        let message = format!("{written} is {found}, where {wanted} is needed");
        self.report(Code::ExpressionType, range, message, found, help)
    }
}

pub(super) fn condition(expression: Expression) -> Checked {
    Checked { expression, bounds: None }
}

/// Two operands as one expression. `and` inside `and` is one level, even when it comes from a definition.
fn merged(operation: Operation, left: Expression, right: Expression) -> Expression {
    let mut parts = operands(operation, left);
    match operation {
        // Only from the left: `a + (b + c)` does not ask for the sum of `a` and `b`, which might overflow.
        Operation::Sum | Operation::Product => parts.push(right),
        _ => parts.extend(operands(operation, right)),
    }
    match operation {
        Operation::And => Expression::All(parts),
        Operation::Or => Expression::Any(parts),
        Operation::Product => Expression::Product(parts),
        Operation::Min => Expression::Min(parts),
        Operation::Max => Expression::Max(parts),
        _ => Expression::Sum(parts),
    }
}

/// The operands of an expression of this operation; any other expression is itself the only operand.
fn operands(operation: Operation, expression: Expression) -> Vec<Expression> {
    match (operation, expression) {
        (Operation::And, Expression::All(parts))
        | (Operation::Or, Expression::Any(parts))
        | (Operation::Sum, Expression::Sum(parts))
        | (Operation::Product, Expression::Product(parts))
        | (Operation::Min, Expression::Min(parts))
        | (Operation::Max, Expression::Max(parts)) => parts,
        (_, alone) => vec![alone],
    }
}
