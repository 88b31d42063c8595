//! Translations: the same addresses, other texts.
//!
//! A translation may repeat texts and nothing else, and only such as the story has. What it leaves out is read in
//! the source language.

use super::lower::Lower;
use super::parsed::Parsed;
use super::role::Role;
use super::shape::{NAMED, is_key};
use super::table::{Entry, Table, one_of};
use crate::source::{Code, Diagnostic, Span, suggest};
use crate::story::{TextId, Texts};
use std::collections::{HashMap, HashSet};

/// What a table of a translation may hold.
struct Node {
    texts: &'static [&'static str],
    tables: &'static [(&'static str, &'static Node)],
    /// Under every other key, which is a name then.
    names: Option<&'static Node>,
    /// Whether every key is a text's.
    is_words: bool,
}

const EMPTY: Node = Node { texts: &[], tables: &[], names: None, is_words: false };
const TITLED: Node = Node { names: Some(&Node { texts: &["title"], ..EMPTY }), ..EMPTY };
const NAME: Node = Node { names: Some(&Node { texts: &["name"], ..EMPTY }), ..EMPTY };
const PEOPLE: Node = Node { names: Some(&Node { texts: &["name", "role", "unknown"], ..EMPTY }), ..EMPTY };
const STANCE: Node = Node { tables: &[("word", &Node { is_words: true, ..EMPTY })], ..EMPTY };
const STORY: Node = Node {
    texts: &["title"],
    tables: &[
        ("act", &TITLED),
        ("stakeholder", &PEOPLE),
        ("counter", &NAME),
        ("goal", &NAME),
        ("stance", &STANCE),
    ],
    ..EMPTY
};
const ARMS: Node = Node { names: Some(&Node { texts: &["text", "told"], ..EMPTY }), ..EMPTY };
const CHOICE: Node =
    Node { texts: &["label", "told", "locked", "text"], tables: &[("goto", &ARMS)], ..EMPTY };
const SCENE: Node = Node {
    texts: &["title", "time", "place", "text", "told", "hint"],
    tables: &[("choice", &Node { names: Some(&CHOICE), ..EMPTY }), ("goto", &ARMS)],
    ..EMPTY
};
const ACT: Node = Node { names: Some(&SCENE), ..EMPTY };
const LESSONS: Node = Node { names: Some(&Node { texts: &["text"], ..EMPTY }), ..EMPTY };
const DEBRIEF: Node = Node { tables: &[("lesson", &LESSONS), ("moment", &LESSONS)], ..EMPTY };

/// The story's texts by their addresses.
pub(crate) struct Addresses {
    /// Look-ups only.
    texts: HashMap<String, TextId>,
    /// Every table that has a text somewhere.
    tables: HashSet<String>,
    /// Files and scenes that are at fault themselves, so that nothing can be said of what they lack.
    pub unsure: HashSet<String>,
}

/// A translation as far as it was read.
pub(crate) struct Translation {
    /// Its texts.
    pub texts: Texts,
    /// The addresses of texts that belong to nothing, and where they stand.
    pub orphans: Vec<(String, Span)>,
}

impl Addresses {
    /// Lists the addresses of all texts of the source language.
    pub fn of(lower: &Lower<'_>, unsure: HashSet<String>) -> Addresses {
        let mut addresses = Addresses { texts: HashMap::new(), tables: HashSet::new(), unsure };
        for (index, slot) in lower.texts.slots.iter().enumerate() {
            for (dot, _) in slot.address.match_indices('.') {
                if !addresses.tables.contains(&slot.address[..dot]) {
                    addresses.tables.insert(slot.address[..dot].to_owned());
                }
            }
            addresses.texts.insert(slot.address.clone(), TextId(index as u32));
        }
        addresses
    }
}

impl Lower<'_> {
    /// Begins a translation that has no text yet.
    pub fn translation(&self, language: &str) -> Translation {
        let templates = self.texts.templates.clone();
        let spans = vec![None; templates.len()];
        let texts = Texts { language: language.to_owned(), templates, spans, stale: vec![] };
        Translation { texts, orphans: vec![] }
    }

    /// Reads a file of a translation.
    pub fn translated_file(
        &mut self,
        file: &Parsed<'_>,
        role: &Role,
        addresses: &Addresses,
        into: &mut Translation,
    ) {
        let (node, what) = match role {
            Role::Story => (&STORY, "story.toml"),
            Role::Act(_) => (&ACT, ""),
            Role::Debrief => (&DEBRIEF, "debrief.toml"),
        };
        let mut reader = Reader { lower: self, addresses, into, file: what };
        reader.table(&file.root(&NAMED), node, "");
    }
}

