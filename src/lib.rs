//! Counterpitch
pub mod source;
pub mod story;
