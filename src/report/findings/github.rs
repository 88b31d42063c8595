//! A finding as an annotation of GitHub's CI: a command of its runner on a line.
//!
//! The runner shows only some ten annotations of a severity in each step, so what is at fault comes first.

use super::evidence;
use crate::check::{Checkup, Finding};
use crate::report::diagnostics::visible;
use crate::source::Sources;
use std::io::{self, Write};

/// Writes the commands.
///
/// # Errors
/// What the writer says.
pub fn github(out: &mut dyn Write, sources: &Sources, checkup: &Checkup) -> io::Result<()> {
    let mut findings: Vec<&Finding> = checkup.findings.iter().collect();
    findings.sort_by_key(|finding| finding.diagnostic.severity);
    for finding in findings {
        let diagnostic = &finding.diagnostic;
        let command = diagnostic.severity.name();
        let span = diagnostic.span();
        let file = sources.file(span.file);
        let (start, end) = (file.place(span.start as usize), file.place(span.end as usize));
        let mut message = diagnostic.message.clone();
        let seen = Some(&diagnostic.labels[0].text).filter(|text| !text.is_empty());
        for more in seen.into_iter().chain(&diagnostic.help) {
            message.push('\n');
            message.push_str(more);
        }
        // What is only taken away is said by the help.
        if let Some(fix) = diagnostic.fix.as_ref().filter(|fix| !fix.replacement.is_empty()) {
            message
                .push_str(&format!("\nwrite `{}`", visible(&fix.replacement).replace(char::is_control, " ")));
        }
        if let Some(playthrough) = evidence(sources, finding) {
            message.push_str("\nthis playthrough shows it:\n\n");
            message.push_str(playthrough.trim_end());
        }
        write!(out, "::{command} file={},line={},endLine={}", property(file.path()), start.line, end.line)?;
        // Columns are only understood within one line.
        if start.line == end.line {
            write!(out, ",col={},endColumn={}", start.column, end.column)?;
        }
        writeln!(out, ",title={}::{}", property(diagnostic.code.name()), data(&message))?;
    }
    Ok(())
}

/// Text after the second pair of colons.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text of a property, in which colons and commas mean something.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
