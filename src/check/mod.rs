//! What is to be said of a story that loads, and what each fault and lint means. Lints find what is allowed but
//! probably not meant; the search behind some looks at every game. How a diagnostic is painted is not known here.

mod conditions;
mod explain;
mod finding;
mod labels;
mod searched;
mod shown;
mod static_lints;
mod whole;
mod wording;

pub use explain::{Example, Explanation, explanation};
pub use finding::{Checkup, Finding, Levels, SearchExtent, decisions};
pub use static_lints::lints;
pub use whole::check;
