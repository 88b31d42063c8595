//! What a search may use, from what the command line says.

use super::arguments::{LimitOptions, ReviewOptions};
use crate::explore::Limits;
use std::thread::available_parallelism;

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

/// How many threads work at once here.
pub fn cores() -> usize {
    available_parallelism().map_or(1, usize::from)
}

fn bytes(mebibytes: usize) -> usize {
    mebibytes.saturating_mul(1 << 20)
}
