//! A cursor over one TOML table: known keys, missing keys, wrong types, and what is left over.
//!
//! Story files and playthroughs are read through it. It collects every fault and goes on; it does not know what a
//! key is good for.

use super::shape::{Shape, homes};
use super::value::Value;
use crate::source::{Code, Diagnostic, FileId, Span, suggest};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The file that a table stands in.
#[derive(Clone, Copy)]
pub(crate) struct Document<'a> {
    /// Its id.
    pub file: FileId,
    /// Its text.
    pub text: &'a str,
}

/// One table and what it may hold.
pub(crate) struct Table<'a> {
    document: Document<'a>,
    map: &'a DeTable<'a>,
    shape: &'static Shape,
    header: Span,
    strays: Vec<Stray<'a>>,
}

/// A key that the shape does not know.
struct Stray<'a> {
    key: &'a str,
    span: Span,
    meant: Option<&'static str>,
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
        shape: &'static Shape,
    ) -> Table<'a> {
        let absent = |key: &&str| !map.contains_key(*key);
        let strays = map
            .keys()
            .filter(|key| !shape.keys.is_empty() && shape.key(key.get_ref()).is_none())
            .map(|key| {
                let written = key.get_ref().as_ref();
                let near = suggest(written, shape.names().filter(absent));
                let meant = shape.meant(written).filter(absent).or(near);
                Stray { key: written, span: Span::new(document.file, key.span()), meant }
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
        if value.is_none() && !self.has_misspelt(key) {
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
        let Stray { key, span, meant } = *stray;
        let what = self.shape.what;
        let fault = Diagnostic::new(
            Code::UnknownKey,
            span,
            format!("`{key}` means nothing in {what}"),
            "unknown key",
        );
        if let Some(meant) = meant {
            return fault.help(format!("did you mean `{meant}`?")).fix(span, meant);
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
