//! story.toml: what the story declares before its scenes.

use super::cast::Cast;
use super::keys::{ACT, LEVELS};
use super::lower::Lower;
use super::names::MissingName;
use super::role::is_language_tag;
use super::table::{Table, one_of};
use super::value::Value;
use super::{Scope, declare::DeclaredAct};
use crate::source::{Code, Diagnostic, Level, Span, suggest};
use crate::story::{Goal, Property, SceneId, TextId, TextKind};

/// What story.toml says; `None` where it is at fault.
pub(crate) struct StoryFile {
    /// The title.
    pub title: Option<TextId>,
    /// The language of the texts beside the file.
    pub language: Option<String>,
    /// Where every game begins.
    pub start: Option<SceneId>,
    /// The acts' names and titles, in order.
    pub acts: Vec<(String, Option<TextId>)>,
    /// The people and the variables.
    pub cast: Cast,
    /// The goals.
    pub goals: Vec<Goal>,
    /// The properties.
    pub properties: Vec<Property>,
    /// The levels of lints.
    pub lints: Vec<(Code, Level)>,
}

/// The one version of the format that is read.
const FORMAT: i64 = 1;

/// Whether the file is written in the format that is read; if not, nothing else in the story is worth a fault.
pub(crate) fn is_supported(root: &Table<'_>, faults: &mut Vec<Diagnostic>) -> bool {
    let Some(value) = root.get("format") else { return true };
    let Some(format) = value.integer(&mut vec![]).filter(|&format| format != FORMAT) else { return true };
    let message = format!("the story is written in format {format}");
    let label = format!("this program reads format {FORMAT}");
    faults.push(Diagnostic::new(Code::UnsupportedFormat, value.span(), message, label));
    false
}

