//! Writes a debrief: as a page for a browser and for paper, in Markdown, and as JSON and CSV for programs.

mod chart;
mod html;
mod json;
mod markdown;

pub use html::html;
pub use json::{debrief_json, group_csv, group_json};
pub use markdown::markdown;
