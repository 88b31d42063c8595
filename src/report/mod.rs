//! Results and events as bytes for people, editors and machines: one file a format.

pub mod events;
mod json;
//! What was found, written down: one file a format.
//!
//! A report says what it is given and decides nothing; it knows no rule of play. Writing to a terminal or a file is
//! the caller's.

mod diagnostics;
mod short;

pub use diagnostics::{Paint, diagnostic};
pub use short::short;
