//! Everything that is tested through the library's or the program's surface, in one crate: one link.

mod architecture;
mod diagnostics;
mod debrief;
mod events;
mod explore;
mod folder;
mod keeper;
mod language;
mod loading;
mod loading_laws;
mod plain;
mod prose;
mod replay;
mod shipped;
mod stories;
mod translations;
mod translations_command;
#[cfg(unix)]
mod terminal;
mod view;

/// How a law is tried: a few hundred cases, the same in every run.
fn laws() -> proptest::test_runner::Config {
    use proptest::test_runner::{Config, RngSeed};
    Config { cases: 300, rng_seed: RngSeed::Fixed(34), failure_persistence: None, ..Config::default() }
}
