//! The words about saving, and about going on with what was saved.

use std::io::{self, ErrorKind};

/// What is said about saved games.
#[derive(Debug)]
pub struct Saves {
    /// The game was saved in a file of that name.
    pub saved: fn(&str) -> String,
    /// The game was saved in a file of that name, which had another game in it.
    pub saved_over: fn(&str) -> String,
    /// The game could not be saved in a file the player named, given the reason.
    pub not_saved: fn(&str) -> String,
    /// Something else than a saved game is in a file of that name, and was left alone.
    pub foreign: fn(&str) -> String,
    /// The game cannot be kept as it is played, given the reason.
    pub not_kept: fn(&str) -> String,
    /// Why a file cannot be written; `None` for reasons that are too rare to have words of their own.
    pub reason: fn(ErrorKind) -> Option<&'static str>,
    /// A file name is missing.
    pub save_where: &'static str,
    /// Asks whether to go on with a game of so many choices, left in a scene of that title.
    pub resume: fn(usize, &str) -> String,
    /// Asks the same when that game has ended there.
    pub resume_ended: fn(usize, &str) -> String,
    /// The key that goes on, and what it does.
    pub resume_yes: super::Key,
    /// The key that begins anew, and what it does.
    pub resume_no: super::Key,
    /// What can be typed instead of the first, besides the English words.
    pub yes: &'static [&'static str],
    /// What can be typed instead of the second, besides the English words.
    pub no: &'static [&'static str],
    /// What was typed is no answer.
    pub resume_not_understood: &'static str,
    /// There is no saved game to go on with.
    pub nothing_saved: &'static str,
    /// The story has changed since, and only so many of so many choices could be made again.
    pub story_changed: fn(usize, usize) -> String,
    /// The story has changed since, and every choice could be made again.
    pub story_changed_harmlessly: &'static str,
    /// A saved game cannot be used and is kept under that name.
    pub set_aside: fn(&str) -> String,
}

impl Saves {
    /// Why a file cannot be written, in this language where it has words for it, otherwise in the system's.
    pub fn why(&self, error: &io::Error) -> String {
        (self.reason)(error.kind()).map_or_else(|| error.to_string(), str::to_owned)
    }
}
