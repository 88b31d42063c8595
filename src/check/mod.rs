//! What is to be said of a story that loads, and what each fault and lint means.
//!
//! Lints find what is allowed but probably not meant; the search behind the others looks at every game. This module
//! does not know how a diagnostic is painted.

mod cascade;
mod conditions;
mod decisions;
mod explain;
mod finding;
mod labels;
mod levels;
mod question;
mod questions;
mod searched;
mod shown;
mod static_lints;
mod translations;
mod whole;
mod wording;

pub use decisions::decisions;
pub use explain::{Example, Explanation, explanation};
pub use finding::{Checkup, Finding, SearchExtent};
pub use levels::Levels;
pub use static_lints::lints;
pub use whole::check;
