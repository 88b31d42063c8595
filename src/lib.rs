//! Counterpitch
pub mod engine;
pub mod game;
pub mod source;
pub mod story;
