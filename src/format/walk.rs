//! Walks over the tables of a file, and reports everything in them that their description does not allow.
//!
//! The walk knows keys and types. Later steps find out what names stand for, and whether numbers fit.

use super::characters::check_characters;
use super::keys::{LEVELS, SCENE, STEP, homes};
use super::limits;
use super::spec::{NAMES, Presence, ValueKind};
use super::spelling::{Name, is_language_tag};
use super::table::{Entry, Table, Value, one_of, quoted};
use crate::source::{Code, Diagnostic, Faults, Span, suggest};
use crate::story::TextKind;
use std::fmt::Display;

const ARMS: &str = "write `goto = \"scene\"` or `goto = [{ to = \"scene\" }]`";
const SHARES: &str =
    "weights are shares: 3 and 1 make 3 in 4; an expression such as \"1 + buyer\" stands in quotation marks";
/// Help for a list where one string is wanted: `LINES` for a text, `CONDITIONS` for a condition, `ONE` for a name.
const LINES: &str = "put all of it into one string; between `\"\"\"` marks it may have lines";
const CONDITIONS: &str = "put all of it into one string, joined by `and` or `or`";
const ONE: &str = "only one can stand here, without brackets";
const STEPS: &str = "a step is `\"scene.choice\"`, `{ draw = \"scene.arm\" }`, `{ expect = \"…\" }`, or a table with \
                     `available`, `locked` or `hidden`";

pub(super) fn check_file(root: &Table<'_>, kind: &ValueKind, faults: &mut Faults) {
    let mut walk = Walk { faults };
    if !matches!(kind, ValueKind::Named(..)) {
        return walk.table(root);
    }
    let entries = root.entries();
    for (index, entry) in entries.iter().enumerate() {
        walk.scene(entry, entries.get(index + 1).filter(|below| is_headless(below.value)));
    }
}

