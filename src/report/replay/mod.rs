//! Writes the results of replayed playthrough files, for people, programs and CI.

mod golden;

pub use golden::{compare, difference, golden, transcript};

use super::count;
use super::diagnostics::{self, Paint};
use super::escaped::escaped;
use super::json::write_line;
use crate::script::{Failure, Problem, Run};
use crate::source::Sources;
use annotate_snippets::{Group, Level};
use serde_json::json;
use std::io::{self, Write};

/// Writes a line for each playthrough. After a playthrough that failed, shows the line that did not go as written.
pub fn human(out: &mut dyn Write, sources: &Sources, runs: &[Run], paint: Paint) -> io::Result<()> {
    for run in runs {
        let path = sources.file(run.file).path();
        let one_line = |title: &str| title.split_whitespace().collect::<Vec<_>>().join(" ");
        let title = run.title().map(|title| format!(": {}", one_line(title))).unwrap_or_default();
        if run.passed() {
            let ending = run.ending().map(|ending| format!(", to `{ending}`")).unwrap_or_default();
            writeln!(out, "passed  {path}{title} ({}{ending})", count(run.choices(), "choice"))?;
        } else {
            // The caller reports the faults of the story, once for all playthroughs.
            let page = if run.is_error() { String::new() } else { format!("\n{}", page(sources, run, paint)) };
            write!(out, "failed  {path}{title}\n{page}")?;
        }
    }
    if runs.last().is_some_and(|run| run.passed() || run.is_error()) {
        writeln!(out)?;
    }
    let passed = runs.iter().filter(|run| run.passed()).count();
    let failed = runs.len() - passed;
    writeln!(out, "{passed} passed, {failed} failed")
}

/// The full report on a playthrough that did not pass; an empty text if the playthrough passed.
pub fn page(sources: &Sources, run: &Run, paint: Paint) -> String {
    match &run.problem {
        None => String::new(),
        Some(Problem::Story(faults) | Problem::Faults(faults)) => {
            faults.iter().map(|fault| diagnostics::diagnostic(sources, fault, paint) + "\n\n").collect()
        }
        Some(Problem::Failure(failed)) => failure(sources, failed, paint) + "\n\n",
        Some(Problem::Transcript { path, difference, .. }) => {
            format!(
                "the text that a player reads differs from `{path}`, which has what follows `-`; the game has what \
                 follows `+`\n\n{difference}\n"
            )
        }
    }
}

/// Paints a failure like a diagnostic, with notes on the state of the game.
fn failure(sources: &Sources, failed: &Failure, paint: Paint) -> String {
    let title = Level::ERROR.primary_title(&*failed.message);
    let mut groups = vec![title.elements(diagnostics::snippets(sources, &failed.labels))];
    let notes = std::iter::once(&failed.state).chain(&failed.instead);
    groups.extend(notes.map(|note| Group::with_title(Level::NOTE.secondary_title(&**note))));
    groups.extend(failed.help.as_ref().map(|help| Group::with_title(Level::HELP.secondary_title(&**help))));
    diagnostics::render(&groups, paint)
}

/// Writes an annotation for each failure, at the line that did not go as written. Writes a story's faults only once.
pub fn github(out: &mut dyn Write, sources: &Sources, runs: &[Run]) -> io::Result<()> {
    for (index, run) in runs.iter().enumerate() {
        match &run.problem {
            Some(Problem::Story(_)) if index > 0 => {}
            Some(Problem::Story(faults) | Problem::Faults(faults)) => {
                faults.iter().try_for_each(|fault| diagnostics::annotation(out, sources, fault, ""))?;
            }
            Some(Problem::Failure(failure)) => {
                let help = failure.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
                let message = failure.line() + &help;
                let place = diagnostics::place(sources, failure.span());
                diagnostics::annotation_at(out, "error", &place, failure.kind, &message)?;
            }
            Some(Problem::Transcript { path, line, difference }) => {
                let message = format!("the text that a player reads is another\n\n{}", difference.trim_end());
                let place = format!("{},line={line}", diagnostics::property(path));
                diagnostics::annotation_at(out, "error", &place, "other-transcript", &message)?;
            }
            None => {}
        }
    }
    Ok(())
}

/// Writes a JSON object for each playthrough, then a JSON object with how many passed and failed.
pub fn json(out: &mut dyn Write, sources: &Sources, runs: &[Run]) -> io::Result<()> {
    for run in runs {
        let row = json!({
            "file": sources.file(run.file).path(),
            "title": run.title(),
            "passed": run.passed(),
            "ending": run.ending(),
            "choices": run.choices(),
            "kind": run.kind(),
            "message": run.message(),
            "line": run.line(sources),
        });
        write_line(out, &row)?;
    }
    let passed = runs.iter().filter(|run| run.passed()).count();
    write_line(out, &json!({"summary": true, "passed": passed, "failed": runs.len() - passed}))
}

/// Writes a JUnit report, in the form that cargo-nextest writes: one suite, with one case for each file.
pub fn junit(out: &mut dyn Write, sources: &Sources, story: &str, runs: &[Run]) -> io::Result<()> {
    let errors = runs.iter().filter(|run| run.is_error()).count();
    let failed = runs.iter().filter(|run| !run.passed()).count() - errors;
    let seconds: f64 = runs.iter().map(|run| run.seconds).sum();
    let totals = format!("tests=\"{}\" failures=\"{failed}\" errors=\"{errors}\" time=\"{seconds:.3}\"", runs.len());
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites name=\"counterpitch replay\" {totals}>")?;
    writeln!(out, "  <testsuite name=\"{}\" {totals} skipped=\"0\">", escaped(story))?;
    runs.iter().try_for_each(|run| case(out, sources, run))?;
    writeln!(out, "  </testsuite>\n</testsuites>")
}

fn case(out: &mut dyn Write, sources: &Sources, run: &Run) -> io::Result<()> {
    let path = sources.file(run.file).path();
    let stem = path.strip_suffix(".toml").unwrap_or(path);
    let name = run.title().unwrap_or_else(|| stem.rsplit(['/', '\\']).next().unwrap_or(stem));
    let (name, class, file) = (escaped(name), escaped(stem), escaped(path));
    write!(out, "    <testcase name=\"{name}\" classname=\"{class}\" file=\"{file}\" time=\"{:.3}\"", run.seconds)?;
    let (Some(message), Some(kind)) = (run.message(), run.kind()) else { return writeln!(out, "/>") };
    let line = run.line(sources).map(|line| format!(" line=\"{line}\"")).unwrap_or_default();
    let page = page(sources, run, Paint::Plain);
    let what = if run.is_error() { "error" } else { "failure" };
    let (message, page) = (escaped(&message), escaped(&page));
    writeln!(out, "{line}>\n      <{what} message=\"{message}\" type=\"{kind}\">{page}</{what}>")?;
    writeln!(out, "    </testcase>")
}
