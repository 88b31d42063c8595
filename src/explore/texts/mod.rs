//! What a player reads: how much of it, and what nobody ever reads.

pub(super) mod entries;
pub(super) mod prose;
pub(super) mod reading;
mod sampled;
pub(super) mod showing;
pub(super) mod shown;
pub(super) mod spread;
