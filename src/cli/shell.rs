//! `counterpitch completions` and `counterpitch man`: what a shell and `man` can know about the command line.

use super::arguments::command_line;
use super::files;
use super::output::ExitCode;
use anyhow::Context;
use clap_complete::Shell;
use clap_mangen::Man;
use std::io::Write;
use std::path::Path;

pub fn completions(shell: Shell, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let mut script = vec![];
    clap_complete::generate(shell, &mut command_line(), "counterpitch", &mut script);
    out.write_all(&script)?;
    Ok(ExitCode::Fine)
}

/// Writes a manual page for the program and one for each command to a folder; without one, prints that of the program.
pub fn manual(folder: Option<&Path>, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let Some(folder) = folder else {
        Man::new(command_line()).render(&mut &mut *out)?;
        return Ok(ExitCode::Fine);
    };
    files::make_folder(folder)?;
    clap_mangen::generate_to(command_line(), folder)
        .with_context(|| format!("cannot write manual pages to `{}`", files::shown(folder)))?;
    Ok(ExitCode::Fine)
}
