//! Results and events as bytes for people, editors and machines: one file a format.

pub mod events;
mod json;
