//! Expressions: from the text an author wrote to an [`Expression`] whose names are known and whose types fit.
//!
//! Lexer and parser know the grammar and no names; the checker knows names and types. Together they say every mistake
//! once, at its place inside the TOML string. Nothing here evaluates anything.

mod calls;
mod check;
mod definitions;
mod lexer;
mod lookup;
mod meaning;
mod misplaced;
mod numbers;
mod parser;
mod slips;
mod stance_words;
#[cfg(test)]
mod tests;
mod tree;
mod types;
mod uses;

pub(crate) use definitions::check_definitions;
pub(super) use meaning::Meaning;

use super::{Decoded, Names};
use crate::source::Diagnostic;
use crate::story::{Condition, Expression};
use check::{Checker, Wanted};
use parser::parse;
use std::ops::Range;

/// Where an expression stands, which decides what it may ask about the game.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// The rules and texts of a scene.
    Scene,
    /// `known`, `show` and the text `unknown`.
    Board,
    /// A goal.
    Goal,
    /// A property.
    Property,
    /// A lesson or a moment.
    Debrief,
    /// What a playthrough expects.
    Playthrough,
}

/// Reads the whole string as a condition; `None` when that is not possible, and the faults say why (those of a
/// definition are said where it stands).
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
    let tree = parse(text, range, faults);
    let checked = Checker::new(text, Some(scope), names, faults).tree(&tree, Wanted::Condition)?;
    Some(Condition { expression: checked.expression, span })
}

/// Reads a range of the string as a number.
pub(super) fn number_in(
    text: &Decoded,
    range: Range<usize>,
    scope: Scope,
    names: &Names,
    faults: &mut Vec<Diagnostic>,
) -> Option<Expression> {
    let tree = parse(text, range, faults);
    let checked = Checker::new(text, Some(scope), names, faults).tree(&tree, Wanted::Number)?;
    Some(checked.expression)
}
