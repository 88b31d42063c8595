//! A cursor over one TOML table: known keys, missing keys, wrong types, and what is left over.
//!
//! Story files and playthroughs are read through it. It collects every fault and goes on; it does not know what a
//! key is good for.

use super::keys::ValueKind;
use super::shape::{NAMED, TableSpec, homes};
use super::toml::Document;
use super::value::Value;
use crate::source::{Code, Diagnostic, Span, suggest};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// One table and what it may hold.
pub(crate) struct Table<'a> {
    document: Document<'a>,
    map: &'a DeTable<'a>,
    shape: &'static TableSpec,
    header: Span,
    strays: Vec<Stray<'a>>,
}

/// A key that the shape does not know.
struct Stray<'a> {
    key: &'a str,
    span: Span,
    meant: Option<&'static str>,
    is_table: bool,
}

/// A value under a name that the author gave.
#[derive(Clone, Copy)]
pub(crate) struct Entry<'a> {
    /// The name.
    pub name: &'a str,
    /// Where the name stands.
    pub span: Span,
    /// What it names.
    pub value: Value<'a>,
}

impl<'a> Table<'a> {
    /// Begins to read a table; `header` is where a key that lacks will be reported.
    pub fn new(
        document: Document<'a>,
        map: &'a DeTable<'a>,
        header: Range<usize>,
        shape: &'static TableSpec,
    ) -> Table<'a> {
        let strays = map
            .iter()
            .filter(|(key, _)| !shape.keys.is_empty() && shape.key(key.get_ref()).is_none())
            .map(|(key, value)| {
                let written = key.get_ref().as_ref();
                let is_table = value.get_ref().is_table();
                // A key is there once; but tables of the same name add up.
                let fits = |key: &&str| !map.contains_key(*key) || is_table && shape.holds_names(key);
                let near = suggest(written, shape.names().filter(fits));
                let meant = shape.meant(written).filter(fits).or(near);
                Stray { key: written, span: Span::new(document.file, key.span()), meant, is_table }
            })
            .collect();
        Table { document, map, shape, header: Span::new(document.file, header), strays }
    }

    /// Where the table's header stands.
    pub fn header(&self) -> Span {
        self.header
    }

    /// What the table is, with an article.
    pub fn what(&self) -> &'static str {
        self.shape.what
    }

    /// Whether the key is there.
    pub fn has(&self, key: &str) -> bool {
        self.map.contains_key(key)
    }

    /// Whether another key is there in its stead, which is going to be reported as misspelt.
    pub fn has_misspelt(&self, key: &str) -> bool {
        self.strays.iter().any(|stray| stray.meant == Some(key))
    }

    /// Whether a table is there that the shape does not know.
    pub fn has_stray_table(&self) -> bool {
        self.strays.iter().any(|stray| stray.is_table)
    }

    /// The names in all tables that the shape does not know, and in the one under `key`: what the author may have
    /// meant to put there.
    pub fn names_meant_for(&self, key: &str) -> Vec<Entry<'a>> {
        let strays = self.strays.iter().filter(|stray| stray.is_table).map(|stray| stray.key);
        let tables = strays.chain([key]).filter_map(|key| self.get(key)?.as_table(&NAMED));
        tables.flat_map(|table| table.entries()).collect()
    }

    /// The entries of the table of names under a key, those included that stand under a misspelling of it.
    pub fn named(&self, key: &str) -> Vec<Entry<'a>> {
        let misspelt = self.strays.iter().filter(|stray| stray.meant == Some(key)).map(|stray| stray.key);
        let tables = misspelt.chain([key]).filter_map(|key| self.get(key)?.as_table(&NAMED));
        tables.flat_map(|table| table.entries()).collect()
    }

    /// Whether a key stands in a table below, where it means nothing: a header above it took it in.
    fn has_fallen(&self, key: &str) -> bool {
        let holds = |table: &Table<'_>| table.strays.iter().any(|stray| stray.key == key);
        let below = |entry: Entry<'a>, kind: &ValueKind| match kind {
            ValueKind::Table(shape) => entry.value.as_table(shape).is_some_and(|table| holds(&table)),
            _ => false,
        };
        self.entries().into_iter().any(|entry| match self.shape.key(entry.name).map(|key| key.kind) {
            Some(ValueKind::Named(_, kind)) => {
                let names = entry.value.as_table(&NAMED);
                names.is_some_and(|table| table.entries().into_iter().any(|entry| below(entry, kind)))
            }
            Some(kind) => below(entry, &kind),
            None => false,
        })
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<Value<'a>> {
        let (key, raw) = self.map.get_key_value(key)?;
        Some(Value::new(self.document, key.get_ref(), raw))
    }

    /// The place of a key.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        self.map.get_key_value(key).map(|(key, _)| Span::new(self.document.file, key.span()))
    }

    /// The value of a key that must be there.
    pub fn need(&self, key: &str, faults: &mut Vec<Diagnostic>) -> Option<Value<'a>> {
        let value = self.get(key);
        if value.is_none() && !self.has_misspelt(key) && !self.has_fallen(key) {
            faults.push(Diagnostic::new(
                Code::MissingKey,
                self.header,
                format!("{} needs `{key}`", self.shape.what),
                format!("`{key}` is missing here"),
            ));
        }
        value
    }

    /// Reports every key that the shape does not know.
    pub fn unknown_keys(&self, faults: &mut Vec<Diagnostic>) {
        faults.extend(self.strays.iter().map(|stray| self.unknown_key(stray)));
    }

    fn unknown_key(&self, stray: &Stray<'a>) -> Diagnostic {
        let Stray { key, span, meant, .. } = *stray;
        let what = self.shape.what;
        let fault = Diagnostic::new(
            Code::UnknownKey,
            span,
            format!("`{key}` means nothing in {what}"),
            "unknown key",
        );
        if let Some(meant) = meant {
            let fault = fault.help(format!("did you mean `{meant}`?"));
            // A table may have several headers, which all have the key.
            return if stray.is_table { fault } else { fault.fix(span, meant) };
        }
        if stray.is_table && self.shape.holds_names("choice") {
            let help = format!("a choice begins with its scene and `choice`: `choice.{key}`");
            return fault.help(help).fix(span, format!("choice.{key}"));
        }
        let homes = homes(key, self.shape);
        if !homes.is_empty() {
            return fault.help(format!("`{key}` belongs in {}", one_of(&homes, "or")));
        }
        let keys: Vec<String> = self.shape.names().map(|key| format!("`{key}`")).collect();
        fault.help(format!("{what} may have {}", one_of(&keys, "and")))
    }

    /// Everything in the table in the order of the file, under names that the author gave.
    pub fn entries(&self) -> Vec<Entry<'a>> {
        let document = self.document;
        let entry = |(key, raw): (&'a Spanned<_>, &'a Spanned<DeValue<'a>>)| {
            let name: &'a std::borrow::Cow<'a, str> = key.get_ref();
            let name: &'a str = name.as_ref();
            Entry { name, span: Span::new(document.file, key.span()), value: Value::new(document, name, raw) }
        };
        let mut entries: Vec<Entry<'a>> = self.map.iter().map(entry).collect();
        entries.sort_by_key(|entry| entry.span);
        entries
    }
}

/// Joins what there is to a phrase: `a`, `a or b`, `a, b or c`.
pub(crate) fn one_of<S: AsRef<str>>(things: &[S], last: &str) -> String {
    match things {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [firsts @ .., end] => {
            let firsts: Vec<&str> = firsts.iter().map(AsRef::as_ref).collect();
            format!("{} {last} {}", firsts.join(", "), end.as_ref())
        }
    }
}
