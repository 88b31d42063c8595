//! What stands between the braces of a template: a block's tag, a number, or something of a stakeholder.

use crate::format::expression::number_in;
use crate::format::names::{Value, guess};
use crate::format::{Decoded, Names, Scope, VariableKind};
use crate::source::{Code, Diagnostic};
use crate::story::{Expression, StakeholderId, StakeholderText};
use std::ops::Range;

/// A pair of braces, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// `{if E}` and where the condition stands; `None` when there is none.
    If(Option<Range<usize>>),
    /// `{elif E}`, in the same way.
    ElseIf(Option<Range<usize>>),
    /// `{else}`
    Else,
    /// `{end}`
    End,
    /// `{name}`, and where the name stands.
    Number(Range<usize>),
    /// `{stakeholder.text}`
    Stakeholder(StakeholderId, StakeholderText),
    /// Something whose fault has been said.
    Broken,
}

/// The tags of blocks.
const WORDS: &[&str] = &["if", "elif", "else", "end"];

/// Reads what stands between braces; `inside` is without them.
pub(super) fn read(text: &Decoded, inside: Range<usize>, names: &Names, faults: &mut Vec<Diagnostic>) -> Tag {
    let mut reader = Reader { text, names, faults };
    let content = reader.trimmed(inside.clone());
    let word = first_word(reader.slice(&content));
    let rest = reader.trimmed(content.start + word.len()..content.end);
    let word_range = content.start..content.start + word.len();
    match word {
        _ if content.is_empty() => reader.empty(inside),
        "if" => Tag::If(reader.operand(word_range, rest)),
        "elif" => Tag::ElseIf(reader.operand(word_range, rest)),
        "else" if rest.is_empty() => Tag::Else,
        "end" if rest.is_empty() => Tag::End,
        "else" if first_word(reader.slice(&rest)) == "if" => {
            let condition = reader.trimmed(rest.start + 2..rest.end);
            reader.spelling(content.start..rest.start + 2, "elif");
            Tag::ElseIf((!condition.is_empty()).then_some(condition))
        }
        "elseif" | "elsif" if !rest.is_empty() => {
            reader.spelling(word_range, "elif");
            Tag::ElseIf(Some(rest))
        }
        "endif" | "fi" if rest.is_empty() => reader.end(content),
        "end" if matches!(reader.slice(&rest), "if") => reader.end(content),
        "" if matches!(reader.slice(&content), "/if" | "/") => reader.end(content),
        "else" | "end" => {
            let help = if word == "else" { "`{elif …}` takes a condition" } else { "write `{end}`" };
            reader.say(rest, format!("`{{{word}}}` stands alone"), "too much", Some(help));
            if word == "else" { Tag::Else } else { Tag::End }
        }
        "" => reader.no_tag(content),
        _ if rest.is_empty() => reader.single(word, word_range),
        _ if reader.slice(&rest).starts_with('.') => reader.stakeholder(word, word_range, rest),
        _ => reader.several(word, word_range, content, rest),
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

/// The letters, digits and underscores at the start of a text, after white space.
pub(super) fn first_word(text: &str) -> &str {
    let text = text.trim_start();
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return "";
    }
    &text[..text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len())]
}

struct Reader<'a> {
    text: &'a Decoded,
    names: &'a Names,
    faults: &'a mut Vec<Diagnostic>,
}

const DECLARE_STAKEHOLDER: &str = "declare them in story.toml, under `[stakeholder]`";

impl<'a> Reader<'a> {
    /// The condition after `if` or `elif`.
    fn operand(&mut self, word: Range<usize>, rest: Range<usize>) -> Option<Range<usize>> {
        if rest.is_empty() {
            let written = self.slice(&word);
            let message = format!("`{{{written}}}` has no condition");
            self.say(word, message, "which?", Some("say when the text is to be shown"));
            return None;
        }
        Some(rest)
    }

    fn empty(&mut self, inside: Range<usize>) -> Tag {
        let braces = inside.start - 1..inside.end + 1;
        self.say(braces, "the braces are empty", "nothing stands in here", Some("write `{{` for a brace"));
        Tag::Broken
    }

    fn end(&mut self, content: Range<usize>) -> Tag {
        self.spelling(content, "end");
        Tag::End
    }

    /// A single word that is no tag.
    fn single(&mut self, word: &str, range: Range<usize>) -> Tag {
        if self.names.value(word).is_some() || matches!(word, "choices" | "again" | "ended") {
            return Tag::Number(range);
        }
        match self.names.guess_value(word, WORDS.iter().copied(), self.faults.len()) {
            Some(tag) if WORDS.contains(&tag) => {
                self.unknown_tag(word, range, tag);
                if tag == "end" { Tag::End } else { Tag::Broken }
            }
            _ => Tag::Number(range),
        }
    }

