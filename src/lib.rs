//! Counterpitch
pub mod engine;
pub mod explore;
pub mod game;
pub mod source;
pub mod story;
