//! Types: what operators and functions make of their operands; `lookup.rs` finds what the names stand for.
//!
//! A faulty operand reports its own mistake; the operations around it report nothing because of it.

use super::meaning::{Checked, Interval};
use super::parser::{Operand, OperandKind, Parser};
use super::syntax::Operation;
use crate::format::VariableKind;
use crate::format::spelling::Name;
use crate::source::{Code, Diagnostic};
use crate::story::{Comparison, Expression};
use std::ops::Range;

const JOIN: &str = "a condition stands by itself, or after `not`; `count(…)` counts those that hold";
const COMPARE: &str = "compare it with a number, such as `… >= 1`";

impl<'a> Parser<'a> {
    /// An operand that must be a condition.
    pub fn boolean(&mut self, operand: Operand<'a>) -> Option<Expression> {
        self.typed(operand, Name::Flag, None).map(|checked| checked.expression)
    }

    /// An operand that must be a number, with its bounds, which lie within ±2^62.
    pub fn integer(&mut self, operand: Operand<'a>) -> Option<(Expression, Interval)> {
        let checked = self.typed(operand, Name::Counter, None)?;
        Some((checked.expression, checked.bounds?))
    }

    /// An operand of either type.
    pub fn either(&mut self, operand: Operand<'a>) -> Option<Checked> {
        self.checked(operand, None, None)
    }

    /// Checks an operand. `wanted` is the kind that an unknown name most likely belongs to. `around` is the operation
    /// around it, if that merges an operand of the same operation, such as a sum in a sum.
    fn checked(&mut self, operand: Operand<'a>, wanted: Option<Name>, around: Option<Operation>) -> Option<Checked> {
        let mut checked = match operand.kind {
            OperandKind::Fault => return None,
            OperandKind::Name(word, depth) => return self.name((word, depth), &operand.range, around, wanted),
            OperandKind::Checked(checked) => checked,
        };
        // A chain of sums or products is judged as a whole.
        let is_merged = around.is_some_and(|operation| checked.operands(operation).is_some());
        if !is_merged && checked.bounds.is_some_and(|bounds| !bounds.is_small()) {
            let help = "the bounds of the variables decide this: make them or the factors smaller";
            let message = "a number can come out too great";
            let fault = self.text.fault(Code::OutOfRange, &operand.range, message, "can be beyond ±2^62");
            return self.refuse(fault.help(help));
        }
        Some(checked)
    }

    /// An operand that must be a number, if `wanted` is a counter, and otherwise a condition.
    fn typed(&mut self, operand: Operand<'a>, wanted: Name, around: Option<Operation>) -> Option<Checked> {
        let range = operand.range.clone();
        let checked = self.checked(operand, Some(wanted), around)?;
        if checked.bounds.is_some() == (wanted == Name::Counter) {
            return Some(checked);
        }
        let fault = self.mixed(&range, &checked);
        self.refuse(fault)
    }

