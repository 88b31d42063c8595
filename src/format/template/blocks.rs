//! Builds the blocks of a template, `{if}` and `{vary}`, from their tags.

use crate::format::expression::condition_in;
use crate::format::{Decoded, Names, Scope};
use crate::source::{Code, Diagnostic, Faults};
use crate::story::{Branch, Condition, Part, Template, TextKind};
use std::ops::Range;

/// How deep blocks may be nested.
const DEEPEST: usize = 32;

pub(super) struct Blocks<'a> {
    pub text: &'a Decoded,
    pub kind: TextKind,
    pub scope: Scope,
    pub names: &'a Names,
    pub faults: &'a mut Faults,
    /// The parts of the innermost open branch.
    parts: Vec<Part>,
    /// The characters since the last part.
    pub literal: String,
    /// The open blocks, the innermost last.
    open: Vec<OpenBlock>,
    is_too_deep: bool,
    /// Whether a tag was at fault: then later tags may fail to match for the same reason, and are not reported.
    pub is_out_of_step: bool,
}

/// An `{if}` or a `{vary}` whose `{end}` has not been read yet.
struct OpenBlock {
    before: Vec<Part>,
    branches: Vec<Branch>,
    /// Whether it is a `{vary}`, whose parts are branches without conditions.
    varies: bool,
    /// The condition of the open branch; `None` for `{else}`, in a `{vary}`, and if the condition is at fault.
    when: Option<Condition>,
    /// The tag that opened the block.
    opener: Range<usize>,
    tag: Range<usize>,
    has_else: bool,
}

