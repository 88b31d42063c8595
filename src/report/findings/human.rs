//! Findings for people: each with its lines and the playthrough that shows it, and a word at the end.

use super::evidence;
use crate::check::{Checkup, Finding, SearchExtent};
use crate::explore::Limit;
use crate::report::diagnostics::{Paint, diagnostic};
use crate::source::Sources;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Writes the page.
///
/// # Errors
/// What the writer says.
pub fn human(out: &mut dyn Write, sources: &Sources, checkup: &Checkup, paint: Paint) -> io::Result<()> {
    for found in &checkup.findings {
        writeln!(out, "{}", finding(sources, found, paint))?;
    }
    writeln!(out, "{}", summary(checkup))
}

/// A finding with its lines, and the playthrough that shows it as a file that `replay` accepts.
pub fn finding(sources: &Sources, finding: &Finding, paint: Paint) -> String {
    let painted = diagnostic(sources, &finding.diagnostic, paint) + "\n";
    match evidence(sources, finding) {
        None => painted,
        Some(file) => format!("{painted}\nthis playthrough shows it:\n\n{}", indented(&file)),
    }
}

fn indented(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") }).collect()
}

/// How much was found, where, and how far the search came.
fn summary(checkup: &Checkup) -> String {
    let files: BTreeSet<_> = checkup.findings.iter().map(|finding| finding.diagnostic.span().file).collect();
    let mut parts: Vec<String> = Vec::new();
    if checkup.errors() > 0 {
        parts.push(count(checkup.errors(), "error"));
    }
    if checkup.warnings() > 0 {
        parts.push(count(checkup.warnings(), "warning"));
    }
    let found = match parts.as_slice() {
        [] => "no errors, no warnings".to_owned(),
        parts => format!("{} in {}", parts.join(", "), count(files.len(), "file")),
    };
    let properties = |proved: usize| match proved {
        0 => String::new(),
        1 => "; 1 property proved".to_owned(),
        many => format!("; {many} properties proved"),
    };
    match checkup.searched {
        SearchExtent::NotAtAll => format!("{found}; the games were not searched, as the story does not load"),
        SearchExtent::Whole { proved } => format!("{found}{}", properties(proved)),
        SearchExtent::InPart { limit, proved } => format!(
            "{found}{}; the search stopped at {}, so what needs a look at every game is not decided",
            properties(proved),
            named(limit),
        ),
    }
}

fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

/// The limit in words.
fn named(limit: Limit) -> &'static str {
    match limit {
        Limit::States => "the limit of states",
        Limit::Memory => "the limit of memory",
        Limit::Precision => "the precision that can be had",
    }
}