    pub fn not(&mut self, sign: &Range<usize>, inner: Operand<'a>) -> Operand<'a> {
        let range = sign.start..inner.range.end;
        let inner = self.boolean(inner);
        Operand::new(range, inner.map(|inner| Checked::condition(Expression::Not(Box::new(inner)))))
    }

    pub fn negate(&mut self, sign: &Range<usize>, inner: Operand<'a>) -> Operand<'a> {
        let range = sign.start..inner.range.end;
        let negated = self.integer(inner).map(|(inner, bounds)| {
            let expression = match inner {
                Expression::Integer(number) => Expression::Integer(-number),
                inner => Expression::Negate(Box::new(inner)),
            };
            Checked { expression, bounds: Some(bounds.negated()) }
        });
        Operand::new(range, negated)
    }

    /// The result of an operator or a function. A longer chain, such as `a and b and c`, becomes one level.
    pub fn apply(&mut self, operation: Operation, range: Range<usize>, operands: Vec<Operand<'a>>) -> Operand<'a> {
        let wanted = match operation {
            Operation::And | Operation::Or | Operation::Count => Name::Flag,
            _ => Name::Counter,
        };
        let check = |(index, operand)| self.typed(operand, wanted, operation.merges(index).then_some(operation));
        let checked: Vec<Option<Checked>> = operands.into_iter().enumerate().map(check).collect();
        let checked: Option<Vec<Checked>> = checked.into_iter().collect();
        Operand::new(range, checked.map(|operands| combined(operation, operands)))
    }

    /// Checks a comparison. Conditions cannot be compared, not even with `==`.
    pub fn compare(&mut self, comparison: Comparison, operator: &Range<usize>, sides: [Operand<'a>; 2]) -> Operand<'a> {
        let ranges = sides.each_ref().map(|side| side.range.clone());
        let range = ranges[0].start..ranges[1].end;
        let literals = sides.each_ref().map(|side| match &side.kind {
            OperandKind::Checked(Checked { expression: Expression::Boolean(value), .. }) => Some(*value),
            _ => None,
        });
        let has_literal = literals != [None, None];
        let wanted = if has_literal { Name::Flag } else { Name::Counter };
        let checked = match sides.map(|side| self.checked(side, Some(wanted), None)) {
            [Some(left), Some(right)] if left.bounds.is_none() || right.bounds.is_none() => {
                let first = if left.bounds.is_none() { 0 } else { 1 };
                let fault = self.mixed(&ranges[first], &[left, right][first]);
                let written = self.without_literal(comparison, literals, &ranges);
                self.refuse(match written {
                    Some(written) => fault.fix(self.text.span(range.clone()), written),
                    None => fault,
                })
            }
            _ if self.text.slice(operator) == "=" && !has_literal => self.refuse(self.text.misspelt(operator, "==")),
            [Some(left), Some(right)] => {
                let sides = Box::new([left.expression, right.expression]);
                Some(Checked::condition(Expression::Compare(comparison, sides)))
            }
            _ => None,
        };
        Operand::new(range, checked)
    }

    /// The condition that says the same as a comparison with `true` or `false`, such as `not a` for `a == false`.
    fn without_literal(
        &self,
        comparison: Comparison,
        literals: [Option<bool>; 2],
        sides: &[Range<usize>; 2],
    ) -> Option<String> {
        let (literal, other) = match literals {
            [Some(left), _] => (left, &sides[1]),
            [None, right] => (right?, &sides[0]),
        };
        let is_same = match comparison {
            Comparison::Equal => literal,
            Comparison::NotEqual => !literal,
            _ => return None,
        };
        let condition = self.text.slice(other);
        let written = if is_same { condition.to_owned() } else { format!("not {condition}") };
        self.text.can_hold(&written).then_some(written)
    }

    /// The fault that a number stands in the place of a condition, or the other way round.
    fn mixed(&self, range: &Range<usize>, found: &Checked) -> Diagnostic {
        let text = self.text.slice(range);
        let written = if text.len() <= 40 && !text.contains('\n') { format!("`{text}`") } else { "this".into() };
        let (sort, wanted, help) = match found.bounds {
            None => ("a condition", "a number", JOIN),
            Some(_) => ("a number", "a condition", COMPARE),
        };
        let what = match self.names.variable(text).map(|variable| variable.kind) {
            Some(VariableKind::Stance(_)) => "a stance",
            Some(VariableKind::Counter) => "a counter",
            Some(VariableKind::Flag) => "a flag",
            None => sort,
        };
        let message = format!("{written} is {what}, where {wanted} is needed");
        self.text.fault(Code::ExpressionType, range, message, sort).help(help)
    }
}

/// The result of an operation on operands of the right type.
fn combined(operation: Operation, operands: Vec<Checked>) -> Checked {
    let bounds = operands.iter().filter_map(|operand| operand.bounds).reduce(|one, next| one.with(operation, next));
    let mut parts: Vec<Expression> = vec![];
    for mut operand in operands {
        if operation.merges(parts.len())
            && let Some(more) = operand.operands(operation)
        {
            // Swapping saves a long chain from being copied for each of its operands.
            if parts.is_empty() { std::mem::swap(&mut parts, more) } else { parts.append(more) }
        } else {
            parts.push(operand.expression);
        }
    }
    let (expression, bounds) = match operation {
        Operation::And => (Expression::All(parts), None),
        Operation::Or => (Expression::Any(parts), None),
        Operation::Count => {
            let bounds = Interval { min: 0, max: parts.len() as i64 };
            (Expression::Count(parts), Some(bounds))
        }
        Operation::Sum => (Expression::Sum(parts), bounds),
        Operation::Product => (Expression::Product(parts), bounds),
        Operation::Min => (Expression::Min(parts), bounds),
        Operation::Max => (Expression::Max(parts), bounds),
        Operation::Abs => (Expression::Abs(Box::new(parts.remove(0))), bounds.map(Interval::absolute)),
    };
    Checked { expression, bounds }
}
