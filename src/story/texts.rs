//! The texts of a story, once per language at the same indices.

use super::Template;
use crate::source::Span;

/// Names a text by its position among the story's texts; the same in every language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextId(pub u32);

impl TextId {
    /// The position in the lists of texts.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

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

/// A text's name and place, apart from what it says in any language.
#[derive(Clone, Debug)]
pub struct TextSlot {
    /// The TOML path, such as `quay.choice.press.label`; stable across languages.
    pub address: String,
    /// What the text may hold.
    pub kind: TextKind,
}

/// All texts in one language.
#[derive(Clone, Debug)]
pub struct Texts {
    /// The language's tag (BCP 47).
    pub language: String,
    /// The texts by [`TextId`]; one that is not translated repeats the source language's.
    pub templates: Vec<Template>,
    /// Where each stands, its quotes included; `None` when it is not translated.
    pub spans: Vec<Option<Span>>,
    /// Texts translated before their source changed, as their translator declared it.
    pub stale: Vec<TextId>,
    /// Texts that were translated since their translator last declared the whole up to date.
    pub unaccepted: Vec<TextId>,
}

impl Texts {
    pub fn template(&self, id: TextId) -> &Template {
        &self.templates[id.index()]
    }
}
