//! How much a search may use, and how it reports its progress.

/// What an exploration may use. A search stops at the first bound that it hits.
#[derive(Clone, Debug)]
pub struct Limits {
    /// The greatest number of states that a search keeps; `None` for no bound.
    pub states: Option<u64>,
    /// The most memory that states and their values may take, in bytes.
    pub memory: usize,
    /// The number of threads; results do not depend on it.
    pub threads: usize,
}

impl Default for Limits {
    /// No bound on states, a gibibyte of memory, one thread.
    fn default() -> Limits {
        Limits { states: None, memory: 1 << 30, threads: 1 }
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
