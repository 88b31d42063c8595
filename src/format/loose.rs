//! A TOML file that is no part of a story, such as a playthrough.

use super::shape::Shape;
use super::syntax::Reading;
use super::table::Table;
use super::{limits, syntax};
use crate::source::{Code, Diagnostic, FileId, Sources, Span};
use std::cell::OnceCell;

/// Reads a file's outermost table; `None` when the file is no TOML, and why is among the faults. What `read` finds
/// wrong in a file that has syntax errors may only follow from them, and is dropped.
pub(crate) fn read_file<R>(
    sources: &Sources,
    file: FileId,
    shape: &'static Shape,
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
    let mended = OnceCell::new();
    let Reading { document, tables, damage } = syntax::parse(file, source, &mended, |_| None, faults);
    if damage.hides_names() {
        return None;
    }
    let mut found = Vec::new();
    let result = read(&Table::new(document, &tables, 0..0, shape), &mut found);
    found.retain(|fault| !damage.covers(fault.span()));
    faults.append(&mut found);
    Some(result)
}
