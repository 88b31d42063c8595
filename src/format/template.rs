//! Reads templates: the text that an author wrote becomes literals, placeholders and blocks. Paragraphs are not found
//! here, because they depend on which blocks are shown. After a fault it reads on, so that the other names are checked.

use super::expression::{condition_in, number_in};
use super::names::{NamedValue, guess};
use super::{Decoded, Names, Scope, VariableKind, VariableName, check_characters};
use crate::source::{Code, Diagnostic, Faults, suggest};
use crate::story::{Branch, Condition, Part, STAR, StakeholderId, StakeholderText, Template, TextKind};
use std::ops::Range;

/// How deep blocks may be nested.
const DEEPEST: usize = 32;

const TAGS: &str =
    "the tags of a block are `{if …}`, `{elif …}`, `{else}` and `{end}`, or `{vary}`, `{or}` and `{end}`";
const PRINTED: &str = "give an expression a name in `[define]` and print that; write `{{` for a brace";

/// Reads a text, adds its faults to `faults`, and returns the parts that it could read.
pub(crate) fn template(text: &Decoded, kind: TextKind, scope: Scope, names: &Names, faults: &mut Faults) -> Template {
    check_characters(text, faults);
    let (parts, literal, at, open, is_too_deep, is_out_of_step) = (vec![], String::new(), 0, vec![], false, false);
    let mut reader =
        TemplateReader { text, kind, scope, names, faults, parts, literal, at, open, is_too_deep, is_out_of_step };
    if kind == TextKind::Plain {
        reader.characters(text.value());
        reader.end_literal();
    } else {
        while let Some(tag) = reader.read() {
            reader.no_block(tag);
        }
    }
    let mut parts = reader.parts;
    if kind != TextKind::Prose {
        trim(&mut parts);
    }
    Template { parts }
}

/// Removes the spaces at both ends of a line, and empty literals.
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

/// A tag that opens a block, begins another branch of it, or closes it.
struct Tag<'a> {
    word: &'a str,
    /// The condition of an `if` or an `elif`; `None` also when the condition is at fault.
    when: Option<Condition>,
    /// The place of the tag, braces included.
    range: Range<usize>,
}

struct TemplateReader<'a> {
    text: &'a Decoded,
    kind: TextKind,
    scope: Scope,
    names: &'a Names,
    faults: &'a mut Faults,
    /// The parts of the innermost open branch.
    parts: Vec<Part>,
    /// The characters since the last part.
    literal: String,
    /// How far the text was read.
    at: usize,
    /// For each open block, the innermost last, whether it is a `{vary}`. Otherwise it is an `{if}`.
    open: Vec<bool>,
    is_too_deep: bool,
    /// Whether a tag was at fault: then later tags may fail to match for the same reason, and are not reported.
    is_out_of_step: bool,
}

