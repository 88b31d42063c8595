//! Playthrough files and what came of them, for people, for programs and for CI.

mod difference;
mod github;
mod human;
mod json;
mod junit;
mod transcript;

pub use difference::difference;
pub use github::github;
pub use human::{human, page};
pub use json::json;
pub use junit::junit;
pub use transcript::{compare, golden, transcript};
