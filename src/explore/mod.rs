//! Every reachable state of a story, exact chances, and proofs.
//!
//! [`explore`] walks through everything that can happen in a story. Only the engine knows the rules. The steps:
//!
//! 1. `abstraction` finds for every scene which differences between states still matter to a question. States without
//!    such a difference become one. Without this step, states are those of docs/format.md, rule 4.
//! 2. `states` finds all states, scene by scene along the map of the scenes, and notes which state leads to which. It
//!    stores each state exactly, as a short key and never as a hash.
//! 3. `order` puts every state after the states that it leads to; the states of a loop come together. In this order
//!    `chances` works out the value of each state. In a loop, `chances` may narrow two bounds until they meet.
//!    [`Values`] keeps the values for the debrief.
//! 4. The other answers build on this: `ways` knows how long games are, which scenes and choices they pass, and which
//!    games are the shortest. `proofs` knows what is true of all games, and `texts` knows what players read in them.
//!
//! A search that a limit stopped claims only what is certain: what it found stays true, and chances become intervals.
//! The module knows no files and no wording. Two runs print the same bytes at any number of threads: the story alone
//! decides how parallel work is divided, and results are joined in order.

mod abstraction;
mod chances;
mod cover;
mod exploration;
mod explored;
mod machine;
mod order;
mod parallel;
mod prism;
mod promela;
mod proofs;
mod saves;
mod states;
mod texts;
mod ways;

pub use chances::chance::{Chance, EXACT};
pub use chances::values::{Standing, Values};
pub use cover::{Cover, cover, showable, shown};
pub use exploration::{explore, never_shown};
pub use explored::{Ask, ChoiceFacts, Details, EndingFacts, Explored, Options, Searched};
pub use prism::{PrismModel, prism};
pub use promela::promela;
pub use proofs::findings::{Defect, WitnessedDefect};
pub use proofs::properties::{Judgement, Verdict};
pub use saves::{Survival, saves};
pub use states::search::{Limit, Limits, Progress};
pub use texts::prose::words;
pub use texts::showing::Showable;
pub use ways::aims::{Aimed, Aims, ChoiceWorth, Ends, FirstPlay};
pub use ways::lengths::Length;
pub use ways::paths::{Path, PathStep, TurnEnd};
