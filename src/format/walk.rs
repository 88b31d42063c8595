//! The one walk over the tables of a file: everything in them that their description does not allow is a fault.
//!
//! It knows keys and types. What a name stands for, and whether numbers fit each other, is found where the tables are
//! read; there every value has the type that its key asks for, or is left out.

use super::characters::check_characters;
use super::keys::{LEVELS, SCENE, STEP, homes};
use super::limits;
use super::mistyped;
use super::spec::{NAMES, Presence, ValueKind};
use super::spelling::{Name, is_language_tag};
use super::table::{Entry, Table, Value, one_of, quoted};
use crate::source::{Code, Diagnostic, Span, suggest};
use std::fmt::Display;

const ARMS: &str = "write `goto = \"scene\"` or `goto = [{ to = \"scene\" }]`";
const SHARES: &str =
    "weights are shares: 3 and 1 make 3 in 4; an expression such as \"1 + buyer\" stands in quotation marks";
/// What to do with a list of strings where one is wanted: a text, a condition, or a name.
const LINES: &str = "put all of it into one string; between `\"\"\"` marks it may have lines";
const CONDITIONS: &str = "put all of it into one string, joined by `and` or `or`";
const ONE: &str = "only one can stand here, without brackets";
const STEPS: &str = "a step is `\"scene.choice\"`, `{ draw = \"scene.arm\" }`, `{ expect = \"…\" }`, or a table with \
                     `available`, `locked` or `hidden`";

/// Reports what is wrong in the root table of a file of a kind.
pub(super) fn check_file(root: &Table<'_>, kind: &ValueKind, faults: &mut Vec<Diagnostic>) {
    let mut walk = Walk { faults };
    match kind {
        ValueKind::Named(..) => walk.scenes(root),
        _ => walk.table(root),
    }
}

/// Whether a scene has choices and nothing else, as if the header above them were of another scene.
fn is_headless(scene: Value<'_>) -> bool {
    matches!(scene.names().as_slice(), [only] if only.name == "choice")
}

struct Walk<'f> {
    faults: &'f mut Vec<Diagnostic>,
}

