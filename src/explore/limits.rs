//! How much a search may use, and how it reports how far it is.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What bounds an exploration.
#[derive(Clone, Debug)]
pub struct Limits {
    /// The most states to be kept; `None` for no bound.
    pub states: Option<u64>,
    /// The most memory for states and their values, in bytes.
    pub memory: usize,
    /// The number of threads; results do not depend on it.
    pub threads: usize,
    /// Another thread sets this to end the exploration soon, in any phase. Answers that are not known by then stay
    /// unknown, as when the memory is too little.
    pub cancel: Arc<AtomicBool>,
}

impl Limits {
    /// Whether nobody waits for the answers any more.
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
    /// The precision: an interval around a chance could not be closed to 1e-9.
    Precision,
}

/// How far an exploration is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The states found so far in the search under way.
    pub states: u64,
}
