//! Writes the result of a check, for people, editors, programs and CI.

use super::diagnostics::annotation;
use super::json::{joined, place, write_line};
use super::{Paint, count, diagnostic, limit_names, verdict};
use crate::check::{Checkup, Finding};
use crate::source::{Fix, Sources};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{self, Write};

pub fn human(out: &mut dyn Write, sources: &Sources, checkup: &Checkup, paint: Paint) -> io::Result<()> {
    checkup.findings.iter().try_for_each(|found| writeln!(out, "{}", finding(sources, found, paint)))?;
    writeln!(out, "{}", summary(checkup))
}

/// A finding with its source lines, and the playthrough that shows it, if there is one, as a file for `replay`.
pub fn finding(sources: &Sources, finding: &Finding, paint: Paint) -> String {
    let painted = diagnostic(sources, &finding.diagnostic, paint) + "\n";
    match evidence(sources, finding) {
        None => painted,
        Some(file) => format!("{painted}\nthis playthrough shows it:\n\n{}", textwrap::indent(&file, "    ")),
    }
}

/// Counts errors, warnings, files and proved properties, in words.
fn summary(checkup: &Checkup) -> String {
    let files: BTreeSet<_> = checkup.findings.iter().map(|finding| finding.diagnostic.span().file).collect();
    let counts = [(checkup.errors(), "error"), (checkup.warnings(), "warning")];
    let counts = counts.into_iter().filter(|(number, _)| *number > 0).map(|(number, what)| count(number, what));
    let found = match counts.collect::<Vec<_>>().join(", ") {
        none if none.is_empty() => "no errors, no warnings".to_owned(),
        counts => format!("{counts} in {}", count(files.len(), "file")),
    };
    let proved = match checkup.proved {
        None => return format!("{found}; the games were not searched, as the story does not load"),
        Some(0) => String::new(),
        Some(1) => "; 1 property proved".to_owned(),
        Some(many) => format!("; {many} properties proved"),
    };
    let Some((_, limit)) = checkup.limit.map(limit_names) else { return found + &proved };
    format!("{found}{proved}; the search stopped at {limit}, so what needs a look at every game is not decided")
}

/// A playthrough file that shows a finding, and passes as long as it is true; `None` if no playthrough can.
pub fn evidence(sources: &Sources, finding: &Finding) -> Option<String> {
    Some(finding.playthrough.as_ref()?.write(&finding.diagnostic.message, sources))
}

pub fn short(out: &mut dyn Write, sources: &Sources, checkup: &Checkup) -> io::Result<()> {
    checkup.findings.iter().try_for_each(|it| writeln!(out, "{}", super::short(sources, &it.diagnostic)))
}

/// Writes annotations for GitHub's CI, errors first: GitHub shows only about ten of each severity in a step.
pub fn github(out: &mut dyn Write, sources: &Sources, checkup: &Checkup) -> io::Result<()> {
    let mut findings: Vec<&Finding> = checkup.findings.iter().collect();
    findings.sort_by_key(|finding| finding.diagnostic.severity);
    for finding in findings {
        let shown = evidence(sources, finding)
            .map(|playthrough| format!("\nthis playthrough shows it:\n\n{}", playthrough.trim_end()));
        annotation(out, sources, &finding.diagnostic, &shown.unwrap_or_default())?;
    }
    Ok(())
}

/// Writes one object per line: each finding, then a summary.
pub fn json(out: &mut dyn Write, sources: &Sources, checkup: &Checkup) -> io::Result<()> {
    checkup.findings.iter().try_for_each(|found| write_line(out, &row(sources, found)))?;
    let summary = json!({
        "summary": true,
        "errors": checkup.errors(),
        "warnings": checkup.warnings(),
        "complete": checkup.proved.is_some() && checkup.limit.is_none(),
        "searched": checkup.proved.is_some(),
        "proved": checkup.proved.unwrap_or(0),
    });
    write_line(out, &summary)
}

fn row(sources: &Sources, finding: &Finding) -> Value {
    let diagnostic = &finding.diagnostic;
    let labels = diagnostic.labels.iter();
    let labels = labels.map(|label| joined([json!({"text": label.text}), place(sources, label.span)]));
    let fix = |fix: &Fix| joined([json!({"replacement": fix.replacement}), place(sources, fix.span)]);
    let head = json!({
        "code": diagnostic.code.name(),
        "severity": diagnostic.severity.name(),
        "message": diagnostic.message,
    });
    let rest = json!({
        "help": diagnostic.help,
        "labels": labels.collect::<Vec<_>>(),
        "fix": diagnostic.fix.as_ref().map(fix),
        "playthrough": finding.playthrough.as_ref().map(|shown| &shown.decisions),
        "verdict": finding.verdict.map(verdict),
    });
    joined([head, place(sources, diagnostic.span()), rest])
}
