//! Replays as a JUnit report, in the form that cargo-nextest writes: one suite, with one case for each file.

use super::page;
use crate::report::Paint;
use crate::report::escaped::escaped;
use crate::script::Run;
use crate::source::Sources;
use std::io::{self, Write};

pub fn junit(out: &mut dyn Write, sources: &Sources, story: &str, runs: &[Run]) -> io::Result<()> {
    let errors = runs.iter().filter(|run| run.is_error()).count();
    let failed = runs.iter().filter(|run| !run.passed()).count() - errors;
    let seconds: f64 = runs.iter().map(|run| run.seconds).sum();
    let totals = format!("tests=\"{}\" failures=\"{failed}\" errors=\"{errors}\" time=\"{seconds:.3}\"", runs.len());
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites name=\"counterpitch replay\" {totals}>")?;
    writeln!(out, "  <testsuite name=\"{}\" {totals} skipped=\"0\">", escaped(story))?;
    for run in runs {
        case(out, sources, run)?;
    }
    writeln!(out, "  </testsuite>\n</testsuites>")
}

fn case(out: &mut dyn Write, sources: &Sources, run: &Run) -> io::Result<()> {
    let path = sources.file(run.file).path();
    let stem = path.strip_suffix(".toml").unwrap_or(path);
    let name = run.title().unwrap_or_else(|| stem.rsplit(['/', '\\']).next().unwrap_or(stem));
    write!(
        out,
        "    <testcase name=\"{}\" classname=\"{}\" file=\"{}\" time=\"{:.3}\"",
        escaped(name),
        escaped(stem),
        escaped(path),
        run.seconds
    )?;
    let (Some(message), Some(kind)) = (run.message(), run.kind()) else { return writeln!(out, "/>") };
    if let Some(line) = run.line(sources) {
        write!(out, " line=\"{line}\"")?;
    }
    let page = page(sources, run, Paint::Plain);
    writeln!(out, ">")?;
    let what = if run.is_error() { "error" } else { "failure" };
    let (message, page) = (escaped(&message), escaped(&page));
    writeln!(out, "      <{what} message=\"{message}\" type=\"{kind}\">{page}</{what}>")?;
    writeln!(out, "    </testcase>")
}
