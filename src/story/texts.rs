//! The texts of a story: templates with blocks and placeholders. Every language has them at the same indices.

use super::{Condition, Expression, StakeholderId, StakeholderText, TextId};
use crate::source::Span;

/// What a text may hold and how it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextKind {
    /// A template of paragraphs, with light markup.
    Prose,
    /// A template of one line.
    Line,
    /// One line, without braces.
    Plain,
}

/// A text's address and kind, which are the same in every language.
#[derive(Clone, Debug)]
pub struct TextSlot {
    /// The TOML path, such as `quay.choice.press.label`; stable across languages.
    pub address: String,
    pub kind: TextKind,
}

#[derive(Clone, Debug, Default)]
pub struct Texts {
    pub language: String,
    /// The texts by [`TextId`]; a text that is not translated is a copy of the source language's.
    pub templates: Vec<Template>,
    /// The place of each text, quotes included; `None` when the text is not translated.
    pub spans: Vec<Option<Span>>,
    /// Texts whose source changed after the translator accepted them, according to `accepted.lock`.
    pub stale: Vec<TextId>,
    /// Texts that are translated but that the translator has not accepted: `accepted.lock` does not have them.
    pub unaccepted: Vec<TextId>,
}

impl Texts {
    pub fn template(&self, id: TextId) -> &Template {
        &self.templates[id.index()]
    }

    /// The texts that are written in this language, with their places.
    pub fn placed(&self) -> impl Iterator<Item = (TextId, Span)> {
        (0..).map(TextId).zip(&self.spans).filter_map(|(id, span)| Some((id, (*span)?)))
    }
}

/// Stands in prose for `{*}`, a star that is not markup. Authors cannot write this control character.
pub const STAR: char = '\u{7F}';

/// A text as a sequence of parts; a text without braces is a single [`Part::Literal`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    pub parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    Literal(String),
    Number(Expression),
    Stakeholder(StakeholderId, StakeholderText),
    /// Shows the first branch whose condition holds, if any.
    If(Vec<Branch>),
    /// Shows one of these parts, the same one throughout a game.
    Vary(Vec<Template>),
}

/// A tag `{if …}`, `{elif …}` or `{else}`, and what stands between it and the next tag of the block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// When the branch is taken; `None` for `{else}`.
    pub when: Option<Condition>,
    /// The tag that opens the branch, braces included.
    pub span: Span,
    pub body: Template,
}

impl Template {
    /// The whole text if it is a single literal; `None` if blocks or placeholders make it depend on a state.
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

/// The FNV-1a hash of a text, the same on every machine and in every version. Different texts may share one.
pub fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}
