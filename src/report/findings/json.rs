//! Findings as JSON, one object a line, and a summary.

use crate::check::{Checkup, Finding, Searched};
use crate::report::json::{Object, array};
use crate::report::verdict;
use crate::script::Decision;
use crate::source::{Fix, Label, Sources, Span};
use std::io::{self, Write};

/// Writes the lines.
///
/// # Errors
/// What the writer says.
pub fn json(out: &mut dyn Write, sources: &Sources, checkup: &Checkup) -> io::Result<()> {
    for found in &checkup.findings {
        writeln!(out, "{}", finding(sources, found))?;
    }
    let proved = match checkup.searched {
        Searched::NotAtAll => 0,
        Searched::Whole { proved } | Searched::InPart { proved, .. } => proved,
    };
    let summary = Object::new()
        .with("summary", true)
        .with("errors", checkup.errors())
        .with("warnings", checkup.warnings())
        .with("complete", matches!(checkup.searched, Searched::Whole { .. }))
        .with("searched", checkup.searched != Searched::NotAtAll)
        .with("proved", proved);
    writeln!(out, "{}", summary.end())
}

fn finding(sources: &Sources, finding: &Finding) -> String {
    let diagnostic = &finding.diagnostic;
    let object = Object::new()
        .with("code", diagnostic.code.name())
        .with("severity", diagnostic.severity.name())
        .with("message", &*diagnostic.message);
    let steps = finding.playthrough.as_ref().map(|steps| array(steps.iter().map(step)));
    place(object, sources, diagnostic.span())
        .with("help", diagnostic.help.clone())
        .with_json("labels", &array(diagnostic.labels.iter().map(|each| label(sources, each))))
        .with_json("fix", &diagnostic.fix.as_ref().map_or("null".to_owned(), |each| fix(sources, each)))
        .with_json("playthrough", steps.as_deref().unwrap_or("null"))
        .with("verdict", finding.verdict.map(verdict))
        .end()
}

fn place(object: Object, sources: &Sources, span: Span) -> Object {
    let file = sources.file(span.file);
    let (start, end) = (file.place(span.start as usize), file.place(span.end as usize));
    object
        .with("file", file.path())
        .with("line", start.line)
        .with("column", start.column)
        .with("end_line", end.line)
        .with("end_column", end.column)
}

fn label(sources: &Sources, label: &Label) -> String {
    place(Object::new().with("text", &*label.text), sources, label.span).end()
}

fn fix(sources: &Sources, fix: &Fix) -> String {
    place(Object::new().with("replacement", &*fix.replacement), sources, fix.span).end()
}

fn step(step: &Decision) -> String {
    match step {
        Decision::Choice(name) => serde_json::Value::from(name.as_str()).to_string(),
        Decision::Draw(name) => Object::new().with("draw", name.as_str()).end(),
    }
}
