//! Templates: from the text an author wrote to literals, placeholders and blocks.
//!
//! Blocks are found here and paragraphs are not: those depend on which blocks are shown. After a fault the rest is
//! still read, so that the names in it are checked.

mod blocks;
mod tag;
#[cfg(test)]
mod tests;

use super::{Decoded, Names, Scope, check_characters};
use crate::source::Diagnostic;
use crate::story::{Part, STAR, Template, TextKind};
use blocks::Blocks;
use std::ops::Range;
use tag::TemplateTag;

/// Reads a text; its faults are added to `faults`, and the parts that could be read are returned.
pub(crate) fn template(
    text: &Decoded,
    kind: TextKind,
    scope: Scope,
    names: &Names,
    faults: &mut Vec<Diagnostic>,
) -> Template {
    check_characters(text, faults);
    let blocks = Blocks::new(text, scope, names, faults);
    let mut reader = TemplateReader { kind, blocks, literal: String::new() };
    match kind {
        TextKind::Plain => reader.characters(text.value()),
        TextKind::Prose | TextKind::Line => reader.read(text.value()),
    }
    reader.end_literal();
    let mut parts = reader.blocks.finish();
    if kind != TextKind::Prose {
        trim(&mut parts);
    }
    Template { parts }
}

struct TemplateReader<'a> {
    kind: TextKind,
    blocks: Blocks<'a>,
    /// The characters since the last part.
    literal: String,
}

impl TemplateReader<'_> {
    fn read(&mut self, value: &str) {
        let mut at = 0;
        while let Some(found) = value[at..].find('{') {
            let open = at + found;
            let rest = &value[open + 1..];
            self.characters(&value[at..open]);
            at = match rest.find(['{', '}']) {
                Some(0) if rest.starts_with('{') => {
                    self.literal.push('{');
                    open + 2
                }
                Some(end) if rest.as_bytes()[end] == b'}' => {
                    let close = open + 1 + end;
                    self.end_literal();
                    self.tag(open..close + 1);
                    close + 1
                }
                _ => {
                    self.blocks.unclosed_brace(open..open + 1);
                    open + 1
                }
            };
        }
        self.characters(&value[at..]);
    }

    /// Adds characters as they are to be shown.
    fn characters(&mut self, characters: &str) {
        if self.kind == TextKind::Prose {
            self.literal.push_str(&characters.replace("\r\n", "\n").replace('\r', " "));
            return;
        }
        for character in characters.chars() {
            let is_space = matches!(character, ' ' | '\t' | '\n' | '\r');
            match (is_space, self.literal.ends_with(' ')) {
                (false, _) => self.literal.push(character),
                (true, false) => self.literal.push(' '),
                (true, true) => {}
            }
        }
    }

    fn end_literal(&mut self) {
        let literal = std::mem::take(&mut self.literal);
        match self.blocks.parts.last_mut() {
            _ if literal.is_empty() => {}
            Some(Part::Literal(before)) => before.push_str(&literal),
            _ => self.blocks.parts.push(Part::Literal(literal)),
        }
    }

    /// Reads a pair of braces and what stands in them.
    fn tag(&mut self, range: Range<usize>) {
        let blocks = &mut self.blocks;
        match tag::read(blocks.text, range.start + 1..range.end - 1, blocks.names, blocks.faults) {
            Some(TemplateTag::If(condition)) => {
                let when = blocks.condition(condition);
                blocks.open_if(range, when);
            }
            Some(TemplateTag::ElseIf(condition)) => {
                let when = blocks.condition(condition);
                blocks.next_branch("elif", range, when);
            }
            Some(TemplateTag::Else) => blocks.next_branch("else", range, None),
            Some(TemplateTag::Vary) => blocks.open_vary(range),
            Some(TemplateTag::Or) => blocks.next_branch("or", range, None),
            Some(TemplateTag::End) => blocks.end(range),
            Some(TemplateTag::Star) => {
                self.literal.push(if self.kind == TextKind::Prose { STAR } else { '*' })
            }
            Some(TemplateTag::Number(name)) => {
                match tag::number(blocks.text, name, blocks.scope, blocks.names, blocks.faults) {
                    Some(number) => blocks.parts.push(Part::Number(number)),
                    None => blocks.lose_step(),
                }
            }
            Some(TemplateTag::Stakeholder(stakeholder, what)) => {
                blocks.parts.push(Part::Stakeholder(stakeholder, what))
            }
            None => blocks.lose_step(),
        }
    }
}

/// Removes the spaces at both ends of a line.
fn trim(parts: &mut Vec<Part>) {
    if let Some(Part::Literal(first)) = parts.first_mut() {
        first.drain(..first.len() - first.trim_start_matches(' ').len());
    }
    if let Some(Part::Literal(last)) = parts.last_mut() {
        last.truncate(last.trim_end_matches(' ').len());
    }
    parts.retain(|part| !matches!(part, Part::Literal(text) if text.is_empty()));
}
