//! Types: what operators and functions make of their operands; `lookup.rs` finds what the names stand for.
//!
//! A faulty operand reports its own mistake; the operations around it report nothing because of it.

use super::meaning::{Checked, Interval};
use super::parser::{Operand, OperandKind, Parser};
use crate::format::VariableKind;
use crate::format::spelling::Name;
use crate::source::{Code, Diagnostic};
use crate::story::{Comparison, Expression, Operation};
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
        let checked = match operand.kind {
            OperandKind::Fault => return None,
            OperandKind::Name(word, depth) => return self.name((word, depth), &operand.range, around, wanted),
            OperandKind::Checked(checked) => checked,
        };
        // A chain of sums or products is judged as a whole.
        let is_merged = around.is_some_and(|operation| checked.is(operation));
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

    /// The result of an operator or a function. A longer chain, such as `a and b and c`, becomes one level.
    pub fn apply(&mut self, operation: Operation, range: Range<usize>, operands: Vec<Operand<'a>>) -> Operand<'a> {
        let wanted = if operation.takes_conditions() { Name::Flag } else { Name::Counter };
        let check = |(index, operand)| self.typed(operand, wanted, merges(operation, index).then_some(operation));
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

/// Whether an operand of the same operation is merged into this one, such as `b and c` in `a and (b and c)`. Of sums and
/// products only the first operand: `a + (b + c)` must not become `a + b + c`, as `a + b` might overflow.
fn merges(operation: Operation, operand: usize) -> bool {
    match operation {
        Operation::And | Operation::Or | Operation::Min | Operation::Max => true,
        Operation::Sum | Operation::Product => operand == 0,
        Operation::Not | Operation::Negate | Operation::Abs | Operation::Count => false,
    }
}

/// The result of an operation on operands of the right type.
fn combined(operation: Operation, operands: Vec<Checked>) -> Checked {
    let bounds = operands.iter().filter_map(|operand| operand.bounds).reduce(|one, next| one.with(operation, next));
    let bounds = match operation {
        Operation::Count => Some(Interval { min: 0, max: operands.len() as i64 }),
        Operation::Abs => bounds.map(Interval::absolute),
        Operation::Negate => bounds.map(Interval::negated),
        _ => bounds,
    };
    let mut parts: Vec<Expression> = vec![];
    for operand in operands {
        match operand.expression {
            // A chain grows in place: its operands are not copied for each operand that follows.
            Expression::Apply(own, more) if own == operation && parts.is_empty() && merges(operation, 0) => {
                parts = more
            }
            Expression::Apply(own, more) if own == operation && merges(operation, 1) => parts.extend(more),
            part => parts.push(part),
        }
    }
    let expression = match (operation, &parts[..]) {
        (Operation::Negate, [Expression::Integer(number)]) => Expression::Integer(-number),
        _ => Expression::Apply(operation, parts),
    };
    Checked { expression, bounds }
}
