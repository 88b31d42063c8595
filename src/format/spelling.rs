//! How names are spelt: `kebab-case` for what stands in a table of its own, `snake_case` for what an expression names.

use crate::source::{Code, Diagnostic, Faults, Span, latin};
use crate::story::canonical_tag;

/// Words of the expression language and of templates: no variable or definition can have them as a name.
const RESERVED: &[&str] = &[
    "abs", "act", "again", "and", "at", "choices", "chosen", "count", "elif", "else", "end", "ended", "ending",
    "false", "if", "max", "min", "not", "or", "true", "vary", "visited",
];

/// Commands that a player of plain play types in place of a choice.
const COMMANDS: &[&str] = &["endings", "help", "history", "new", "quit", "redo", "save", "status", "undo"];

/// Files that stand beside the acts: no act can have their names.
const FILES: &[&str] = &["debrief", "schema", "story"];

/// The kind of thing that a name is for, which decides how the name is spelt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Name {
    Scene,
    Choice,
    Arm,
    Act,
    Lesson,
    Moment,
    Goal,
    Stakeholder,
    Counter,
    Flag,
    Definition,
}

/// Words that a kind of thing cannot have as names, and the reason.
type Taken = (&'static [&'static str], &'static str);

const IN_EXPRESSIONS: Taken = (RESERVED, "is a word of the expression language");

impl Name {
    /// The kind's name in messages, the character that joins the words of a name, and the words that are not allowed.
    fn rule(self) -> (&'static str, char, Taken) {
        match self {
            Name::Scene => ("scene", '-', (&[], "")),
            Name::Choice => ("choice", '-', (COMMANDS, "is a command of plain play")),
            Name::Arm => ("arm", '-', (&[], "")),
            Name::Act => ("act", '-', (FILES, "is the name of another file of a story")),
            Name::Lesson => ("lesson", '-', (&[], "")),
            Name::Moment => ("moment", '-', (&[], "")),
            Name::Goal => ("goal", '_', (&[], "")),
            Name::Stakeholder => ("stakeholder", '_', IN_EXPRESSIONS),
            Name::Counter => ("counter", '_', IN_EXPRESSIONS),
            Name::Flag => ("flag", '_', IN_EXPRESSIONS),
            Name::Definition => ("definition", '_', IN_EXPRESSIONS),
        }
    }

    /// The kind's name in messages, such as `scene`.
    pub(crate) fn what(self) -> &'static str {
        self.rule().0
    }

    fn separator(self) -> char {
        self.rule().1
    }

    /// The spelling as a regular expression, for the schemas.
    pub(crate) fn pattern(self) -> &'static str {
        match self.separator() {
            '-' => "^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
            _ => "^[a-z][a-z0-9]*(_[a-z0-9]+)*$",
        }
    }

    /// The words that things of this kind cannot have as names.
    pub(crate) fn reserved(self) -> &'static [&'static str] {
        self.rule().2.0
    }

    /// The right spelling of a misspelt name; `None` when it is right already, or cannot be corrected.
    pub(crate) fn corrected(self, name: &str) -> Option<String> {
        self.shaped(name).filter(|shaped| shaped != name)
    }

    /// The name in the spelling of its kind, corrected if need be; `None` when it cannot be corrected.
    pub(crate) fn shaped(self, name: &str) -> Option<String> {
        // Signs around a name, such as the arrow in `-> quay` of another tool, do not belong to it.
        let lower = latin(name).trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
        let words: Vec<&str> = lower.split(['-', '_', ' ', '.']).filter(|word| !word.is_empty()).collect();
        let shaped = words.join(&self.separator().to_string());
        is_spelt(&shaped, self.separator()).then_some(shaped)
    }

    /// Reports a name that is reserved, or that is not spelt as names of its kind are.
    pub(crate) fn check(self, name: &str, span: Span, faults: &mut Faults) {
        let (what, separator, (words, why)) = self.rule();
        if words.contains(&name) {
            let message = format!("a {what} cannot be called `{name}`");
            faults.push(Code::BadId.at(span, message, why).help("choose another name"));
            return;
        }
        if is_spelt(name, separator) {
            return;
        }
        let style = if separator == '-' { "kebab-case" } else { "snake_case" };
        let article = if what.starts_with('a') { "an" } else { "a" };
        let fault = Code::BadId.at(span, format!("`{name}` is no name for {article} {what}"), format!("not {style}"));
        let rule = format!("small letters and digits, words joined by `{separator}`, a letter first");
        faults.push(match self.shaped(name) {
            Some(_) if self == Name::Act && name.ends_with(".toml") => {
                let bare = name.trim_end_matches(".toml");
                fault.help(format!("an act is named without `.toml`: `{bare}`"))
            }
            _ if name.contains('.') => fault.help("dots join names only outside quotation marks"),
            Some(corrected) => fault.help(format!("write it as `{corrected}`: {rule}")),
            None => fault.help(format!("names are {rule}")),
        });
    }
}

/// Whether a word has the form of a language tag (BCP 47): `nl`, `pt-BR`, `zh-Hant`.
pub fn is_language_tag(word: &str) -> bool {
    let mut parts = word.split('-');
    let is_language = |part: &str| matches!(part.len(), 2..=3) && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_part = |part: &str| matches!(part.len(), 1..=8) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    parts.next().is_some_and(is_language) && parts.all(is_part)
}

/// The language that the name of a folder means: `pt_BR` means `pt-BR`. `None` when it is no language.
pub fn folder_language(folder: &str) -> Option<String> {
    Some(canonical_tag(folder)).filter(|tag| is_language_tag(tag))
}

/// Like [`folder_language`], but also for names that are almost right: `nl_NL.UTF-8`, `pt.BR`.
pub fn meant_language(folder: &str) -> Option<String> {
    let parts: Vec<&str> = folder.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    folder_language(folder).or_else(|| folder_language(&parts[..parts.len().min(2)].join("-")))
}

/// The fault that two things have the same name. `span` is the place of the second, where the fault stands.
pub(crate) fn twice(kind: Name, name: &str, span: Span, first: Span) -> Diagnostic {
    let what = kind.what();
    Code::DuplicateId.at(span, format!("there are two {what}s called `{name}`"), "the second").also(first, "the first")
}

fn is_spelt(name: &str, separator: char) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .split(separator)
            .all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
}
