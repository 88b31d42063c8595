//! Templates: from the text an author wrote to literals, placeholders and blocks.
//!
//! Blocks are found here and paragraphs are not: those depend on which blocks are shown. A broken template is read
//! on, so that the names in the rest of it are checked.

mod tag;
#[cfg(test)]
mod tests;

use super::expression::condition_in;
use super::{Decoded, Names, Scope, check_characters};
use crate::source::{Code, Diagnostic};
use crate::story::{Branch, Condition, Part, Template, TextKind};
use std::ops::Range;
use tag::Tag;

/// How deep blocks may stand in each other.
const DEEPEST: usize = 32;

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

/// The tag that begins a further branch.
enum Next {
    /// `{elif}` with its condition, unless that is at fault.
    ElseIf(Option<Condition>),
    /// `{else}`
    Else,
}

/// An `{if}` that waits for its `{end}`.
struct Block {
    /// What stands before it, beside it.
    before: Vec<Part>,
    /// The branches that are closed.
    branches: Vec<Branch>,
    /// The condition of the branch that is open; `None` for `{else}`, and where the condition is at fault.
    when: Option<Condition>,
    /// The tag that opened the block.
    opener: Range<usize>,
    /// The tag that opened the branch.
    tag: Range<usize>,
    /// The `{else}`, once it was read.
    otherwise: Option<Range<usize>>,
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

/// Blocks: their branches, and what is wrong with them.
impl Reader<'_> {
    fn condition(&mut self, range: Option<Range<usize>>) -> Option<Condition> {
        condition_in(self.text, range?, self.scope, self.names, self.faults)
    }

    fn open_block(&mut self, tag: Range<usize>, when: Option<Condition>) {
        self.end_literal();
        if self.open.len() == DEEPEST && !self.is_too_deep {
            self.is_too_deep = true;
            let message = format!("blocks are nested more than {DEEPEST} deep");
            let fault =
                Diagnostic::new(Code::TooLarge, self.text.span(tag.clone()), message, "one level too many");
            self.faults.push(fault);
        }
        let before = std::mem::take(&mut self.parts);
        self.open.push(Block {
            before,
            branches: Vec::new(),
            when,
            opener: tag.clone(),
            tag,
            otherwise: None,
        });
    }

    fn next_branch(&mut self, tag: Range<usize>, next: Next) {
        let name = match next {
            Next::ElseIf(_) => "elif",
            Next::Else => "else",
        };
        let Some(block) = self.open.last() else {
            let help = "open a block with `{if …}` before it";
            self.say_step(tag, format!("`{{{name}}}` belongs to no block"), "no `{if}` is open here", help);
            return;
        };
        if let Some(first) = block.otherwise.clone() {
            let message = format!("`{{{name}}}` follows `{{else}}`");
            let span = self.text.span(tag.clone());
            let fault = Diagnostic::new(Code::TemplateSyntax, span, message, "never reached");
            let fault = fault.also(self.text.span(first), "this one is the last branch");
            if !std::mem::replace(&mut self.is_out_of_step, true) {
                self.faults
                    .push(fault.help("close the block with `{end}`, or let `{else}` be the last branch"));
            }
        }
        self.close_branch();
        if let Some(block) = self.open.last_mut() {
            block.when = match next {
                Next::ElseIf(when) => when,
                Next::Else => {
                    block.otherwise.get_or_insert(tag.clone());
                    None
                }
            };
            block.tag = tag;
        }
    }

    fn close_branch(&mut self) {
        self.end_literal();
        let body = Template { parts: std::mem::take(&mut self.parts) };
        if let Some(block) = self.open.last_mut() {
            let span = self.text.span(block.tag.clone());
            block.branches.push(Branch { when: block.when.take(), span, body });
        }
    }

    fn close_block(&mut self) {
        self.close_branch();
        let Some(block) = self.open.pop() else { return };
        self.parts = block.before;
        // A tree that is too deep is not built at all: merely dropping it could overflow the stack.
        if self.open.len() < DEEPEST {
            self.parts.push(Part::If(block.branches));
        }
    }

    /// A brace that nothing closes; says where to read on. What it begins like is taken for begun, or closed.
    fn unclosed(&mut self, open: usize) -> usize {
        let help = "close it with `}`, or write `{{` for a brace";
        self.say(open..open + 1, "a brace is not closed", "no `}` follows", help);
        self.is_out_of_step = true;
        match tag::first_word(&self.text.value()[open + 1..]) {
            "if" => self.open_block(open..open + 1, None),
            "end" if !self.open.is_empty() => self.close_block(),
            _ => {}
        }
        open + 1
    }

    fn say_step(&mut self, range: Range<usize>, message: impl Into<String>, label: &str, help: &str) {
        if !std::mem::replace(&mut self.is_out_of_step, true) {
            self.say(range, message, label, help);
        }
    }

    fn say(&mut self, range: Range<usize>, message: impl Into<String>, label: &str, help: &str) {
        let fault = Diagnostic::new(Code::TemplateSyntax, self.text.span(range), message, label);
        self.faults.push(fault.help(help));
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
