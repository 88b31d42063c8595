//! What is to be said of a story that loads.
//!
//! Lints find what is lawful and yet hardly meant. This module does not know how a diagnostic is painted.

mod levels;
mod static_lints;
mod translations;

pub use levels::{is_denied, lint_level, with_level};
pub use static_lints::lints;
