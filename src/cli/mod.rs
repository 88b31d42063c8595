//! The edge of the program: arguments to values, files, saves, the embedded story, exit codes.
//!
//! Only here are `clap`, the file system and the environment known. No rule of play is.

mod arguments;
mod check;
mod debrief;
mod embedded;
mod endings;
mod explain;
mod explore;
mod export;
mod files;
mod foreign;
mod games;
mod interactive;
mod kept;
mod limits;
mod meter;
mod new;
mod output;
mod play;
mod replay;
mod review;
mod saves;
mod schema;
mod simulate;
mod stories;
mod translations;
mod watching;
mod way;

use anyhow::bail;
use arguments::{Arguments, Command, Format};
use clap::Parser;
use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

/// The exit codes, everywhere the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    /// Fine.
    Fine = 0,
    /// The story or a playthrough is at fault.
    AtFault = 1,
    /// The tool could not do it: usage, a missing file, input or output.
    Unable = 2,
    /// A limit stopped the search before it could decide.
    Undecided = 3,
}

/// The paths, inside `scenes/`, of the story's files that the program carries.
pub fn built_in_files() -> impl Iterator<Item = &'static str> {
    embedded::FILES.iter().map(|&(path, _)| path)
}

/// Runs the program with its arguments, the first of which is its own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = Arguments::parse_from(arguments);
    let exit = dispatch(&arguments).unwrap_or_else(|error| {
        if output::is_closed_pipe(&error) {
            return Exit::Fine;
        }
        // Where nobody can be told, the exit code still says it.
        let _ = writeln!(io::stderr(), "error: {error:#}");
        Exit::Unable
    });
    ExitCode::from(exit as u8)
}

fn dispatch(arguments: &Arguments) -> anyhow::Result<Exit> {
    let common = &arguments.common;
    let is_check = matches!(arguments.command, Some(Command::Check(_)));
    if !is_check && matches!(common.format, Format::Short | Format::Github) {
        bail!("`--format short` and `--format github` are for `check`; others print `human` or `json`");
    }
    if common.format == Format::Json {
        match &arguments.command {
            None | Some(Command::Play(_)) => bail!("`play` prints JSON with `--events`, one object a line"),
            Some(Command::Endings | Command::New(_) | Command::Schema(_) | Command::Export(_)) => {
                bail!("this command prints no JSON")
            }
            Some(_) => {}
        }
    }
    match &arguments.command {
        None => play::run(common, &arguments.play),
        Some(Command::Play(options)) => play::run(common, options),
        Some(Command::Replay(options)) => replay::run(common, options),
        Some(Command::Check(options)) => check::run(common, options),
        Some(Command::Debrief(options)) => debrief::run(common, options),
        Some(Command::Explore(options)) => explore::run(common, options),
        Some(Command::Export(options)) => export::run(common, options),
        Some(Command::Endings) => endings::run(common),
        Some(Command::Explain(options)) => explain::run(common, options),
        Some(Command::New(options)) => new::run(options),
        Some(Command::Schema(options)) => schema::run(options),
        Some(Command::Simulate(options)) => simulate::run(common, options),
        Some(Command::Translations(options)) => translations::run(common, options),
    }
}
