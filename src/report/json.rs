//! Helpers for JSON. The keys of objects keep their order, which docs/commands.md describes.

use crate::explore::Chance;
use crate::script::WrittenStep;
use crate::source::{Sources, Span};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, Write};

pub fn line(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("plain data without keys that are not text")
}

pub fn write_line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    writeln!(out, "{}", line(value))
}

/// Writes a step as playthrough files do: a choice as its name, a draw as `{"draw": NAME}`.
impl Serialize for WrittenStep {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            WrittenStep::Choice(name) => name.serialize(serializer),
            WrittenStep::Draw(name) => BTreeMap::from([("draw", name)]).serialize(serializer),
        }
    }
}

/// A place in a file. Lines and columns count from 1, columns in characters.
pub fn place(sources: &Sources, span: Span) -> Value {
    let file = sources.file(span.file);
    let (start, end) = (file.place(span.start as usize), file.place(span.end as usize));
    json!({
        "file": file.path(),
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
    })
}

/// One object with all keys of several objects; `null` adds none.
pub fn joined(objects: impl IntoIterator<Item = Value>) -> Value {
    Value::Object(objects.into_iter().filter_map(|object| object.as_object().cloned()).flatten().collect())
}

/// Removes the keys whose value is `null`.
pub fn known(mut object: Value) -> Value {
    if let Value::Object(entries) = &mut object {
        entries.retain(|_, value| !value.is_null());
    }
    object
}

/// Writes a chance as one number; a chance that is not known exactly as [low, high].
impl Serialize for Chance {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.low == self.high {
            true => serializer.serialize_f64(self.low),
            false => [self.low, self.high].serialize(serializer),
        }
    }
}
