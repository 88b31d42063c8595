//! Verdicts on the properties that a story claims, and defects that its author should know of.

pub(super) mod findings;
pub(super) mod properties;
