//! What all of lowering shares: the names that are known, the texts and the faults found so far.

use super::limits;
use super::value::Value;
use super::{Names, Scope, check_characters, condition, template};
use crate::source::{Code, Diagnostic, Span};
use crate::story::{Condition, Template, TextId, TextKind, TextSlot};

/// The state of lowering.
pub(crate) struct Lower<'a> {
    /// Everything that can be named.
    pub names: &'a Names,
    /// The texts of the source language.
    pub texts: SourceTexts,
    /// What is wrong.
    pub faults: Vec<Diagnostic>,
}

/// The texts of the source language, indexed by [`TextId`].
#[derive(Default)]
pub(crate) struct SourceTexts {
    /// What each is.
    pub slots: Vec<TextSlot>,
    /// What the conditions of each may ask about; translations obey it too.
    pub scopes: Vec<Scope>,
    /// What each says.
    pub templates: Vec<Template>,
    /// Where each stands, its quotes included.
    pub spans: Vec<Span>,
}

impl<'a> Lower<'a> {
    /// Begins with nothing found.
    pub fn new(names: &'a Names) -> Lower<'a> {
        Lower { names, texts: SourceTexts::default(), faults: vec![] }
    }

    /// Reads a condition.
    pub fn condition(&mut self, value: Value<'_>, scope: Scope) -> Option<Condition> {
        let text = value.decoded(&mut self.faults)?;
        condition(&text, scope, self.names, &mut self.faults)
    }

    /// Reads a condition that may be left out.
    pub fn condition_if(&mut self, value: Option<Value<'_>>, scope: Scope) -> Option<Condition> {
        value.and_then(|value| self.condition(value, scope))
    }

    /// Reads a text of the source language and gives it an id.
    pub fn text(
        &mut self,
        value: Value<'_>,
        address: String,
        kind: TextKind,
        scope: Scope,
    ) -> Option<TextId> {
        let template = self.template(value, kind, scope)?;
        let id = TextId(self.texts.slots.len() as u32);
        self.texts.slots.push(TextSlot { address, kind });
        self.texts.scopes.push(scope);
        self.texts.templates.push(template);
        self.texts.spans.push(value.span());
        Some(id)
    }

    /// Reads a text in any language.
    pub fn template(&mut self, value: Value<'_>, kind: TextKind, scope: Scope) -> Option<Template> {
        let text = value.decoded(&mut self.faults)?;
        if text.value().len() > limits::TEXT {
            let message = format!("`{}` is longer than {} KiB", value.key(), limits::TEXT / 1024);
            let label = format!("{} bytes", text.value().len());
            self.faults.push(Diagnostic::new(Code::TooLarge, text.quoted(), message, label));
            return None;
        }
        Some(template(&text, kind, scope, self.names, &mut self.faults))
    }

    /// Reads a string that is for authors only.
    pub fn remark(&mut self, value: Value<'_>) -> Option<String> {
        let text = value.decoded(&mut self.faults)?;
        check_characters(&text, &mut self.faults);
        Some(text.value().to_owned())
    }
}
