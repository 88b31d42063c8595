//! Counterpitch
pub mod check;
pub mod format;
pub mod report;
pub mod source;
pub mod story;
