//! Everything that is tested through the library's or the program's surface, in one crate: one link.

mod architecture;
mod asking;
mod commands;
mod cover;
mod debrief;
mod diagnostics;
mod diff;
mod events;
mod explain;
mod explore;
mod export;
mod findings;
mod folder;
mod fuzzed;
mod golden;
mod graph;
mod guide;
mod keeper;
mod language;
mod lines;
mod loading;
mod loading_laws;
mod mutations;
mod new;
mod pages;
mod plain;
mod program;
mod prose;
mod readme;
mod remembering;
mod replay;
mod saving;
mod schema;
mod shelf;
mod shipped;
mod slips;
mod stories;
#[cfg(unix)]
mod terminal;
mod translations;
mod translations_command;
mod validator;
mod varying;
mod view;
mod web;
mod words;

/// How a law is tried: a few hundred cases, the same in every run.
fn laws() -> proptest::test_runner::Config {
    use proptest::test_runner::{Config, RngSeed};
    Config { cases: 300, rng_seed: RngSeed::Fixed(34), failure_persistence: None, ..Config::default() }
}
