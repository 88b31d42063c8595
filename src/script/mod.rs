//! Playthrough files and the decisions in them: what CI replays, what `--record` writes, what a saved game is.
//!
//! [`parse`] turns a file's text into a [`Playthrough`], [`replay`] plays it and says the first thing that does not
//! go as written, [`resume`] plays it as far as a changed story allows, and [`write()`] turns a game into such a text
//! again. The module reads no disk and knows no terminal: a playthrough is the same in CI as at a desk.

mod driver;
mod failure;
mod lookup;
mod parse;
mod playthrough;
mod replay;
mod resume;
mod run;
mod standing;
mod state;
mod telling;
mod write;

pub use failure::{Failure, Hidden, ReplayError, Standing, Wanted};
pub use parse::parse;
pub use playthrough::{Action, Look, Named, Playthrough, Step};
pub use replay::{Replayed, replay};
pub use resume::{Lost, Resumed, resume};
pub use run::{Problem, Run};
pub use telling::Told;
pub use write::{Decision, Heading, date_time, decisions, write, write_evidence};
