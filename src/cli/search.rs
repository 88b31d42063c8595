//! What a look at every game may use, and a line that says how far it is.

use super::arguments::SearchOptions;
use crate::explore::{Limits, Progress};
use std::io::{self, IsTerminal, Write};
use std::num::NonZero;
use std::thread;
use std::time::{Duration, Instant};

/// The limits that the command line sets.
pub fn limits(options: &SearchOptions) -> Limits {
    let cores = || thread::available_parallelism().map_or(1, NonZero::get);
    Limits {
        states: options.max_states,
        memory: options.memory.saturating_mul(1 << 20),
        threads: options.threads.unwrap_or_else(cores).max(1),
    }
}

/// How long a search goes on before anything is said of it, and how long until it is said anew.
const PATIENCE: Duration = Duration::from_millis(400);

/// A line on standard error that tells how many states were found, when that is a terminal.
pub struct Ticker {
    is_shown: bool,
    next: Instant,
    width: usize,
}

impl Ticker {
    /// Begins with nothing said.
    pub fn new() -> Ticker {
        Ticker { is_shown: io::stderr().is_terminal(), next: Instant::now() + PATIENCE, width: 0 }
    }

    /// Takes note of progress.
    pub fn tick(&mut self, progress: Progress) {
        if self.is_shown && Instant::now() >= self.next {
            self.next = Instant::now() + PATIENCE;
            let line = format!("{} states", progress.states);
            eprint!("\r{line:width$}", width = self.width);
            self.width = line.len();
        }
    }

    /// Takes the line away.
    pub fn end(self) {
        if self.width > 0 {
            eprint!("\r{:width$}\r", "", width = self.width);
            // A terminal that cannot be written to has nothing to take away.
            let _ = io::stderr().flush();
        }
    }
}