    /// A word and more, and the word is no tag.
    fn several(&mut self, word: &str, range: Range<usize>, content: Range<usize>, rest: Range<usize>) -> Tag {
        let tag = guess(word, ["if", "elif"].into_iter(), 2, 0);
        match tag.filter(|_| self.names.value(word).is_none()) {
            Some(tag) => {
                self.unknown_tag(word, range, tag);
                if tag == "if" { Tag::If(Some(rest)) } else { Tag::ElseIf(Some(rest)) }
            }
            None => self.no_tag(content),
        }
    }

    fn no_tag(&mut self, content: Range<usize>) -> Tag {
        let help = "give an expression a name in `[define]` and print that; write `{{` for a brace";
        self.say(content, "only names are printed", "no name", Some(help));
        Tag::Broken
    }

    /// `{buyer.name}`
    fn stakeholder(&mut self, name: &str, range: Range<usize>, rest: Range<usize>) -> Tag {
        let stakeholder = self.whose(name, range);
        let field = self.trimmed(rest.start + 1..rest.end);
        let what = match self.slice(&field) {
            "name" => Some(StakeholderText::Name),
            "role" => Some(StakeholderText::Role),
            "word" => Some(StakeholderText::Word),
            other => {
                self.unknown_field(other, if field.is_empty() { rest } else { field });
                None
            }
        };
        match (stakeholder, what) {
            (Some(stakeholder), Some(what)) => Tag::Stakeholder(stakeholder, what),
            _ => Tag::Broken,
        }
    }

    fn whose(&mut self, name: &str, range: Range<usize>) -> Option<StakeholderId> {
        let message = match self.names.value(name) {
            Some(Value::Variable(variable)) => match variable.kind {
                VariableKind::Stance(stakeholder) => return Some(stakeholder),
                VariableKind::Counter => format!("`{name}` is a counter, and no stakeholder"),
                VariableKind::Flag => format!("`{name}` is a flag, and no stakeholder"),
            },
            Some(Value::Definition(_)) => format!("`{name}` is a definition, and no stakeholder"),
            Some(Value::Broken) => return None,
            None => {
                let guess = self.names.guess_stakeholder(name, self.faults.len());
                let message = format!("no stakeholder is called `{name}`");
                let fault = self.unknown(message, range, guess, DECLARE_STAKEHOLDER);
                self.faults.push(fault.lacks(name));
                return None;
            }
        };
        let fault = self.unknown(message, range, None, "only stakeholders have a name, a role and a word");
        self.faults.push(fault);
        None
    }

    fn unknown_field(&mut self, field: &str, range: Range<usize>) {
        let known = ["name", "role", "word"];
        let guess = guess(field, known.into_iter(), known.len(), 0);
        let message = format!("a stakeholder has no `{field}`");
        let fault = self.unknown(message, range, guess, "there are `name`, `role` and `word`");
        self.faults.push(fault);
    }

    fn unknown(&self, message: String, range: Range<usize>, guess: Option<&str>, help: &str) -> Diagnostic {
        let span = self.text.span(range);
        let fault = Diagnostic::new(Code::UnknownName, span, message, "");
        match guess {
            Some(guess) => fault.help(format!("did you mean `{guess}`?")).fix(span, guess),
            None => fault.help(help),
        }
    }

    fn unknown_tag(&mut self, word: &str, range: Range<usize>, tag: &str) {
        let span = self.text.span(range);
        let message = format!("there is no tag `{word}`");
        let fault = Diagnostic::new(Code::TemplateSyntax, span, message, "unknown tag");
        self.faults.push(fault.help(format!("did you mean `{tag}`?")).fix(span, tag));
    }

    fn spelling(&mut self, range: Range<usize>, meant: &str) {
        let message = format!("`{{{}}}` is written `{{{meant}}}`", self.slice(&range));
        let span = self.text.span(range);
        self.faults.push(Diagnostic::new(Code::TemplateSyntax, span, message, "").fix(span, meant));
    }

    fn say(&mut self, range: Range<usize>, message: impl Into<String>, label: &str, help: Option<&str>) {
        let mut fault = Diagnostic::new(Code::TemplateSyntax, self.text.span(range), message, label);
        fault.help = help.map(str::to_owned);
        self.faults.push(fault);
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
