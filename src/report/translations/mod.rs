//! How far the translations of a story have come, for people and for programs.

mod human;
mod json;

pub use human::human;
pub use json::json;
