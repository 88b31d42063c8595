//! The tables of a TOML file and the values in them, each with its place. A value of the wrong type reads as `None`:
//! the walk over the tables has reported it.

use super::Decoded;
use super::limits;
use super::spec::{NAMES, TableSpec, ValueKind};
use super::toml::Document;
use crate::source::{Code, Diagnostic, Span, suggest};
use std::fmt::Display;
use std::ops::Range;
use std::str::FromStr;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// One table and what it may hold.
#[derive(Clone, Copy)]
pub(crate) struct Table<'a> {
    document: Document<'a>,
    map: &'a DeTable<'a>,
    pub header: Span,
    pub spec: &'static TableSpec,
}

#[derive(Clone, Copy)]
pub(crate) struct Value<'a> {
    document: Document<'a>,
    /// The key that the value stands under; for a value in a list, the key of the list.
    pub key: &'a str,
    raw: &'a Spanned<DeValue<'a>>,
}

/// A key of a table with its place and its value.
#[derive(Clone, Copy)]
pub(crate) struct Entry<'a> {
    pub name: &'a str,
    pub span: Span,
    pub value: Value<'a>,
}

impl<'a> Table<'a> {
    pub fn new(
        document: Document<'a>,
        map: &'a DeTable<'a>,
        header: Range<usize>,
        spec: &'static TableSpec,
    ) -> Table<'a> {
        Table { document, map, header: Span::new(document.file, header), spec }
    }

    pub fn has(&self, key: &str) -> bool {
        self.map.contains_key(key)
    }

    pub fn get(&self, key: &str) -> Option<Value<'a>> {
        self.entry(key).map(|entry| entry.value)
    }

    pub fn entry(&self, key: &str) -> Option<Entry<'a>> {
        self.map.get_key_value(key).map(|(key, raw)| self.read(key, raw))
    }

    pub fn entries(&self) -> Vec<Entry<'a>> {
        let mut entries: Vec<Entry<'a>> = self.map.iter().map(|(key, raw)| self.read(key, raw)).collect();
        entries.sort_by_key(|entry| entry.span);
        entries
    }

    fn read(&self, key: &'a Spanned<std::borrow::Cow<'a, str>>, raw: &'a Spanned<DeValue<'a>>) -> Entry<'a> {
        let name = key.get_ref().as_ref();
        let value = Value { document: self.document, key: name, raw };
        Entry { name, span: Span::new(self.document.file, key.span()), value }
    }

    /// The entries whose keys the description of the table does not have.
    pub fn strays(&self) -> impl Iterator<Item = Entry<'a>> {
        let keys = self.spec.keys;
        let is_stray = move |name: &str| !keys.is_empty() && keys.iter().all(|key| key.name != name);
        self.map.iter().filter(move |(key, _)| is_stray(key.get_ref())).map(|(key, raw)| self.read(key, raw))
    }

    /// The key of the description that an author most likely meant by a stray key.
    pub fn meant(&self, stray: &Entry<'_>) -> Option<&'static str> {
        // A key that is already there cannot be meant again, except a table of names: its entries add up.
        let fits = |key: &&str| {
            !self.has(key)
                || stray.value.is_table()
                    && self.spec.key(key).is_some_and(|key| matches!(key.kind, ValueKind::Named(..)))
        };
        self.spec.meant(stray.name).filter(fits).or_else(|| suggest(stray.name, self.spec.names().filter(fits)))
    }

    /// Whether a table stands under a key that the description does not have.
    pub fn has_stray_table(&self) -> bool {
        self.strays().any(|stray| stray.value.is_table())
    }

    /// Whether the table has a misspelling of this key: the misspelling is reported, not a missing key.
    pub fn has_misspelt(&self, key: &str) -> bool {
        self.strays().any(|stray| self.meant(&stray) == Some(key))
    }

    /// The entries of the table of names under `key`. Tables under a misspelling of `key` count, and tables in a list.
    pub fn named(&self, key: &str) -> Vec<Entry<'a>> {
        let misspelt = self.strays().filter(|stray| self.meant(stray) == Some(key)).map(|stray| stray.value);
        let tables = misspelt.chain(self.get(key)).flat_map(|value| value.as_list().unwrap_or_else(|| vec![value]));
        tables.flat_map(Value::names).collect()
    }

    /// The entries of all tables that may be meant for `key`: under `key` itself, and under every stray key.
    pub fn names_meant_for(&self, key: &str) -> Vec<Entry<'a>> {
        self.strays().map(|stray| stray.value).chain(self.get(key)).flat_map(Value::names).collect()
    }

    pub fn str(&self, key: &str) -> Option<&'a str> {
        self.get(key)?.as_str()
    }

    pub fn integer(&self, key: &str) -> Option<i32> {
        self.get(key)?.as_integer()
    }

    pub fn number(&self, key: &str) -> Option<f64> {
        self.get(key)?.as_number()
    }

    pub fn is_set(&self, key: &str) -> bool {
        self.get(key).and_then(Value::as_bool) == Some(true)
    }

    pub fn tables(&self, key: &str, spec: &'static TableSpec) -> Vec<Table<'a>> {
        let list = self.get(key).and_then(Value::as_list).unwrap_or_default();
        list.into_iter().filter_map(|value| value.as_table(spec)).collect()
    }
}

impl<'a> Value<'a> {
    /// Where the value stands: a string with its quotes, a table's header.
    pub fn span(self) -> Span {
        Span::new(self.document.file, self.raw.span())
    }

    pub fn inside(self) -> Span {
        let range = self.raw.span();
        let written = self.written();
        let quotes = if written.starts_with("\"\"\"") || written.starts_with("'''") { 3 } else { 1 };
        if !self.raw.get_ref().is_str() || written.len() < 2 * quotes {
            return self.span();
        }
        Span::new(self.document.file, range.start + quotes..range.end - quotes)
    }

