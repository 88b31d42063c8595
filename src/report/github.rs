//! Annotations of GitHub's CI: commands of its runner, one a line.

use crate::report::diagnostics::visible;
use crate::source::{Diagnostic, Sources, Span};
use std::io::{self, Write};

/// Writes a diagnostic as an annotation, with more below what it says.
pub fn diagnostic(out: &mut dyn Write, sources: &Sources, diagnostic: &Diagnostic, more: &str) -> io::Result<()> {
    let mut message = diagnostic.message.clone();
    let seen = Some(&diagnostic.labels[0].text).filter(|text| !text.is_empty());
    for more in seen.into_iter().chain(&diagnostic.help) {
        message.push('\n');
        message.push_str(more);
    }
    // What is only taken away is said by the help.
    if let Some(fix) = diagnostic.fix.as_ref().filter(|fix| !fix.replacement.is_empty()) {
        message.push_str(&format!("\nwrite `{}`", visible(&fix.replacement).replace(char::is_control, " ")));
    }
    let (severity, title) = (diagnostic.severity.name(), diagnostic.code.name());
    at(out, sources, severity, diagnostic.span(), title, &(message + more))
}

/// Writes an annotation of a place in a file.
pub fn at(
    out: &mut dyn Write,
    sources: &Sources,
    severity: &str,
    span: Span,
    title: &str,
    message: &str,
) -> io::Result<()> {
    let file = sources.file(span.file);
    let (start, end) = (file.place(span.start as usize), file.place(span.end as usize));
    let mut place = format!("{},line={},endLine={}", property(file.path()), start.line, end.line);
    // Columns are only understood within one line.
    if start.line == end.line {
        place += &format!(",col={},endColumn={}", start.column, end.column);
    }
    writeln!(out, "::{severity} file={place},title={}::{}", property(title), data(message))
}

/// Writes an annotation of a line of a file that is no source.
pub fn at_line(out: &mut dyn Write, path: &str, line: usize, title: &str, message: &str) -> io::Result<()> {
    let (path, title) = (property(path), property(title));
    writeln!(out, "::error file={path},line={line},title={title}::{}", data(message))
}

/// Text after the second pair of colons.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text of a property, in which colons and commas mean something.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
