//! The search for states: what it keeps of them, how that is written, and what leads where.

pub(super) mod graph;
pub(super) mod look;
pub(super) mod packing;
pub(super) mod search;
pub(super) mod table;
