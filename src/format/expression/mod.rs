//! Expressions: from the text an author wrote to an [`Expression`] whose names are known and whose types fit.
//!
//! Lexer and parser know the grammar and no names; the checker knows names and types. Together they report every
//! mistake once, at its place inside the TOML string. Nothing here evaluates anything.

mod check;
mod definitions;
mod errors;
mod lexer;
mod lookup;
mod meaning;
mod parser;
#[cfg(test)]
mod tests;
mod tree;

pub(crate) use definitions::check_definitions;
pub(super) use meaning::Meaning;
pub(crate) use meaning::Scope;

use super::{Decoded, Names, limits};
use crate::source::{Code, Diagnostic};
use crate::story::{Condition, Expression};
use check::Checker;
use parser::parse;
use std::ops::Range;

/// Reads the whole string as a condition; `None` if that is not possible, and the faults tell why (the faults of a
/// definition are reported where it stands).
pub(crate) fn condition(
    text: &Decoded,
    scope: Scope,
    names: &Names,
    faults: &mut Vec<Diagnostic>,
) -> Option<Condition> {
    condition_in(text, 0..text.value().len(), scope, names, faults)
}

/// Reads a range of the string as a condition.
pub(super) fn condition_in(
    text: &Decoded,
    range: Range<usize>,
    scope: Scope,
    names: &Names,
    faults: &mut Vec<Diagnostic>,
) -> Option<Condition> {
    let span = text.span(range.clone());
    let parsed = parse(text, range, faults);
    let expression = Checker::new(text, Some(scope), names, faults).condition(&parsed)?;
    Some(Condition { expression, span })
}

/// Reads the whole string as the weight of an arm: a number that is never above [`limits::WEIGHT`].
pub(crate) fn weight(text: &Decoded, names: &Names, faults: &mut Vec<Diagnostic>) -> Option<Expression> {
    let range = 0..text.value().len();
    let parsed = parse(text, range.clone(), faults);
    let mut checker = Checker::new(text, Some(Scope::Scene), names, faults);
    let (expression, bounds) = checker.bounded_number(&parsed)?;
    if bounds.max > i128::from(limits::WEIGHT) {
        let message = format!("a weight can come out as {}", bounds.max);
        let label = format!("at most {}", limits::WEIGHT);
        let help = "the bounds of the variables decide this: put a `min(…, 1000000)` around it, or use smaller factors";
        faults.push(Diagnostic::new(Code::OutOfRange, text.span(range), message, label).help(help));
        return None;
    }
    Some(expression)
}

/// Reads a range of the string as a number.
pub(super) fn number_in(
    text: &Decoded,
    range: Range<usize>,
    scope: Scope,
    names: &Names,
    faults: &mut Vec<Diagnostic>,
) -> Option<Expression> {
    let parsed = parse(text, range, faults);
    Checker::new(text, Some(scope), names, faults).number(&parsed)
}