impl<'a> TemplateReader<'a> {
    /// Reads up to the tag that ends the innermost open branch, and returns this tag; `None` at the end of the text.
    fn read(&mut self) -> Option<Tag<'a>> {
        let value = self.text.value();
        while let Some(found) = value[self.at..].find('{') {
            let open = self.at + found;
            let rest = &value[open + 1..];
            self.characters(&value[self.at..open].replace("}}", "}"));
            match rest.find(['{', '}']) {
                Some(0) if rest.starts_with('{') => {
                    self.literal.push('{');
                    self.at = open + 2;
                }
                Some(end) if rest.as_bytes()[end] == b'}' => {
                    self.at = open + 2 + end;
                    match self.braces(open..self.at) {
                        None => self.is_out_of_step = true,
                        Some(None) => {}
                        Some(Some(tag)) if matches!(tag.word, "if" | "vary") => self.block(tag),
                        Some(Some(tag)) => {
                            self.end_literal();
                            return Some(tag);
                        }
                    }
                }
                _ => {
                    self.is_out_of_step = false;
                    let help = "close it with `}`, or write `{{` for a brace";
                    self.report(open..open + 1, "a brace is not closed", "no `}` follows", help);
                    self.at = open + 1;
                }
            }
        }
        self.characters(&value[self.at..].replace("}}", "}"));
        self.at = value.len();
        self.end_literal();
        None
    }

    /// Reads the branches of a block up to its `{end}`.
    fn block(&mut self, opener: Tag<'a>) {
        if self.open.len() == DEEPEST {
            if !self.is_too_deep {
                let message = format!("blocks are nested more than {DEEPEST} deep");
                self.faults.push(Code::TooLarge.at(self.text.span(opener.range), message, "one level too many"));
            }
            (self.is_too_deep, self.is_out_of_step) = (true, true);
            return;
        }
        self.end_literal();
        let before = std::mem::take(&mut self.parts);
        let (varies, range) = (opener.word == "vary", opener.range.clone());
        self.open.push(varies);
        let mut branches = vec![];
        let mut branch = Some(opener);
        while let Some(Tag { word, when, range: place }) = branch {
            let next = self.branch_end(varies);
            let body = Template { parts: std::mem::take(&mut self.parts) };
            branches.push(Branch { when, span: self.text.span(place), body });
            match &next {
                None => {
                    let help = "write `{end}` where the block is over";
                    self.report(range.clone(), "a block is not closed", "no `{end}` follows", help);
                }
                Some(next) if word == "else" && next.word != "end" => {
                    let message = format!("`{{{}}}` follows `{{else}}`", next.word);
                    let help = "close the block with `{end}`, or let `{else}` be the last branch";
                    self.report(next.range.clone(), message, "never reached", help);
                }
                Some(_) => {}
            }
            branch = next.filter(|next| next.word != "end");
        }
        self.open.pop();
        self.parts = before;
        if !varies {
            return self.parts.push(Part::If(branches));
        }
        if branches.len() == 1 {
            let help = "begin another part with `{or}`, or leave the block out";
            self.report(range, "a `{vary}` has one part only", "nothing varies", help);
        } else if branches.windows(2).all(|two| two[0].body == two[1].body) {
            let help = "write another part, or leave the block out";
            self.report(range, "all parts of a `{vary}` say the same", "nothing varies", help);
        }
        self.parts.push(Part::Vary(branches.into_iter().map(|branch| branch.body).collect()));
    }

    /// Reads to the end of a branch, across tags that belong to the other kind of block.
    fn branch_end(&mut self, varies: bool) -> Option<Tag<'a>> {
        loop {
            let tag = self.read()?;
            if tag.word == "end" || varies == (tag.word == "or") {
                return Some(tag);
            }
            let help = "`{else}` begins another branch of an `{if}`, and `{or}` another part of a `{vary}`";
            let around = if varies { "a `{vary}`" } else { "an `{if}`" };
            self.report(tag.range, format!("`{{{}}}` stands in {around}", tag.word), "does not belong here", help);
        }
    }

    /// Reports a tag outside any block.
    fn no_block(&mut self, Tag { word, range, .. }: Tag<'_>) {
        let (label, help) = match word {
            "end" => ("no `{if}` is open here", "remove it, or open a block with `{if …}` before it"),
            "or" => ("no `{vary}` is open here", "open a block with `{vary}` before it"),
            _ => ("no `{if}` is open here", "open a block with `{if …}` before it"),
        };
        let what = if word == "end" { "closes no block" } else { "belongs to no block" };
        self.report(range, format!("`{{{word}}}` {what}"), label, help);
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

    fn end_literal(&mut self) {
        let literal = std::mem::take(&mut self.literal);
        if !literal.is_empty() {
            self.parts.push(Part::Literal(literal));
        }
    }

    /// Reads a pair of braces and returns the tag in it, if it holds no star, number or text of a stakeholder. The outer
    /// `None` means that it is at fault.
    fn braces(&mut self, braces: Range<usize>) -> Option<Option<Tag<'a>>> {
        let text = self.text;
        let content = self.trimmed(braces.start + 1..braces.end - 1);
        let word = first_word(text.slice(&content));
        let place = content.start..content.start + word.len();
        let after = self.trimmed(place.end..content.end);
        let rest = text.slice(&after);
        let printed = match word {
            "if" | "elif" if rest.is_empty() => {
                let message = format!("`{{{word}}}` has no condition");
                return self.refuse(place, message, "which?", "write when the text is to be shown");
            }
            "if" | "elif" => {
                let when = condition_in(text, after, self.scope, self.names, self.faults);
                return Some(Some(Tag { word, when, range: braces }));
            }
            "else" | "or" | "vary" | "end" if rest.is_empty() => {
                return Some(Some(Tag { word, when: None, range: braces }));
            }
            "elseif" | "elsif" => return self.other_tag(place, Some("elif")),
            "endif" => return self.other_tag(place, Some("end")),
            "else" if rest.starts_with("if ") => return self.other_tag(place.start..after.start + 2, Some("elif")),
            "else" | "end" | "vary" | "or" => {
                return self.refuse(after, format!("`{{{word}}}` stands alone"), "too much", TAGS);
            }
            "" if content.is_empty() => {
                return self.refuse(braces, "the braces are empty", "nothing stands in here", "write `{{` for a brace");
            }
            "" if rest == "*" => {
                self.literal.push(if self.kind == TextKind::Prose { STAR } else { '*' });
                return Some(None);
            }
            "" if rest.starts_with('/') => {
                let message = format!("there is no tag `{rest}`");
                return self.refuse(content, message, "unknown tag", "a block is closed with `{end}`");
            }
            "" => return self.refuse(content, "only names are printed", "no name", PRINTED),
            _ if rest.is_empty() => self.number(word, place)?,
            _ if rest.starts_with('.') => self.stakeholder(word, place, after)?,
            _ if rest.starts_with(char::is_alphabetic) && self.names.value(word).is_none() => {
                return self.other_tag(place, suggest(word, ["if", "elif"]));
            }
            _ => return self.refuse(content, "only names are printed", "no name", PRINTED),
        };
        self.end_literal();
        self.parts.push(printed);
        Some(None)
    }

    /// Reads a number, such as `{evenings}`.
    fn number(&mut self, word: &str, place: Range<usize>) -> Option<Part> {
        // An earlier faulty tag may have been meant to open a block, so the tags inside a block may come, too.
        let tags: &[&str] = match self.open.last() {
            None if self.is_out_of_step => &["else", "or", "vary", "end"],
            None => &["vary"],
            Some(true) => &["or", "vary", "end"],
            Some(false) => &["else", "vary", "end"],
        };
        let guess = guess(word, self.names.values.names().chain(tags.iter().copied()), self.faults.len());
        if self.names.value(word).is_none() && guess.is_some_and(|guess| tags.contains(&guess)) {
            let fault = self.fault(place, format!("there is no tag `{word}`"), "");
            self.faults.push(fault.meant(guess, TAGS));
            return None;
        }
        let before = self.faults.len();
        let number = number_in(self.text, place, self.scope, self.names, self.faults);
        if let Some(fault) = self.faults[before..].first_mut()
            && fault.code == Code::ExpressionType
        {
            fault.help = Some(format!("`{{if {word}}}…{{end}}` shows a text while it holds"));
        }
        number.map(Part::Number)
    }

    /// Reads a text of a stakeholder, such as `{buyer.name}`.
    fn stakeholder(&mut self, name: &str, place: Range<usize>, rest: Range<usize>) -> Option<Part> {
        let stakeholder = self.whose(name, place);
        let field = self.trimmed(rest.start + 1..rest.end);
        let name = self.text.slice(&field);
        let Some((_, text)) = StakeholderText::NAMES.into_iter().find(|(own, _)| *own == name) else {
            let guess = suggest(name, StakeholderText::NAMES.map(|(name, _)| name));
            let place = if field.is_empty() { rest } else { field };
            let fault = self.unknown(format!("a stakeholder has no `{name}`"), place);
            self.faults.push(fault.meant(guess, "there are `name`, `role` and `word`"));
            return None;
        };
        Some(Part::Stakeholder(stakeholder?, text))
    }

    fn whose(&mut self, name: &str, place: Range<usize>) -> Option<StakeholderId> {
        let fault = match self.names.value(name) {
            Some(NamedValue::Broken) => return None,
            Some(NamedValue::Variable(VariableName { kind: VariableKind::Stance(stakeholder), .. })) => {
                return Some(stakeholder);
            }
            Some(_) => self
                .unknown(format!("`{name}` is no stakeholder"), place)
                .help("only stakeholders have a name, a role and a word"),
            None => {
                let stances = self.names.variables().filter(|(_, it)| matches!(it.kind, VariableKind::Stance(_)));
                let guess = guess(name, stances.map(|(name, _)| name), self.faults.len());
                self.unknown(format!("no stakeholder is called `{name}`"), place)
                    .meant(guess, "declare them in story.toml, under `[stakeholder]`")
                    .cause(format!("value {name}"))
            }
        };
        self.faults.push(fault);
        None
    }

    fn unknown(&self, message: String, place: Range<usize>) -> Diagnostic {
        Code::UnknownName.at(self.text.span(place), message, "")
    }

    fn refuse<T>(&mut self, place: Range<usize>, message: impl Into<String>, label: &str, help: &str) -> Option<T> {
        let fault = self.fault(place, message, label);
        self.faults.push(fault.help(help));
        None
    }

    fn other_tag<T>(&mut self, place: Range<usize>, meant: Option<&str>) -> Option<T> {
        let message = format!("there is no tag `{}`", self.text.slice(&place));
        let fault = self.fault(place, message, "unknown tag");
        self.faults.push(fault.meant(meant, TAGS));
        None
    }

    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let text = self.text.slice(&range);
        let start = range.start + (text.len() - text.trim_start().len());
        start..start + text.trim().len()
    }
    fn fault(&self, range: Range<usize>, message: impl Into<String>, label: &str) -> Diagnostic {
        Code::TemplateSyntax.at(self.text.span(range), message, label)
    }

    /// Reports a fault, unless it may follow from a fault in an earlier tag.
    fn report(&mut self, range: Range<usize>, message: impl Into<String>, label: &str, help: &str) {
        if !std::mem::replace(&mut self.is_out_of_step, true) {
            self.faults.push(self.fault(range, message, label).help(help));
        }
    }
}
