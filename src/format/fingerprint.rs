//! What files contain, whatever their comments and layout: its SHA-256, and its values by key.

use crate::source::{FileId, Sources};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A key that changes nothing in play and is skipped: its depth, which is 0 in the root table, and its name.
type Skipped = (usize, &'static str);

/// The SHA-256 of files, in hexadecimal. It covers keys, decoded values, and the order of entries in `choice` tables.
/// It ignores layout, and the skipped key at its depth.
pub(super) fn fingerprint<'a>(files: impl Iterator<Item = (&'a str, &'a DeTable<'a>, Skipped)>) -> String {
    let mut hash = Hash(Sha256::new());
    for (name, tables, skipped) in files {
        hash.string(name);
        hash.table(tables, skipped, &mut vec![]);
    }
    hexadecimal(&hash.0.finalize())
}

struct Hash(Sha256);

impl Hash {
    /// Hashes the table at a path of keys. A list adds an empty key to the path.
    fn table<'t>(&mut self, table: &'t DeTable<'_>, skipped: Skipped, path: &mut Vec<&'t str>) {
        let is_read = |key: &str| skipped != (path.len(), key);
        let mut entries: Vec<_> = table.iter().filter(|(key, _)| is_read(key.get_ref())).collect();
        // Only the order of choices counts. Elsewhere the order is layout.
        if matches!(path.as_slice(), [_, "choice"]) {
            entries.sort_by_key(|(key, _)| key.span().start);
        }
        self.mark(b'{', entries.len());
        for (key, value) in entries {
            self.string(key.get_ref());
            path.push(key.get_ref());
            self.value(value, skipped, path);
            path.pop();
        }
    }

    fn value<'t>(&mut self, value: &'t Spanned<DeValue<'_>>, skipped: Skipped, path: &mut Vec<&'t str>) {
        match value.get_ref() {
            DeValue::String(text) => self.string(text),
            DeValue::Integer(number) => {
                let value = i64::from_str_radix(number.as_str(), number.radix()).unwrap_or_default();
                self.0.update(b"i");
                self.0.update(value.to_le_bytes());
            }
            DeValue::Float(number) => {
                let value: f64 = number.as_str().parse().unwrap_or_default();
                self.0.update(b"f");
                self.0.update(value.to_bits().to_le_bytes());
            }
            DeValue::Boolean(value) => self.0.update([b'b', u8::from(*value)]),
            DeValue::Datetime(moment) => self.string(&moment.to_string()),
            DeValue::Array(list) => {
                self.mark(b'[', list.len());
                path.push("");
                list.iter().for_each(|value| self.value(value, skipped, path));
                path.pop();
            }
            DeValue::Table(table) => self.table(table, skipped, path),
        }
    }

    fn string(&mut self, text: &str) {
        // Windows line ends are layout, too.
        let text = if text.contains('\r') { text.replace("\r\n", "\n").into() } else { Cow::Borrowed(text) };
        self.mark(b's', text.len());
        self.0.update(text.as_bytes());
    }

    fn mark(&mut self, kind: u8, length: usize) {
        self.0.update([kind]);
        self.0.update((length as u64).to_le_bytes());
    }
}

/// The fingerprint of a decoded text. White space counts only between paragraphs and between lines of a letter.
pub(super) fn of_text(text: &str) -> String {
    let mut read = String::with_capacity(text.len());
    let mut before = "";
    for line in text.lines() {
        let mut words = line.split_whitespace();
        if let Some(first) = words.next() {
            read += match (read.is_empty(), before.trim().is_empty(), first) {
                (true, ..) => "",
                (_, true, _) => "\n\n",
                (.., ">") => "\n",
                _ => " ",
            };
            read += first;
            words.for_each(|word| read.extend([" ", word]));
        }
        before = line;
    }
    hexadecimal(&Sha256::digest(read.as_bytes()))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The values in some files as written, by address. There, a table in a list has its name, or else its number from 1.
pub fn written(sources: &Sources, files: impl IntoIterator<Item = FileId>) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for file in files {
        let text = sources.file(file).text();
        for (key, value) in DeTable::parse_recoverable(text).0.get_ref() {
            note(key.get_ref().to_string(), value, text, &mut found);
        }
    }
    found
}

fn note(path: String, value: &Spanned<DeValue>, text: &str, found: &mut BTreeMap<String, String>) {
    match value.get_ref() {
        DeValue::Table(table) => {
            table.iter().for_each(|(key, value)| note(format!("{path}.{}", key.get_ref()), value, text, found));
        }
        DeValue::Array(values) if values.iter().any(|value| value.get_ref().is_table()) => {
            for (number, value) in (1..).zip(values.iter()) {
                match name(value) {
                    Some(name) => note(format!("{path}.{name}"), value, text, found),
                    None => note(format!("{path}.{number}"), value, text, found),
                }
            }
        }
        _ => {
            let said = text[value.span()].split_whitespace().collect::<Vec<_>>().join(" ");
            found.insert(path, said);
        }
    }
}

/// The name of a table in a list, such as an arm or a property; `None` without one.
fn name<'v>(value: &'v Spanned<DeValue>) -> Option<&'v str> {
    let table = value.get_ref().as_table()?;
    ["id", "to", "name"].into_iter().find_map(|key| table.get(key))?.get_ref().as_str()
}
