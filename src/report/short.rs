//! A diagnostic on one line, as editors' quickfix lists read it.

use crate::source::{Diagnostic, Sources};

/// Writes `path:line:column: error[code]: message`, without a line end.
pub fn short(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let place = sources.place(diagnostic.span());
    let path = sources.file(diagnostic.span().file).path();
    let severity = diagnostic.severity.name();
    let (line, column) = (place.line, place.column);
    format!("{path}:{line}:{column}: {severity}[{}]: {}", diagnostic.code.name(), diagnostic.message)
}
