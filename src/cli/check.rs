//! `counterpitch check`: everything that is wrong with a story.

use super::Exit;
use super::arguments::{CheckOptions, Common, Format};
use super::{output, stories};
use crate::report;
use crate::source::Severity;
use std::io::{self, Write};

/// Prints every fault and says how many there are.
pub fn run(common: &Common, _options: &CheckOptions) -> anyhow::Result<Exit> {
    let opened = stories::for_authors(common)?;
    let found = &opened.loaded.diagnostics;
    let out = &mut io::stdout().lock();
    let paint = output::paint(common, &io::stdout());
    for diagnostic in found {
        match common.format {
            Format::Short => writeln!(out, "{}", report::short(&opened.sources, diagnostic))?,
            _ => writeln!(out, "{}\n", report::diagnostic(&opened.sources, diagnostic, paint))?,
        }
    }
    let errors = found.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    writeln!(out, "{errors} errors, {} warnings", found.len() - errors)?;
    out.flush()?;
    Ok(if errors > 0 { Exit::AtFault } else { Exit::Fine })
}
