//! Playthrough files: each holds the decisions of one game. CI replays playthrough files, `--record` writes them, and a
//! saved game is one.
//!
//! [`parse`] turns a file's text into a [`Playthrough`]. [`replay`] plays it and describes the first thing that does
//! not go as written; [`resume`] plays it as far as a changed story allows. [`write()`] turns a game into a file's
//! text. The module reads no disk and knows no terminal, so a playthrough plays the same in CI as at a desk.

mod evidence;
mod failure;
mod playthrough;
mod replay;
mod run;
mod write;

pub use evidence::{Evidence, follow};
pub use failure::Failure;
pub use playthrough::{Action, Expectations, Named, Playthrough, ScriptStep, parse, read};
pub use replay::{Lost, Replayed, Resumed, replay, resume};
pub use run::{Problem, Run};
pub use write::{Heading, WrittenStep, date_time, decisions, outcome, with_expectations, write};
