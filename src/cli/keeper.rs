//! The keeper saves games: after every decision it writes the current game, each game into a file of its own.

use super::files;
use super::recording::{self, Recording};
use super::shelf::{GameFile, Shelf, Who, now, plain_name};
use crate::debrief::DebriefRows;
use crate::game::Game;
use crate::play::{Keep, SaveError, Saved};
use crate::report;
use crate::script::{self, Heading, WrittenStep};
use crate::view::Reader;
use std::collections::BTreeSet;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io;
use std::path::Path;

pub struct Keeper {
    pub shelf: Shelf,
    pub who: Who,
    title: String,
    language: String,
    /// The seed that the player asked for, for every game.
    seed: Option<u64>,
    pub is_final: bool,
    /// The file of the current game, as long as it is not over.
    pub game: Option<GameFile>,
    /// The file and the steps of the game that ended. This file stays as it is: to go back from the end begins another
    /// file.
    ended: Option<(GameFile, Vec<WrittenStep>)>,
    record: Option<Recording>,
    endings: BTreeSet<String>,
    texts_read: BTreeSet<u64>,
}

impl Keeper {
    pub fn new(reader: Reader, shelf: Shelf, who: Who, seed: Option<u64>) -> Keeper {
        let (endings, texts_read) = (shelf.endings(), shelf.texts_read());
        let (title, language) = (reader.story.own_title().to_owned(), reader.tag().to_owned());
        let (is_final, game, ended, record) = (false, None, None, None);
        Keeper { shelf, who, title, language, seed, is_final, game, ended, record, endings, texts_read }
    }

    /// Continues a saved game. `file` is its file; with `None` the game gets a new one.
    pub fn go_on(&mut self, file: Option<GameFile>, is_final: bool) {
        (self.game, self.is_final) = (file, is_final);
    }

    /// The seed of a game: the one asked for, or else its own, or else a random one.
    pub fn seed_of(&self, own: Option<u64>) -> u64 {
        self.seed.or(own).unwrap_or_else(system_seed)
    }

    /// Also records this run's games in a file that the player names, from this game on.
    pub fn record(&mut self, file: &Path, game: &Game, seed: u64) -> io::Result<()> {
        let mut recording = Recording::new(file);
        recording.check()?;
        let decisions = script::decisions(game);
        if has_choice(&decisions) {
            recording.write(&decisions, game.ending().is_some(), &self.test(game, seed))?;
        }
        self.record = Some(recording);
        Ok(())
    }

    /// The text of a recording, to serve as a test: its title says where the game stands; at an ending it expects what
    /// then holds.
    fn test(&self, game: &Game, seed: u64) -> String {
        let reader = Reader::new(game.story(), game.engine(), &self.language);
        let expect = game.ending().and_then(|_| script::outcome(game));
        self.text(game, seed, &format!("{}: {}", self.title, reader.place(game)), expect.as_deref())
    }

    fn text(&self, game: &Game, seed: u64, title: &str, expect: Option<&str>) -> String {
        let (title, language, saved) = (Some(title), Some(self.language.as_str()), &*now());
        let is_final = self.is_final;
        let heading = Heading { schema: None, title, seed: Some(seed), language, saved: Some(saved), is_final, expect };
        script::write(game, &heading)
    }

    fn keep_on_shelf(&mut self, is_over: bool, decisions: Vec<WrittenStep>, text: &str) -> io::Result<()> {
        if self.ended.as_ref().is_some_and(|(_, ended)| *ended == decisions) {
            return self.game.take().map_or(Ok(()), GameFile::remove);
        }
        self.game = self.game.take().filter(GameFile::is_ours);
        match &mut self.game {
            Some(game) => game.write(text)?,
            None => self.game = self.shelf.add_game(self.who, text)?,
        }
        if is_over {
            self.ended = self.game.take().map(|game| (game, decisions));
        }
        Ok(())
    }
}

impl Keep for Keeper {
    fn keep(&mut self, game: &Game, seed: u64) -> io::Result<()> {
        let (decisions, text) = (script::decisions(game), self.text(game, seed, &self.title, None));
        if !has_choice(&decisions) {
            return Ok(());
        }
        // A game is recorded even if it cannot be kept on the shelf.
        let test = if self.record.is_some() { self.test(game, seed) } else { Default::default() };
        let is_over = game.ending().is_some();
        let recorded = self.record.as_mut().map_or(Ok(()), |record| record.write(&decisions, is_over, &test));
        self.keep_on_shelf(is_over, decisions, &text).and(recorded)
    }

    fn save(&mut self, game: &Game, seed: u64, file: &str) -> Result<Saved, SaveError> {
        recording::save(Path::new(file), &script::decisions(game), &self.text(game, seed, &self.title, None))
    }

    fn write_page(&mut self, reader: &Reader, game: &Game, rows: &DebriefRows) -> io::Result<String> {
        let ending = game.ending().map(|ending| reader.ending_title(ending)).unwrap_or_default();
        let name = plain_name(&format!("{} {ending}", reader.title()));
        let page = report::debrief::html(reader, rows, Some(game));
        let file = files::write_new(if name.is_empty() { "game" } else { &name }, ".html", &page)?;
        Ok(file.display().to_string())
    }

    fn endings(&self) -> Vec<String> {
        self.endings.iter().cloned().collect()
    }

    fn found(&mut self, ending: &str) -> io::Result<()> {
        let is_new = self.endings.insert(ending.to_owned());
        if is_new && self.who != Who::Author { self.shelf.add_ending(ending) } else { Ok(()) }
    }

    fn has_read(&self, text: u64) -> bool {
        self.texts_read.contains(&text)
    }

    fn note_read(&mut self, texts: &[u64]) -> io::Result<()> {
        let new: Vec<u64> = texts.iter().copied().filter(|&text| self.texts_read.insert(text)).collect();
        if new.is_empty() || self.who == Who::Author { Ok(()) } else { self.shelf.add_texts_read(&new) }
    }

    fn seed(&mut self) -> u64 {
        (self.game, self.ended) = (None, None);
        self.record.iter_mut().for_each(Recording::begin_another);
        self.seed_of(None)
    }
}

/// Whether the player has made a choice. A game without a choice is not kept.
fn has_choice(decisions: &[WrittenStep]) -> bool {
    decisions.iter().any(|decision| matches!(decision, WrittenStep::Choice(_)))
}

/// A seed that nobody can foresee: the standard library keys its hash maps from the system's entropy. It has 63 bits,
/// because the integers of TOML have a sign.
fn system_seed() -> u64 {
    RandomState::new().build_hasher().finish() >> 1
}
