//! Templates: from the text an author wrote to literals, placeholders and blocks. Paragraphs are not found here: they
//! depend on which blocks are shown. After a fault the rest is still read, so that the names in it are checked.

use super::expression::{condition_in, number_in};
use super::names::{NamedValue, unknown};
use super::{Decoded, Names, Scope, VariableKind, VariableName, check_characters};
use crate::source::{Code, Diagnostic, Faults, suggest};
use crate::story::{Branch, Condition, Part, STAR, StakeholderId, StakeholderText, Template, TextKind};
use std::ops::Range;

const DEEPEST: usize = 32;

const TAGS: &str =
    "the tags of a block are `{if …}`, `{elif …}`, `{else}` and `{end}`, or `{vary}`, `{or}` and `{end}`";
const WORDS: [&str; 6] = ["if", "elif", "else", "end", "vary", "or"];
const PRINTED: &str = "give an expression a name in `[define]` and print that; write `{{` for a brace";

/// Reads a text; its faults are added to `faults`, and the parts that could be read are returned.
pub(crate) fn template(text: &Decoded, kind: TextKind, scope: Scope, names: &Names, faults: &mut Faults) -> Template {
    check_characters(text, faults);
    let (literal, at, depth, is_out_of_step) = (String::new(), 0, 0, false);
    let mut reader = TemplateReader { text, kind, scope, names, faults, literal, at, depth, is_out_of_step };
    let mut parts = vec![];
    if kind == TextKind::Plain {
        reader.characters(text.value());
        reader.end_literal(&mut parts);
    } else {
        while let Some(tag) = reader.parts(&mut parts) {
            let message = match tag.word {
                "end" => "`{end}` closes no block".to_owned(),
                word => format!("`{{{word}}}` belongs to no block"),
            };
            let help = "open a block with `{if …}` or `{vary}` before it, or remove it";
            reader.report(tag.range, message, "no block is open here", help);
        }
    }
    if kind != TextKind::Prose {
        trim(&mut parts);
    }
    Template { parts }
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

/// The letters, digits and underscores at the start of a text, unless it begins with a digit.
fn first_word(text: &str) -> &str {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let end = text.find(|c: char| !is_part(c)).unwrap_or(text.len());
    if text.starts_with(|c: char| c.is_ascii_digit()) { "" } else { &text[..end] }
}

/// What stands in braces.
enum Tag<'a> {
    /// A star that is not markup.
    Star,
    Print(Part),
    Block(BlockTag<'a>),
}

/// A tag that opens a block, begins another branch of the block, or closes it.
struct BlockTag<'a> {
    word: &'a str,
    /// The condition of an `if` or an `elif`; `None` also when the condition is at fault.
    when: Option<Condition>,
    /// The braces and what is in them.
    range: Range<usize>,
}

struct TemplateReader<'a> {
    text: &'a Decoded,
    kind: TextKind,
    scope: Scope,
    names: &'a Names,
    faults: &'a mut Faults,
    /// The characters since the last part.
    literal: String,
    /// How far the text has been read.
    at: usize,
    /// How many blocks are open.
    depth: usize,
    /// Whether a tag was at fault: later tags may fail to match for the same reason.
    is_out_of_step: bool,
}

