//! A keeper that forgets everything when the test ends.

use counterpitch::debrief::DebriefRows;
use counterpitch::game::Game;
use counterpitch::play::{Keep, SaveError, Saved};
use counterpitch::view::Reader;
use std::collections::BTreeSet;
use std::io;

/// Remembers what a game asks it to keep.
#[derive(Debug, Default)]
pub struct Memory {
    /// The endings found.
    pub endings: Vec<String>,
    /// How many decisions the game had, each time it was kept.
    pub kept: Vec<usize>,
    /// The fingerprints of the texts that were read.
    pub read: BTreeSet<u64>,
    /// The pages written.
    pub pages: Vec<String>,
    /// The files saved.
    pub files: Vec<String>,
    /// The seeds asked for so far.
    pub seeds: u64,
    /// Whether nothing can be written.
    pub is_full: bool,
}

impl Memory {
    fn written(&self) -> io::Result<()> {
        if self.is_full { Err(io::Error::other("no space left")) } else { Ok(()) }
    }
}

impl Keep for Memory {
    fn keep(&mut self, game: &Game, _seed: u64) -> io::Result<()> {
        self.kept.push(game.turns().len() - 1);
        self.written()
    }

    fn save(&mut self, _game: &Game, _seed: u64, file: &str) -> Result<Saved, SaveError> {
        self.files.push(file.to_string());
        self.written().map(|()| Saved::Anew).map_err(SaveError::Unwritable)
    }

    fn write_page(&mut self, reader: &Reader, _: &Game, rows: &DebriefRows) -> io::Result<String> {
        self.pages.push(counterpitch::report::debrief::html(reader, rows, None));
        Ok("page.html".to_owned())
    }

    fn endings(&self) -> Vec<String> {
        self.endings.clone()
    }

    fn found(&mut self, ending: &str) -> io::Result<()> {
        self.endings.push(ending.to_string());
        self.written()
    }

    fn has_read(&self, text: u64) -> bool {
        self.read.contains(&text)
    }

    fn note_read(&mut self, texts: &[u64]) -> io::Result<()> {
        self.read.extend(texts);
        self.written()
    }

    fn seed(&mut self) -> u64 {
        self.seeds += 1;
        self.seeds
    }
}
