//! What stands between the braces of a template: a block's tag, a number, or something of a stakeholder.

use super::blocks::Blocks;
use crate::format::expression::number_in;
use crate::format::names::{MissingName, NamedValue, guess};
use crate::format::{VariableKind, VariableName};
use crate::source::{Code, Diagnostic, suggest};
use crate::story::{Part, STAR, StakeholderId, StakeholderText, TextKind};
use std::ops::Range;

const TAGS: &str =
    "the tags of a block are `{if …}`, `{elif …}`, `{else}` and `{end}`, or `{vary}`, `{or}` and `{end}`";
const PRINTED: &str = "give an expression a name in `[define]` and print that; write `{{` for a brace";
const FIELDS: [&str; 3] = ["name", "role", "word"];

/// Reads a pair of braces and what stands in them.
pub(super) fn read(blocks: &mut Blocks<'_>, braces: Range<usize>) {
    let mut reader = TagReader { blocks, braces };
    if reader.tag().is_none() {
        reader.blocks.lose_step();
    }
}

/// The letters, digits and underscores at the start of a text, unless it begins with a digit.
fn first_word(text: &str) -> &str {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return "";
    }
    &text[..text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len())]
}

struct TagReader<'b, 'a> {
    blocks: &'b mut Blocks<'a>,
    /// Where the tag stands, with its braces.
    braces: Range<usize>,
}

