//! What files say, key by key, as it is written in them.

use crate::source::{FileId, Sources};
use std::collections::BTreeMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The values in some files of a story, each under its address. A table in a list goes by its name, or else by its
/// number from 1.
pub fn written(sources: &Sources, files: impl IntoIterator<Item = FileId>) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for file in files {
        let text = sources.file(file).text();
        let (tables, _) = DeTable::parse_recoverable(text);
        list("", tables.get_ref(), text, &mut found);
    }
    found
}

fn list(path: &str, table: &DeTable, text: &str, found: &mut BTreeMap<String, String>) {
    let start = if path.is_empty() { String::new() } else { format!("{path}.") };
    for (key, value) in table {
        note(format!("{start}{}", key.get_ref()), value, text, found);
    }
}

fn note(path: String, value: &Spanned<DeValue>, text: &str, found: &mut BTreeMap<String, String>) {
    match value.get_ref() {
        DeValue::Table(table) => list(&path, table, text, found),
        DeValue::Array(values) if values.iter().any(|value| matches!(value.get_ref(), DeValue::Table(_))) => {
            for (number, value) in values.iter().enumerate() {
                let name = name(value).unwrap_or_else(|| (number + 1).to_string());
                note(format!("{path}.{name}"), value, text, found);
            }
        }
        _ => {
            let said = text[value.span()].split_whitespace().collect::<Vec<_>>().join(" ");
            found.insert(path, said);
        }
    }
}

/// The name of a table in a list: of an arm, or of a property.
fn name(value: &Spanned<DeValue>) -> Option<String> {
    let DeValue::Table(table) = value.get_ref() else { return None };
    let named = ["id", "to", "name"].into_iter().find_map(|key| table.get(key))?;
    match named.get_ref() {
        DeValue::String(name) => Some(name.to_string()),
        _ => None,
    }
}
