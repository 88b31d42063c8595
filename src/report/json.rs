//! JSON: plain structs whose fields stand in the order of docs/commands.md, written by serde.

use crate::explore::Chance;
use crate::script::WrittenStep;
use crate::source::{Sources, Span};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// A value as one line of JSON, without the line's end.
pub fn line(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("plain data without keys that are not text")
}

/// Writes a value as a line of JSON.
pub fn write_line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    writeln!(out, "{}", line(value))
}

/// A step of a playthrough, as a playthrough file has it: a choice is its name.
impl Serialize for WrittenStep {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            WrittenStep::Choice(name) => name.serialize(serializer),
            WrittenStep::Draw(name) => BTreeMap::from([("draw", name)]).serialize(serializer),
        }
    }
}

/// A place in a file. Lines and columns count from 1, columns in characters.
#[derive(Serialize)]
pub struct PlaceJson<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

pub fn place(sources: &Sources, span: Span) -> PlaceJson<'_> {
    let file = sources.file(span.file);
    let (start, end) = (file.place(span.start as usize), file.place(span.end as usize));
    PlaceJson { file: file.path(), line: start.line, column: start.column, end_line: end.line, end_column: end.column }
}

/// A chance as one number, or as the pair of its bounds where it is not known.
impl Serialize for Chance {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.low == self.high {
            true => serializer.serialize_f64(self.low),
            false => [self.low, self.high].serialize(serializer),
        }
    }
}

#[derive(Clone, Copy, Serialize)]
pub struct ChanceJson(pub Chance);