struct Reader<'r, 'a> {
    lower: &'r mut Lower<'a>,
    addresses: &'r Addresses,
    into: &'r mut Translation,
    /// The file's own name among the unsure; empty for an act's, whose scenes have their own.
    file: &'static str,
}

impl Reader<'_, '_> {
    fn table(&mut self, table: &Table<'_>, node: &'static Node, path: &str) {
        for entry in table.entries() {
            let name = entry.name;
            let address = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            let below = node.tables.iter().find(|(key, _)| *key == name).map(|&(_, node)| node);
            if node.is_words || node.texts.contains(&name) {
                self.text(&entry, &address);
            } else if let Some(below) = below.or(node.names) {
                let Some(table) = entry.value.as_table(&NAMED) else {
                    self.unknown_key(&entry, node);
                    continue;
                };
                if self.addresses.tables.contains(&address) {
                    self.table(&table, below, &address);
                } else {
                    leaves(&entry, &address, &mut self.into.orphans);
                    self.orphan(entry.span, &address, path.is_empty() && node.names.is_some());
                }
            } else {
                self.unknown_key(&entry, node);
            }
        }
    }

    fn text(&mut self, entry: &Entry<'_>, address: &str) {
        let Some(&id) = self.addresses.texts.get(address) else {
            self.into.orphans.push((address.to_owned(), entry.span));
            return self.orphan(entry.span, address, false);
        };
        let kind = self.lower.texts.slots[id.index()].kind;
        let scope = self.lower.texts.scopes[id.index()];
        let Some(template) = self.lower.template(entry.value, kind, scope) else { return };
        if let Some(first) = self.into.texts.spans[id.index()] {
            let message = format!("`{address}` is translated twice");
            let fault = Diagnostic::new(Code::DuplicateId, entry.span, message, "the second");
            self.lower.faults.push(fault.also(first, "the first"));
            return;
        }
        self.into.texts.templates[id.index()] = template;
        self.into.texts.spans[id.index()] = Some(entry.value.span());
    }

    fn orphan(&mut self, span: Span, address: &str, is_scene: bool) {
        let owner = if self.file.is_empty() { address.split('.').next().unwrap_or("") } else { self.file };
        if self.addresses.unsure.contains(owner) {
            return;
        }
        let message = format!("the story has no `{}` to translate", address);
        let fault = Diagnostic::new(Code::OrphanTranslation, span, message, "belongs to nothing");
        let guess =
            if is_scene { self.lower.names.guess_scene(address, self.lower.faults.len()) } else { None };
        self.lower.faults.push(match guess {
            Some(guess) => fault.help(format!("did you mean `{guess}`?")).fix(span, guess),
            None => fault.help("rename it as in the source language, or remove it"),
        });
    }

    fn unknown_key(&mut self, entry: &Entry<'_>, node: &Node) {
        let Entry { name, span, .. } = *entry;
        let message = format!("`{}` is no text", name);
        let fault = Diagnostic::new(Code::UnknownKey, span, message, "not in a translation");
        let keys: Vec<&str> =
            node.texts.iter().copied().chain(node.tables.iter().map(|table| table.0)).collect();
        let quoted: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
        let guess = if is_key(name) { None } else { suggest(name, keys) };
        self.lower.faults.push(match guess {
            Some(guess) => fault.help(format!("did you mean `{guess}`?")).fix(span, guess),
            None if quoted.is_empty() => fault.help("a translation repeats texts and nothing else"),
            None => fault.help(format!(
                "a translation repeats texts and nothing else: here {}",
                one_of(&quoted, "and")
            )),
        });
    }
}

/// Lists the addresses and places of everything in an entry that is no table.
fn leaves(entry: &Entry<'_>, address: &str, found: &mut Vec<(String, Span)>) {
    match entry.value.as_table(&NAMED) {
        Some(table) => {
            for below in table.entries() {
                leaves(&below, &format!("{address}.{}", below.name), found);
            }
        }
        None => found.push((address.to_owned(), entry.span)),
    }
}
