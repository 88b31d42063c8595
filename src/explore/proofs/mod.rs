//! Verdicts: on what a story promises, and on what its author should know.

pub(super) mod findings;
pub(super) mod properties;
