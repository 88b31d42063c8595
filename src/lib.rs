//! Counterpitch
pub mod engine;
pub mod format;
pub mod game;
pub mod language;
pub mod play;
pub mod report;
pub mod script;
pub mod source;
pub mod story;
pub mod view;
