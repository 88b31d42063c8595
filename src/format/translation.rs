//! Translations: texts at the story's addresses and nothing else. The source language stands in for missing texts.

use super::Decoded;
use super::file::{FileRole, ParsedFile};
use super::fingerprint::of_text;
use super::keys::{DEBRIEF, SCENES, STORY, is_key};
use super::lower::{Lower, Orphan, address};
use super::spec::{KeySpec, NAMES, ValueKind};
use super::table::{Entry, Table, one_of};
use crate::source::{Code, Diagnostic, Faults, Sources, suggest};
use crate::story::{TextId, Texts};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The addresses of the story's texts, and of the tables around them.
pub(super) struct Addresses {
    /// For look-ups only: a hash map has no fixed order.
    texts: HashMap<String, TextId>,
    /// The addresses of the tables that contain a text, directly or in a table inside.
    tables: HashSet<String>,
}

impl Addresses {
    pub fn of(lower: &Lower<'_>) -> Addresses {
        let mut addresses = Addresses { texts: HashMap::new(), tables: HashSet::new() };
        for (index, slot) in lower.slots.iter().enumerate() {
            for (dot, _) in slot.address.match_indices('.') {
                if !addresses.tables.contains(&slot.address[..dot]) {
                    addresses.tables.insert(slot.address[..dot].to_owned());
                }
            }
            addresses.texts.insert(slot.address.clone(), TextId(index as u32));
        }
        addresses
    }

    /// Guesses the right last part of a misspelt address, among the tables beside it.
    fn guess(&self, address: &str) -> Option<String> {
        let (above, last) = address.rsplit_once('.')?;
        let beside = self.tables.iter().filter_map(|table| table.strip_prefix(above)?.strip_prefix('.'));
        Some(suggest(last, beside.filter(|name| !name.contains('.')))?.to_owned())
    }
}

impl Lower<'_> {
    /// A translation without a text of its own: it repeats the source language.
    pub fn translation(&self, language: &str) -> Texts {
        let templates = self.texts.templates.clone();
        let spans = vec![None; templates.len()];
        Texts { language: language.to_owned(), templates, spans, ..Texts::default() }
    }

    pub fn translated_file(&mut self, file: &ParsedFile<'_>, addresses: &Addresses, into: &mut Texts) {
        let (kind, what) = match file.role {
            FileRole::Story => (&ValueKind::Table(&STORY), "story.toml"),
            FileRole::Debrief => (&ValueKind::Table(&DEBRIEF), "debrief.toml"),
            FileRole::Act(_) | FileRole::Lock => (&SCENES, ""),
        };
        let mut reader = TranslationReader { lower: self, addresses, into, file: what };
        reader.table(&file.root(&NAMES), kind, "");
    }
}

struct TranslationReader<'r, 'a> {
    lower: &'r mut Lower<'a>,
    addresses: &'r Addresses,
    into: &'r mut Texts,
    /// The file that is translated, `story.toml` or `debrief.toml`; empty for a file of an act.
    file: &'static str,
}

impl TranslationReader<'_, '_> {
    /// Reads a table of the translation. `kind` is the kind of the same table in the source language.
    fn table(&mut self, table: &Table<'_>, kind: &ValueKind, path: &str) {
        for entry in table.entries() {
            let address = address(path, entry.name);
            let below = kind.below(entry.name).map(|(_, kind)| kind).filter(|kind| kind.has_text());
            match (below, entry.value.as_table(&NAMES)) {
                (Some(ValueKind::Text(_)), _) => self.text(&entry, &address),
                (Some(below), Some(table)) if self.addresses.tables.contains(&address) => {
                    self.table(&table, below, &address);
                }
                (Some(_), Some(_)) => {
                    let is_scene = path.is_empty() && self.file.is_empty();
                    self.orphan(&entry, &address, is_scene);
                }
                _ => self.unknown_key(&entry, kind),
            }
        }
    }

