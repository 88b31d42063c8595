//! Playthroughs that failed as annotations of GitHub's CI.

use crate::report::github;
use crate::script::{Problem, Run};
use crate::source::Sources;
use std::io::{self, Write};

/// Writes an annotation for each failure, where it was written; the faults of a story are said once.
///
/// # Errors
/// What the writer says.
pub fn github(out: &mut dyn Write, sources: &Sources, runs: &[Run]) -> io::Result<()> {
    for (index, run) in runs.iter().enumerate() {
        match &run.problem {
            Some(Problem::Story(_)) if index > 0 => {}
            Some(Problem::Story(faults) | Problem::Faults(faults)) => {
                faults.iter().try_for_each(|fault| github::diagnostic(out, sources, fault, ""))?;
            }
            Some(Problem::Failure(failure)) => {
                let help = failure.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
                let message = failure.line() + &help;
                github::at(out, sources, "error", failure.span(), failure.kind, &message)?;
            }
            Some(Problem::Transcript { path, line, difference }) => {
                let message = format!("the text that a player reads is another\n\n{}", difference.trim_end());
                github::at_line(out, path, *line, "other-transcript", &message)?;
            }
            None => {}
        }
    }
    Ok(())
}
