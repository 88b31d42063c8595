//! `counterpitch explore`: every state of a story, and what follows from knowing all of them.

use super::Exit;
use super::arguments::{Common, ExploreOptions, Format, LimitOptions};
use super::stories;
use crate::engine::Engine;
use crate::explore::{Limits, Options, Progress, explore};
use crate::report::explored;
use crate::view::Reader;
use std::io::{self, IsTerminal, Write};
use std::thread::available_parallelism;
use std::time::{Duration, Instant};

/// Work that is done sooner shows no progress.
const SOON: Duration = Duration::from_millis(500);

/// Explores the story and prints what was found.
pub fn run(common: &Common, options: &ExploreOptions) -> anyhow::Result<Exit> {
    let opened = stories::for_authors(common)?;
    let Some(story) = stories::valid(&opened, common)? else { return Ok(Exit::AtFault) };
    let engine = Engine::new(story);
    let language = stories::language(story, common)?;
    let reader = Reader::new(story, &engine, &language);
    let how = Options {
        reduced: !options.unreduced,
        states_only: options.states_only,
        limits: options.limits.limits(),
    };
    let started = Instant::now();
    let mut meter = Meter::new();
    let found = explore(story, &engine, &how, &mut |progress| meter.show(progress));
    meter.clear();
    let seconds = started.elapsed().as_secs_f64();
    let out = &mut io::stdout().lock();
    match common.format {
        Format::Json => explored::json(out, reader, &found, seconds)?,
        _ => explored::page(out, reader, &found, seconds)?,
    }
    out.flush()?;
    Ok(if found.search.complete { Exit::Fine } else { Exit::Undecided })
}

impl LimitOptions {
    /// The limits as the search takes them.
    pub fn limits(&self) -> Limits {
        let cores = || available_parallelism().map_or(1, usize::from);
        Limits {
            states: self.max_states,
            memory: self.memory.saturating_mul(1 << 20),
            threads: self.threads.unwrap_or_else(cores).max(1),
        }
    }
}

/// Shows on a terminal how far a search is, when it takes long.
pub struct Meter {
    started: Instant,
    shown: Option<Instant>,
    on: bool,
}

impl Meter {
    /// Begins to measure.
    pub fn new() -> Meter {
        Meter { started: Instant::now(), shown: None, on: io::stderr().is_terminal() }
    }

    /// Shows how many states there are and how fast they come, now and then.
    pub fn show(&mut self, progress: Progress) {
        let now = Instant::now();
        let elapsed = now - self.started;
        if self.on && elapsed > SOON && self.shown.is_none_or(|shown| now - shown > SOON / 4) {
            let rate = progress.states as f64 / elapsed.as_secs_f64();
            eprint!("\r{} states, {:.1} million a second ", progress.states, rate / 1e6);
            self.shown = Some(now);
        }
    }

    /// Leaves no trace of the meter.
    pub fn clear(&self) {
        if self.shown.is_some() {
            eprint!("\r{:60}\r", "");
        }
    }
}
