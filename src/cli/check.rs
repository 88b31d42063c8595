//! `counterpitch check`: everything that is wrong with a story.

use super::Exit;
use super::arguments::{CheckOptions, Common, Format};
use super::{output, stories};
use crate::check::{Levels, Searched, check};
use crate::report::findings as report;
use crate::source::{Code, Level, suggest};
use anyhow::bail;
use std::io::{self, Write};

/// Prints every finding and says how many there are.
pub fn run(common: &Common, options: &CheckOptions) -> anyhow::Result<Exit> {
    let levels = levels(options)?;
    let opened = stories::for_authors(common)?;
    let checkup = check(&opened.loaded.diagnostics, opened.loaded.story.as_ref(), &levels);
    let out = &mut io::BufWriter::new(io::stdout().lock());
    let paint = output::paint(common, &io::stdout());
    match common.format {
        Format::Human => report::human(out, &opened.sources, &checkup, paint)?,
        Format::Short => report::short(out, &opened.sources, &checkup)?,
        Format::Json => report::json(out, &opened.sources, &checkup)?,
        Format::Github => report::github(out, &opened.sources, &checkup)?,
    }
    out.flush()?;
    Ok(match checkup.searched {
        _ if checkup.errors() > 0 => Exit::AtFault,
        Searched::InPart { .. } => Exit::Undecided,
        Searched::NotAtAll | Searched::Whole { .. } => Exit::Fine,
    })
}

/// The levels that the command line asks for.
fn levels(options: &CheckOptions) -> anyhow::Result<Levels> {
    let mut levels = Levels::default();
    let asked = [(Level::Allow, &options.allow), (Level::Warn, &options.warn), (Level::Deny, &options.deny)];
    for (level, names) in asked {
        for name in names {
            if level == Level::Deny && name == "warnings" {
                levels.deny_warnings = true;
            } else {
                levels.told.push((lint(name)?, level));
            }
        }
    }
    Ok(levels)
}

fn lint(name: &str) -> anyhow::Result<Code> {
    match Code::parse(name) {
        Some(code) if code.lint_level().is_some() => Ok(code),
        Some(_) => bail!("`{name}` is no lint: it is a fault, and faults are always reported"),
        None => match suggest(name, Code::lints().map(Code::name)) {
            Some(guess) => bail!("no lint is called `{}`; did you mean `{guess}`?", name.escape_debug()),
            None => {
                bail!("no lint is called `{}`; `counterpitch explain` lists them all", name.escape_debug())
            }
        },
    }
}
