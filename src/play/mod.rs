//! Playing: a person or a program makes choices, and reads what follows.
//!
//! Every way of playing makes its moves through a [`Session`], and takes its input and output from its caller. The
//! trait [`Keep`] saves what must outlive the process. Nothing here knows a file or a rule of play.

pub mod debrief;
pub mod events;
mod fold;
pub mod input;
pub mod layout;
pub mod line;
pub mod offer;
pub mod plain;
mod session;
pub mod style;
mod wrap;

// The terminal and what is drawn on it. A browser, for which this module is compiled to WebAssembly, has no terminal.
#[cfg(not(target_family = "wasm"))]
mod feed;
#[cfg(not(target_family = "wasm"))]
pub mod interactive;
#[cfg(not(target_family = "wasm"))]
pub mod menu;
#[cfg(not(target_family = "wasm"))]
pub mod screen;
#[cfg(not(target_family = "wasm"))]
mod stage;
#[cfg(not(target_family = "wasm"))]
mod terminal;

pub use fold::Fold;
#[cfg(not(target_family = "wasm"))]
pub use screen::Screen;
pub use session::Session;
#[cfg(not(target_family = "wasm"))]
pub use terminal::{outlive_full_files, size};

use crate::debrief::DebriefRows;
use crate::game::Game;
use crate::view::Reader;
use std::io;

/// Why a game was not saved in a file that the player named.
#[derive(Debug)]
pub enum SaveError {
    /// The file holds something other than a saved game, and is not overwritten.
    Foreign,
    Unwritable(io::Error),
}

/// What was in the file before the player saved the game in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// Nothing, or an earlier state of the same game.
    Anew,
    /// Another game, which is now overwritten.
    Over,
}

/// What play leaves behind: saved games, the endings found, and which texts were read.
pub trait Keep {
    /// Saves the game as it stands. Play calls this after every move, so that a sudden end of the process loses
    /// nothing.
    fn keep(&mut self, game: &Game, seed: u64) -> io::Result<()>;

    /// Saves the game in a file that the player names. Fails if the file holds something other than a saved game.
    fn save(&mut self, game: &Game, seed: u64, file: &str) -> Result<Saved, SaveError>;

    /// Writes the game and its debrief as a page into a new file. Returns the file's name.
    fn write_page(&mut self, reader: &Reader, game: &Game, rows: &DebriefRows) -> io::Result<String>;

    fn endings(&self) -> Vec<String>;

    fn found(&mut self, ending: &str) -> io::Result<()>;

    /// Whether a player has read a text on this machine. `text` is a fingerprint that the caller makes.
    fn has_read(&self, text: u64) -> bool;

    fn note_read(&mut self, texts: &[u64]) -> io::Result<()>;

    /// Chooses another file, in which the next game will be kept, and returns that game's seed.
    fn seed(&mut self) -> u64;
}
