//! How far a search is, on a terminal.

use crate::explore::Progress;
use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

/// Work that is done sooner shows no progress.
const SOON: Duration = Duration::from_millis(500);

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
