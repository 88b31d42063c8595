//! A finding a line, as compilers write it.

use super::undecided::Undecided;
use crate::check::Checkup;
use crate::report;
use crate::source::Sources;
use std::io::{self, Write};

/// Writes `path:line:column: error[code]: message` for each finding, and one line for all that a limit left undecided.
///
/// # Errors
/// What the writer says.
pub fn short(out: &mut dyn Write, sources: &Sources, checkup: &Checkup) -> io::Result<()> {
    for finding in checkup.findings.iter().filter(|finding| !finding.is_undecided()) {
        writeln!(out, "{}", report::short(sources, &finding.diagnostic))?;
    }
    if let Some(undecided) = Undecided::of(checkup) {
        writeln!(out, "{}", report::short(sources, &undecided.in_one()))?;
    }
    Ok(())
}
