//! The ways through a searched story: how long they are, how often games take them, and which are the shortest.

pub(super) mod aims;
mod flow;
pub(super) mod lengths;
pub(super) mod paths;
pub(super) mod ranges;
pub(super) mod visits;
