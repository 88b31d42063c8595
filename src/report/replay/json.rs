//! Replays for programs: one object a line, as docs/commands.md describes.

use crate::script::Run;
use crate::source::Sources;
use serde_json::json;
use std::io::{self, Write};

/// Writes an object for each playthrough, then one that counts them.
///
/// # Errors
/// What the writer says.
pub fn json(out: &mut dyn Write, sources: &Sources, runs: &[Run]) -> io::Result<()> {
    for run in runs {
        let object = json!({
            "file": sources.file(run.file).path(),
            "title": run.title(),
            "passed": run.passed(),
            "ending": run.ending(),
            "choices": run.choices(),
            "kind": run.kind(),
            "message": run.message(),
            "line": run.line(sources),
        });
        writeln!(out, "{object}")?;
    }
    let passed = runs.iter().filter(|run| run.passed()).count();
    writeln!(out, "{}", json!({ "summary": true, "passed": passed, "failed": runs.len() - passed }))
}
