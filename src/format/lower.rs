//! What all steps of the second pass share: the known names, and the texts and faults found so far.
//!
//! The walk has already checked the tables, so reading skips missing values and wrong types without a fault.

use super::limits;
use super::spec::ValueKind;
use super::table::{Table, Value};
use super::{Names, Scope, condition, invisible_characters, stray_markup, template};
use crate::source::{Code, Diagnostic, Span};
use crate::story::{Condition, SceneId, Template, TextId, TextKind, TextSlot, Texts};

/// A translated text that belongs to nothing in the story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orphan {
    pub language: String,
    pub address: String,
    pub span: Span,
}

pub(super) struct Lower<'a> {
    pub names: &'a Names,
    /// The texts of the source language.
    pub texts: Texts,
    pub slots: Vec<TextSlot>,
    /// What the conditions of each text may ask about. The text's translations may ask about the same.
    pub scopes: Vec<Scope>,
    pub faults: Vec<Diagnostic>,
    /// Lints about what only the files show, not the story that is read from them; each with its scene, if any.
    pub lints: Vec<(Option<SceneId>, Diagnostic)>,
    pub scene: Option<SceneId>,
    pub orphans: Vec<Orphan>,
}

impl<'a> Lower<'a> {
    pub fn new(names: &'a Names) -> Lower<'a> {
        let (texts, orphans) = (Texts::default(), vec![]);
        Lower { names, texts, slots: vec![], scopes: vec![], faults: vec![], lints: vec![], scene: None, orphans }
    }

    pub fn condition(&mut self, table: &Table<'_>, key: &str) -> Option<Condition> {
        let text = table.get(key)?.as_decoded()?;
        condition(&text, table.spec.scope, self.names, &mut self.faults)
    }

    /// Reads the text under a key and gives it an id. `owner` is the address of the table.
    pub fn text(&mut self, table: &Table<'_>, owner: &str, key: &str) -> Option<TextId> {
        let ValueKind::Text(kind) = table.spec.key(key)?.kind else { return None };
        self.add_text(table.get(key)?, address(owner, key), kind, table.spec.scope)
    }

    /// Reads a text of the source language and gives it an id.
    pub fn add_text(&mut self, value: Value<'_>, address: String, kind: TextKind, scope: Scope) -> Option<TextId> {
        let template = self.template(value, kind, scope)?;
        let id = TextId(self.slots.len() as u32);
        self.slots.push(TextSlot { address, kind });
        self.scopes.push(scope);
        self.texts.templates.push(template);
        self.texts.spans.push(Some(value.span()));
        Some(id)
    }

    pub fn template(&mut self, value: Value<'_>, kind: TextKind, scope: Scope) -> Option<Template> {
        let text = value.as_decoded()?;
        if text.value().len() > limits::TEXT {
            let message = format!("`{}` is longer than {} KiB", value.key, limits::TEXT / 1024);
            self.faults.push(Code::TooLarge.at(text.quoted(), message, format!("{} bytes", text.value().len())));
            return None;
        }
        let mut lints = vec![];
        invisible_characters(&text, &mut lints);
        stray_markup(&text, kind, &mut lints);
        self.lints.extend(lints.into_iter().map(|lint| (self.scene, lint)));
        Some(template(&text, kind, scope, self.names, &mut self.faults))
    }
}

/// The address of a key in the table `owner`; the root table's address is empty.
pub(super) fn address(owner: &str, key: &str) -> String {
    if owner.is_empty() { key.to_owned() } else { format!("{owner}.{key}") }
}
