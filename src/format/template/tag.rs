//! What stands between the braces of a template: a block's tag, a number, or something of a stakeholder.

use crate::format::expression::number_in;
use crate::format::names::{MissingName, NamedValue, guess};
use crate::format::{Decoded, Names, Scope, VariableKind, VariableName};
use crate::source::{Code, Diagnostic, suggest};
use crate::story::{Expression, StakeholderId, StakeholderText};
use std::ops::Range;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TemplateTag {
    /// `{if E}`, with the range of the condition.
    If(Range<usize>),
    /// `{elif E}`, in the same way.
    ElseIf(Range<usize>),
    /// `{else}`
    Else,
    /// `{vary}`
    Vary,
    /// `{or}`
    Or,
    /// `{end}`
    End,
    /// `{*}`
    Star,
    /// `{name}`, with the range of the name.
    Number(Range<usize>),
    /// `{stakeholder.text}`
    Stakeholder(StakeholderId, StakeholderText),
}

const TAGS: &str =
    "the tags of a block are `{if …}`, `{elif …}`, `{else}` and `{end}`, or `{vary}`, `{or}` and `{end}`";
const PRINTED: &str = "give an expression a name in `[define]` and print that; write `{{` for a brace";
const TAG_NAMES: [&str; 6] = ["if", "elif", "else", "vary", "or", "end"];
const FIELDS: [&str; 3] = ["name", "role", "word"];

/// Reads what stands between braces; `inside` is without them.
pub(super) fn read(
    text: &Decoded,
    inside: Range<usize>,
    names: &Names,
    faults: &mut Vec<Diagnostic>,
) -> Option<TemplateTag> {
    let mut reader = TagReader { text, names, faults };
    let content = reader.trimmed(inside.clone());
    let word = first_word(reader.slice(&content));
    let place = content.start..content.start + word.len();
    let rest = reader.trimmed(place.end..content.end);
    match word {
        "if" if !rest.is_empty() => Some(TemplateTag::If(rest)),
        "elif" if !rest.is_empty() => Some(TemplateTag::ElseIf(rest)),
        "else" if rest.is_empty() => Some(TemplateTag::Else),
        "vary" if rest.is_empty() => Some(TemplateTag::Vary),
        "or" if rest.is_empty() => Some(TemplateTag::Or),
        "end" if rest.is_empty() => Some(TemplateTag::End),
        "if" | "elif" => {
            let help = "write when the text is to be shown";
            reader.report(place, format!("`{{{word}}}` has no condition"), "which?", help)
        }
        "else" | "end" | "vary" | "or" => {
            reader.report(rest, format!("`{{{word}}}` stands alone"), "too much", TAGS)
        }
        "elseif" | "elsif" | "endif" => {
            reader.report(place, format!("there is no tag `{word}`"), "unknown tag", TAGS)
        }
        _ if content.is_empty() => {
            let braces = inside.start - 1..inside.end + 1;
            let help = "write `{{` for a brace";
            reader.report(braces, "the braces are empty", "nothing stands in here", help)
        }
        "" if reader.slice(&content) == "*" => Some(TemplateTag::Star),
        "" => reader.report(content, "only names are printed", "no name", PRINTED),
        _ if rest.is_empty() => {
            let guess = guess(word, names.values.names().chain(TAG_NAMES), reader.faults.len());
            if names.value(word).is_some() || !guess.is_some_and(|guess| TAG_NAMES.contains(&guess)) {
                return Some(TemplateTag::Number(place));
            }
            let message = format!("there is no tag `{word}`");
            let fault = Diagnostic::new(Code::TemplateSyntax, text.span(place), message, "");
            reader.faults.push(fault.meant(guess, TAGS));
            None
        }
        _ if reader.slice(&rest).starts_with('.') => reader.stakeholder(word, place, rest),
        _ => reader.report(content, "only names are printed", "no name", PRINTED),
    }
}

/// Reads the name between braces as a number.
pub(super) fn number(
    text: &Decoded,
    name: Range<usize>,
    scope: Scope,
    names: &Names,
    faults: &mut Vec<Diagnostic>,
) -> Option<Expression> {
    let before = faults.len();
    let number = number_in(text, name.clone(), scope, names, faults);
    if let Some(fault) = faults[before..].first_mut()
        && fault.code == Code::ExpressionType
    {
        let word = &text.value()[name];
        fault.help = Some(format!("`{{if {word}}}…{{end}}` shows a text while it holds"));
    }
    number
}

/// The letters, digits and underscores at the start of a text, unless it begins with a digit.
fn first_word(text: &str) -> &str {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return "";
    }
    &text[..text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len())]
}

struct TagReader<'a> {
    text: &'a Decoded,
    names: &'a Names,
    faults: &'a mut Vec<Diagnostic>,
}

impl<'a> TagReader<'a> {
    /// `{buyer.name}`
    fn stakeholder(&mut self, name: &str, place: Range<usize>, rest: Range<usize>) -> Option<TemplateTag> {
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
                self.faults.push(fault);
                return None;
            }
        };
        Some(TemplateTag::Stakeholder(stakeholder?, text))
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
                let stances = self.names.variables();
                let stances = stances.filter(|(_, it)| matches!(it.kind, VariableKind::Stance(_)));
                let guess = guess(name, stances.map(|(name, _)| name), self.faults.len());
                self.unknown(format!("no stakeholder is called `{name}`"), place)
                    .meant(guess, "declare them in story.toml, under `[stakeholder]`")
                    .cause(MissingName::Value(name))
            }
        };
        self.faults.push(fault);
        None
    }

    fn unknown(&self, message: String, place: Range<usize>) -> Diagnostic {
        Diagnostic::new(Code::UnknownName, self.text.span(place), message, "")
    }

    fn report(
        &mut self,
        place: Range<usize>,
        message: impl Into<String>,
        label: &str,
        help: &str,
    ) -> Option<TemplateTag> {
        let fault = Diagnostic::new(Code::TemplateSyntax, self.text.span(place), message, label);
        self.faults.push(fault.help(help));
        None
    }

    fn slice(&self, range: &Range<usize>) -> &'a str {
        &self.text.value()[range.clone()]
    }

    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let text = self.slice(&range);
        let start = range.start + (text.len() - text.trim_start().len());
        start..start + text.trim().len()
    }
}