    fn text(&mut self, entry: &Entry<'_>, address: &str) {
        let Some(&id) = self.addresses.texts.get(address) else {
            return self.orphan(entry, address, false);
        };
        let (kind, scope) = (self.lower.slots[id.index()].kind, self.lower.scopes[id.index()]);
        if entry.value.as_str().is_none() {
            self.lower.faults.push(entry.value.wrong_type("a string"));
        }
        let scene = address.split('.').next().filter(|_| self.file.is_empty());
        self.lower.scene = scene.and_then(|scene| Some(self.lower.names.scene(scene)?.id));
        let before = self.lower.faults.len();
        let Some(template) = self.lower.template(entry.value, kind, scope) else { return };
        let is_unknown = |fault: &&mut Diagnostic| fault.code == Code::UnknownName && fault.fix.is_none();
        for fault in self.lower.faults[before..].iter_mut().filter(is_unknown) {
            let named = fault.clone().help("names are not translated: write them as the source does");
            *fault = self.lower.texts.spans[id.index()].into_iter().fold(named, |it, span| it.also(span, "the source"));
        }
        if let Some(first) = self.into.spans[id.index()] {
            let fault = Code::DuplicateId.at(entry.span, format!("`{address}` is translated twice"), "the second");
            let files = format!("{:?} {:?}", first.file, entry.span.file);
            self.lower.faults.push(fault.also(first, "the first").cause(files));
            return;
        }
        self.into.templates[id.index()] = template;
        self.into.spans[id.index()] = Some(entry.value.span());
    }

    /// Reports an entry that belongs to nothing in the story, unless it contains no text: an empty table does no harm.
    fn orphan(&mut self, entry: &Entry<'_>, address: &str, is_scene: bool) {
        let before = self.lower.orphans.len();
        self.leaves(entry, address);
        if self.lower.orphans.len() == before {
            return;
        }
        let message = format!("the story has no `{address}` to translate");
        let mut fault = Code::OrphanTranslation.at(entry.span, message, "belongs to nothing");
        fault.cause = missing(self.file, address);
        let guess = match is_scene {
            true => {
                let found = self.lower.faults.len();
                self.lower.names.guess_scene(address, |_| true, found).map(str::to_owned)
            }
            false => self.addresses.guess(address),
        };
        self.lower.faults.push(fault.meant(guess.as_deref(), "rename it as in the source language, or remove it"));
    }

    fn unknown_key(&mut self, entry: &Entry<'_>, kind: &ValueKind) {
        let name = entry.name;
        let fault = Code::UnknownKey.at(entry.span, format!("`{name}` is no text"), "not in a translation");
        let ValueKind::Table(spec) = kind else {
            return self.lower.faults.push(fault.help("a translation repeats texts and nothing else"));
        };
        let is_text = |key: &&KeySpec| matches!(key.kind, ValueKind::Text(_));
        let holds_text = |key: &&KeySpec| !is_text(key) && key.kind.has_text();
        let keys = || spec.keys.iter().filter(is_text).chain(spec.keys.iter().filter(holds_text));
        let guess = if is_key(name) { None } else { suggest(name, keys().map(|key| key.name)) };
        let shown: Vec<String> = keys().map(shown).collect();
        let help = format!("a translation repeats texts and nothing else: here {}", one_of(&shown, "and"));
        self.lower.faults.push(fault.meant(guess, help));
    }

    fn leaves(&mut self, entry: &Entry<'_>, address: &str) {
        for below in entry.value.names() {
            self.leaves(&below, &format!("{address}.{}", below.name));
        }
        if !entry.value.is_table() {
            let language = self.into.language.clone();
            self.lower.orphans.push(Orphan { language, address: address.to_owned(), span: entry.span });
        }
    }
}