impl<'a> Blocks<'a> {
    pub fn new(
        text: &'a Decoded,
        kind: TextKind,
        scope: Scope,
        names: &'a Names,
        faults: &'a mut Faults,
    ) -> Blocks<'a> {
        let (parts, literal, open) = (Vec::new(), String::new(), Vec::new());
        let (is_too_deep, is_out_of_step) = (false, false);
        Blocks { text, kind, scope, names, faults, parts, literal, open, is_too_deep, is_out_of_step }
    }

    pub fn characters(&mut self, characters: &str) {
        if self.kind == TextKind::Prose {
            self.literal.push_str(&characters.replace("\r\n", "\n").replace('\r', " "));
            return;
        }
        for character in characters.chars() {
            match character {
                ' ' | '\t' | '\n' | '\r' if self.literal.ends_with(' ') => {}
                ' ' | '\t' | '\n' | '\r' => self.literal.push(' '),
                _ => self.literal.push(character),
            }
        }
    }

    /// Adds a part that is not a block, after the literal before it.
    pub fn push(&mut self, part: Part) {
        self.end_literal();
        self.parts.push(part);
    }

    fn end_literal(&mut self) {
        let literal = std::mem::take(&mut self.literal);
        match self.parts.last_mut() {
            _ if literal.is_empty() => {}
            Some(Part::Literal(before)) => before.push_str(&literal),
            _ => self.parts.push(Part::Literal(literal)),
        }
    }

    pub fn condition(&mut self, range: Range<usize>) -> Option<Condition> {
        condition_in(self.text, range, self.scope, self.names, self.faults)
    }

    /// The tags that may come next, except those with a condition.
    pub fn tags_here(&self) -> &'static [&'static str] {
        match self.open.last() {
            // An earlier faulty tag may have been meant to open a block, so the tags inside a block may come, too.
            None if self.is_out_of_step => &["else", "or", "vary", "end"],
            None => &["vary"],
            Some(block) if block.varies => &["or", "vary", "end"],
            Some(_) => &["else", "vary", "end"],
        }
    }

    pub fn open(&mut self, tag: Range<usize>, varies: bool, when: Option<Condition>) {
        self.end_literal();
        if self.open.len() == DEEPEST && !self.is_too_deep {
            self.is_too_deep = true;
            let message = format!("blocks are nested more than {DEEPEST} deep");
            self.faults.push(Code::TooLarge.at(self.text.span(tag.clone()), message, "one level too many"));
        }
        let (before, opener) = (std::mem::take(&mut self.parts), tag.clone());
        let (branches, has_else) = (Vec::new(), false);
        self.open.push(OpenBlock { before, branches, varies, when, opener, tag, has_else });
    }

    /// Begins another branch, at an `elif`, an `else` or an `or`.
    pub fn next_branch(&mut self, name: &str, tag: Range<usize>, when: Option<Condition>) {
        self.end_literal();
        let (opener, label) = match name {
            "or" => ("{vary}", "no `{vary}` is open here"),
            _ => ("{if …}", "no `{if}` is open here"),
        };
        let Some(block) = self.open.last() else {
            let help = format!("open a block with `{opener}` before it");
            return self.report(tag, format!("`{{{name}}}` belongs to no block"), label, &help);
        };
        if block.varies != (name == "or") {
            let help = "`{else}` begins another branch of an `{if}`, and `{or}` another part of a `{vary}`";
            let around = if block.varies { "a `{vary}`" } else { "an `{if}`" };
            return self.report(tag, format!("`{{{name}}}` stands in {around}"), "does not belong here", help);
        }
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

    pub fn end(&mut self, tag: Range<usize>) {
        self.end_literal();
        if self.open.is_empty() {
            let help = "remove it, or open a block with `{if …}` before it";
            self.report(tag, "`{end}` closes no block", "no `{if}` is open here", help);
        } else if let Some(block) = self.open.last().filter(|block| block.varies && block.branches.is_empty()) {
            let help = "begin another part with `{or}`, or leave the block out";
            self.report(block.opener.clone(), "a `{vary}` has one part only", "nothing varies", help);
        }
        self.close();
    }

    pub fn unclosed_brace(&mut self, brace: Range<usize>) {
        self.is_out_of_step = false;
        self.report(brace, "a brace is not closed", "no `}` follows", "close it with `}`, or write `{{` for a brace");
    }

    pub fn finish(mut self) -> Vec<Part> {
        self.end_literal();
        while let Some(opener) = self.open.last().map(|block| block.opener.clone()) {
            if self.open.len() <= DEEPEST {
                let help = "write `{end}` where the block is over";
                self.report(opener, "a block is not closed", "no `{end}` follows", help);
            }
            self.close();
        }
        self.parts
    }

    fn close_branch(&mut self) {
        if let Some(block) = self.open.last_mut() {
            let body = Template { parts: std::mem::take(&mut self.parts) };
            let span = self.text.span(block.tag.clone());
            block.branches.push(Branch { when: block.when.take(), span, body });
        }
    }

    fn close(&mut self) {
        self.close_branch();
        let Some(block) = self.open.pop() else { return };
        let is_same = block.branches.windows(2).all(|two| two[0].body == two[1].body);
        if block.varies && is_same && block.branches.len() > 1 {
            let help = "write another part, or leave the block out";
            self.report(block.opener, "all parts of a `{vary}` say the same", "nothing varies", help);
        }
        self.parts = block.before;
        // A tree that is too deep is not built at all: merely dropping it could overflow the stack.
        if self.open.len() < DEEPEST {
            self.parts.push(match block.varies {
                true => Part::Vary(block.branches.into_iter().map(|branch| branch.body).collect()),
                false => Part::If(block.branches),
            });
        }
    }

    pub fn fault(&self, range: Range<usize>, message: impl Into<String>, label: &str) -> Diagnostic {
        Code::TemplateSyntax.at(self.text.span(range), message, label)
    }

    /// Reports a fault, unless it may follow from a fault in an earlier tag.
    fn report(&mut self, range: Range<usize>, message: impl Into<String>, label: &str, help: &str) {
        if !std::mem::replace(&mut self.is_out_of_step, true) {
            self.faults.push(self.fault(range, message, label).help(help));
        }
    }
}
