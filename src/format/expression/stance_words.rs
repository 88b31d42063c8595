//! Stances that are compared with one of their words, and other names in quotes that nothing asks about.
//!
//! A stance is a number and read as a word; conditions ask for the number, and here is said for which.

use super::check::Checker;
use super::tree::{Kind, Node};
use crate::format::{VariableKind, VariableName};
use crate::source::Code;
use crate::story::Comparison;
use std::ops::Range;

impl Checker<'_> {
    /// Whether a comparison is one of a stance with a word for stances, which it then says.
    pub(super) fn is_compared_with_word(
        &mut self,
        node: &Node<'_>,
        comparison: Comparison,
        [left, right]: &[Node<'_>; 2],
    ) -> bool {
        let sides = [(left, right, comparison), (right, left, mirrored(comparison))];
        sides.into_iter().any(|(stance, word, comparison)| self.is_word_of(node, stance, comparison, word))
    }

    fn is_word_of(
        &mut self,
        node: &Node<'_>,
        stance: &Node<'_>,
        comparison: Comparison,
        word: &Node<'_>,
    ) -> bool {
        let Kind::Name(name, _) = stance.kind else { return false };
        let written = match word.kind {
            Kind::Quoted(word) => word,
            Kind::Name(word, _) if self.is_undeclared(word) => word,
            _ => return false,
        };
        let variable = self.names.variable(name);
        let variable = variable.filter(|variable| matches!(variable.kind, VariableKind::Stance(_)));
        let Some((variable, (from, above))) = variable.zip(self.names.stances(written)) else { return false };
        let message = format!("`{written}` is a word for stances, which are compared as numbers");
        let label = match above {
            Some(above) if above - 1 == from => format!("the word for {from}"),
            Some(above) => format!("the word for {from} to {}", above - 1),
            None => format!("the word for {from} and above"),
        };
        let asked = asked(name, variable, comparison, from, above);
        // A comparison stands wherever one stood; two of them need brackets beside others.
        let is_one = !asked.contains(" and ") && !asked.contains(" or ");
        let is_all = node.range == (0..self.text.value().len());
        let fix = if is_one || is_all { asked.clone() } else { format!("({asked})") };
        let fault = self.fault(Code::ExpressionType, &word.range, message, label);
        let fault = fault.help(format!("write `{asked}`")).fix(self.text.span(node.range.clone()), fix);
        self.faults.push(fault);
        true
    }

    /// Says that a name in quotes is no part of a question.
    pub(super) fn stands_alone(&mut self, name: &str, range: &Range<usize>) {
        let message = format!("{} stands alone", &self.text.value()[range.clone()]);
        let fault = self.fault(Code::ExpressionSyntax, range, message, "a name in quotes");
        self.faults.push(
            fault.help(format!("ask for a scene with `visited('{name}')`; other names stand without quotes")),
        );
    }
}

/// What a comparison with the word of the stances from one on, and below another, asks of a stance.
fn asked(
    name: &str,
    variable: VariableName,
    comparison: Comparison,
    from: i32,
    above: Option<i32>,
) -> String {
    let is_least = from <= variable.min;
    let least = (!is_least).then(|| format!("{name} >= {from}"));
    let below = (!is_least).then(|| format!("{name} < {from}"));
    let most = above.map(|above| format!("{name} < {above}"));
    let beyond = above.map(|above| format!("{name} >= {above}"));
    let (parts, joint, otherwise) = match comparison {
        Comparison::Equal => ([least, most], " and ", "true"),
        Comparison::NotEqual => ([below, beyond], " or ", "false"),
        Comparison::GreaterOrEqual => ([least, None], "", "true"),
        Comparison::Less => ([below, None], "", "false"),
        Comparison::Greater => ([beyond, None], "", "false"),
        Comparison::LessOrEqual => ([most, None], "", "true"),
    };
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { otherwise.to_owned() } else { parts.join(joint) }
}

/// The comparison that says the same with its sides swapped.
fn mirrored(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Less => Comparison::Greater,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
        same @ (Comparison::Equal | Comparison::NotEqual) => same,
    }
}
