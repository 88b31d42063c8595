//! How much a search may use, and how it reports its progress.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What an exploration may use. A search stops at the first bound that it hits.
#[derive(Clone, Debug)]
pub struct Limits {
    /// The greatest number of states that a search keeps; `None` for no bound.
    pub states: Option<u64>,
    /// The most memory that states and their values may take, in bytes.
    pub memory: usize,
    /// The number of threads; results do not depend on it.
    pub threads: usize,
    /// Another thread sets this to end the exploration soon, in any phase. Answers that are not known by then stay
    /// unknown, as when the memory limit is hit.
    pub cancel: Arc<AtomicBool>,
}

impl Limits {
    /// Whether another thread has asked the exploration to end.
    pub fn is_cancelled(&self) -> bool {
        self.cancel.load(Ordering::Relaxed)
    }
}

impl Default for Limits {
    /// No bound on states, a gibibyte of memory, one thread.
    fn default() -> Limits {
        Limits { states: None, memory: 1 << 30, threads: 1, cancel: Arc::default() }
    }
}

/// Which limit stopped a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    States,
    Memory,
    /// The two bounds of some chance did not come within 1e-9 of each other.
    Precision,
}

/// What an exploration reports from time to time while it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The number of states that the current search has found so far.
    pub states: u64,
}
