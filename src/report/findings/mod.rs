//! What a check came to, for people, editors, programs and CI: one file a format.

mod evidence;
mod github;
mod human;
mod json;
mod short;

pub use evidence::evidence;
pub use github::github;
pub use human::{finding, human};
pub use json::json;
pub use short::short;
