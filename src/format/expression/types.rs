//! What is said when numbers and conditions are mixed, or an expression is too large.

use super::check::Checker;
use super::meaning::{Checked, MOST_PARTS, Sort};
use super::parser::DEEPEST;
use super::tree::{Kind, Node};
use crate::format::VariableKind;
use crate::format::names::Value;
use crate::source::{Code, Diagnostic};
use crate::story::{Comparison, Expression};
use std::ops::Range;

impl Checker<'_> {
    /// A number stands where a condition is needed.
    pub(super) fn number_for_condition(&mut self, node: &Node<'_>) {
        if !self.is_whole {
            return;
        }
        let written = self.written(node);
        let what = self.kind_of(node);
        let message = format!("{written} is {what}, where a condition is needed");
        let fault = self.fault(Code::ExpressionType, &node.range, message, "a number");
        let fault = match &node.kind {
            Kind::Name(name, _) => fault.help(format!("compare it with a number, such as `{name} >= 1`")),
            _ => fault.help("compare it with a number"),
        };
        self.faults.push(self.with_definition(fault, node));
    }

    /// A condition stands where a number is needed.
    pub(super) fn condition_for_number(&mut self, node: &Node<'_>) {
        if !self.is_whole {
            return;
        }
        let written = self.written(node);
        let what = self.kind_of(node);
        let message = format!("{written} is {what}, where a number is needed");
        let fault = self
            .fault(Code::ExpressionType, &node.range, message, "true or false")
            .help("`count(…)` tells how many of some conditions hold");
        self.faults.push(self.with_definition(fault, node));
    }

    /// At least one side of a comparison is a condition.
    pub(super) fn compared_condition(
        &mut self,
        whole: &Node<'_>,
        comparison: Comparison,
        sides: &[Node<'_>; 2],
        checked: [&Checked; 2],
    ) {
        if !self.is_whole {
            return;
        }
        let [left, right] = checked.map(|side| side.sort == Sort::Boolean);
        if left
            && right
            && !matches!(
                sides.each_ref().map(|side| &side.kind),
                [_, Kind::Boolean(_)] | [Kind::Boolean(_), _]
            )
        {
            let fault = self
                .fault(Code::ExpressionType, &whole.range, "conditions are not compared", "two conditions")
                .help("join them with `and`, `or` and `not`");
            self.faults.push(fault);
            return;
        }
        // The literal, if there is one, stands on the other side of the condition.
        let at = usize::from(!left || matches!(sides[0].kind, Kind::Boolean(_)));
        let (condition, other) = (&sides[at], checked[1 - at]);
        let written = self.written(condition);
        let what = self.kind_of(condition);
        let message = format!("{written} is {what}, and only numbers are compared");
        let fault = self.fault(Code::ExpressionType, &condition.range, message, "true or false");
        let fault = match (comparison, truth(&other.expression), &condition.kind) {
            (Comparison::Equal | Comparison::NotEqual, Some(truth), Kind::Name(name, _)) => {
                let is_wanted = truth == (comparison == Comparison::Equal);
                let better = if is_wanted { (*name).to_owned() } else { format!("not {name}") };
                fault.help(format!("write `{better}`")).fix(self.text.span(whole.range.clone()), better)
            }
            _ => fault.help("a condition stands by itself, or after `not`"),
        };
        self.faults.push(self.with_definition(fault, condition));
    }

    /// The value could leave the range of numbers.
    pub(super) fn too_great(&mut self, range: &Range<usize>) {
        let fault = self
            .fault(Code::OutOfRange, range, "a number can come out too great", "can be beyond ±2^62")
            .help("the bounds of the variables decide this: make them or the factors smaller");
        self.faults.push(fault);
    }

    /// The definitions of one expression are too large, written out.
    pub(super) fn too_large(&mut self, range: &Range<usize>) {
        let (message, label) = if self.parts > MOST_PARTS {
            (
                format!("with its definitions written out, an expression has more than {MOST_PARTS} parts"),
                "the last straw",
            )
        } else {
            (
                format!("with its definitions written out, an expression is nested more than {DEEPEST} deep"),
                "too deep",
            )
        };
        let fault = self.fault(Code::TooLarge, range, message, label);
        self.faults.push(fault);
    }

    /// The definitions of the whole story are too large, written out.
    pub(super) fn too_large_in_all(&mut self, range: &Range<usize>) {
        let message = "the definitions are used too often for their size";
        let fault = self
            .fault(Code::TooLarge, range, message, "the last straw")
            .help("each use is a copy: keep long definitions for few places, and set a flag for the others");
        self.faults.push(fault);
    }

    /// The text of a node in backticks, when it is short enough to be repeated.
    fn written(&self, node: &Node<'_>) -> String {
        let text = &self.text.value()[node.range.clone()];
        if text.len() <= 40 && !text.contains('\n') { format!("`{text}`") } else { "this".to_owned() }
    }

    /// What stands there, in words.
    fn kind_of(&self, node: &Node<'_>) -> &'static str {
        let Kind::Name(name, _) = &node.kind else {
            return match &node.kind {
                Kind::Integer(_) | Kind::Negate(_) | Kind::Abs(_) => "a number",
                Kind::Chain(chain, _) if !chain.is_condition() => "a number",
                _ => "a condition",
            };
        };
        match self.names.value(name) {
            Some(Value::Variable(variable)) => match variable.kind {
                VariableKind::Stance(_) => "a stance",
                VariableKind::Counter => "a counter",
                VariableKind::Flag => "a flag",
            },
            Some(Value::Definition(index)) => match &self.names.definition(index).meaning {
                Some(meaning) if meaning.checked.sort == Sort::Boolean => "a condition",
                _ => "a number",
            },
            _ if *name == "choices" => "a number",
            _ => "a condition",
        }
    }

    /// Points at the definition as well, when that is what stands there.
    fn with_definition(&self, fault: Diagnostic, node: &Node<'_>) -> Diagnostic {
        match &node.kind {
            Kind::Name(name, _) => match self.names.value(name) {
                Some(Value::Definition(index)) => {
                    fault.also(self.names.definition(index).span, "defined here")
                }
                _ => fault,
            },
            _ => fault,
        }
    }
}

/// What a literal says about a condition that it is compared with.
fn truth(literal: &Expression) -> Option<bool> {
    match literal {
        Expression::Boolean(value) => Some(*value),
        Expression::Integer(1) => Some(true),
        Expression::Integer(0) => Some(false),
        _ => None,
    }
}
