//! Replays for people: a line for each playthrough, and what went otherwise with the line where it was written.

use crate::report::diagnostics::{self, Paint};
use crate::script::{Failure, Problem, Run};
use crate::source::Sources;
use annotate_snippets::{Group, Level};
use std::io::{self, Write};

/// Writes the page.
///
/// # Errors
/// What the writer says.
pub fn human(out: &mut dyn Write, sources: &Sources, runs: &[Run], paint: Paint) -> io::Result<()> {
    for run in runs {
        let path = sources.file(run.file).path();
        let title = run.title().map(|title| format!(": {}", on_one_line(title))).unwrap_or_default();
        if run.passed() {
            writeln!(out, "passed  {path}{title}{}", how_far(run))?;
        } else {
            // The faults of the story are said once, by the caller.
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

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How a playthrough that passed went.
fn how_far(run: &Run) -> String {
    let choices = match run.choices() {
        1 => "1 choice".to_owned(),
        number => format!("{number} choices"),
    };
    match run.ending() {
        Some(ending) => format!(" ({choices}, to `{ending}`)"),
        None => format!(" ({choices})"),
    }
}

/// All that there is to say of a playthrough that did not pass; empty for one that did.
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

/// A failure as a diagnostic is painted, with what there is to know of the game.
fn failure(sources: &Sources, failed: &Failure, paint: Paint) -> String {
    let title = Level::ERROR.primary_title(&*failed.message);
    let mut groups = vec![title.elements(diagnostics::snippets(sources, &failed.labels))];
    let notes = std::iter::once(&failed.state).chain(&failed.instead);
    groups.extend(notes.map(|note| Group::with_title(Level::NOTE.secondary_title(&**note))));
    groups.extend(failed.help.as_ref().map(|help| Group::with_title(Level::HELP.secondary_title(&**help))));
    diagnostics::render(&groups, paint)
}