impl<'a> TagReader<'_, 'a> {
    /// Reads the tag; `None` when it is at fault.
    fn tag(&mut self) -> Option<()> {
        let braces = self.braces.clone();
        let content = self.trimmed(braces.start + 1..braces.end - 1);
        let word = first_word(self.slice(&content));
        let place = content.start..content.start + word.len();
        let rest = self.trimmed(place.end..content.end);
        match word {
            "if" | "elif" if !rest.is_empty() => {
                let when = self.blocks.condition(rest);
                match word {
                    "if" => self.blocks.open(braces, false, when),
                    _ => self.blocks.next_branch(word, braces, when),
                }
            }
            "else" | "or" if rest.is_empty() => self.blocks.next_branch(word, braces, None),
            "vary" if rest.is_empty() => self.blocks.open(braces, true, None),
            "end" if rest.is_empty() => self.blocks.end(braces),
            "if" | "elif" => {
                let help = "write when the text is to be shown";
                return self.report(place, format!("`{{{word}}}` has no condition"), "which?", help);
            }
            "elseif" | "elsif" | "endif" => {
                return self.other_tag(place, if word == "endif" { "end" } else { "elif" });
            }
            "else" if self.slice(&rest).starts_with("if ") => {
                return self.other_tag(place.start..rest.start + 2, "elif");
            }
            "else" | "end" | "vary" | "or" => {
                return self.report(rest, format!("`{{{word}}}` stands alone"), "too much", TAGS);
            }
            _ if content.is_empty() => {
                let help = "write `{{` for a brace";
                return self.report(braces, "the braces are empty", "nothing stands in here", help);
            }
            "" if self.slice(&content) == "*" => {
                self.blocks.character(if self.blocks.kind == TextKind::Prose { STAR } else { '*' });
            }
            _ if rest.is_empty() && !word.is_empty() => return self.name(word, place),
            _ if self.slice(&rest).starts_with('.') && !word.is_empty() => {
                return self.stakeholder(word, place, rest);
            }
            "" if self.slice(&content).starts_with('/') => {
                let message = format!("there is no tag `{}`", self.slice(&content));
                return self.report(content, message, "unknown tag", "a block is closed with `{end}`");
            }
            _ if self.slice(&rest).starts_with(char::is_alphabetic) && self.blocks.names.value(word).is_none() => {
                let fault = self.fault(place, format!("there is no tag `{word}`"), "unknown tag");
                self.blocks.faults.push(fault.meant(suggest(word, ["if", "elif"]), TAGS));
                return None;
            }
            _ => return self.report(content, "only names are printed", "no name", PRINTED),
        }
        Some(())
    }

    /// `{evenings}`
    fn name(&mut self, word: &str, place: Range<usize>) -> Option<()> {
        let tags = self.blocks.tags_here();
        let Blocks { text, names, scope, .. } = *self.blocks;
        let faults = &mut *self.blocks.faults;
        let guess = guess(word, names.values.names().chain(tags.iter().copied()), faults.len());
        if names.value(word).is_none() && guess.is_some_and(|guess| tags.contains(&guess)) {
            let message = format!("there is no tag `{word}`");
            let fault = Diagnostic::new(Code::TemplateSyntax, text.span(place), message, "");
            faults.push(fault.meant(guess, TAGS));
            return None;
        }
        let before = faults.len();
        let number = number_in(text, place, scope, names, faults);
        if let Some(fault) = faults[before..].first_mut()
            && fault.code == Code::ExpressionType
        {
            fault.help = Some(format!("`{{if {word}}}…{{end}}` shows a text while it holds"));
        }
        self.blocks.push(Part::Number(number?));
        Some(())
    }

    /// `{buyer.name}`
    fn stakeholder(&mut self, name: &str, place: Range<usize>, rest: Range<usize>) -> Option<()> {
        let stakeholder = self.whose(name, place);
        let field = self.trimmed(rest.start + 1..rest.end);
        let text = match self.slice(&field) {
            "name" => StakeholderText::Name,
            "role" => StakeholderText::Role,
            "word" => StakeholderText::Word,
            other => {
                let message = format!("a stakeholder has no `{other}`");
                let fault = self.unknown(message, if field.is_empty() { rest } else { field });
                let fault = fault.meant(suggest(other, FIELDS), "there are `name`, `role` and `word`");
                self.blocks.faults.push(fault);
                return None;
            }
        };
        self.blocks.push(Part::Stakeholder(stakeholder?, text));
        Some(())
    }

    fn whose(&mut self, name: &str, place: Range<usize>) -> Option<StakeholderId> {
        let fault = match self.blocks.names.value(name) {
            Some(NamedValue::Broken) => return None,
            Some(NamedValue::Variable(VariableName { kind: VariableKind::Stance(stakeholder), .. })) => {
                return Some(stakeholder);
            }
            Some(_) => self
                .unknown(format!("`{name}` is no stakeholder"), place)
                .help("only stakeholders have a name, a role and a word"),
            None => {
                let stances = self.blocks.names.variables();
                let stances = stances.filter(|(_, it)| matches!(it.kind, VariableKind::Stance(_)));
                let guess = guess(name, stances.map(|(name, _)| name), self.blocks.faults.len());
                self.unknown(format!("no stakeholder is called `{name}`"), place)
                    .meant(guess, "declare them in story.toml, under `[stakeholder]`")
                    .cause(MissingName::Value(name))
            }
        };
        self.blocks.faults.push(fault);
        None
    }

    fn unknown(&self, message: String, place: Range<usize>) -> Diagnostic {
        Diagnostic::new(Code::UnknownName, self.blocks.text.span(place), message, "")
    }

    fn report(&mut self, place: Range<usize>, message: impl Into<String>, label: &str, help: &str) -> Option<()> {
        let fault = self.fault(place, message, label);
        self.blocks.faults.push(fault.help(help));
        None
    }

    fn other_tag(&mut self, place: Range<usize>, meant: &str) -> Option<()> {
        let message = format!("there is no tag `{}`", self.slice(&place));
        let fault = self.fault(place, message, "unknown tag");
        self.blocks.faults.push(fault.meant(Some(meant), TAGS));
        None
    }

    fn fault(&self, place: Range<usize>, message: impl Into<String>, label: &str) -> Diagnostic {
        Diagnostic::new(Code::TemplateSyntax, self.blocks.text.span(place), message, label)
    }

    fn slice(&self, range: &Range<usize>) -> &'a str {
        &self.blocks.text.value()[range.clone()]
    }

    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let text = self.slice(&range);
        let start = range.start + (text.len() - text.trim_start().len());
        start..start + text.trim().len()
    }
}
