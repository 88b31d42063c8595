//! Findings as JSON, one object a line, and a summary.

use crate::check::{Checkup, Finding, SearchExtent};
use crate::report::json::{PlaceJson, StepJson, place, step, write_line};
use crate::report::verdict;
use crate::source::Sources;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct FindingJson<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    #[serde(flatten)]
    place: PlaceJson<'a>,
    help: Option<&'a str>,
    labels: Vec<LabelJson<'a>>,
    fix: Option<FixJson<'a>>,
    playthrough: Option<Vec<StepJson>>,
    verdict: Option<&'static str>,
}

#[derive(Serialize)]
struct LabelJson<'a> {
    text: &'a str,
    #[serde(flatten)]
    place: PlaceJson<'a>,
}

#[derive(Serialize)]
struct FixJson<'a> {
    replacement: &'a str,
    #[serde(flatten)]
    place: PlaceJson<'a>,
}

#[derive(Serialize)]
struct CheckSummaryJson {
    summary: bool,
    errors: usize,
    warnings: usize,
    complete: bool,
    searched: bool,
    proved: usize,
}

/// Writes the lines.
///
/// # Errors
/// What the writer says.
pub fn json(out: &mut dyn Write, sources: &Sources, checkup: &Checkup) -> io::Result<()> {
    for found in &checkup.findings {
        write_line(out, &finding(sources, found))?;
    }
    let proved = match checkup.searched {
        SearchExtent::NotAtAll => 0,
        SearchExtent::Whole { proved } | SearchExtent::InPart { proved, .. } => proved,
    };
    let summary = CheckSummaryJson {
        summary: true,
        errors: checkup.errors(),
        warnings: checkup.warnings(),
        complete: matches!(checkup.searched, SearchExtent::Whole { .. }),
        searched: checkup.searched != SearchExtent::NotAtAll,
        proved,
    };
    write_line(out, &summary)
}

fn finding<'a>(sources: &'a Sources, finding: &'a Finding) -> FindingJson<'a> {
    let diagnostic = &finding.diagnostic;
    let labels = diagnostic.labels.iter();
    let labels = labels.map(|label| LabelJson { text: &label.text, place: place(sources, label.span) });
    let fix = diagnostic.fix.as_ref();
    FindingJson {
        code: diagnostic.code.name(),
        severity: diagnostic.severity.name(),
        message: &diagnostic.message,
        place: place(sources, diagnostic.span()),
        help: diagnostic.help.as_deref(),
        labels: labels.collect(),
        fix: fix.map(|fix| FixJson { replacement: &fix.replacement, place: place(sources, fix.span) }),
        playthrough: finding.playthrough.as_ref().map(|shown| shown.decisions.iter().map(step).collect()),
        verdict: finding.verdict.map(verdict),
    }
}
