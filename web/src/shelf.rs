//! What a move leaves behind, for the page to keep.

use counterpitch::debrief::DebriefRows;
use counterpitch::game::Game;
use counterpitch::play::{Keep, SaveError, Saved};
use counterpitch::view::Reader;
use std::io;

/// The keeper of one move. The page keeps games itself, so only endings and the next seed are looked after here.
pub struct Shelf<'p> {
    /// The names of the endings found so far.
    pub found: &'p mut Vec<String>,
    /// The seed of another game.
    pub seed: u64,
}

impl Keep for Shelf<'_> {
    fn keep(&mut self, _game: &Game, _seed: u64) -> io::Result<()> {
        Ok(())
    }

    fn save(&mut self, _game: &Game, _seed: u64, _file: &str) -> Result<Saved, SaveError> {
        Ok(Saved::Anew)
    }

    fn write_page(&mut self, _reader: &Reader, _game: &Game, _rows: &DebriefRows) -> io::Result<String> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn endings(&self) -> Vec<String> {
        self.found.clone()
    }

    fn found(&mut self, ending: &str) -> io::Result<()> {
        self.found.push(ending.to_owned());
        Ok(())
    }

    fn has_read(&self, _text: u64) -> bool {
        false
    }

    fn note_read(&mut self, _texts: &[u64]) -> io::Result<()> {
        Ok(())
    }

    fn seed(&mut self) -> u64 {
        self.seed
    }
}
