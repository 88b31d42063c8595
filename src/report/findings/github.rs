//! Findings as annotations of GitHub's CI.
//!
//! The runner shows only some ten annotations of a severity in each step, so what is at fault comes first.

use super::evidence;
use crate::check::{Checkup, Finding};
use crate::report::github;
use crate::source::Sources;
use std::io::{self, Write};

/// Writes the annotations.
///
/// # Errors
/// What the writer says.
pub fn github(out: &mut dyn Write, sources: &Sources, checkup: &Checkup) -> io::Result<()> {
    let mut findings: Vec<&Finding> = checkup.findings.iter().collect();
    findings.sort_by_key(|finding| finding.diagnostic.severity);
    for finding in findings {
        let shown = evidence(sources, finding)
            .map(|playthrough| format!("\nthis playthrough shows it:\n\n{}", playthrough.trim_end()));
        github::diagnostic(out, sources, &finding.diagnostic, &shown.unwrap_or_default())?;
    }
    Ok(())
}
