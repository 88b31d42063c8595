//! What players read: how many words, and which texts no game shows.

pub(super) mod entries;
pub(super) mod prose;
pub(super) mod reading;
mod sampled;
pub(super) mod showing;
pub(super) mod shown;
pub(super) mod spread;
