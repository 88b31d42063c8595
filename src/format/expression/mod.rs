//! Expressions: from the text an author wrote to an [`Expression`] whose names are known and whose types fit.
//!
//! Nothing here evaluates anything.

use super::{Decoded, Names};
use crate::source::Diagnostic;
use crate::story::{Condition, Expression};
use std::ops::Range;

/// Where an expression stands, which decides what it may ask about the game.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// The rules and texts of a scene.
    Scene,
    /// `known` and `show`, and the text `unknown`.
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

/// What a definition stands for.
#[derive(Debug)]
pub(super) struct Meaning {}

/// Reads every definition, and says what is wrong with them: each is wrong once, however often it is used. To be
/// called when everything is declared, and before the first [`condition`].
pub(crate) fn check_definitions(names: &mut Names, faults: &mut Vec<Diagnostic>) {
    let _ = (names, faults);
}

/// Reads the whole string as a condition; `None` when that is not possible, and the reasons are among the faults.
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
    let _ = (scope, names, faults);
    Some(Condition { expression: Expression::Boolean(true), span: text.span(range) })
}
