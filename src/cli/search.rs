//! What a search may use, and how far it is.

use super::arguments::{LimitOptions, ReviewOptions};
use crate::explore::{Limits, Progress};
use std::io::{self, IsTerminal, Write};
use std::thread::available_parallelism;
use std::time::{Duration, Instant};

/// Work that is done sooner shows no progress.
const SOON: Duration = Duration::from_millis(500);

/// Does a search, and shows on a terminal how far it is when it takes long: how many states there are and how fast they
/// come.
pub fn metered<T>(search: impl FnOnce(&mut (dyn FnMut(Progress) + Send)) -> T) -> T {
    let (started, is_on) = (Instant::now(), io::stderr().is_terminal());
    let mut shown: Option<Instant> = None;
    let found = search(&mut |progress| {
        let now = Instant::now();
        let elapsed = now - started;
        if is_on && elapsed > SOON && shown.is_none_or(|shown| now - shown > SOON / 4) {
            let rate = progress.states as f64 / elapsed.as_secs_f64();
            let _ = write!(io::stderr(), "\r{} states, {:.1} million a second ", progress.states, rate / 1e6);
            shown = Some(now);
        }
    });
    if shown.is_some() {
        let _ = write!(io::stderr(), "\r{:60}\r", "");
    }
    found
}

impl LimitOptions {
    /// The limits as the search takes them.
    pub fn limits(&self) -> Limits {
        let threads = self.threads.unwrap_or_else(cores).max(1);
        Limits { states: self.max_states, memory: bytes(self.memory), threads, ..Limits::default() }
    }
}

impl ReviewOptions {
    /// What working out the chances on so many threads may use.
    pub fn limits(&self, threads: usize) -> Limits {
        Limits { states: None, memory: bytes(self.memory), threads, ..Limits::default() }
    }
}

/// The limits of a search that was given none.
pub fn limits() -> Limits {
    Limits { threads: cores(), ..Limits::default() }
}

/// How many threads work at once here.
pub fn cores() -> usize {
    available_parallelism().map_or(1, usize::from)
}

fn bytes(mebibytes: usize) -> usize {
    mebibytes.saturating_mul(1 << 20)
}
