//! Playthrough files and the decisions in them: what CI replays, what `--record` writes, what a saved game is.
//!
//! [`parse`] turns a file's text into a [`Playthrough`], [`replay`] plays it and describes the first thing that does not
//! go as written, [`resume`] plays it as far as a changed story allows, and [`write()`] turns a game into such a text
//! again. The module reads no disk and knows no terminal: a playthrough is the same in CI as at a desk.

mod evidence;
mod failure;
mod lookup;
mod playthrough;
mod replay;
mod run;
mod write;

pub use evidence::{Evidence, follow};
pub use failure::Failure;
pub use playthrough::{Action, Expectations, Named, Playthrough, ScriptStep, parse, parse_alone};
pub use replay::{Lost, Replayed, Resumed, replay, resume};
pub use run::{Problem, Run};
pub use write::{Heading, WrittenStep, date_time, decisions, outcome, with_expectations, write};