impl<'a> TemplateReader<'a> {
    /// Reads up to the tag that ends the innermost block or its branch, and returns this tag; `None` at the text's end.
    fn parts(&mut self, parts: &mut Vec<Part>) -> Option<BlockTag<'a>> {
        let value = self.text.value();
        while let Some(found) = value[self.at..].find('{') {
            let open = self.at + found;
            self.characters(&value[self.at..open].replace("}}", "}"));
            let rest = &value[open + 1..];
            let Some(end) = rest.find(['{', '}']).filter(|&end| rest.starts_with('{') || rest[end..].starts_with('}'))
            else {
                self.is_out_of_step = false;
                let help = "close it with `}`, or write `{{` for a brace";
                self.report(open..open + 1, "a brace is not closed", "no `}` follows", help);
                self.at = open + 1;
                continue;
            };
            self.at = open + 2 + end;
            if rest.starts_with('{') {
                self.literal.push('{');
                continue;
            }
            match self.tag(open..self.at) {
                None => self.is_out_of_step = true,
                Some(Tag::Star) => self.literal.push(if self.kind == TextKind::Prose { STAR } else { '*' }),
                Some(Tag::Print(part)) => {
                    self.end_literal(parts);
                    parts.push(part);
                }
                Some(Tag::Block(tag)) => {
                    self.end_literal(parts);
                    match tag.word {
                        "if" | "vary" => parts.extend(self.block(tag)),
                        _ => return Some(tag),
                    }
                }
            }
        }
        self.characters(&value[self.at..].replace("}}", "}"));
        self.at = value.len();
        self.end_literal(parts);
        None
    }

    /// Reads the branches of a block up to its `{end}`. Stops reading when blocks are nested too deep.
    fn block(&mut self, opener: BlockTag<'a>) -> Option<Part> {
        if self.depth == DEEPEST {
            let message = format!("blocks are nested more than {DEEPEST} deep");
            self.faults.push(self.text.fault(Code::TooLarge, &opener.range, message, "one level too many"));
            (self.at, self.is_out_of_step) = (self.text.value().len(), true);
            return None;
        }
        self.depth += 1;
        let (varies, range) = (opener.word == "vary", opener.range.clone());
        let mut branches = vec![];
        let mut tag = opener;
        loop {
            let mut body = Template::default();
            let next = self.parts(&mut body.parts);
            let BlockTag { word, when, range: place } = tag;
            branches.push(Branch { when, span: self.text.span(place), body });
            let Some(next) = next else {
                let help = "write `{end}` where the block is over";
                self.report(range.clone(), "a block is not closed", "no `{end}` follows", help);
                break;
            };
            let (name, place) = (next.word, next.range.clone());
            if name == "end" {
                break;
            } else if varies != (name == "or") {
                let help = "`{else}` begins another branch of an `{if}`, and `{or}` another part of a `{vary}`";
                let around = if varies { "a `{vary}`" } else { "an `{if}`" };
                self.report(place, format!("`{{{name}}}` stands in {around}"), "does not belong here", help);
            } else if word == "else" {
                let help = "close the block with `{end}`, or let `{else}` be the last branch";
                self.report(place, format!("`{{{name}}}` follows `{{else}}`"), "never reached", help);
            }
            tag = next;
        }
        self.depth -= 1;
        if !varies {
            return Some(Part::If(branches));
        }
        let help = "write another part after `{or}`, or leave the block out";
        if branches.len() == 1 {
            self.report(range, "a `{vary}` has one part only", "nothing varies", help);
        } else if branches.windows(2).all(|two| two[0].body == two[1].body) {
            self.report(range, "all parts of a `{vary}` say the same", "nothing varies", help);
        }
        Some(Part::Vary(branches.into_iter().map(|branch| branch.body).collect()))
    }

    fn characters(&mut self, characters: &str) {
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

    fn end_literal(&mut self, parts: &mut Vec<Part>) {
        let literal = std::mem::take(&mut self.literal);
        if !literal.is_empty() {
            parts.push(Part::Literal(literal));
        }
    }

    /// Reads a pair of braces; `None` when it is at fault.
    fn tag(&mut self, braces: Range<usize>) -> Option<Tag<'a>> {
        let text = self.text;
        let content = self.trimmed(braces.start + 1..braces.end - 1);
        let word = first_word(text.slice(&content));
        let place = content.start..content.start + word.len();
        let rest = self.trimmed(place.end..content.end);
        match word {
            "if" | "elif" if rest.is_empty() => {
                let message = format!("`{{{word}}}` has no condition");
                self.refuse(place, message, "which?", "write when the text is to be shown")
            }
            "if" | "elif" => {
                let when = condition_in(text, rest, self.scope, self.names, self.faults);
                Some(Tag::Block(BlockTag { word, when, range: braces }))
            }
            "else" | "end" | "vary" | "or" if rest.is_empty() => {
                Some(Tag::Block(BlockTag { word, when: None, range: braces }))
            }
            "else" | "end" | "vary" | "or" => self.refuse(rest, format!("`{{{word}}}` stands alone"), "too much", TAGS),
            "" if content.is_empty() => {
                self.refuse(braces, "the braces are empty", "nothing stands in here", "write `{{` for a brace")
            }
            "" if text.slice(&content) == "*" => Some(Tag::Star),
            "" => self.refuse(content, "only names are printed", "no name", PRINTED),
            _ if self.means_tag(word, text.slice(&rest)) => {
                let fault = self.fault(place, format!("there is no tag `{word}`"), "unknown tag");
                self.faults.push(fault.meant(suggest(word, WORDS), TAGS));
                None
            }
            _ if rest.is_empty() => {
                let number = number_in(text, place, self.scope, self.names, self.faults);
                number.map(|number| Tag::Print(Part::Number(number)))
            }
            _ if text.slice(&rest).starts_with('.') => self.stakeholder(word, place, rest).map(Tag::Print),
            _ => self.refuse(content, "only names are printed", "no name", PRINTED),
        }
    }

    /// Whether an unknown word was meant for a tag: something follows it, or no name is as near to it as a tag.
    fn means_tag(&self, word: &str, rest: &str) -> bool {
        let guess = suggest(word, self.names.values.keys().map(String::as_str).chain(WORDS));
        let is_near = rest.is_empty() && guess.is_some_and(|guess| WORDS.contains(&guess));
        self.names.value(word).is_none() && (rest.starts_with(char::is_alphabetic) || is_near)
    }

    fn stakeholder(&mut self, name: &str, place: Range<usize>, rest: Range<usize>) -> Option<Part> {
        let stakeholder = self.whose(name, place);
        let field = self.trimmed(rest.start + 1..rest.end);
        let name = self.text.slice(&field);
        let Some((_, text)) = StakeholderText::NAMES.into_iter().find(|(own, _)| *own == name) else {
            let guess = suggest(name, StakeholderText::NAMES.map(|(name, _)| name));
            let place = if field.is_empty() { rest } else { field };
            let fault = self.text.fault(Code::UnknownName, &place, format!("a stakeholder has no `{name}`"), "");
            self.faults.push(fault.meant(guess, "there are `name`, `role` and `word`"));
            return None;
        };
        Some(Part::Stakeholder(stakeholder?, text))
    }

    fn whose(&mut self, name: &str, place: Range<usize>) -> Option<StakeholderId> {
        match self.names.value(name) {
            Some(NamedValue::Broken) => return None,
            Some(NamedValue::Variable(VariableName { kind: VariableKind::Stance(stakeholder), .. })) => {
                return Some(stakeholder);
            }
            _ => {}
        }
        let stances = self.names.variables().filter(|(_, it)| matches!(it.kind, VariableKind::Stance(_)));
        let (known, help) = (stances.map(|(name, _)| name), "declare them in story.toml, under `[stakeholder]`");
        let fault = unknown("stakeholder", name, self.text.span(place), known, help).cause(format!("value {name}"));
        self.faults.push(fault);
        None
    }

    fn refuse<T>(&mut self, place: Range<usize>, message: impl Into<String>, label: &str, help: &str) -> Option<T> {
        let fault = self.fault(place, message, label);
        self.faults.push(fault.help(help));
        None
    }

    fn fault(&self, range: Range<usize>, message: impl Into<String>, label: &str) -> Diagnostic {
        self.text.fault(Code::TemplateSyntax, &range, message, label)
    }

    /// Reports a fault, unless it may follow from one in an earlier tag.
    fn report(&mut self, range: Range<usize>, message: impl Into<String>, label: &str, help: &str) {
        if !std::mem::replace(&mut self.is_out_of_step, true) {
            self.faults.push(self.fault(range, message, label).help(help));
        }
    }

    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let text = self.text.slice(&range);
        let start = range.start + (text.len() - text.trim_start().len());
        start..start + text.trim().len()
    }
}
