//! A text with its conditions: blocks and placeholders found, markup still in place.

use super::{Condition, Expression, StakeholderId, StakeholderText};
use crate::source::Span;

/// Stands in a text of paragraphs for a star that is no markup; no author can write it, as it is a control character.
pub const STAR: char = '\u{7F}';

/// A text as a sequence of parts; a text without braces is a single [`Part::Literal`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    /// The parts in order.
    pub parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Characters as they are.
    Literal(String),
    /// The value of an integer expression.
    Number(Expression),
    /// Something of a stakeholder.
    Stakeholder(StakeholderId, StakeholderText),
    /// The first branch whose condition holds.
    If(Vec<Branch>),
    /// One of these, the same throughout a game.
    Vary(Vec<Template>),
}

/// One branch of an `{if}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// When the branch is taken; `None` for `{else}`.
    pub when: Option<Condition>,
    /// The tag that opens the branch, braces included.
    pub span: Span,
    /// What is shown.
    pub body: Template,
}

impl Template {
    /// The text, when nothing in it depends on a state.
    pub fn as_literal(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [] => Some(""),
            [Part::Literal(text)] => Some(text),
            _ => None,
        }
    }

    /// Calls `visit` with every part of the template, the outer before the inner.
    pub fn parts<'a>(&'a self, visit: &mut impl FnMut(&'a Part)) {
        for part in &self.parts {
            visit(part);
            match part {
                Part::Literal(_) | Part::Stakeholder(..) | Part::Number(_) => {}
                Part::If(branches) => branches.iter().for_each(|branch| branch.body.parts(visit)),
                Part::Vary(bodies) => bodies.iter().for_each(|body| body.parts(visit)),
            }
        }
    }

    /// Calls `visit` with every expression in the template, nested branches included.
    pub fn expressions<'a>(&'a self, visit: &mut impl FnMut(&'a Expression)) {
        self.parts(&mut |part| match part {
            Part::Literal(_) | Part::Stakeholder(..) | Part::Vary(_) => {}
            Part::Number(expression) => visit(expression),
            Part::If(branches) => {
                branches.iter().filter_map(|branch| branch.when.as_ref()).for_each(|when| visit(&when.expression));
            }
        });
    }
}
