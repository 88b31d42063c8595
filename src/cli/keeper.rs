//! The keeper saves games: after every decision it writes the current game, each game into a file of its own.

use super::files;
use super::recording::{self, GameFile};
use super::shelf::{ENDINGS, READ, Shelf, Who, now, plain_name};
use crate::debrief::DebriefRows;
use crate::game::Game;
use crate::play::{Keep, SaveError, Saved};
use crate::report;
use crate::script::{self, Heading, WrittenStep};
use crate::view::Reader;
use std::fs;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io;
use std::path::{Path, PathBuf};

pub struct Keeper<'a> {
    reader: Reader<'a>,
    shelf: Shelf,
    who: Who,
    /// The seed that the player asked for; every game of this run has it.
    seed: Option<u64>,
    pub is_final: bool,
    /// The file of the current game; `None` before its first choice is kept, and after its end.
    pub game: Option<GameFile>,
    /// The decisions of the game that ended. Its file stays as it is: a player who goes back from the end gets another.
    ended: Option<Vec<WrittenStep>>,
    record: Option<GameFile>,
}

impl<'a> Keeper<'a> {
    pub fn new(reader: Reader<'a>, shelf: Shelf, who: Who, seed: Option<u64>) -> Keeper<'a> {
        Keeper { reader, shelf, who, seed, is_final: false, game: None, ended: None, record: None }
    }

    /// Begins to record: from this game on, each game is also written to the file that the player names.
    pub fn record(&mut self, file: &Path, game: &Game, seed: u64) -> io::Result<()> {
        let mut recording = GameFile::named(file)?;
        let decisions = script::decisions(game);
        if has_choice(&decisions) {
            recording.record(&decisions, &self.test(game, seed))?;
        }
        self.ended = game.ending().map(|_| decisions);
        self.record = Some(recording);
        Ok(())
    }

    /// The text of a recording that can serve as a test. The title says where the game stands. At an ending, the text
    /// expects the values of that moment.
    fn test(&self, game: &Game, seed: u64) -> String {
        let expect = game.ending().and_then(|_| script::outcome(game));
        let title = format!("{}: {}", self.reader.story.own_title(), self.reader.place(game));
        self.text(game, seed, &title, expect.as_deref())
    }

    fn text(&self, game: &Game, seed: u64, title: &str, expect: Option<&str>) -> String {
        let (title, language, saved) = (Some(title), Some(self.reader.tag()), &*now());
        let is_final = self.is_final;
        let heading = Heading { title, seed: Some(seed), language, saved: Some(saved), is_final, expect };
        script::write(game, &heading)
    }
}

impl Keep for Keeper<'_> {
    fn keep(&mut self, game: &Game, seed: u64) -> io::Result<()> {
        let decisions = script::decisions(game);
        if !has_choice(&decisions) {
            return Ok(());
        }
        if self.ended.as_ref() == Some(&decisions) {
            return self.game.take().map_or(Ok(()), GameFile::remove);
        }
        let is_over = game.ending().is_some();
        // A game is recorded even if the shelf cannot keep it. The recording of a game that is over stays until another
        // game ends.
        let test = self.test(game, seed);
        let recorded = match &mut self.record {
            Some(record) if is_over || self.ended.is_none() => {
                if self.ended.is_some() {
                    record.begin_another();
                }
                record.record(&decisions, &test)
            }
            _ => Ok(()),
        };
        let text = self.text(game, seed, self.reader.story.own_title(), None);
        self.game = self.game.take().filter(GameFile::is_ours);
        let kept = match &mut self.game {
            Some(file) => file.write(&text),
            None => self.shelf.add_game(self.who, &text).map(|file| self.game = file),
        };
        if is_over {
            (self.game, self.ended) = (None, Some(decisions));
        }
        kept.and(recorded)
    }

    fn save(&mut self, game: &Game, seed: u64, file: &str) -> Result<Saved, SaveError> {
        recording::save(
            Path::new(file),
            &script::decisions(game),
            &self.text(game, seed, self.reader.story.own_title(), None),
        )
    }

    fn write_page(&mut self, reader: &Reader, game: &Game, rows: &DebriefRows) -> io::Result<String> {
        let ending = game.ending().map(|ending| reader.ending_title(ending)).unwrap_or_default();
        let name = plain_name(&format!("{} {ending}", reader.title()), 40);
        let page = report::debrief::html(reader, rows, Some(game));
        let names = files::numbered(Path::new(""), if name.is_empty() { "game" } else { &name }, ".html");
        let is_same = |file: &PathBuf| fs::read_to_string(file).is_ok_and(|there| there == page);
        let there = names.clone().take_while(|name| name.exists()).find(is_same);
        let file = there.map_or_else(|| files::create(names), Ok)?;
        fs::write(&file, &page)?;
        Ok(file.display().to_string())
    }

    fn endings(&self) -> Vec<String> {
        self.shelf.endings.iter().cloned().collect()
    }

    fn found(&mut self, ending: &str) -> io::Result<()> {
        let is_new = self.shelf.endings.insert(ending.to_owned()) && self.who != Who::Author;
        if is_new { self.shelf.append(ENDINGS, &format!("{ending}\n")) } else { Ok(()) }
    }

    fn has_read(&self, text: u64) -> bool {
        self.shelf.texts_read.contains(&text)
    }

    fn note_read(&mut self, texts: &[u64]) -> io::Result<()> {
        let new = texts.iter().filter(|&&text| self.shelf.texts_read.insert(text) && self.who != Who::Author);
        let lines: String = new.map(|text| format!("{text:016x}\n")).collect();
        if lines.is_empty() { Ok(()) } else { self.shelf.append(READ, &lines) }
    }

    fn seed(&mut self) -> u64 {
        (self.game, self.ended) = (None, None);
        self.record.iter_mut().for_each(GameFile::begin_another);
        self.seed.unwrap_or_else(system_seed)
    }
}

/// Whether the player has made a choice: a game without a choice is not worth a file.
fn has_choice(decisions: &[WrittenStep]) -> bool {
    decisions.iter().any(|decision| matches!(decision, WrittenStep::Choice(_)))
}

/// A seed that nobody can foresee: the standard library keys its hash maps from the system's entropy. It has 63 bits,
/// because the integers of TOML have a sign.
pub fn system_seed() -> u64 {
    RandomState::new().build_hasher().finish() >> 1
}
