//! A question that a search answers for a lint.

use crate::explore::Defect;
use crate::source::Diagnostic;
use crate::story::{Expression, SceneId};

/// A question about all states, and a lint that depends on the answer.
pub(super) struct StateQuestion {
    /// What is asked of each state.
    pub asked: Expression,
    /// On which answer the lint is said.
    pub said: SaidWhen,
    /// The scene that the lint is about.
    pub scene: Option<SceneId>,
    /// The lint.
    pub lint: Diagnostic,
    /// What says enough if it is found.
    pub follows_from: Vec<Defect>,
}

/// Whether a lint is said when a game can come to a state in which the condition holds, or when none can.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum SaidWhen {
    Found,
    NotFound,
}

/// Whether this does not hold.
pub(super) fn not(expression: Expression) -> Expression {
    Expression::Not(Box::new(expression))
}