impl Walk<'_> {
    fn report(&mut self, code: Code, span: Span, message: impl Into<String>, label: &str, help: &str) {
        self.faults.push(Diagnostic::new(code, span, message, label).help(help));
    }

    fn table(&mut self, table: &Table<'_>) {
        for stray in table.strays() {
            let meant = table.meant(&stray);
            self.unknown_key(table, &stray, meant);
            if let Some(ValueKind::Named(name, kind)) = meant.and_then(|key| Some(table.spec.key(key)?.kind)) {
                self.named(stray.value, name, kind);
            }
        }
        let alternatives = table.spec.with(Presence::One);
        let mut found: Vec<Entry<'_>> = alternatives.iter().filter_map(|key| table.entry(key)).collect();
        found.sort_by_key(|entry| entry.span);
        self.exclusive(table, &alternatives, &found);
        let (mut missing, mut because): (Vec<&str>, _) = (vec![], String::new());
        for key in table.spec.keys {
            let entry = table.entry(key.name);
            match (key.presence, &entry, found.first()) {
                (Presence::Must, None, _) => missing.push(key.name),
                (Presence::With(other), Some(_), _) if table.has(other) => {}
                (Presence::With(other), Some(entry), Some(first)) if alternatives.contains(&other) => {
                    let message = format!("`{}` belongs to `{other}`, and here is none", entry.name);
                    let fault = Diagnostic::new(Code::UnknownKey, entry.span, message, "means nothing here");
                    self.faults.push(fault.also(first.span, format!("`{}` is here", first.name)));
                }
                (Presence::With(other), Some(_), _) if !alternatives.contains(&other) => {
                    because = format!(" with `{}`", key.name);
                    missing.push(other);
                }
                _ => {}
            }
            if let Some(entry) = entry {
                self.value(entry.value, &key.kind);
            }
        }
        missing.retain(|key| !table.has_misspelt(key) && !has_fallen(table, key));
        if !missing.is_empty() {
            let is = if missing.len() == 1 { "is" } else { "are" };
            let missing = quoted(missing, "and");
            let message = format!("{}{because} needs {missing}", table.spec.what);
            let label = format!("{missing} {is} missing here");
            self.faults.push(Diagnostic::new(Code::MissingKey, table.header, message, label));
        }
    }

    /// Reports that none of some keys is there, or more than one.
    fn exclusive(&mut self, table: &Table<'_>, keys: &[&str], found: &[Entry<'_>]) {
        for entry in found.iter().skip(1) {
            let (key, first) = (entry.name, found[0].name);
            let message = format!("`{key}` and `{first}` exclude each other");
            let fault = Diagnostic::new(Code::ConflictingKeys, entry.span, message, "one too many");
            let fault = fault.also(found[0].span, format!("`{first}` is here"));
            self.faults.push(fault.help("leave one of them out"));
        }
        let is_misspelt = keys.iter().any(|key| table.has_misspelt(key));
        if found.is_empty() && !keys.is_empty() && !is_misspelt && *table.spec != SCENE {
            let message = format!("{} needs {}", table.spec.what, quoted(keys, "or"));
            let label = if keys.len() == 2 { "neither is here" } else { "none of these is here" };
            self.faults.push(Diagnostic::new(Code::MissingKey, table.header, message, label));
        }
    }

    fn unknown_key(&mut self, table: &Table<'_>, stray: &Entry<'_>, meant: Option<&str>) {
        let Entry { name: key, span, value } = *stray;
        let what = table.spec.what;
        let message = format!("`{key}` means nothing in {what}");
        let fault = Diagnostic::new(Code::UnknownKey, span, message, "unknown key");
        let homes = homes(key, table.spec);
        let place = if homes == ["story.toml"] && !value.is_table() { ", above the first header" } else { "" };
        self.faults.push(match meant {
            // A table may have several headers, which all have the key.
            Some(meant) if value.is_table() => fault.help(format!("did you mean `{meant}`?")),
            Some(meant) => fault.meant(Some(meant), ""),
            None if value.is_table() && *table.spec == SCENE => fault
                .help(format!("a choice begins with its scene and `choice`: `choice.{key}`"))
                .fix(span, format!("choice.{key}")),
            None if !homes.is_empty() => fault.help(format!("`{key}` belongs in {}{place}", one_of(&homes, "or"))),
            None => fault.help(format!("{what} may have {}", quoted(table.spec.names(), "and"))),
        });
    }

    fn scenes(&mut self, root: &Table<'_>) {
        let entries = root.entries();
        for (index, entry) in entries.iter().enumerate() {
            let below = entries.get(index + 1).filter(|below| is_headless(below.value));
            self.scene(entry, below);
        }
    }

    /// Reports what is wrong in a scene; `below` is one after it that has choices and no header of its own.
    fn scene(&mut self, entry: &Entry<'_>, below: Option<&Entry<'_>>) {
        let Entry { name, span, value } = *entry;
        let nowhere = format!("`{name}` stands in no scene");
        let Some(table) = value.as_table(&SCENE) else {
            return if value.as_list().is_some() {
                let message = format!("the scene `{name}` begins with two brackets");
                let help = format!("a scene begins with `[{name}]`");
                self.report(Code::WrongType, span, message, "a list of tables", &help);
            } else {
                let help = "begin the scene above it, with its id in brackets: `[quay]`";
                self.report(Code::UnknownKey, span, nowhere, "before the first scene", help);
            };
        };
        Name::Scene.check(name, span, self.faults);
        if name.contains('.') {
            // The header was put in quotes: what stands under it belongs to something else.
            return;
        }
        if matches!(name, "choice" | "choices") && table.has_stray_table() {
            let help = "begin with the scene: `[quay.choice.listen]`";
            return self.report(Code::UnknownKey, span, nowhere, "whose choice?", help);
        }
        if matches!(name, "scene" | "scenes") && table.has_stray_table() {
            let message = format!("`{name}` stands before the id of a scene");
            let help = "a scene begins with its id alone: `[quay]`";
            return self.report(Code::UnknownKey, span, message, "no part of the id", help);
        }
        self.table(&table);
        let ways = SCENE.with(Presence::One);
        let may_go_on = |key: &&str| table.has(key) || table.has_misspelt(key);
        let has_no_way = !ways.iter().any(may_go_on) && !table.has_stray_table();
        let has_no_choice = table.get("choice").is_some_and(Value::is_table) && table.named("choice").is_empty();
        if has_no_way || has_no_choice {
            let message = format!("the scene `{name}` does not go on");
            let label = if has_no_way { "no way on from here" } else { "it has no choices" };
            let help = match below {
                Some(below) => {
                    format!("the choices below it are of `{}`: give both the same name", below.name)
                }
                None => "give it choices or a `goto`, or end the story there with `ending = true`".to_owned(),
            };
            self.report(Code::NoWayOn, table.header, message, label, &help);
        }
    }

    fn value(&mut self, value: Value<'_>, kind: &ValueKind) {
        match kind {
            ValueKind::Condition if value.as_bool().is_some() => {
                let fault = value.wrong_type("a string").help("a condition stands between quotation marks");
                self.faults.push(fault.fix(value.span(), format!("\"{}\"", value.written())));
            }
            ValueKind::Text(_) => drop(self.string(value, LINES)),
            ValueKind::Condition | ValueKind::Expression => drop(self.string(value, CONDITIONS)),
            ValueKind::Remark if value.as_bool().is_some() => {
                let fault = value.wrong_type("a string");
                self.faults.push(fault.help("every flag is false at the start: write what it means"));
            }
            ValueKind::Remark => self.plain(value, LINES),
            ValueKind::Fingerprint | ValueKind::Step | ValueKind::Name(_) => self.plain(value, ONE),
            ValueKind::Word(what, words) => self.word(value, what, words),
            ValueKind::Language => self.language(value),
            ValueKind::Integer(least, most) => self.integer(value, *least, *most),
            ValueKind::Seed => self.seed(value),
            ValueKind::Share => self.share(value),
            ValueKind::Weight => self.weight(value),
            ValueKind::Switch => self.switch(value),
            ValueKind::True => self.only_true(value),
            ValueKind::DateTime if value.as_date_time().is_some() => {}
            ValueKind::DateTime => self.faults.push(value.wrong_type("a date-time")),
            ValueKind::Lints => self.list(value, false).into_iter().for_each(|value| {
                if let Some(name) = self.string(value, ONE) {
                    self.lint(name, value.inside());
                }
            }),
            ValueKind::Levels => {
                for entry in self.names(value, None) {
                    self.lint(entry.name, entry.span);
                    self.word(entry.value, "level of lints", LEVELS);
                }
            }
            ValueKind::List(inner) => {
                let list = self.list(value, matches!(inner, ValueKind::Table(_)));
                if value.as_list().is_some() && list.is_empty() {
                    let message = format!("`{}` is empty", value.key);
                    let label = "there must be at least one";
                    self.faults.push(Diagnostic::new(Code::MissingKey, value.span(), message, label));
                }
                list.into_iter().for_each(|value| self.value(value, inner));
            }
            ValueKind::Table(spec) => match value.as_table(spec) {
                Some(table) => self.table(&table),
                None => self.faults.push(mistyped::no_table(value)),
            },
            ValueKind::Tables(spec) => match value.as_list() {
                Some(list) => list.into_iter().for_each(|value| self.value(value, &ValueKind::Table(spec))),
                None => {
                    let key = value.key;
                    let help = format!("begin each {key} with `[[{key}]]`");
                    self.faults.push(value.wrong_type("a list of tables").help(help));
                }
            },
            ValueKind::Named(name, inner) => self.named(value, *name, inner),
            ValueKind::Words => {
                for entry in self.names(value, None) {
                    self.string(entry.value, LINES);
                }
            }
            ValueKind::Effects => self.changes(value, "`effects = { evenings = -1, listened = true }`"),
            ValueKind::Set => self.changes(value, "`set = { evenings = 0 }`"),
            ValueKind::Goto(arm) => self.goto(value, arm),
            ValueKind::Choices => self.list(value, false).into_iter().for_each(|value| self.plain(value, ONE)),
            ValueKind::Steps => self.list(value, false).into_iter().for_each(|value| self.step(value)),
        }
    }

    /// Reports what is no string; `several` is what to do with a list of them.
    fn string<'a>(&mut self, value: Value<'a>, several: &str) -> Option<&'a str> {
        let text = value.as_str();
        if text.is_none() {
            self.faults.push(mistyped::no_string(value, several));
        }
        text
    }

    /// A string that is no text of the story: nothing else looks at its characters.
    fn plain(&mut self, value: Value<'_>, several: &str) {
        self.string(value, several);
        if let Some(text) = value.as_decoded() {
            check_characters(&text, self.faults);
        }
    }

    fn list<'a>(&mut self, value: Value<'a>, of_tables: bool) -> Vec<Value<'a>> {
        let list = value.as_list();
        if list.is_none() {
            self.faults.push(mistyped::no_list(value, of_tables));
        }
        list.unwrap_or_default()
    }

    fn names<'a>(&mut self, value: Value<'a>, help: Option<String>) -> Vec<Entry<'a>> {
        if !value.is_table() {
            let fault = mistyped::no_table(value);
            self.faults.push(help.into_iter().fold(fault, Diagnostic::help));
        }
        value.names()
    }

    /// A table whose keys are names.
    fn named(&mut self, value: Value<'_>, name: Name, inner: &ValueKind) {
        let (key, what) = (value.key, name.what());
        let is_table = matches!(inner, ValueKind::Table(_));
        let help = format!("begin each {what} with a header that ends in `{key}.ID]`");
        let entries = self.names(value, is_table.then(|| help.clone()));
        if let Some(bare) = entries.iter().find(|entry| is_table && !entry.value.is_table()) {
            let message = format!("`{}` is no {what}: it stands under `{key}` without the {what}'s id", bare.name);
            let (message, label) = match bare.value.as_list() {
                Some(_) => (format!("the {what} `{}` begins with two brackets", bare.name), "a list of tables"),
                None => (message, "not a table"),
            };
            return self.report(Code::WrongType, bare.span, message, label, &help);
        }
        if let Some(extra) = entries.get(limits::CHOICES).filter(|_| name == Name::Choice) {
            return self.faults.push(limits::too_many(extra.span, "choices in a scene", limits::CHOICES));
        }
        for entry in &entries {
            // The list of acts is at fault already.
            if name != Name::Act {
                name.check(entry.name, entry.span, self.faults);
            }
            self.value(entry.value, inner);
        }
    }

    fn word(&mut self, value: Value<'_>, what: &str, words: &[&'static str]) {
        let Some(word) = self.string(value, ONE).filter(|word| !words.contains(word)) else { return };
        let message = format!("no {what} is called `{word}`");
        let fault = Diagnostic::new(Code::UnknownName, value.inside(), message, "unknown");
        let guess = suggest(word, words.iter().copied());
        self.faults.push(fault.meant(guess, format!("it is one of {}", quoted(words, "and"))));
    }

    fn lint(&mut self, name: &str, span: Span) {
        match Code::parse(name) {
            Some(code) if code.lint_level().is_some() => {}
            Some(_) => {
                let message = format!("`{name}` is no lint: it is a fault");
                self.report(Code::UnknownName, span, message, "always reported", "faults cannot be configured");
            }
            None => {
                let message = format!("no lint is called `{name}`");
                let fault = Diagnostic::new(Code::UnknownName, span, message, "unknown lint");
                let guess = suggest(name, Code::lints().map(Code::name));
                self.faults.push(fault.meant(guess, "`counterpitch explain` lists them all"));
            }
        }
    }

    fn language(&mut self, value: Value<'_>) {
        if let Some(tag) = self.string(value, ONE).filter(|tag| !is_language_tag(tag)) {
            let message = format!("`{tag}` is no language tag");
            let help = "write a tag such as `en`, `nl` or `pt-BR`";
            self.report(Code::BadId, value.inside(), message, "not a language", help);
        }
    }

    fn integer(&mut self, value: Value<'_>, least: i32, most: i32) {
        let Some(number) = value.as_any_integer() else {
            return self.faults.push(mistyped::unquoted::<i32>(value, "an integer"));
        };
        if value.as_integer().is_none() {
            self.faults.push(value.too_large());
        } else if !(i64::from(least)..=i64::from(most)).contains(&number) {
            self.out_of_range(value, number, format!("from {least} to {most}"));
        }
    }

    fn out_of_range(&mut self, value: Value<'_>, number: impl Display, label: String) {
        let message = format!("`{}` cannot be {number}", value.key);
        self.faults.push(Diagnostic::new(Code::OutOfRange, value.span(), message, label));
    }

    fn seed(&mut self, value: Value<'_>) {
        if value.as_any_integer().is_none() {
            self.faults.push(value.wrong_type("an integer"));
        } else if value.as_seed().is_none() {
            self.out_of_range(value, value.written(), format!("from 0 to {}", u64::MAX));
        }
    }

    fn share(&mut self, value: Value<'_>) {
        match value.as_number() {
            None => self.faults.push(mistyped::unquoted::<f64>(value, "a number")),
            Some(share) if (0.0..=1.0).contains(&share) => {}
            Some(share) => self.out_of_range(value, share, "from 0 to 1".to_owned()),
        }
    }

    fn weight(&mut self, value: Value<'_>) {
        let fault = match (value.as_str(), value.as_any_integer()) {
            (Some(_), _) => return,
            (_, None) => value.wrong_type("an integer"),
            (_, Some(weight)) if (1..=limits::WEIGHT).contains(&weight) => return,
            (_, Some(weight)) => {
                let label = format!("from 1 to {}", limits::WEIGHT);
                Diagnostic::new(Code::OutOfRange, value.span(), format!("a weight cannot be {weight}"), label)
            }
        };
        self.faults.push(fault.help(SHARES));
    }

    fn switch(&mut self, value: Value<'_>) {
        if value.as_bool().is_none() {
            self.faults.push(mistyped::unquoted::<bool>(value, "`true` or `false`"));
        }
    }

    fn only_true(&mut self, value: Value<'_>) {
        self.switch(value);
        if value.as_bool() == Some(false) {
            let message = format!("`{}` can only be `true`", value.key);
            let help = "leave it out when the story goes on";
            self.report(Code::OutOfRange, value.span(), message, "no ending", help);
        }
    }

    /// Changes depend on what is declared: here are only the tables that hold them.
    fn changes(&mut self, value: Value<'_>, example: &str) {
        let tables = match value.as_list() {
            Some(list) => list,
            None if value.is_table() => vec![value],
            None => {
                let fault = value.wrong_type("a table or a list of tables");
                return self.faults.push(fault.help(format!("write {example}")));
            }
        };
        for value in tables {
            if !value.is_table() {
                self.faults.push(value.wrong_type("a table").help(format!("write {example}")));
            }
            if let Some(when) = value.as_table(&NAMES).and_then(|table| table.get("when")) {
                self.string(when, CONDITIONS);
            }
        }
    }

    fn goto(&mut self, value: Value<'_>, arm: &ValueKind) {
        if value.as_str().is_some() {
            return self.plain(value, ONE);
        }
        let Some(list) = value.as_list() else {
            return self.faults.push(value.wrong_type("a scene or a list of arms").help(ARMS));
        };
        if list.is_empty() {
            return self.report(Code::MissingKey, value.span(), "`goto` has no arms", "leads nowhere", ARMS);
        }
        if let Some(extra) = list.get(limits::ARMS) {
            return self.faults.push(limits::too_many(extra.span(), "arms in a list", limits::ARMS));
        }
        if let Some(other) = list.iter().find(|value| !value.is_table()) {
            let message = format!("an arm of a `goto` must be a table, not {}", other.what());
            let help = format!("write `{{ to = \"{}\" }}`", other.as_str().unwrap_or("scene"));
            return self.report(Code::WrongType, other.span(), message, other.what(), &help);
        }
        list.into_iter().for_each(|value| self.value(value, arm));
    }

    fn step(&mut self, value: Value<'_>) {
        if value.as_str().is_some() {
            return self.plain(value, ONE);
        }
        let Some(table) = value.as_table(&STEP) else {
            let message = format!("a step must be a choice or a table, not {}", value.what());
            return self.report(Code::WrongType, value.span(), message, value.what(), STEPS);
        };
        self.table(&table);
        if let Some(draw) = table.get("draw") {
            if let Some(other) = STEP.names().skip(1).find_map(|key| table.entry(key)) {
                let message = "a step that names a draw can say nothing else";
                let label = "belongs in a step of its own";
                let fault = Diagnostic::new(Code::ConflictingKeys, other.span, message, label);
                self.faults.push(fault.also(draw.span(), "the draw"));
            }
        } else if table.entries().is_empty() {
            let message = "a step says what is done, or what must be so";
            let help = format!("give it {}", quoted(STEP.names(), "or"));
            self.report(Code::MissingKey, value.span(), message, "this step says nothing", &help);
        }
    }
}

/// Whether a key stands in a table below, where it means nothing: a header above it took it in.
fn has_fallen(table: &Table<'_>, key: &str) -> bool {
    let holds = |value: Value<'_>, kind: &ValueKind| match kind {
        ValueKind::Table(spec) => {
            value.as_table(spec).is_some_and(|table| table.strays().any(|stray| stray.name == key))
        }
        ValueKind::Text(_) => value.names().iter().any(|entry| entry.name == key),
        _ => false,
    };
    table.spec.keys.iter().filter_map(|key| Some((table.get(key.name)?, &key.kind))).any(|(value, kind)| match kind {
        ValueKind::Named(_, kind) => value.names().into_iter().any(|entry| holds(entry.value, kind)),
        kind => holds(value, kind),
    })
}
