//! A cursor over one TOML table: known keys, missing keys, wrong types, and what is left over.
//!
//! Story files and playthroughs are read through it. It collects every fault and goes on; it does not know what a
//! key is good for.

use super::decoded::Decoded;
use super::shape::{Shape, homes};
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

/// A value under its key.
#[derive(Clone, Copy)]
pub(crate) struct Value<'a> {
    document: Document<'a>,
    key: &'a str,
    raw: &'a Spanned<DeValue<'a>>,
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
        Some(Value { document: self.document, key: key.get_ref(), raw })
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
            Entry {
                name,
                span: Span::new(document.file, key.span()),
                value: Value { document, key: name, raw },
            }
        };
        let mut entries: Vec<Entry<'a>> = self.map.iter().map(entry).collect();
        entries.sort_by_key(|entry| entry.span);
        entries
    }
}

impl<'a> Value<'a> {
    /// Where the value stands: a string with its quotes, a table's header.
    pub fn span(self) -> Span {
        Span::new(self.document.file, self.raw.span())
    }

    /// The key that the value stands under; for one of an array, the array's.
    pub fn key(self) -> &'a str {
        self.key
    }

    /// The value itself.
    pub fn raw(self) -> &'a DeValue<'a> {
        self.raw.get_ref()
    }

    /// What it is, with an article.
    pub fn kind(self) -> &'static str {
        match self.raw() {
            DeValue::String(_) => "a string",
            DeValue::Integer(_) => "an integer",
            DeValue::Float(_) => "a number with a fraction",
            DeValue::Boolean(_) => "a boolean",
            DeValue::Datetime(_) => "a date or a time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        }
    }

    /// The fault that something else was wanted, such as `an integer`.
    pub fn wrong_type(self, wanted: &str) -> Diagnostic {
        let (key, kind) = (self.key, self.kind());
        let message = format!("`{key}` must be {wanted}, not {kind}");
        Diagnostic::new(Code::WrongType, self.span(), message, kind)
    }

    /// A string's text as written, and the place inside its quotes.
    pub fn string(self, faults: &mut Vec<Diagnostic>) -> Option<(&'a str, Span)> {
        let DeValue::String(text) = self.raw() else {
            faults.push(self.wrong_type("a string"));
            return None;
        };
        Some((text.as_ref(), self.inside()))
    }

    /// The place inside a string's quotes.
    pub fn inside(self) -> Span {
        let range = self.raw.span();
        let written = &self.document.text[range.clone()];
        let quotes = if written.starts_with("\"\"\"") || written.starts_with("'''") { 3 } else { 1 };
        if written.len() < 2 * quotes {
            return self.span();
        }
        Span::new(self.document.file, range.start + quotes..range.end - quotes)
    }

    /// A string with the way back from its value to the file.
    pub fn decoded(self, faults: &mut Vec<Diagnostic>) -> Option<Decoded> {
        if !self.raw().is_str() {
            faults.push(self.wrong_type("a string"));
            return None;
        }
        Some(Decoded::new(self.document.file, self.document.text, self.raw.span()))
    }

    /// An integer of 64 bits.
    pub fn integer(self, faults: &mut Vec<Diagnostic>) -> Option<i64> {
        let DeValue::Integer(number) = self.raw() else {
            faults.push(self.wrong_type("an integer"));
            return None;
        };
        let value = i64::from_str_radix(number.as_str(), number.radix()).ok();
        if value.is_none() {
            faults.push(self.too_large_number());
        }
        value
    }

    /// An integer within the bounds of all integers of a story.
    pub fn small_integer(self, faults: &mut Vec<Diagnostic>) -> Option<i32> {
        let value = self.integer(faults)?;
        if value.abs() > i64::from(super::limits::INTEGER) {
            faults.push(self.too_large_number());
            return None;
        }
        Some(value as i32)
    }

    /// An integer from 0 up.
    pub fn unsigned(self, faults: &mut Vec<Diagnostic>) -> Option<u64> {
        let DeValue::Integer(number) = self.raw() else {
            faults.push(self.wrong_type("an integer"));
            return None;
        };
        let value = u64::from_str_radix(number.as_str(), number.radix()).ok();
        if value.is_none() {
            let message = format!("`{}` must be an integer from 0 to {}", self.key, u64::MAX);
            faults.push(Diagnostic::new(Code::OutOfRange, self.span(), message, "out of range"));
        }
        value
    }

    /// A date and a time, as TOML writes it.
    pub fn date_time(self, faults: &mut Vec<Diagnostic>) -> Option<String> {
        let DeValue::Datetime(date_time) = self.raw() else {
            faults.push(self.wrong_type("a date-time"));
            return None;
        };
        Some(date_time.to_string())
    }

    /// Whether it is a string.
    pub fn is_string(self) -> bool {
        self.raw().is_str()
    }

    fn too_large_number(self) -> Diagnostic {
        let message = format!("the number of `{}` is too large", self.key);
        Diagnostic::new(Code::TooLarge, self.span(), message, "integers go from -30000 to 30000")
    }

    /// A number with or without a fraction.
    pub fn number(self, faults: &mut Vec<Diagnostic>) -> Option<f64> {
        match self.raw() {
            DeValue::Float(number) => number.as_str().parse().ok(),
            DeValue::Integer(_) => self.integer(faults).map(|number| number as f64),
            _ => {
                faults.push(self.wrong_type("a number"));
                None
            }
        }
    }

    /// `true` or `false`.
    pub fn boolean(self, faults: &mut Vec<Diagnostic>) -> Option<bool> {
        let value = self.raw().as_bool();
        if value.is_none() {
            faults.push(self.wrong_type("`true` or `false`"));
        }
        value
    }

    /// A table of a shape.
    pub fn table(self, shape: &'static Shape, faults: &mut Vec<Diagnostic>) -> Option<Table<'a>> {
        let table = self.as_table(shape);
        if table.is_none() {
            faults.push(self.wrong_type("a table"));
        }
        table
    }

    /// A table of a shape, if it is a table.
    pub fn as_table(self, shape: &'static Shape) -> Option<Table<'a>> {
        let map = self.raw().as_table()?;
        Some(Table::new(self.document, map, self.raw.span(), shape))
    }

    /// The values of a list, under the list's key.
    pub fn list(self, faults: &mut Vec<Diagnostic>) -> Option<Vec<Value<'a>>> {
        let list = self.as_list();
        if list.is_none() {
            faults.push(self.wrong_type("a list"));
        }
        list
    }

    /// The values of a list, if it is a list.
    pub fn as_list(self) -> Option<Vec<Value<'a>>> {
        let array = self.raw().as_array()?;
        Some(array.iter().map(|raw| Value { raw, ..self }).collect())
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