/// Whether a scene has choices and nothing else: its name may be a misspelling of the scene above it.
fn is_headless(scene: Value<'_>) -> bool {
    matches!(scene.names().as_slice(), [only] if only.name == "choice")
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
            match (key.presence, &entry, found.first()) {
                (Presence::Must, None, _) => missing.push(key.name),
                (Presence::With(other), Some(_), _) if table.has(other) => {}
                (Presence::With(other), Some(entry), Some(first)) if alternatives.contains(&other) => {
                    let message = format!("`{}` belongs to `{other}`, and here is none", entry.name);
                    let fault = Code::UnknownKey.at(entry.span, message, "means nothing here");
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
            self.faults.push(Code::MissingKey.at(table.header, message, format!("{missing} {is} missing here")));
        }
    }

    /// Reports when none of `keys` is in the table, or more than one. `found` has the entries that are there.
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
            let label = if keys.len() == 2 { "neither is here" } else { "none of these is here" };
            self.faults.push(Code::MissingKey.at(table.header, message, label));
        }
    }

    fn unknown_key(&mut self, table: &Table<'_>, stray: &Entry<'_>, meant: Option<&str>) {
        let Entry { name: key, span, value } = *stray;
        let what = table.spec.what;
        let fault = Code::UnknownKey.at(span, format!("`{key}` means nothing in {what}"), "unknown key");
        let homes = homes(key, table.spec);
        let place = if homes == ["story.toml"] && !value.is_table() { ", above the first header" } else { "" };
        self.faults.push(match meant {
            // No fix: a table may have several headers, and a fix would correct the key in only one of them.
            Some(meant) if value.is_table() => fault.help(format!("did you mean `{meant}`?")),
            Some(meant) => fault.meant(Some(meant), ""),
            None if value.is_table() && *table.spec == SCENE => fault
                .help(format!("a choice begins with its scene and `choice`: `choice.{key}`"))
                .fix(span, format!("choice.{key}")),
            None if !homes.is_empty() => fault.help(format!("`{key}` belongs in {}{place}", one_of(&homes, "or"))),
            None => fault.help(format!("{what} may have {}", quoted(table.spec.names(), "and"))),
        });
    }

    /// Reports what is wrong in a scene. `below` is the next entry if it has only choices, perhaps of this scene.
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
        let has_stray = table.has_stray_table();
        match name {
            // The whole header is in quotes: this is no scene, and its name is reported already.
            _ if name.contains('.') => return,
            "choice" | "choices" if has_stray => {
                let help = "begin with the scene: `[quay.choice.listen]`";
                return self.report(Code::UnknownKey, span, nowhere, "whose choice?", help);
            }
            "scene" | "scenes" if has_stray => {
                let message = format!("`{name}` stands before the id of a scene");
                let help = "a scene begins with its id alone: `[quay]`";
                return self.report(Code::UnknownKey, span, message, "no part of the id", help);
            }
            _ => self.table(&table),
        }
        let ways = SCENE.with(Presence::One);
        let has_no_way = !has_stray && !ways.iter().any(|key| table.has(key) || table.has_misspelt(key));
        let has_no_choice = table.get("choice").is_some_and(Value::is_table) && table.named("choice").is_empty();
        if has_no_way || has_no_choice {
            let message = format!("the scene `{name}` does not go on");
            let label = if has_no_way { "no way on from here" } else { "it has no choices" };
            let help = match below {
                Some(below) => format!("the choices below it are of `{}`: give both the same name", below.name),
                None => "give it choices or a `goto`, or end the story there with `ending = true`".to_owned(),
            };
            self.report(Code::NoWayOn, table.header, message, label, &help);
        }
    }

    fn value(&mut self, value: Value<'_>, kind: &ValueKind) {
        match kind {
            ValueKind::Lints => {
                for value in self.list(value, false) {
                    match value.as_str() {
                        Some(name) => self.lint(name, value.inside()),
                        None => self.faults.push(value.no_string(ONE)),
                    }
                }
            }
            ValueKind::Levels => {
                for entry in self.names(value, None) {
                    self.lint(entry.name, entry.span);
                    self.value(entry.value, &ValueKind::Word("level of lints", LEVELS));
                }
            }
            ValueKind::List(inner) => {
                let list = self.list(value, matches!(inner, ValueKind::Table(_)));
                if value.as_list().is_some() && list.is_empty() {
                    let message = format!("`{}` is empty", value.key);
                    self.faults.push(Code::MissingKey.at(value.span(), message, "there must be at least one"));
                }
                list.into_iter().for_each(|value| self.value(value, inner));
            }
            ValueKind::Table(spec) => match value.as_table(spec) {
                Some(table) => self.table(&table),
                None => self.faults.push(value.no_table()),
            },
            ValueKind::Tables(spec) => match value.as_list() {
                Some(list) => list.into_iter().for_each(|value| self.value(value, &ValueKind::Table(spec))),
                None => {
                    let help = format!("begin each {} with `[[{}]]`", value.key, value.key);
                    self.faults.push(value.wrong_type("a list of tables").help(help));
                }
            },
            ValueKind::Named(name, inner) => self.named(value, *name, inner),
            ValueKind::Words => {
                for entry in self.names(value, None) {
                    self.value(entry.value, &ValueKind::Text(TextKind::Plain));
                }
            }
            ValueKind::Effects => self.changes(value, "write `effects = { evenings = -1, listened = true }`"),
            ValueKind::Set => self.changes(value, "write `set = { evenings = 0 }`"),
            ValueKind::Goto(arm) => self.goto(value, arm),
            ValueKind::Choices => {
                self.list(value, false).into_iter().for_each(|value| self.value(value, &ValueKind::Step));
            }
            ValueKind::Steps => self.list(value, false).into_iter().for_each(|value| self.step(value)),
            scalar => {
                self.faults.extend(wrong(value, scalar));
                // No other step checks the characters of these strings, which are no texts of the story.
                let is_plain =
                    matches!(scalar, ValueKind::Remark | ValueKind::Fingerprint | ValueKind::Step | ValueKind::Name(_));
                if let Some(text) = value.as_decoded().filter(|_| is_plain) {
                    check_characters(&text, self.faults);
                }
            }
        }
    }

    fn list<'a>(&mut self, value: Value<'a>, of_tables: bool) -> Vec<Value<'a>> {
        let list = value.as_list();
        self.faults.extend(list.is_none().then(|| value.no_list(of_tables)));
        list.unwrap_or_default()
    }

    fn names<'a>(&mut self, value: Value<'a>, help: Option<String>) -> Vec<Entry<'a>> {
        if !value.is_table() {
            self.faults.push(help.into_iter().fold(value.no_table(), Diagnostic::help));
        }
        value.names()
    }

    /// Checks a table whose keys are names of the kind `name`; `inner` is the kind of the values.
    fn named(&mut self, value: Value<'_>, name: Name, inner: &ValueKind) {
        let (key, what) = (value.key, name.what());
        let is_table = matches!(inner, ValueKind::Table(_));
        let help = format!("begin each {what} with a header that ends in `{key}.ID]`");
        let entries = self.names(value, is_table.then(|| help.clone()));
        if let Some(bare) = entries.iter().find(|entry| is_table && !entry.value.is_table()) {
            let bare_name = bare.name;
            let (message, label) = match bare.value.as_list() {
                Some(_) => (format!("the {what} `{bare_name}` begins with two brackets"), "a list of tables"),
                None => (
                    format!("`{bare_name}` is no {what}: it stands under `{key}` without the {what}'s id"),
                    "not a table",
                ),
            };
            return self.report(Code::WrongType, bare.span, message, label, &help);
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
        match Code::parse(name).map(Code::lint_level) {
            Some(Some(_)) => {}
            Some(None) => {
                let message = format!("`{name}` is no lint: it is a fault");
                self.report(Code::UnknownName, span, message, "always reported", "faults cannot be configured");
            }
            None => {
                let fault = Code::UnknownName.at(span, format!("no lint is called `{name}`"), "unknown lint");
                let guess = suggest(name, Code::lints().map(Code::name));
                self.faults.push(fault.meant(guess, "`counterpitch explain` lists them all"));
            }
        }
    }

    /// Checks that changes stand in tables, and checks their `when`. A later step checks the changes themselves,
    /// because it must know what is declared.
    fn changes(&mut self, value: Value<'_>, help: &str) {
        let tables = match value.as_list() {
            Some(list) => list,
            None if value.is_table() => vec![value],
            None => return self.faults.push(value.wrong_type("a table or a list of tables").help(help)),
        };
        for value in tables {
            if !value.is_table() {
                self.faults.push(value.wrong_type("a table").help(help));
            }
            if let Some(when) = value.as_table(&NAMES).and_then(|table| table.get("when")) {
                self.value(when, &ValueKind::Expression);
            }
        }
    }

    fn goto(&mut self, value: Value<'_>, arm: &ValueKind) {
        if value.as_str().is_some() {
            return self.value(value, &ValueKind::Step);
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
            return self.value(value, &ValueKind::Step);
        }
        let Some(table) = value.as_table(&STEP) else {
            let message = format!("a step must be a choice or a table, not {}", value.what());
            return self.report(Code::WrongType, value.span(), message, value.what(), STEPS);
        };
        self.table(&table);
        if let Some(draw) = table.get("draw") {
            if let Some(other) = STEP.names().skip(1).find_map(|key| table.entry(key)) {
                let message = "a step that names a draw can say nothing else";
                let fault = Code::ConflictingKeys.at(other.span, message, "belongs in a step of its own");
                self.faults.push(fault.also(draw.span(), "the draw"));
            }
        } else if table.entries().is_empty() {
            let message = "a step says what is done, or what must be so";
            let help = format!("give it {}", quoted(STEP.names(), "or"));
            self.report(Code::MissingKey, value.span(), message, "this step says nothing", &help);
        }
    }
}

