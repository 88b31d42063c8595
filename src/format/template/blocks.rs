//! Blocks and their branches.

use crate::format::expression::condition_in;
use crate::format::{Decoded, Names, Scope};
use crate::source::{Code, Diagnostic};
use crate::story::{Branch, Condition, Part, Template};
use std::ops::Range;

/// How deep blocks may be nested.
const DEEPEST: usize = 32;

/// The parts of a template, with the blocks that are open.
pub(super) struct Blocks<'a> {
    pub text: &'a Decoded,
    pub scope: Scope,
    pub names: &'a Names,
    pub faults: &'a mut Vec<Diagnostic>,
    /// The parts of the innermost open branch.
    pub parts: Vec<Part>,
    /// The innermost last.
    open: Vec<Block>,
    is_too_deep: bool,
    /// Whether a tag was at fault: later tags may fail to match for the same reason.
    is_out_of_step: bool,
}

/// An `{if}` before its `{end}`.
struct Block {
    /// The parts before the block.
    before: Vec<Part>,
    /// The branches that are complete.
    branches: Vec<Branch>,
    /// The condition of the open branch; `None` for `{else}`, and if the condition is at fault.
    when: Option<Condition>,
    /// The tag that opened the block.
    opener: Range<usize>,
    /// The tag that opened the branch.
    tag: Range<usize>,
    has_else: bool,
}

impl<'a> Blocks<'a> {
    pub fn new(
        text: &'a Decoded,
        scope: Scope,
        names: &'a Names,
        faults: &'a mut Vec<Diagnostic>,
    ) -> Blocks<'a> {
        let (parts, open) = (Vec::new(), Vec::new());
        Blocks { text, scope, names, faults, parts, open, is_too_deep: false, is_out_of_step: false }
    }

    pub fn condition(&mut self, range: Range<usize>) -> Option<Condition> {
        condition_in(self.text, range, self.scope, self.names, self.faults)
    }

    pub fn open(&mut self, tag: Range<usize>, when: Option<Condition>) {
        if self.open.len() == DEEPEST && !self.is_too_deep {
            self.is_too_deep = true;
            let message = format!("blocks are nested more than {DEEPEST} deep");
            let span = self.text.span(tag.clone());
            self.faults.push(Diagnostic::new(Code::TooLarge, span, message, "one level too many"));
        }
        let (before, opener) = (std::mem::take(&mut self.parts), tag.clone());
        self.open.push(Block { before, branches: Vec::new(), when, opener, tag, has_else: false });
    }

    /// Begins another branch, at an `elif` or `else`.
    pub fn next_branch(&mut self, name: &str, tag: Range<usize>, when: Option<Condition>) {
        let Some(block) = self.open.last() else {
            let help = "open a block with `{if …}` before it";
            let message = format!("`{{{name}}}` belongs to no block");
            return self.report(tag, message, "no `{if}` is open here", help);
        };
        if block.has_else {
            let help = "close the block with `{end}`, or let `{else}` be the last branch";
            self.report(tag.clone(), format!("`{{{name}}}` follows `{{else}}`"), "never reached", help);
        }
        self.close_branch();
        if let Some(block) = self.open.last_mut() {
            block.has_else |= name == "else";
            (block.tag, block.when) = (tag, when);
        }
    }

    /// Closes a block, at its `end`.
    pub fn end(&mut self, tag: Range<usize>) {
        if self.open.is_empty() {
            let help = "remove it, or open a block with `{if …}` before it";
            self.report(tag, "`{end}` closes no block", "no `{if}` is open here", help);
        }
        self.close();
    }

    pub fn unclosed_brace(&mut self, brace: Range<usize>) {
        self.is_out_of_step = false;
        let help = "close it with `}`, or write `{{` for a brace";
        self.report(brace, "a brace is not closed", "no `}` follows", help);
    }

    /// Notes a fault in a tag: whether the tags of blocks match is not known any more.
    pub fn lose_step(&mut self) {
        self.is_out_of_step = true;
    }

    /// The parts of the whole template.
    pub fn finish(mut self) -> Vec<Part> {
        while let Some(block) = self.open.last() {
            let opener = block.opener.clone();
            if self.open.len() <= DEEPEST {
                let help = "write `{end}` where the block is over";
                self.report(opener, "a block is not closed", "no `{end}` follows", help);
            }
            self.close();
        }
        self.parts
    }

    fn close_branch(&mut self) {
        let body = Template { parts: std::mem::take(&mut self.parts) };
        if let Some(block) = self.open.last_mut() {
            let span = self.text.span(block.tag.clone());
            block.branches.push(Branch { when: block.when.take(), span, body });
        }
    }

    fn close(&mut self) {
        if self.open.is_empty() {
            return;
        }
        self.close_branch();
        let Some(block) = self.open.pop() else { return };
        self.parts = block.before;
        // A tree that is too deep is not built at all: merely dropping it could overflow the stack.
        if self.open.len() < DEEPEST {
            self.parts.push(Part::If(block.branches));
        }
    }

    /// Reports a fault, unless it may follow from one in an earlier tag.
    fn report(&mut self, range: Range<usize>, message: impl Into<String>, label: &str, help: &str) {
        if !std::mem::replace(&mut self.is_out_of_step, true) {
            let fault = Diagnostic::new(Code::TemplateSyntax, self.text.span(range), message, label);
            self.faults.push(fault.help(help));
        }
    }
}
