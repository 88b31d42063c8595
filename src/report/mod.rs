//! Writes results for people, editors and programs: one function for each format.
//!
//! A report only writes what it gets: it decides nothing and knows no rule of play. Its caller opens terminal or file.

pub mod coverage;
pub mod debrief;
mod diagnostics;
pub mod difference;
mod escaped;
pub mod events;
pub mod explained;
pub mod explored;
pub mod findings;
pub mod games;
pub mod graph;
mod json;
pub mod replay;
mod schema;
pub mod simulated;
pub mod translations;
pub mod web;

pub use diagnostics::{Paint, diagnostic, short};
pub use schema::schemas;

use crate::explore::{Limit, Verdict};

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Proved => "proved",
        Verdict::Refuted => "refuted",
        Verdict::Unknown => "unknown",
    }
}

/// A number with its noun, such as `1 file` or `2 files`.
fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

/// A limit as JSON names it, and as the pages for people do.
fn limit_names(limit: Limit) -> (&'static str, &'static str) {
    match limit {
        Limit::States => ("states", "the limit of states"),
        Limit::Memory => ("memory", "the limit of memory"),
        Limit::Precision => ("precision", "the precision that can be had"),
    }
}
