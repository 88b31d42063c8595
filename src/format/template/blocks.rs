//! Blocks: their branches, and what is wrong with them.

use super::{Reader, tag};
use crate::format::expression::condition_in;
use crate::source::{Code, Diagnostic};
use crate::story::{Branch, Condition, Part, Template};
use std::ops::Range;

/// How deep blocks may stand in each other.
pub(super) const DEEPEST: usize = 32;

/// The tag that begins a further branch.
pub(super) enum Next {
    /// `{elif}` with its condition, unless that is at fault.
    ElseIf(Option<Condition>),
    /// `{else}`
    Else,
}

/// An `{if}` that waits for its `{end}`.
pub(super) struct Block {
    /// What stands before it, beside it.
    before: Vec<Part>,
    /// The branches that are closed.
    branches: Vec<Branch>,
    /// The condition of the branch that is open; `None` for `{else}`, and where the condition is at fault.
    when: Option<Condition>,
    /// The tag that opened the block.
    pub(super) opener: Range<usize>,
    /// The tag that opened the branch.
    tag: Range<usize>,
    /// The `{else}`, once it was read.
    otherwise: Option<Range<usize>>,
}

impl Reader<'_> {
    pub(super) fn condition(&mut self, range: Option<Range<usize>>) -> Option<Condition> {
        condition_in(self.text, range?, self.scope, self.names, self.faults)
    }

    pub(super) fn open_block(&mut self, tag: Range<usize>, when: Option<Condition>) {
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

    pub(super) fn next_branch(&mut self, tag: Range<usize>, next: Next) {
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

    pub(super) fn close_block(&mut self) {
        self.close_branch();
        let Some(block) = self.open.pop() else { return };
        self.parts = block.before;
        // A tree that is too deep is not built at all: merely dropping it could overflow the stack.
        if self.open.len() < DEEPEST {
            self.parts.push(Part::If(block.branches));
        }
    }

    /// A brace that nothing closes; says where to read on. What it begins like is taken for begun, or closed.
    pub(super) fn unclosed(&mut self, open: usize) -> usize {
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

    pub(super) fn say_step(
        &mut self,
        range: Range<usize>,
        message: impl Into<String>,
        label: &str,
        help: &str,
    ) {
        if !std::mem::replace(&mut self.is_out_of_step, true) {
            self.say(range, message, label, help);
        }
    }

    pub(super) fn say(&mut self, range: Range<usize>, message: impl Into<String>, label: &str, help: &str) {
        let fault = Diagnostic::new(Code::TemplateSyntax, self.text.span(range), message, label);
        self.faults.push(fault.help(help));
    }
}
