//! The search for states: the graph that it builds, and the short keys as which it stores states.

pub(super) mod graph;
pub(super) mod look;
pub(super) mod packing;
pub(super) mod search;
pub(super) mod table;
