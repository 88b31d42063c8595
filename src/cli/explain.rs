//! `counterpitch explain`: what a fault or a lint means.

use super::arguments::{Common, Format};
use super::output::ExitCode;
use crate::check::explanation;
use crate::report::explained as report;
use crate::source::{Code, suggest};
use anyhow::bail;
use std::io::Write;

pub fn run(common: &Common, code: Option<&str>, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    match code {
        None if common.format == Format::Json => {
            Code::ALL.iter().try_for_each(|&code| report::json(out, &explanation(code)))?;
        }
        None => report::list(out)?,
        Some(name) => {
            let explanation = explanation(find(name, None)?);
            match common.format {
                Format::Json => report::json(out, &explanation)?,
                _ => report::human(out, &explanation)?,
            }
        }
    }
    Ok(ExitCode::Fine)
}

/// The fault or lint of that name; `other` is what may be meant beside them.
pub fn find(name: &str, other: Option<&str>) -> anyhow::Result<Code> {
    if let Some(code) = Code::parse(name) {
        return Ok(code);
    }
    let shown = name.escape_debug();
    match suggest(name, Code::ALL.iter().map(|code| code.name()).chain(other)) {
        Some(guess) => bail!("no fault or lint is called `{shown}`; did you mean `{guess}`?"),
        None => bail!("no fault or lint is called `{shown}`; `counterpitch explain` lists them all"),
    }
}
