//! A finding a line, as compilers write it.

use crate::check::Checkup;
use crate::report;
use crate::source::Sources;
use std::io::{self, Write};

/// Writes `path:line:column: error[code]: message` for each finding.
///
/// # Errors
/// What the writer says.
pub fn short(out: &mut dyn Write, sources: &Sources, checkup: &Checkup) -> io::Result<()> {
    for finding in &checkup.findings {
        writeln!(out, "{}", report::short(sources, &finding.diagnostic))?;
    }
    Ok(())
}
