//! What an exploration found, for people and for programs.

mod json;
mod page;

pub use json::json;
pub use page::{choices, page};
