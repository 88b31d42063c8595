//! Every reachable state of a story, exact chances, and proofs.
//!
//! [`explore`] drives the engine, the only one that knows the rules, through all that can happen. It goes like this:
//!
//! 1. `abstraction` finds for every scene what a question can still tell apart there, so that a state stands for all
//!    that no answer distinguishes. Without it a state is one of rule 4 of docs/format.md.
//! 2. `states` finds all states, scene by scene along the scenes' map, each stored exactly as a short key and never as
//!    a hash, and notes what leads to which.
//! 3. `order` puts states after those that they lead to, loops as one. In that order `chances` works out what each is
//!    worth; in loops it encloses values from below and from above until both bounds meet. [`Values`] keeps them for
//!    the debrief.
//! 4. On that rest the other answers: `ways` knows how long games are, what they come by and which are the shortest,
//!    `proofs` what is true of all of them, `texts` what is read in them.
//!
//! What bounds a search is never passed over: found things stay true, chances become intervals, and nothing else is
//! claimed. The module knows no files and no wording, and two runs print the same bytes at any number of threads:
//! parallel work is cut up by the story alone and joined in order.

mod abstraction;
mod chances;
mod cover;
mod exploration;
mod explored;
mod limits;
mod notation;
mod order;
mod parallel;
mod prism;
mod promela;
mod proofs;
mod saves;
mod states;
mod subject;
mod texts;
mod ways;

pub use chances::chance::{Chance, EXACT};
pub use chances::values::{Standing, Values};
pub use cover::{Cover, cover, showable, shown};
pub use exploration::{explore, never_shown};
pub use explored::{Ask, ChoiceFacts, Details, EndingFacts, Explored, Options, Searched};
pub use limits::{Limit, Limits, Progress};
pub use prism::{PrismModel, prism};
pub use promela::promela;
pub use proofs::findings::{Defect, WitnessedDefect};
pub use proofs::judgement::{Judgement, Verdict};
pub use saves::{Survival, saves};
pub use texts::prose::words;
pub use texts::showing::Showable;
pub use ways::aims::{Aimed, Aims, ChoiceWorth, Ends, FirstPlay};
pub use ways::lengths::Length;
pub use ways::paths::{Path, PathStep, TurnEnd};
