//! Templates: from the text an author wrote to literals, placeholders and blocks.
//!
//! Blocks are found here and paragraphs are not: those depend on which blocks are shown. A broken template is read
//! on, so that the names in the rest of it are checked.

use super::expression::condition_in;
use super::tag::{self, Tag};
use super::{Decoded, Names, Scope, check_characters};
use crate::source::{Code, Diagnostic};
use crate::story::{Branch, Condition, Part, Template, TextKind};
use std::ops::Range;

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
            self.say(
                opener,
                "a block is not closed",
                "no `{end}` follows",
                "write `{end}` where the block is over",
            );
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
                self.next_branch(range, when, false);
            }
            Tag::Else => self.next_branch(range, None, true),
            Tag::End => {
                if self.open.is_empty() {
                    let help = "remove it, or open a block with `{if …}` before it";
                    self.say(range, "`{end}` closes no block", "no `{if}` is open here", help);
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

    fn next_branch(&mut self, tag: Range<usize>, when: Option<Condition>, is_otherwise: bool) {
        let name = if is_otherwise { "else" } else { "elif" };
        let Some(block) = self.open.last() else {
            let help = "open a block with `{if …}` before it";
            self.say(tag, format!("`{{{name}}}` belongs to no block"), "no `{if}` is open here", help);
            return;
        };
        if let Some(first) = block.otherwise.clone() {
            let message = format!("`{{{name}}}` follows `{{else}}`");
            let span = self.text.span(tag.clone());
            let fault = Diagnostic::new(Code::TemplateSyntax, span, message, "never reached");
            let fault = fault.also(self.text.span(first), "this one is the last branch");
            self.faults.push(fault.help("close the block with `{end}`, or let `{else}` be the last branch"));
        }
        self.close_branch();
        if let Some(block) = self.open.last_mut() {
            if is_otherwise {
                block.otherwise.get_or_insert(tag.clone());
            }
            block.when = when;
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
        match tag::first_word(&self.text.value()[open + 1..]) {
            "if" => self.open_block(open..open + 1, None),
            "end" if !self.open.is_empty() => self.close_block(),
            _ => {}
        }
        open + 1
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

#[cfg(test)]
mod tests {
    use super::template;
    use crate::format::Scope;
    use crate::format::fixture::{names_with, quoted, shown};
    use crate::story::{Part, Template, TextKind};

    /// The parts as text again: literals in quotes, blocks in braces.
    fn parts(template: &Template) -> String {
        let part = |part: &Part| match part {
            Part::Literal(text) => format!("{text:?}"),
            Part::Number(expression) => format!("{expression:?}"),
            Part::Stakeholder(who, what) => format!("{}.{what:?}", who.0),
            Part::If(branches) => {
                let branch = |branch: &crate::story::Branch| {
                    let word = if branch.when.is_some() { "if" } else { "else" };
                    format!("{word} {}", parts(&branch.body))
                };
                format!("{{{}}}", branches.iter().map(branch).collect::<Vec<_>>().join(" | "))
            }
        };
        template.parts.iter().map(part).collect::<Vec<_>>().join(" ")
    }

    const DEFINITIONS: &[(&str, &str)] = &[("goodwill", "margin"), ("fine", "won and sound")];

    #[track_caller]
    fn reads(kind: TextKind, text: &str, expected: &str) {
        let (names, _) = names_with(DEFINITIONS);
        let (source, decoded) = quoted(text);
        let mut faults = Vec::new();
        let template = template(&decoded, kind, Scope::Scene, &names, &mut faults);
        assert_eq!(shown(&source, &faults), Vec::<String>::new());
        assert_eq!(parts(&template), expected);
    }

    #[track_caller]
    fn wrong(text: &str, expected: &[&str]) {
        let (names, _) = names_with(DEFINITIONS);
        let (source, decoded) = quoted(text);
        let mut faults = Vec::new();
        template(&decoded, TextKind::Prose, Scope::Scene, &names, &mut faults);
        assert_eq!(shown(&source, &faults), expected);
    }

    #[test]
    fn placeholders_and_blocks_are_found() {
        let prose = TextKind::Prose;
        reads(prose, "Rain.\\n\\nMore.", r#""Rain.\n\nMore.""#);
        reads(prose, "a {evenings} b", r#""a " Variable(VariableId(2)) " b""#);
        reads(prose, "{goodwill}{ buyer.word }", "Variable(VariableId(3)) 1.Word");
        reads(prose, "{if won}a{elif sound}b{else}c{end}d", r#"{if "a" | if "b" | else "c"} "d""#);
        reads(prose, "{if won}a {if sound}b\\n\\nc{end}{end}", r#"{if "a " {if "b\n\nc"}}"#);
        reads(prose, "{if won}{end}", "{if }");
        reads(prose, "", "");
    }

    #[test]
    fn braces_can_be_written() {
        reads(TextKind::Prose, "{{a}} } {{{evenings}", r#""{a}} } {" Variable(VariableId(2))"#);
        reads(TextKind::Plain, "{if} {{ }", r#""{if} {{ }""#);
    }

    #[test]
    fn a_line_is_one_line() {
        reads(TextKind::Line, "  a \\n b\\t{evenings}\\n", r#""a b " Variable(VariableId(2))"#);
        reads(TextKind::Plain, " \\r\\n a\\r\\nb ", r#""a b""#);
        reads(TextKind::Prose, "a\\r\\nb\\rc", r#""a\nb c""#);
        reads(TextKind::Line, "10\u{a0}000", "\"10\\u{a0}000\"");
    }

    #[test]
    fn faults_inside_braces_are_pointed_at() {
        wrong(
            "a {if byuer > 1}b{end}",
            &["unknown-name at «byuer»: nothing is called `byuer` => \"a {if buyer > 1}b{end}\""],
        );
        wrong("{evnings}", &["unknown-name at «evnings»: nothing is called `evnings` => \"{evenings}\""]);
        wrong(
            "{byuer.name}",
            &["unknown-name at «byuer»: no stakeholder is called `byuer` => \"{buyer.name}\""],
        );
        wrong(
            "{evenings.word}",
            &["unknown-name at «evenings»: `evenings` is a counter, and no stakeholder"],
        );
        wrong("{buyer.wrod}", &["unknown-name at «wrod»: a stakeholder has no `wrod` => \"{buyer.word}\""]);
        wrong("{won}", &["expression-type at «won»: `won` is a flag, where a number is needed"]);
        wrong("{fine}", &["expression-type at «fine»: `fine` is a condition, where a number is needed"]);
        wrong(
            "{if evenings}a{end}",
            &["expression-type at «evenings»: `evenings` is a counter, where a condition is needed"],
        );
        wrong("{if ended}a{end}", &["unknown-name at «ended»: `ended` is not known here"]);
    }

    #[test]
    fn broken_braces_are_one_fault_each() {
        wrong("a { b", &["template-syntax at «{»: a brace is not closed"]);
        wrong(
            "a {if won b{end} {evnings}",
            &[
                "template-syntax at «{»: a brace is not closed",
                "unknown-name at «evnings»: nothing is called `evnings` => \"a {if won b{end} {evenings}\"",
            ],
        );
        wrong("{if won}a{end", &["template-syntax at «{»: a brace is not closed"]);
        wrong("{}", &["template-syntax at «{}»: the braces are empty"]);
        wrong("{end}", &["template-syntax at «{end}»: `{end}` closes no block"]);
        wrong("{else}", &["template-syntax at «{else}»: `{else}` belongs to no block"]);
        wrong("{if won}a", &["template-syntax at «{if won}»: a block is not closed"]);
        wrong("{if}a{end}", &["template-syntax at «if»: `{if}` has no condition"]);
        wrong("{if won}a{else}b{else}c{end}", &["template-syntax at «{else}»: `{else}` follows `{else}`"]);
        wrong(
            "{if won}a{else}b{elif sound}c{end}",
            &["template-syntax at «{elif sound}»: `{elif}` follows `{else}`"],
        );
        wrong("{evenings + 1}", &["template-syntax at «evenings + 1»: only names are printed"]);
        wrong("{1}", &["template-syntax at «1»: only names are printed"]);
    }

    #[test]
    fn tags_of_other_languages_are_understood() {
        wrong(
            "{if won}a{else if wno}b{end}",
            &[
                "template-syntax at «else if»: `{else if}` is written `{elif}` => \"{if won}a{elif wno}b{end}\"",
                "unknown-name at «wno»: nothing is called `wno` => \"{if won}a{else if won}b{end}\"",
            ],
        );
        wrong(
            "{if won}a{/if}",
            &["template-syntax at «/if»: `{/if}` is written `{end}` => \"{if won}a{end}\""],
        );
        wrong(
            "{if won}a{endif}",
            &["template-syntax at «endif»: `{endif}` is written `{end}` => \"{if won}a{end}\""],
        );
        wrong(
            "{iff won}a{edn}",
            &[
                "template-syntax at «iff»: there is no tag `iff` => \"{if won}a{edn}\"",
                "template-syntax at «edn»: there is no tag `edn` => \"{iff won}a{end}\"",
            ],
        );
    }

    #[test]
    fn blocks_nest_to_a_limit_and_overflow_no_stack() {
        let nested = |depth: usize| "{if won}".repeat(depth) + &"{end}".repeat(depth);
        let (names, _) = names_with(&[]);
        for (depth, expected) in [(32, &[][..]), (33, &["too-large"]), (100_000, &["too-large"])] {
            let mut faults = Vec::new();
            template(&quoted(&nested(depth)).1, TextKind::Prose, Scope::Scene, &names, &mut faults);
            let codes: Vec<&str> = faults.iter().map(|fault| fault.code.name()).collect();
            assert_eq!(codes, expected);
        }
    }

    #[test]
    fn unseen_characters_are_faults_at_their_place() {
        wrong(
            "a\\u001Bb",
            &["control-character at «\\u001B»: a text holds the character U+001B (escape) => \"ab\""],
        );
        wrong(
            "a\u{200B}b",
            &[
                "control-character at «\u{200B}»: a text holds the character U+200B (zero-width space) => \"ab\"",
            ],
        );
        wrong("“a” – ‘b’ … é", &[]);
    }
}
