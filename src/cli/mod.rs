//! The edge of the program: arguments to values, files, saves, the embedded story, exit codes.
//!
//! Only here are `clap`, the file system and the environment known. No rule of play is.

mod arguments;
mod begin;
mod check;
mod cover;
mod debrief;
mod diff;
mod endings;
mod exit;
mod explain;
mod explore;
mod export;
mod files;
mod fixes;
mod games;
mod graph;
mod keeper;
mod new;
mod output;
mod play;
mod recording;
mod replay;
mod review;
mod schema;
mod search;
mod shelf;
mod shell;
mod simulate;
mod stories;
mod transcripts;
mod translations;
mod watching;
mod way;
mod web;

use anyhow::bail;
use arguments::{Arguments, Subcommands, command_line, format_names, formats};
use clap::{FromArgMatches, ValueEnum};
use exit::ExitCode;
use std::ffi::OsString;
use std::process;

/// The paths, inside `scenes/`, of the story's files that the program carries.
pub fn built_in_files() -> impl Iterator<Item = &'static str> {
    stories::BUILT_IN.iter().map(|&(path, _)| path)
}

/// Runs the program with its arguments, the first of which is its own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> process::ExitCode {
    let matches = command_line().get_matches_from(arguments);
    let arguments = Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let command = matches.subcommand_name().unwrap_or("play");
    let exit = dispatch(&arguments, command).unwrap_or_else(|error| {
        if output::is_closed_pipe(&error) {
            return ExitCode::Fine;
        }
        output::note(format!("error: {error:#}"));
        ExitCode::Unable
    });
    process::ExitCode::from(exit as u8)
}

fn dispatch(arguments: &Arguments, name: &str) -> anyhow::Result<ExitCode> {
    let common = &arguments.common;
    if !formats(name).contains(&common.format) {
        let asked = common.format.to_possible_value().expect("no format is hidden");
        let events = if name == "play" { ", or events in JSON with `--events`" } else { "" };
        bail!("`{name}` does not print `{}`; it prints: {}{events}", asked.get_name(), format_names(name));
    }
    match &arguments.command {
        None => play::run(common, &arguments.play),
        Some(Subcommands::Play(options)) => play::run(common, options),
        Some(Subcommands::Replay(options)) => replay::run(common, options),
        Some(Subcommands::Check(options)) => check::run(common, options),
        Some(Subcommands::Cover(options)) => cover::run(common, options),
        Some(Subcommands::Debrief(options)) => debrief::run(common, options),
        Some(Subcommands::Explore(options)) => explore::run(common, options),
        Some(Subcommands::Export { language, random }) => export::run(common, *language, *random),
        Some(Subcommands::Diff(options)) => diff::run(common, options),
        Some(Subcommands::Graph(options)) => graph::run(common, options),
        Some(Subcommands::Endings) => endings::run(common),
        Some(Subcommands::Games) => games::run(common),
        Some(Subcommands::Explain { code }) => explain::run(common, code.as_deref()),
        Some(Subcommands::New { folder }) => new::run(folder),
        Some(Subcommands::Schema { folder }) => schema::run(folder),
        Some(Subcommands::Simulate(options)) => simulate::run(common, options),
        Some(Subcommands::Translations(options)) => translations::run(common, options),
        Some(Subcommands::Web(options)) => web::run(common, options),
        Some(Subcommands::Completions { shell }) => shell::completions(*shell),
        Some(Subcommands::Man { folder }) => shell::manual(folder.as_deref()),
    }
}
