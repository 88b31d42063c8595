//! Reads templates: the text that an author wrote becomes literals, placeholders and blocks. Paragraphs are not found
//! here, because they depend on which blocks are shown. After a fault it reads on, so that the other names are checked.

mod blocks;
#[cfg(test)]
mod tests;

use super::expression::number_in;
use super::names::{NamedValue, guess};
use super::{Decoded, Names, Scope, VariableKind, VariableName, check_characters};
use crate::source::{Code, Diagnostic, Faults, suggest};
use crate::story::{Part, STAR, StakeholderId, StakeholderText, Template, TextKind};
use blocks::Blocks;
use std::ops::Range;

const TAGS: &str =
    "the tags of a block are `{if …}`, `{elif …}`, `{else}` and `{end}`, or `{vary}`, `{or}` and `{end}`";
const PRINTED: &str = "give an expression a name in `[define]` and print that; write `{{` for a brace";

/// Reads a text, adds its faults to `faults`, and returns the parts that it could read.
pub(crate) fn template(text: &Decoded, kind: TextKind, scope: Scope, names: &Names, faults: &mut Faults) -> Template {
    check_characters(text, faults);
    let mut blocks = Blocks::new(text, kind, scope, names, faults);
    match kind {
        TextKind::Plain => blocks.characters(text.value()),
        TextKind::Prose | TextKind::Line => blocks.read(),
    }
    let mut parts = blocks.finish();
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

impl<'a> Blocks<'a> {
    fn read(&mut self) {
        let value = self.text.value();
        let mut at = 0;
        while let Some(found) = value[at..].find('{') {
            let open = at + found;
            let rest = &value[open + 1..];
            self.characters(&value[at..open].replace("}}", "}"));
            at = match rest.find(['{', '}']) {
                Some(0) if rest.starts_with('{') => {
                    self.literal.push('{');
                    open + 2
                }
                Some(end) if rest.as_bytes()[end] == b'}' => {
                    let close = open + 2 + end;
                    self.is_out_of_step |= self.tag(open..close).is_none();
                    close
                }
                _ => {
                    self.unclosed_brace(open..open + 1);
                    open + 1
                }
            };
        }
        self.characters(&value[at..].replace("}}", "}"));
    }

    /// Reads a pair of braces: a block's tag, a number, or a text of a stakeholder; `None` when it is at fault.
    fn tag(&mut self, braces: Range<usize>) -> Option<()> {
        let content = self.trimmed(braces.start + 1..braces.end - 1);
        let word = first_word(self.text.slice(&content));
        let place = content.start..content.start + word.len();
        let rest = self.trimmed(place.end..content.end);
        match word {
            "if" if !rest.is_empty() => {
                let when = self.condition(rest);
                self.open(braces, false, when);
            }
            "elif" if !rest.is_empty() => {
                let when = self.condition(rest);
                self.next_branch(word, braces, when);
            }
            "else" | "or" if rest.is_empty() => self.next_branch(word, braces, None),
            "vary" if rest.is_empty() => self.open(braces, true, None),
            "end" if rest.is_empty() => self.end(braces),
            "if" | "elif" => {
                let message = format!("`{{{word}}}` has no condition");
                return self.refuse(place, message, "which?", "write when the text is to be shown");
            }
            "elseif" | "elsif" => return self.other_tag(place, Some("elif")),
            "endif" => return self.other_tag(place, Some("end")),
            "else" if self.text.slice(&rest).starts_with("if ") => {
                return self.other_tag(place.start..rest.start + 2, Some("elif"));
            }
            "else" | "end" | "vary" | "or" => {
                return self.refuse(rest, format!("`{{{word}}}` stands alone"), "too much", TAGS);
            }
            _ if content.is_empty() => {
                let help = "write `{{` for a brace";
                return self.refuse(braces, "the braces are empty", "nothing stands in here", help);
            }
            "" if self.text.slice(&content) == "*" => {
                self.literal.push(if self.kind == TextKind::Prose { STAR } else { '*' });
            }
            _ if rest.is_empty() && !word.is_empty() => return self.name(word, place),
            _ if self.text.slice(&rest).starts_with('.') && !word.is_empty() => {
                return self.stakeholder(word, place, rest);
            }
            "" if self.text.slice(&content).starts_with('/') => {
                let message = format!("there is no tag `{}`", self.text.slice(&content));
                return self.refuse(content, message, "unknown tag", "a block is closed with `{end}`");
            }
            _ if self.text.slice(&rest).starts_with(char::is_alphabetic) && self.names.value(word).is_none() => {
                return self.other_tag(place, suggest(word, ["if", "elif"]));
            }
            _ => return self.refuse(content, "only names are printed", "no name", PRINTED),
        }
        Some(())
    }

    /// Reads a number, such as `{evenings}`.
    fn name(&mut self, word: &str, place: Range<usize>) -> Option<()> {
        let tags = self.tags_here();
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
        self.push(Part::Number(number?));
        Some(())
    }

    /// Reads a text of a stakeholder, such as `{buyer.name}`.
    fn stakeholder(&mut self, name: &str, place: Range<usize>, rest: Range<usize>) -> Option<()> {
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
        self.push(Part::Stakeholder(stakeholder?, text));
        Some(())
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

    fn refuse(&mut self, place: Range<usize>, message: impl Into<String>, label: &str, help: &str) -> Option<()> {
        let fault = self.fault(place, message, label);
        self.faults.push(fault.help(help));
        None
    }

    fn other_tag(&mut self, place: Range<usize>, meant: Option<&str>) -> Option<()> {
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
}
