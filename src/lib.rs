//! Counterpitch
pub mod format;
pub mod source;
pub mod story;