/// The fault of a value whose kind contains no other values; `None` when the value is right.
fn wrong(value: Value<'_>, kind: &ValueKind) -> Option<Diagnostic> {
    let cannot_be = |number: &dyn Display, label: String| {
        Code::OutOfRange.at(value.span(), format!("`{}` cannot be {number}", value.key), label)
    };
    let (text, number, bool) = (value.as_str(), value.as_any_integer(), value.as_bool());
    Some(match kind {
        ValueKind::Condition if bool.is_some() => value
            .wrong_type("a string")
            .help("a condition stands between quotation marks")
            .fix(value.span(), format!("\"{}\"", value.written())),
        ValueKind::Remark if bool.is_some() => {
            value.wrong_type("a string").help("every flag is false at the start: write what it means")
        }
        ValueKind::Text(_) | ValueKind::Remark if text.is_none() => value.no_string(LINES),
        ValueKind::Condition | ValueKind::Expression if text.is_none() => value.no_string(CONDITIONS),
        ValueKind::Fingerprint | ValueKind::Step | ValueKind::Name(_) if text.is_none() => value.no_string(ONE),
        ValueKind::Word(..) | ValueKind::Language if text.is_none() => value.no_string(ONE),
        ValueKind::Word(what, words) => {
            let word = text.filter(|word| !words.contains(word))?;
            let fault = Code::UnknownName.at(value.inside(), format!("no {what} is called `{word}`"), "unknown");
            let guess = suggest(word, words.iter().copied());
            fault.meant(guess, format!("it is one of {}", quoted(*words, "and")))
        }
        ValueKind::Language => {
            let tag = text.filter(|tag| !is_language_tag(tag))?;
            let fault = Code::BadId.at(value.inside(), format!("`{tag}` is no language tag"), "not a language");
            fault.help("write a tag such as `en`, `nl` or `pt-BR`")
        }
        ValueKind::Integer(least, most) => match number {
            None => value.unquoted::<i32>("an integer"),
            Some(_) if value.as_integer().is_none() => value.too_large(),
            Some(number) if (i64::from(*least)..=i64::from(*most)).contains(&number) => return None,
            Some(number) => cannot_be(&number, format!("from {least} to {most}")),
        },
        ValueKind::Seed if number.is_none() => value.wrong_type("an integer"),
        ValueKind::Seed if value.as_seed().is_none() => cannot_be(&value.written(), format!("from 0 to {}", u64::MAX)),
        ValueKind::Share => match value.as_number() {
            None => value.unquoted::<f64>("a number"),
            Some(share) if (0.0..=1.0).contains(&share) => return None,
            Some(share) => cannot_be(&share, "from 0 to 1".to_owned()),
        },
        ValueKind::Weight if text.is_none() => match number {
            None => value.wrong_type("an integer").help(SHARES),
            Some(weight) if (1..=limits::WEIGHT).contains(&weight) => return None,
            Some(weight) => {
                let label = format!("from 1 to {}", limits::WEIGHT);
                Code::OutOfRange.at(value.span(), format!("a weight cannot be {weight}"), label).help(SHARES)
            }
        },
        ValueKind::Switch | ValueKind::True if bool.is_none() => value.unquoted::<bool>("`true` or `false`"),
        ValueKind::True if bool == Some(false) => {
            let fault = Code::OutOfRange.at(value.span(), format!("`{}` can only be `true`", value.key), "no ending");
            fault.help("leave it out when the story goes on")
        }
        ValueKind::DateTime if value.as_date_time().is_none() => value.wrong_type("a date-time"),
        _ => return None,
    })
}

/// Whether a missing key stands in a table below by mistake: after that table's header, where it means nothing.
fn has_fallen(table: &Table<'_>, key: &str) -> bool {
    let holds = |value: Value<'_>, kind: &ValueKind| match kind {
        ValueKind::Table(spec) => {
            value.as_table(spec).is_some_and(|table| table.strays().any(|stray| stray.name == key))
        }
        ValueKind::Text(_) => value.names().iter().any(|entry| entry.name == key),
        _ => false,
    };
    let mut below = table.spec.keys.iter().filter_map(|key| Some((table.get(key.name)?, &key.kind)));
    below.any(|(value, kind)| match kind {
        ValueKind::Named(_, kind) => value.names().into_iter().any(|entry| holds(entry.value, kind)),
        kind => holds(value, kind),
    })
}
