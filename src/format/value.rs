//! A TOML value under its key: read as what it should be, or reported as what it is.

use super::decoded::Decoded;
use super::shape::TableSpec;
use super::table::Table;
use super::toml::Document;
use crate::source::{Code, Diagnostic, Span};
use toml::Spanned;
use toml::de::DeValue;

/// A value under its key.
#[derive(Clone, Copy)]
pub(crate) struct Value<'a> {
    document: Document<'a>,
    key: &'a str,
    raw: &'a Spanned<DeValue<'a>>,
}

impl<'a> Value<'a> {
    /// Takes a value of a document.
    pub fn new(document: Document<'a>, key: &'a str, raw: &'a Spanned<DeValue<'a>>) -> Value<'a> {
        Value { document, key, raw }
    }

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
            let fault = self.wrong_type("a string");
            let written = &self.document.text[self.raw.span()];
            faults.push(match self.raw() {
                DeValue::Datetime(_) => fault.fix(self.span(), format!("\"{written}\"")),
                _ => fault,
            });
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
    pub fn table(self, shape: &'static TableSpec, faults: &mut Vec<Diagnostic>) -> Option<Table<'a>> {
        let table = self.as_table(shape);
        if table.is_none() {
            faults.push(self.wrong_type("a table"));
        }
        table
    }

    /// A table of a shape, if it is a table.
    pub fn as_table(self, shape: &'static TableSpec) -> Option<Table<'a>> {
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
