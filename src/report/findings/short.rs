//! A finding a line, as compilers write it and editors' quickfix lists read it.

use crate::check::Checkup;
use crate::source::{Severity, Sources};
use std::io::{self, Write};

/// Writes `path:line:column: error[code]: message` for each finding.
///
/// # Errors
/// What the writer says.
pub fn short(out: &mut dyn Write, sources: &Sources, checkup: &Checkup) -> io::Result<()> {
    for finding in &checkup.findings {
        let diagnostic = &finding.diagnostic;
        let place = sources.place(diagnostic.span());
        let path = sources.file(diagnostic.span().file).path();
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let (line, column, code) = (place.line, place.column, diagnostic.code.name());
        writeln!(out, "{path}:{line}:{column}: {severity}[{code}]: {}", diagnostic.message)?;
    }
    Ok(())
}