    pub fn written(self) -> &'a str {
        &self.document.text[self.raw.span()]
    }

    /// The type of the value, with an article.
    pub fn what(self) -> &'static str {
        match self.raw.get_ref() {
            DeValue::String(_) => "a string",
            DeValue::Integer(_) => "an integer",
            DeValue::Float(_) => "a number with a fraction",
            DeValue::Boolean(_) => "a boolean",
            DeValue::Datetime(_) => "a date or a time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        }
    }

    pub fn is_table(self) -> bool {
        self.raw.get_ref().is_table()
    }

    pub fn as_str(self) -> Option<&'a str> {
        self.raw.get_ref().as_str()
    }

    /// The decoded string, which knows where each part of it stands in the file; `None` for other values.
    pub fn as_decoded(self) -> Option<Decoded> {
        let decoded = || Decoded::new(self.document.file, self.document.text, self.raw.span());
        self.raw.get_ref().is_str().then(decoded)
    }

    /// An integer from -30,000 to 30,000, the bounds of all integers of a story; `None` for other values.
    pub fn as_integer(self) -> Option<i32> {
        let number = i32::try_from(self.as_any_integer()?).ok()?;
        (number.abs() <= limits::INTEGER).then_some(number)
    }

    /// An integer of any size; `i64::MAX` stands for an integer that does not fit into 64 bits.
    pub fn as_any_integer(self) -> Option<i64> {
        let number = self.raw.get_ref().as_integer()?;
        Some(i64::from_str_radix(number.as_str(), number.radix()).unwrap_or(i64::MAX))
    }

    pub fn as_seed(self) -> Option<u64> {
        let number = self.raw.get_ref().as_integer()?;
        u64::from_str_radix(number.as_str(), number.radix()).ok()
    }

    pub fn as_number(self) -> Option<f64> {
        match self.raw.get_ref() {
            DeValue::Float(number) => number.as_str().parse().ok(),
            _ => self.as_any_integer().map(|number| number as f64),
        }
    }

    pub fn as_bool(self) -> Option<bool> {
        self.raw.get_ref().as_bool()
    }

    pub fn as_date_time(self) -> Option<String> {
        self.raw.get_ref().as_datetime().map(ToString::to_string)
    }

    pub fn as_table(self, spec: &'static TableSpec) -> Option<Table<'a>> {
        let map = self.raw.get_ref().as_table()?;
        Some(Table::new(self.document, map, self.raw.span(), spec))
    }

    /// The entries of a table; empty for any other value.
    pub fn names(self) -> Vec<Entry<'a>> {
        self.as_table(&NAMES).map_or(vec![], |table| table.entries())
    }

    /// The values of a list, each with the list's key; `None` for any other value.
    pub fn as_list(self) -> Option<Vec<Value<'a>>> {
        let array = self.raw.get_ref().as_array()?;
        Some(array.iter().map(|raw| Value { raw, ..self }).collect())
    }

    /// The fault that the value must be `wanted`, such as `an integer`.
    pub fn wrong_type(self, wanted: &str) -> Diagnostic {
        Code::WrongType.at(self.span(), format!("`{}` must be {wanted}, not {}", self.key, self.what()), self.what())
    }

    /// The fault that an integer is beyond the bounds of all integers of a story.
    pub fn too_large(self) -> Diagnostic {
        let message = format!("the number of `{}` is too large", self.key);
        Code::TooLarge.at(self.span(), message, "integers go from -30000 to 30000")
    }

    /// The fault that the value is not a string. `several` is the help if the value is a list of strings.
    pub fn no_string(self, several: &str) -> Diagnostic {
        let fault = self.wrong_type("a string");
        match self.as_list() {
            Some(list) if list.len() == 1 && list[0].as_str().is_some() => {
                fault.help("leave the brackets out").fix(self.span(), list[0].written())
            }
            Some(_) => fault.help(several),
            None if self.as_date_time().is_some() => fault.fix(self.span(), format!("\"{}\"", self.written())),
            None => fault,
        }
    }

    /// The fault that the value is not a list. If the value is a single entry, a fix puts brackets around it. With
    /// `of_tables` an entry is a table, otherwise a name.
    pub fn no_list(self, of_tables: bool) -> Diagnostic {
        let written = self.written();
        let is_name = self.as_str().is_some_and(|text| !text.contains([' ', ',']));
        let is_entry = if of_tables { written.starts_with('{') } else { is_name };
        let fault = self.wrong_type("a list");
        if !is_entry {
            return fault;
        }
        fault.help("put brackets around it").fix(self.span(), format!("[{written}]"))
    }

    /// The fault that the value must be a number or a boolean. A fix takes its quotation marks away, if it has any.
    pub fn unquoted<T: FromStr + Display>(self, wanted: &str) -> Diagnostic {
        let fault = self.wrong_type(wanted);
        match self.as_str().and_then(|text| text.trim().parse::<T>().ok()) {
            Some(read) => fault.help("leave the quotation marks out").fix(self.span(), read.to_string()),
            None => fault,
        }
    }

    pub fn no_table(self) -> Diagnostic {
        let fault = self.wrong_type("a table");
        let written = self.written();
        match self.as_list().as_deref() {
            Some([only]) if only.is_table() && written.starts_with("[[") => {
                fault.help("begin it with one bracket").fix(self.span(), &written[1..written.len() - 1])
            }
            _ => fault,
        }
    }
}

/// Joins `things` to a phrase, with `last` before the last: `a`, `a or b`, `a, b or c`.
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

pub(crate) fn quoted(words: impl IntoIterator<Item = impl Display>, last: &str) -> String {
    let quoted: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    one_of(&quoted, last)
}
