//! Replays for programs: one object a line.

use crate::report::json::write_line;
use crate::script::Run;
use crate::source::Sources;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct RunJson<'a> {
    file: &'a str,
    title: Option<&'a str>,
    passed: bool,
    ending: Option<&'a str>,
    choices: usize,
    kind: Option<&'static str>,
    message: Option<String>,
    line: Option<usize>,
}

#[derive(Serialize)]
struct ReplaySummaryJson {
    summary: bool,
    passed: usize,
    failed: usize,
}

/// Writes an object for each playthrough, then one that counts them.
///
/// # Errors
/// What the writer says.
pub fn json(out: &mut dyn Write, sources: &Sources, runs: &[Run]) -> io::Result<()> {
    for run in runs {
        let row = RunJson {
            file: sources.file(run.file).path(),
            title: run.title(),
            passed: run.passed(),
            ending: run.ending(),
            choices: run.choices(),
            kind: run.kind(),
            message: run.message(),
            line: run.line(sources),
        };
        write_line(out, &row)?;
    }
    let passed = runs.iter().filter(|run| run.passed()).count();
    write_line(out, &ReplaySummaryJson { summary: true, passed, failed: runs.len() - passed })
}
