//! What an exploration found, for people and for programs.

mod choices;
mod json;
mod page;

pub use choices::choices;
pub use json::json;
pub use page::page;
