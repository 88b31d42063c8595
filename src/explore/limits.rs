//! How much a search may use, and whom it tells how far it is.

/// What bounds an exploration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most states to be kept.
    pub states: Option<u64>,
    /// The most memory for states and their values, in bytes.
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
    /// The number of states.
    States,
    /// The memory.
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
