//! Templates: from the text an author wrote to literals, placeholders and blocks.
//!
//! Blocks are found here and paragraphs are not: those depend on which blocks are shown. A broken template is read
//! on, so that the names in the rest of it are checked.

mod blocks;
mod tag;
#[cfg(test)]
mod tests;

use super::{Decoded, Names, Scope, check_characters};
use crate::source::Diagnostic;
use crate::story::{Part, Template, TextKind};
use blocks::{Block, DEEPEST, Next};
use std::ops::Range;
use tag::Tag;

/// Reads a text; what is wrong with it is added to the faults, and what could be read is returned.
pub(crate) fn template(
    text: &Decoded,
    kind: TextKind,
    scope: Scope,
    names: &Names,
    faults: &mut Vec<Diagnostic>,
) -> Template {
    check_characters(text, faults);
    let mut reader = Reader {
        text,
        kind,
        scope,
        names,
        faults,
        parts: Vec::new(),
        literal: String::new(),
        open: Vec::new(),
        is_too_deep: false,
        is_out_of_step: false,
    };
    match kind {
        TextKind::Plain => reader.characters(text.value()),
        TextKind::Prose | TextKind::Line => reader.read(),
    }
    reader.end_literal();
    trim(kind, &mut reader.parts);
    Template { parts: reader.parts }
}

/// The state of reading one template.
struct Reader<'a> {
    text: &'a Decoded,
    kind: TextKind,
    scope: Scope,
    names: &'a Names,
    faults: &'a mut Vec<Diagnostic>,
    /// What has been read of the template or branch that is open.
    parts: Vec<Part>,
    /// The characters since the last part.
    literal: String,
    /// The blocks that are open, the innermost last.
    open: Vec<Block>,
    /// Whether it has been said that blocks are nested too deep.
    is_too_deep: bool,
    /// Whether it has been said that the tags of blocks do not match: those after it may fail to for the same reason.
    is_out_of_step: bool,
}

impl Reader<'_> {
    fn read(&mut self) {
        let value = self.text.value();
        let mut at = 0;
        while let Some(found) = value[at..].find('{') {
            let open = at + found;
            self.characters(&value[at..open]);
            if value[open + 1..].starts_with('{') {
                self.literal.push('{');
                at = open + 2;
                continue;
            }
            let rest = &value[open + 1..];
            at = match rest.find(['{', '}']) {
                Some(end) if rest.as_bytes()[end] == b'}' => {
                    let close = open + 1 + end;
                    self.tag(open..close + 1);
                    close + 1
                }
                _ => self.unclosed(open),
            };
        }
        self.characters(&value[at..]);
        while let Some(block) = self.open.last() {
            let opener = block.opener.clone();
            if self.open.len() <= DEEPEST {
                let help = "write `{end}` where the block is over";
                self.say_step(opener, "a block is not closed", "no `{end}` follows", help);
            }
            self.close_block();
        }
    }

    /// Adds characters as they are to be shown.
    fn characters(&mut self, characters: &str) {
        match self.kind {
            TextKind::Prose if !characters.contains('\r') => self.literal.push_str(characters),
            TextKind::Prose => {
                let unix = characters.replace("\r\n", "\n").replace('\r', " ");
                self.literal.push_str(&unix);
            }
            TextKind::Line | TextKind::Plain => {
                for character in characters.chars() {
                    let is_space = matches!(character, ' ' | '\t' | '\n' | '\r');
                    match (is_space, self.literal.ends_with(' ')) {
                        (false, _) => self.literal.push(character),
                        (true, false) => self.literal.push(' '),
                        (true, true) => {}
                    }
                }
            }
        }
    }

    fn end_literal(&mut self) {
        if !self.literal.is_empty() {
            self.parts.push(Part::Literal(std::mem::take(&mut self.literal)));
        }
    }

    /// Reads a pair of braces and what stands in them.
    fn tag(&mut self, range: Range<usize>) {
        match tag::read(self.text, range.start + 1..range.end - 1, self.names, self.faults) {
            Tag::If(condition) => {
                let when = self.condition(condition);
                self.open_block(range, when);
            }
            Tag::ElseIf(condition) => {
                let when = self.condition(condition);
                self.next_branch(range, Next::ElseIf(when));
            }
            Tag::Else => self.next_branch(range, Next::Else),
            Tag::End => {
                if self.open.is_empty() {
                    let help = "remove it, or open a block with `{if …}` before it";
                    self.say_step(range, "`{end}` closes no block", "no `{if}` is open here", help);
                } else {
                    self.close_block();
                }
            }
            Tag::Number(name) => {
                let number = tag::number(self.text, name, self.scope, self.names, self.faults);
                self.push(number.map(Part::Number));
            }
            Tag::Stakeholder(stakeholder, what) => self.push(Some(Part::Stakeholder(stakeholder, what))),
            Tag::Broken => {}
        }
    }

    fn push(&mut self, part: Option<Part>) {
        self.end_literal();
        self.parts.extend(part);
    }
}

/// Takes the white space off both ends of a line.
fn trim(kind: TextKind, parts: &mut Vec<Part>) {
    if kind == TextKind::Prose {
        return;
    }
    if let Some(Part::Literal(first)) = parts.first_mut() {
        first.drain(..first.len() - first.trim_start_matches(' ').len());
    }
    if let Some(Part::Literal(last)) = parts.last_mut() {
        last.truncate(last.trim_end_matches(' ').len());
    }
    parts.retain(|part| !matches!(part, Part::Literal(text) if text.is_empty()));
}