impl Lower<'_> {
    /// Reads story.toml.
    pub fn story_file(&mut self, root: &Table<'_>, acts: &[DeclaredAct<'_>]) -> StoryFile {
        root.unknown_keys(&mut self.faults);
        if let Some(value) = root.need("format", &mut self.faults) {
            value.integer(&mut self.faults);
        }
        let title = root
            .need("title", &mut self.faults)
            .and_then(|value| self.text(value, "title".into(), TextKind::Plain, Scope::Scene));
        let language = root.need("language", &mut self.faults).and_then(|value| self.language(value));
        let start = root.need("start", &mut self.faults).and_then(|value| {
            let (name, inside) = value.string(&mut self.faults)?;
            self.target(name, inside)
        });
        let acts = self.acts(root, acts);
        let cast = self.cast(root);
        let goals = self.goals(root);
        let properties = root.get("property").map_or(vec![], |value| self.properties(value));
        let lints = root.get("lint").map_or(vec![], |value| self.lints(value));
        StoryFile { title, language, start, acts, cast, goals, properties, lints }
    }

    fn language(&mut self, value: Value<'_>) -> Option<String> {
        let (tag, inside) = value.string(&mut self.faults)?;
        if is_language_tag(tag) {
            return Some(tag.to_owned());
        }
        let message = format!("`{}` is no language tag", tag);
        let fault = Diagnostic::new(Code::BadId, inside, message, "not a language");
        self.faults.push(fault.help("write a tag such as `en`, `nl` or `pt-BR`"));
        None
    }

    fn acts(&mut self, root: &Table<'_>, acts: &[DeclaredAct<'_>]) -> Vec<(String, Option<TextId>)> {
        if let Some(value) = root.need("acts", &mut self.faults) {
            self.act_list(value);
        }
        let tables = root.named("act");
        let header = match root.get("act") {
            Some(value) => {
                value.table(&super::shape::NAMED, &mut self.faults);
                value.span()
            }
            None => root.header(),
        };
        // Where no act is named, that is what is wrong, and not what stands under each.
        let is_named = acts.iter().any(|act| act.named.is_some());
        let known: Vec<&str> = acts.iter().map(|act| act.name).collect();
        let mut guesses = vec![];
        for entry in tables.iter().filter(|entry| is_named && !known.contains(&entry.name)) {
            let message = format!("no act is called `{}`", entry.name);
            let fault = Diagnostic::new(Code::UnknownName, entry.span, message, "not in `acts`")
                .cause(MissingName::Act(entry.name));
            let bare = known.iter().copied().filter(|name| tables.iter().all(|entry| entry.name != *name));
            let guess = suggest(entry.name, bare);
            guesses.extend(guess);
            self.faults.push(match guess {
                Some(guess) => fault.help(format!("did you mean `{guess}`?")).fix(entry.span, guess),
                None => fault.help("name it in `acts`, or leave it out"),
            });
        }
        let mut titles = vec![];
        for act in acts {
            let table = tables.iter().find(|entry| entry.name == act.name);
            if let (None, Some(place)) = (table, act.named)
                && act.file.is_some()
                && !guesses.contains(&act.name)
                && !root.has_misspelt("act")
            {
                let message = format!("the act `{}` needs a table with its title", act.name);
                let label = format!("`[act.{}]` is missing", act.name);
                let fault = Diagnostic::new(Code::MissingKey, header, message, label);
                self.faults.push(fault.also(place, "the act is named here"));
            }
            let table = table.and_then(|entry| entry.value.table(&ACT, &mut self.faults));
            let title = table.and_then(|table| {
                table.unknown_keys(&mut self.faults);
                let title = table.need("title", &mut self.faults)?;
                self.text(title, format!("act.{}.title", act.name), TextKind::Plain, Scope::Scene)
            });
            titles.push((act.name.to_owned(), title));
        }
        titles
    }

    fn act_list(&mut self, value: Value<'_>) {
        let Some(list) = value.list(&mut self.faults) else { return };
        if list.is_empty() {
            let fault = Diagnostic::new(Code::MissingKey, value.span(), "a story needs an act", "no acts");
            self.faults.push(fault.help("name an act, and put its scenes into the file of that name"));
        }
        for value in list {
            value.string(&mut self.faults);
        }
    }

    fn lints(&mut self, value: Value<'_>) -> Vec<(Code, Level)> {
        let Some(table) = value.table(&super::shape::NAMED, &mut self.faults) else { return vec![] };
        let mut lints = vec![];
        for entry in table.entries() {
            let code = self.lint(entry.name, entry.span);
            let level = entry.value.string(&mut self.faults).and_then(|(name, inside)| {
                let level = Level::parse(name);
                if level.is_none() {
                    self.unknown_word("level of lints", name, inside, LEVELS);
                }
                level
            });
            lints.extend(code.zip(level));
        }
        lints
    }

    /// The lint of that name.
    pub fn lint(&mut self, name: &str, span: Span) -> Option<Code> {
        let code = Code::parse(name);
        match code {
            Some(code) if code.lint_level().is_some() => return Some(code),
            Some(_) => {
                let message = format!("`{name}` is no lint: it is a fault");
                let fault = Diagnostic::new(Code::UnknownName, span, message, "always reported");
                self.faults.push(fault.help("faults cannot be configured"));
            }
            None => {
                let message = format!("no lint is called `{}`", name);
                let fault = Diagnostic::new(Code::UnknownName, span, message, "unknown lint");
                self.faults.push(match suggest(name, Code::lints().map(Code::name)) {
                    Some(guess) => fault.help(format!("did you mean `{guess}`?")).fix(span, guess),
                    None => fault.help("`counterpitch explain` lists them all"),
                });
            }
        }
        None
    }

    /// Reports a word that is none of those that may stand at a place.
    pub fn unknown_word(&mut self, what: &str, word: &str, span: Span, words: &[&'static str]) {
        let fault =
            Diagnostic::new(Code::UnknownName, span, format!("no {what} is called `{word}`"), "unknown");
        let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
        self.faults.push(match suggest(word, words.iter().copied()) {
            Some(guess) => fault.help(format!("did you mean `{guess}`?")).fix(span, guess),
            None => fault.help(format!("it is one of {}", one_of(&quoted, "and"))),
        });
    }
}
