//! A debrief written down: a page for a browser and for paper, a text in Markdown, JSON and CSV for programs.

mod chart;
mod html;
mod json;
mod markdown;

pub use html::html;
pub use json::{debrief_json, group_csv, group_json};
pub use markdown::markdown;