/// How a message shows a key of a translation; `NAME` stands for the names below the key.
fn shown(key: &KeySpec) -> String {
    match key.kind {
        ValueKind::Goto(_) | ValueKind::Named(..) => format!("`{}.NAME`", key.name),
        _ => format!("`{}`", key.name),
    }
}

/// The scene, choice, act or value that is missing at an address, such as `scene quay`; `None` for other addresses.
fn missing(file: &str, address: &str) -> Option<String> {
    let parts: Vec<&str> = address.split('.').collect();
    match (file, parts.as_slice()) {
        ("", &[scene]) => Some(format!("scene {scene}")),
        ("", &[scene, "choice", choice]) => Some(format!("choice {scene}.{choice}")),
        ("story.toml", &["act", act]) => Some(format!("act {act}")),
        ("story.toml", &["stakeholder" | "counter" | "flag", name]) => Some(format!("value {name}")),
        _ => None,
    }
}

impl Lower<'_> {
    pub fn staleness(&mut self, lock: &ParsedFile<'_>, sources: &Sources, translation: &mut Texts) {
        let mut recorded: BTreeMap<String, &str> = BTreeMap::new();
        for entry in lock.root(&NAMES).entries() {
            record(&entry, "", &mut recorded, &mut self.faults);
        }
        let addresses: HashSet<&str> = self.slots.iter().map(|slot| slot.address.as_str()).collect();
        let gone: HashMap<&str, &str> = recorded
            .iter()
            .filter(|(address, _)| !addresses.contains(address.as_str()))
            .map(|(address, &accepted)| (accepted, address.as_str()))
            .collect();
        // Renamed tables, by new address with the old one: a text in them has the fingerprint recorded at its old
        // address.
        let mut renamed: HashMap<&str, &str> = HashMap::new();
        let mut unrecorded = vec![];
        let spans = &translation.spans;
        for (id, span) in self.texts.placed().filter(|(id, _)| spans[id.index()].is_some()) {
            let source = Decoded::new(span.file, sources.file(span.file).text(), span.range());
            let (address, fingerprint) = (&self.slots[id.index()].address, of_text(source.value()));
            match (recorded.get(address), gone.get(&*fingerprint)) {
                (Some(&accepted), _) if accepted == fingerprint => {}
                (_, Some(gone)) => renamed.extend(tables(address, gone)),
                (Some(_), None) => translation.stale.push(id),
                (None, None) => unrecorded.push(id),
            }
        }
        for id in unrecorded {
            let address = &self.slots[id.index()].address;
            let before = address.match_indices('.').find_map(|(dot, _)| {
                let table = renamed.get(&address[..dot])?;
                recorded.get(&format!("{table}{}", &address[dot..]))
            });
            let list = if before.is_some() { &mut translation.stale } else { &mut translation.unaccepted };
            list.push(id);
        }
        translation.stale.sort_by_key(|id| id.index());
    }
}

/// For a text that moved with its table: the table's address now, and its address before. Each is the text's address
/// without the last parts that are the same in both; `None` if the last parts differ.
fn tables<'a>(address: &'a str, before: &'a str) -> Option<(&'a str, &'a str)> {
    let same = address.split('.').rev().zip(before.split('.').rev()).take_while(|(one, other)| one == other);
    let tail: usize = same.map(|(part, _)| part.len() + 1).sum();
    let table = |address: &'a str| address.len().checked_sub(tail).and_then(|end| address.get(..end));
    Some((table(address)?, table(before)?)).filter(|_| tail > 0)
}

fn record<'a>(entry: &Entry<'a>, path: &str, recorded: &mut BTreeMap<String, &'a str>, faults: &mut Faults) {
    let address = address(path, entry.name);
    match entry.value.as_str() {
        Some(fingerprint) => drop(recorded.insert(address, fingerprint)),
        None if entry.value.is_table() => {
            entry.value.names().iter().for_each(|below| record(below, &address, recorded, faults));
        }
        None => faults.push(entry.value.wrong_type("a string")),
    }
}
