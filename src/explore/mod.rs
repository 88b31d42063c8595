//! Every reachable state of a story, exact chances, and proofs.
//!
//! [`explore`] drives the engine, the only one that knows the rules, through all that can happen. It goes like this:
//!
//! 1. `forget` finds for every scene what a question can still tell apart there, so that a state stands for all that
//!    no answer distinguishes. Without it a state is one of the format's rule 4.
//! 2. `search` finds all states, scene by scene along the scenes' map, each stored exactly as a short key
//!    (`packing`, `table`) and never as a hash, and notes what leads to which (`graph`).
//! 3. `order` puts states after those that they lead to, loops as one; `solve` works values out in that order, and
//!    `tangle` encloses them in loops from below and from above until both bounds meet.
//! 4. On that rest the answers: `chances` and what a choice does to them, `lengths`, `visits`, `ranges`, shortest
//!    playthroughs (`paths`), verdicts on properties (`judge`), what gets stuck and what is never seen (`findings`,
//!    `shown`). [`Values`] keeps the worth of every state for the debrief.
//!
//! What bounds a search is never passed over: found things stay true, chances become intervals, and nothing else is
//! claimed. The module knows no files and no wording, and two runs print the same bytes at any number of threads:
//! parallel work is cut up by the story alone and joined in order.

mod again;
mod chain;
mod chance;
mod chances;
mod classes;
mod components;
mod counting;
mod counts;
mod exploration;
mod explored;
mod findings;
mod forget;
mod gather;
mod graph;
mod judge;
mod lengths;
mod limits;
mod look;
mod order;
mod packing;
mod parallel;
mod paths;
mod promela;
mod properties;
mod prose;
mod question;
mod ranges;
mod reading;
mod reads;
mod scenes;
mod search;
mod shown;
mod slots;
mod solve;
mod subject;
mod table;
mod tangle;
mod values;
mod visits;

pub use chance::{Chance, EXACT};
pub use explored::{ChoiceFacts, Details, EndingFacts, Explored, Options, Searched, explore};
pub use findings::{Finding, Found};
pub use lengths::Length;
pub use limits::{Limit, Limits, Progress};
pub use paths::Step;
pub use promela::promela;
pub use properties::{Judgement, Verdict};
pub use prose::words;
pub use values::{Standing, Values};
