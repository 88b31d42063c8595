//! Walks over the tables of a file, and reports everything in them that their description does not allow.
//!
//! The walk knows keys and types. What names stand for, and whether numbers fit, turns out when the tables are read.

use super::characters::check_characters;
use super::keys::{LEVELS, SCENE, STEP, homes};
use super::limits;
use super::names::unknown;
use super::spec::{NAMES, Presence, ValueKind};
use super::spelling::{Name, is_language_tag};
use super::table::{Entry, Table, Value, one_of, quoted};
use crate::source::{Code, Diagnostic, Faults, Span};
use crate::story::TextKind;

pub(super) fn check_file(root: &Table<'_>, kind: &ValueKind, faults: &mut Faults) {
    let mut walk = Walk { faults };
    if !matches!(kind, ValueKind::Named(..)) {
        return walk.table(root);
    }
    root.entries().iter().for_each(|entry| walk.scene(entry));
}

struct Walk<'f> {
    faults: &'f mut Faults,
}

impl Walk<'_> {
    fn report(&mut self, code: Code, span: Span, message: impl Into<String>, label: &str, help: &str) {
        self.faults.push(code.at(span, message, label).help(help));
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
            match (key.presence, &entry) {
                (Presence::Must, None) => missing.push(key.name),
                (Presence::With(other), Some(_)) if !table.has(other) => {
                    because = format!(" with `{}`", key.name);
                    missing.push(other);
                }
                _ => {}
            }
            if let Some(entry) = entry {
                self.value(entry.value, &key.kind);
            }
        }
        missing.retain(|key| !table.has_misspelt(key));
        if !missing.is_empty() {
            let is = if missing.len() == 1 { "is" } else { "are" };
            let missing = quoted(missing, "and");
            let message = format!("{}{because} needs {missing}", table.spec.what);
            self.faults.push(Code::MissingKey.at(table.header, message, format!("{missing} {is} missing here")));
        }
    }

    /// Reports when none of `keys` is there, or more than one; `found` has those that are.
    fn exclusive(&mut self, table: &Table<'_>, keys: &[&str], found: &[Entry<'_>]) {
        for entry in found.iter().skip(1) {
            let first = found[0].name;
            let message = format!("`{}` and `{first}` exclude each other", entry.name);
            let fault = Code::ConflictingKeys.at(entry.span, message, "one too many").help("leave one of them out");
            self.faults.push(fault.also(found[0].span, format!("`{first}` is here")));
        }
        let is_misspelt = keys.iter().any(|key| table.has_misspelt(key));
        if found.is_empty() && !keys.is_empty() && !is_misspelt && *table.spec != SCENE {
            let message = format!("{} needs {}", table.spec.what, quoted(keys, "or"));
            self.faults.push(Code::MissingKey.at(table.header, message, "none of these is here"));
        }
    }

    fn unknown_key(&mut self, table: &Table<'_>, stray: &Entry<'_>, meant: Option<&str>) {
        let Entry { name: key, span, value } = *stray;
        let what = table.spec.what;
        let fault = Code::UnknownKey.at(span, format!("`{key}` means nothing in {what}"), "unknown key");
        let homes = homes(key);
        let place = if homes == ["story.toml"] && !value.is_table() { ", above the first header" } else { "" };
        self.faults.push(match meant {
            // The fault offers no fix: a table may have several headers, which all have the key.
            Some(meant) if value.is_table() => fault.help(format!("did you mean `{meant}`?")),
            Some(meant) => fault.meant(Some(meant), ""),
            None if value.is_table() && *table.spec == SCENE => fault
                .help(format!("a choice begins with its scene and `choice`: `choice.{key}`"))
                .fix(span, format!("choice.{key}")),
            None if !homes.is_empty() => fault.help(format!("`{key}` belongs in {}{place}", one_of(&homes, "or"))),
            None => fault.help(format!("{what} may have {}", quoted(table.spec.names(), "and"))),
        });
    }

    fn scene(&mut self, entry: &Entry<'_>) {
        let Entry { name, span, value } = *entry;
        let Some(table) = value.as_table(&SCENE) else {
            return match value.as_list() {
                Some(_) => self.faults.push(value.wrong_type("a table")),
                None => {
                    let help = "begin the scene above it, with its id in brackets: `[quay]`";
                    let message = format!("`{name}` stands in no scene");
                    self.report(Code::UnknownKey, span, message, "before the first scene", help);
                }
            };
        };
        Name::Scene.check(name, span, self.faults);
        // The header was put in quotes: what stands under it belongs to something else.
        if name.contains('.') {
            return;
        }
        self.table(&table);
        let ways = SCENE.with(Presence::One);
        let is_stuck = !table.has_stray_table() && !ways.iter().any(|key| table.has(key) || table.has_misspelt(key));
        let has_no_choice = table.get("choice").is_some_and(Value::is_table) && table.named("choice").is_empty();
        if is_stuck || has_no_choice {
            let message = format!("the scene `{name}` does not go on");
            let help = "give it choices or a `goto`, or end the story there with `ending = true`";
            self.report(Code::NoWayOn, table.header, message, "no way on from here", help);
        }
    }

    fn value(&mut self, value: Value<'_>, kind: &ValueKind) {
        match kind {
            ValueKind::Lints => {
                for value in self.list(value) {
                    self.value(value, &ValueKind::Remark);
                    value.as_str().into_iter().for_each(|name| self.lint(name, value.inside()));
                }
            }
            ValueKind::Levels => {
                for entry in self.names(value) {
                    self.lint(entry.name, entry.span);
                    self.value(entry.value, &ValueKind::Word("level of lints", LEVELS));
                }
            }
            ValueKind::List(inner) => {
                let list = self.list(value);
                if value.as_list().is_some() && list.is_empty() {
                    let message = format!("`{}` is empty", value.key);
                    self.faults.push(Code::MissingKey.at(value.span(), message, "there must be at least one"));
                }
                list.into_iter().for_each(|value| self.value(value, inner));
            }
            ValueKind::Table(spec) => match value.as_table(spec) {
                Some(table) => self.table(&table),
                None => self.faults.push(value.wrong_type("a table")),
            },
            ValueKind::Tables(spec) => {
                self.list(value).into_iter().for_each(|value| self.value(value, &ValueKind::Table(spec)));
            }
            ValueKind::Named(name, inner) => self.named(value, *name, inner),
            ValueKind::Words => {
                for entry in self.names(value) {
                    self.value(entry.value, &ValueKind::Text(TextKind::Plain));
                }
            }
            ValueKind::Effects => self.changes(value, "write `effects = { evenings = -1, listened = true }`"),
            ValueKind::Set => self.changes(value, "write `set = { evenings = 0 }`"),
            ValueKind::Goto(_) if value.as_str().is_some() => self.value(value, &ValueKind::Step),
            ValueKind::Goto(arm) => match value.as_list().unwrap_or_default().get(limits::ARMS) {
                Some(extra) => self.faults.push(limits::too_many(extra.span(), "arms in a list", limits::ARMS)),
                None => self.value(value, &ValueKind::List(arm)),
            },
            ValueKind::Choices => {
                self.list(value).into_iter().for_each(|value| self.value(value, &ValueKind::Step));
            }
            ValueKind::Steps => self.list(value).into_iter().for_each(|value| self.step(value)),
            scalar => {
                self.faults.extend(wrong(value, scalar));
                // A string that is no text of the story: nothing else looks at its characters.
                let is_plain =
                    matches!(scalar, ValueKind::Remark | ValueKind::Fingerprint | ValueKind::Step | ValueKind::Name(_));
                if let Some(text) = value.as_decoded().filter(|_| is_plain) {
                    check_characters(&text, self.faults);
                }
            }
        }
    }

    fn list<'a>(&mut self, value: Value<'a>) -> Vec<Value<'a>> {
        let list = value.as_list();
        self.faults.extend(list.is_none().then(|| value.wrong_type("a list").help("put brackets around it")));
        list.unwrap_or_default()
    }

    fn names<'a>(&mut self, value: Value<'a>) -> Vec<Entry<'a>> {
        if !value.is_table() {
            self.faults.push(value.wrong_type("a table"));
        }
        value.names()
    }

    fn named(&mut self, value: Value<'_>, name: Name, inner: &ValueKind) {
        let (key, what) = (value.key, name.what());
        let entries = self.names(value);
        let is_bare = |entry: &&Entry<'_>| !entry.value.is_table() && entry.value.as_list().is_none();
        if let Some(bare) = entries.iter().find(is_bare).filter(|_| matches!(inner, ValueKind::Table(_))) {
            let message = format!("`{}` is no {what}: it stands under `{key}` without the {what}'s id", bare.name);
            let help = format!("begin each {what} with a header that ends in `{key}.ID]`");
            return self.report(Code::WrongType, bare.span, message, "not a table", &help);
        }
        if let Some(extra) = entries.get(limits::CHOICES).filter(|_| name == Name::Choice) {
            return self.faults.push(limits::too_many(extra.span, "choices in a scene", limits::CHOICES));
        }
        for entry in &entries {
            // The list of acts reports a bad name already.
            if name != Name::Act {
                name.check(entry.name, entry.span, self.faults);
            }
            self.value(entry.value, inner);
        }
    }

    fn lint(&mut self, name: &str, span: Span) {
        if Code::parse(name).and_then(Code::lint_level).is_none() {
            let help = "`counterpitch explain` lists them all; faults cannot be configured";
            self.faults.push(unknown("lint", name, span, Code::lints().map(Code::name), help));
        }
    }

    /// Checks that changes stand in tables, and checks their `when`. A later step checks the changes themselves,
    /// because it must know what is declared.
    fn changes(&mut self, value: Value<'_>, help: &str) {
        for value in value.as_list().unwrap_or_else(|| vec![value]) {
            if !value.is_table() {
                self.faults.push(value.wrong_type("a table").help(help));
            }
            if let Some(when) = value.as_table(&NAMES).and_then(|table| table.get("when")) {
                self.value(when, &ValueKind::Expression);
            }
        }
    }

    fn step(&mut self, value: Value<'_>) {
        if value.as_str().is_some() {
            return self.value(value, &ValueKind::Step);
        }
        let Some(table) = value.as_table(&STEP) else {
            return self.faults.push(value.wrong_type("a list of choices and tables"));
        };
        self.table(&table);
        if let Some(draw) = table.get("draw") {
            if let Some(other) = STEP.names().skip(1).find_map(|key| table.entry(key)) {
                let message = "a step that names a draw can say nothing else";
                let fault = Code::ConflictingKeys.at(other.span, message, "belongs in a step of its own");
                self.faults.push(fault.also(draw.span(), "the draw"));
            }
        } else if table.entries().is_empty() {
            let message = format!("a step needs {}", quoted(STEP.names(), "or"));
            self.faults.push(Code::MissingKey.at(value.span(), message, "this step says nothing"));
        }
    }
}

