//! Translations: the same addresses, other texts.
//!
//! A translation may repeat texts and nothing else, and only such as the story has. What it leaves out is read in
//! the source language.

use super::keys::{ARM, DEBRIEF, KeySpec, SCENE, STORY, ValueKind};
use super::lower::Lower;
use super::names::MissingName;
use super::parsed::Parsed;
use super::role::FileRole;
use super::shape::{NAMED, TableSpec, is_key};
use super::table::{Entry, Table, one_of};
use crate::source::{Code, Diagnostic, Span, suggest};
use crate::story::{TextId, Texts};
use std::collections::{HashMap, HashSet};

/// What a table of a translation may hold.
#[derive(Clone, Copy)]
enum Node {
    /// The keys of a shape that are texts or hold some.
    Table(&'static TableSpec),
    /// The same under every name.
    Names(&'static ValueKind),
    /// A text under every key.
    Words,
}

/// What may stand under a key of a translation.
enum Below {
    Text,
    Table(Node),
}

const ARMS: ValueKind = ValueKind::Table(&ARM);

impl Node {
    fn below(self, key: &str) -> Option<Below> {
        match self {
            Node::Table(shape) => below(&shape.key(key)?.kind),
            Node::Names(kind) => below(kind),
            Node::Words => Some(Below::Text),
        }
    }

    /// The keys that it may have, texts first; none when they are names.
    fn keys(self) -> Vec<&'static KeySpec> {
        let Node::Table(shape) = self else { return vec![] };
        let is_text = |key: &&KeySpec| matches!(key.kind, ValueKind::Text(_));
        let tables = shape.keys.iter().filter(|key| !is_text(key) && below(&key.kind).is_some());
        shape.keys.iter().filter(is_text).chain(tables).collect()
    }
}

/// How a key of a translation is shown to an author: one under which names stand, with what stands for a name.
fn shown(key: &'static KeySpec) -> String {
    match below(&key.kind) {
        Some(Below::Table(Node::Names(_))) => format!("`{}.NAME`", key.name),
        _ => format!("`{}`", key.name),
    }
}

/// What of a value a translation repeats; `None` when there is no text in it.
fn below(kind: &'static ValueKind) -> Option<Below> {
    match kind {
        ValueKind::Text(_) => Some(Below::Text),
        ValueKind::Words => Some(Below::Table(Node::Words)),
        ValueKind::Goto => Some(Below::Table(Node::Names(&ARMS))),
        ValueKind::Named(_, inner) => below(inner).map(|_| Below::Table(Node::Names(inner))),
        ValueKind::Table(shape) => {
            let has_text = shape.keys.iter().any(|key| below(&key.kind).is_some());
            has_text.then_some(Below::Table(Node::Table(shape)))
        }
        _ => None,
    }
}

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

    /// The last part of the address of a table beside the one that a misspelt address was most likely meant to be.
    fn guess(&self, address: &str) -> Option<String> {
        let (above, last) = address.rsplit_once('.')?;
        let beside = self.tables.iter().filter_map(|table| table.strip_prefix(above)?.strip_prefix('.'));
        let guess = suggest(last, beside.filter(|name| !name.contains('.')))?;
        Some(guess.to_owned())
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
        role: &FileRole,
        addresses: &Addresses,
        into: &mut Translation,
    ) {
        let (node, what) = match role {
            FileRole::Story => (Node::Table(&STORY), "story.toml"),
            FileRole::Act(_) => (Node::Names(&ValueKind::Table(&SCENE)), ""),
            FileRole::Debrief => (Node::Table(&DEBRIEF), "debrief.toml"),
        };
        let mut reader = TranslationReader { lower: self, addresses, into, file: what };
        reader.table(&file.root(&NAMED), node, "");
    }
}

struct TranslationReader<'r, 'a> {
    lower: &'r mut Lower<'a>,
    addresses: &'r Addresses,
    into: &'r mut Translation,
    /// The file's own name among the unsure; empty for an act's, whose scenes have their own.
    file: &'static str,
}

/// What the story does not have.
#[derive(Clone, Copy)]
enum ExtraName {
    Scene,
    Other,
}

impl TranslationReader<'_, '_> {
    fn table(&mut self, table: &Table<'_>, node: Node, path: &str) {
        for entry in table.entries() {
            let name = entry.name;
            let address = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            let below = match node.below(name) {
                Some(Below::Text) => {
                    self.text(&entry, &address);
                    continue;
                }
                Some(Below::Table(below)) => Some(below),
                None => None,
            };
            let Some((below, table)) = below.zip(entry.value.as_table(&NAMED)) else {
                self.unknown_key(&entry, node);
                continue;
            };
            if self.addresses.tables.contains(&address) {
                self.table(&table, below, &address);
            } else {
                let lost = match node {
                    Node::Names(_) if path.is_empty() => ExtraName::Scene,
                    _ => ExtraName::Other,
                };
                leaves(&entry, &address, &mut self.into.orphans);
                self.orphan(entry.span, &address, lost);
            }
        }
    }

    fn text(&mut self, entry: &Entry<'_>, address: &str) {
        let Some(&id) = self.addresses.texts.get(address) else {
            self.into.orphans.push((address.to_owned(), entry.span));
            return self.orphan(entry.span, address, ExtraName::Other);
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

    fn orphan(&mut self, span: Span, address: &str, lost: ExtraName) {
        let owner = if self.file.is_empty() { address.split('.').next().unwrap_or("") } else { self.file };
        if self.addresses.unsure.contains(owner) {
            return;
        }
        let message = format!("the story has no `{}` to translate", address);
        let mut fault = Diagnostic::new(Code::OrphanTranslation, span, message, "belongs to nothing");
        fault.cause = missing(self.file, address).map(String::from);
        let guess = match lost {
            ExtraName::Scene => {
                self.lower.names.guess_scene(address, self.lower.faults.len()).map(str::to_owned)
            }
            ExtraName::Other => self.addresses.guess(address),
        };
        self.lower.faults.push(match guess {
            Some(guess) => fault.help(format!("did you mean `{guess}`?")).fix(span, guess),
            None => fault.help("rename it as in the source language, or remove it"),
        });
    }

    fn unknown_key(&mut self, entry: &Entry<'_>, node: Node) {
        let Entry { name, span, .. } = *entry;
        let message = format!("`{}` is no text", name);
        let fault = Diagnostic::new(Code::UnknownKey, span, message, "not in a translation");
        let keys = node.keys();
        let quoted: Vec<String> = keys.iter().map(|key| shown(key)).collect();
        let guess = if is_key(name) { None } else { suggest(name, keys.iter().map(|key| key.name)) };
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

/// The name that nothing has, when an address in a file is that of what would have it.
fn missing<'a>(file: &str, address: &'a str) -> Option<MissingName<'a>> {
    let parts: Vec<&str> = address.split('.').collect();
    match (file, parts.as_slice()) {
        ("", &[scene]) => Some(MissingName::Scene(scene)),
        ("", &[scene, "choice", choice]) => Some(MissingName::Choice(scene, choice)),
        ("story.toml", &["act", act]) => Some(MissingName::Act(act)),
        ("story.toml", &["stakeholder" | "counter" | "flag", name]) => Some(MissingName::Value(name)),
        _ => None,
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
