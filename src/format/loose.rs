//! A TOML file that is no part of a story, such as a playthrough.

use super::shape::TableSpec;
use super::table::Table;
use super::toml::parse;
use super::{keys::ValueKind, limits};
use crate::source::{Code, Diagnostic, FileId, Sources, Span};
use std::cell::OnceCell;

/// Reads a file's outermost table; `None` when the file is no TOML, and why is among the faults. What `read` finds
/// wrong in a file that has syntax errors may only follow from them, and is dropped.
pub(crate) fn read_file<R>(
    sources: &Sources,
    file: FileId,
    shape: &'static TableSpec,
    faults: &mut Vec<Diagnostic>,
    read: impl FnOnce(&Table, &mut Vec<Diagnostic>) -> R,
) -> Option<R> {
    let source = sources.file(file);
    if source.text().len() > limits::FILE {
        let message = format!("{} is larger than {} MiB", source.path(), limits::FILE / (1024 * 1024));
        faults.push(Diagnostic::new(
            Code::TooLarge,
            Span::new(file, 0..0),
            message,
            "this file is too large",
        ));
        return None;
    }
    let readable = OnceCell::new();
    let reading = parse(file, source, &ValueKind::Table(shape), &readable, faults);
    if reading.hides_names {
        return None;
    }
    let mut found = Vec::new();
    let result = read(&Table::new(reading.document, &reading.tables, 0..0, shape), &mut found);
    found.retain(|fault| !reading.is_broken_at(fault.span()));
    faults.append(&mut found);
    Some(result)
}
