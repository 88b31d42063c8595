//! The command line: arguments, files, saved games, the story that is built in, exit codes.
//!
//! Only this module knows `clap`, the file system and the environment. It knows no rule of play.

mod arguments;
mod begin;
mod check;
mod cover;
mod debrief;
mod diff;
mod explore;
mod files;
mod games;
mod graph;
mod keeper;
mod new;
mod output;
mod play;
mod recording;
mod replay;
mod search;
mod shelf;
mod stories;
mod translations;
mod watching;
mod web;

use anyhow::bail;
use arguments::{Arguments, Subcommands, command_line, format_names, formats};
use clap::{FromArgMatches, ValueEnum};
use output::{CommandEnd, ExitCode};
use std::ffi::OsString;
use std::process;
use stories::Setting;

/// The paths inside `scenes/` of the files of the story that is built in.
pub fn built_in_files() -> impl Iterator<Item = &'static str> {
    stories::BUILT_IN.iter().map(|&(path, _)| path)
}

/// Runs the program. The first argument is its own name.
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

fn dispatch(arguments: &Arguments, name: &str) -> CommandEnd {
    let common = &arguments.common;
    if !formats(name).contains(&common.format) {
        let asked = common.format.to_possible_value().expect("no format is hidden");
        let events = if name == "play" { ", or events in JSON with `--events`" } else { "" };
        bail!("`{name}` does not print `{}`; it prints: {}{events}", asked.get_name(), format_names(name));
    }
    let Some(command) = &arguments.command else { return play::run(common, &arguments.play) };
    let mut results = Vec::new();
    let out = &mut results;
    let authors = |act: &mut dyn FnMut(Setting) -> CommandEnd| stories::for_authors(common)?.read(common, act);
    let players = |act: &mut dyn FnMut(Setting) -> CommandEnd| stories::for_players(common)?.read(common, act);
    let exit = match command {
        Subcommands::Play(options) => play::run(common, options),
        Subcommands::Replay(options) => replay::run(common, options, out),
        Subcommands::Check(options) => check::run(common, options, out),
        Subcommands::Cover { folder, limits } => authors(&mut |setting| cover::run(setting, folder, limits, out)),
        Subcommands::Debrief(options) => debrief::run(common, options, out),
        Subcommands::Explore(options) => authors(&mut |setting| explore::run(setting, options, out)),
        Subcommands::Export { language, random } => {
            authors(&mut |setting| explore::export(setting, *language, *random, out))
        }
        Subcommands::Simulate { games, text } => authors(&mut |setting| explore::simulate(setting, *games, *text, out)),
        Subcommands::Diff { old, new, limits } => diff::run(common, old, new.as_deref(), limits, out),
        Subcommands::Graph(options) => authors(&mut |setting| graph::run(setting, options, out)),
        Subcommands::Web { output, no_undo } => {
            let player = web::player()?;
            authors(&mut |setting| web::run(setting, output, *no_undo, player))
        }
        Subcommands::Translations(options) => translations::run(common, options, out),
        Subcommands::Endings => players(&mut games::endings),
        Subcommands::Games => players(&mut |setting| games::run(setting, out)),
        Subcommands::Explain { code } => check::explain(common, code.as_deref(), out),
        Subcommands::New { folder } => new::run(folder, out),
        Subcommands::Schema { folder } => new::schema(folder, out),
        Subcommands::Completions { shell } => new::completions(*shell, out),
        Subcommands::Man { folder } => new::manual(folder.as_deref(), out),
    };
    output::write(&results)?;
    exit
}