/// The fault of a value whose kind holds no other values; `None` when the value is right.
fn wrong(value: Value<'_>, kind: &ValueKind) -> Option<Diagnostic> {
    use ValueKind::{Condition, DateTime, Expression, Fingerprint, Integer, Language, Remark, Seed, Share, Step};
    use ValueKind::{Switch, Text, True, Weight, Word};
    let (text, number, bool) = (value.as_str(), value.as_any_integer(), value.as_bool());
    let (wanted, is_it) = match kind {
        Text(_) | Remark | Condition | Expression | Fingerprint | Step | ValueKind::Name(_) | Word(..) | Language => {
            ("a string", text.is_some())
        }
        Integer(..) | Seed => ("an integer", number.is_some()),
        Weight => ("an integer", number.is_some() || text.is_some()),
        Share => ("a number", value.as_number().is_some()),
        Switch | True => ("`true` or `false`", bool.is_some()),
        DateTime => ("a date-time", value.as_date_time().is_some()),
        _ => return None,
    };
    if !is_it {
        return Some(value.wrong_type(wanted));
    }
    let within = |least: i64, most: i64| {
        let number = number.filter(|number| !(least..=most).contains(number))?;
        let message = format!("`{}` cannot be {number}", value.key);
        Some(Code::OutOfRange.at(value.span(), message, format!("from {least} to {most}")))
    };
    match kind {
        Integer(..) if value.as_integer().is_none() => Some(value.too_large()),
        Integer(least, most) => within(i64::from(*least), i64::from(*most)),
        Weight => within(1, limits::WEIGHT),
        Seed if value.as_seed().is_none() => {
            let message = format!("`{}` cannot be {}", value.key, value.written());
            Some(Code::OutOfRange.at(value.span(), message, format!("from 0 to {}", u64::MAX)))
        }
        Share => {
            let share = value.as_number().filter(|share| !(0.0..=1.0).contains(share))?;
            let message = format!("`{}` cannot be {share}", value.key);
            Some(Code::OutOfRange.at(value.span(), message, "from 0 to 1"))
        }
        True if bool == Some(false) => {
            let message = format!("`{}` can only be `true`", value.key);
            Some(Code::OutOfRange.at(value.span(), message, "leave it out"))
        }
        Word(what, words) => {
            let word = text.filter(|word| !words.contains(word))?;
            let help = format!("it is one of {}", quoted(*words, "and"));
            Some(unknown(what, word, value.inside(), words.iter().copied(), &help))
        }
        Language => {
            let tag = text.filter(|tag| !is_language_tag(tag))?;
            let fault = Code::BadId.at(value.inside(), format!("`{tag}` is no language tag"), "not a language");
            Some(fault.help("write a tag such as `en`, `nl` or `pt-BR`"))
        }
        _ => None,
    }
}
