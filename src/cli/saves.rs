//! Saved games and endings found, in the platform's data directory.
//!
//! Every story has a folder of its own there. A file is replaced as a whole or not at all, so that whenever the process
//! dies, a saved game lacks at most the decision that was being made; and what it held before stays as [`Kept`] says.

use super::files::{check_place, replace};
use super::foreign::is_foreign;
use super::kept::{Kept, TakenBack, has_all};
use crate::game::Game;
use crate::play::{Keep, SaveError, Saved};
use crate::script::{self, Heading};
use crate::story::Story;
use etcetera::{BaseStrategy, choose_base_strategy};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// Which of a story's saved games a run writes: only interactive play touches the interactive one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The game of a person at a terminal.
    Interactive,
    /// The game of a pipe or a program.
    Piped,
    /// The game of an author who begins in the middle, to see how a scene plays: no player's, and what it finds does
    /// not count.
    Tried,
}

/// The saved games and endings of one story.
pub struct Shelf {
    /// Where the endings found are remembered, if they are.
    folder: Option<PathBuf>,
    game: Option<Kept>,
    language: String,
    title: String,
    record: Option<Kept>,
    seed: Option<u64>,
    endings: BTreeSet<String>,
    read: BTreeSet<u64>,
}

impl Shelf {
    /// Opens the shelf of a story; without a data directory games are played all the same, and nothing is kept.
    pub fn open(story: &Story, folder: Option<&Path>, slot: Slot, language: &str) -> Shelf {
        let title = story.own_title().to_owned();
        let name = shelf_name(&title, folder);
        let folder = choose_base_strategy().ok().map(|base| base.data_dir().join("counterpitch").join(name));
        let endings = folder.as_deref().map(read_endings).unwrap_or_default();
        let read = folder.as_deref().map(read_texts).unwrap_or_default();
        let game = folder.as_deref().map(|folder| match slot {
            Slot::Interactive => {
                Kept::open(folder.join("game.toml"), folder.join("earlier.toml"), TakenBack::Stay)
            }
            Slot::Piped => Kept::latest(folder.join("piped.toml")),
            Slot::Tried => Kept::latest(folder.join("tried.toml")),
        });
        let folder = folder.filter(|_| slot != Slot::Tried);
        let language = language.to_owned();
        Shelf { folder, game, language, title, record: None, seed: None, endings, read }
    }

    /// Goes on with the game that is in the file.
    pub fn go_on(&mut self) {
        self.game.iter_mut().for_each(Kept::go_on);
    }

    /// Also keeps the games of this run in a file of the player's, beside the one that is in it.
    pub fn record(&mut self, file: Option<PathBuf>) {
        self.record = file.map(|file| {
            let mut earlier = file.clone().into_os_string();
            earlier.push(".earlier");
            Kept::open(file, earlier.into(), TakenBack::Go)
        });
    }

    /// Records a game as it is taken up, if there is to be a recording and a choice to be recorded.
    ///
    /// # Errors
    /// There can be no recording.
    pub fn begin_recording(&mut self, game: &Game, seed: u64) -> io::Result<()> {
        let text = self.text(game, seed);
        let Some(record) = &mut self.record else { return Ok(()) };
        check_place(record.file())?;
        record.keep(&script::decisions(game), &text)
    }

    /// Gives the next new game this seed, instead of one of the system's.
    pub fn seed_next(&mut self, seed: Option<u64>) {
        self.seed = seed;
    }

    /// Where the game of this run is saved.
    pub fn game_file(&self) -> Option<&Path> {
        self.game.as_ref().map(Kept::file)
    }

    fn text(&self, game: &Game, seed: u64) -> String {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let saved = script::date_time(now);
        let heading = Heading {
            schema: None,
            title: Some(&self.title),
            seed: Some(seed),
            language: Some(&self.language),
            saved: Some(&saved),
        };
        script::write(game, &heading)
    }
}

impl Keep for Shelf {
    fn keep(&mut self, game: &Game, seed: u64) -> io::Result<()> {
        let (text, decisions) = (self.text(game, seed), script::decisions(game));
        let mut told = Ok(());
        // What cannot be kept can perhaps be recorded.
        for kept in self.game.iter_mut().chain(&mut self.record) {
            if let Err(error) = kept.keep(&decisions, &text) {
                told = Err(error);
            }
        }
        told
    }

    fn save(&mut self, game: &Game, seed: u64, file: &str) -> Result<Saved, SaveError> {
        let file = Path::new(file);
        if is_foreign(file) {
            return Err(SaveError::Foreign);
        }
        check_place(file).map_err(SaveError::Unwritable)?;
        let is_loss = fs::read(file).is_ok_and(|text| !has_all(&script::decisions(game), &text));
        let saved = if is_loss { Saved::Over } else { Saved::Anew };
        replace(file, &self.text(game, seed)).map_err(SaveError::Unwritable)?;
        Ok(saved)
    }

    fn endings(&self) -> Vec<String> {
        self.endings.iter().cloned().collect()
    }

    fn found(&mut self, ending: &str) -> io::Result<()> {
        if !self.endings.insert(ending.to_owned()) {
            return Ok(());
        }
        let Some(folder) = &self.folder else { return Ok(()) };
        // Another game of the same story may have found an ending meanwhile.
        self.endings.extend(read_endings(folder));
        let lines: String = self.endings.iter().map(|ending| format!("{ending}\n")).collect();
        replace(&folder.join(ENDINGS), &lines)
    }

    fn has_read(&self, text: u64) -> bool {
        self.read.contains(&text)
    }

    fn note_read(&mut self, texts: &[u64]) -> io::Result<()> {
        self.read.extend(texts);
        let Some(folder) = &self.folder else { return Ok(()) };
        fs::create_dir_all(folder)?;
        let lines: String = texts.iter().map(|text| format!("{text:016x}\n")).collect();
        File::options().create(true).append(true).open(folder.join(READ))?.write_all(lines.as_bytes())
    }

    fn seed(&mut self) -> u64 {
        self.game.iter_mut().chain(&mut self.record).for_each(Kept::begin_another);
        self.seed.take().unwrap_or_else(system_seed)
    }
}

/// The file that names the endings found, one a line.
const ENDINGS: &str = "endings.txt";

/// The file of the texts that were read, by fingerprint, one a line.
const READ: &str = "read.txt";

fn read_texts(folder: &Path) -> BTreeSet<u64> {
    let text = fs::read_to_string(folder.join(READ)).unwrap_or_default();
    text.lines().filter_map(|line| u64::from_str_radix(line, 16).ok()).collect()
}

fn read_endings(folder: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(folder.join(ENDINGS)).unwrap_or_default();
    let is_name =
        |line: &&str| line.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    text.lines().filter(is_name).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// A seed that nobody can foresee: the standard library keys its hash maps from the system's entropy. It is one that
/// TOML can hold, whose integers have 63 bits and a sign.
fn system_seed() -> u64 {
    RandomState::new().build_hasher().finish() >> 1
}

/// The name of a story's folder: from its title, and for a story outside the program also from where it is, so that
/// two stories never share a saved game.
fn shelf_name(title: &str, folder: Option<&Path>) -> String {
    let mut name: String = title
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
        .take(40)
        .collect();
    while let Some(at) = name.find("--") {
        name.remove(at);
    }
    let name = name.trim_matches('-');
    let name = if name.is_empty() { "story" } else { name };
    match folder {
        None => name.to_owned(),
        Some(folder) => {
            let place = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
            let digest = Sha256::digest(place.as_os_str().as_encoded_bytes());
            format!("{name}-{:02x}{:02x}{:02x}{:02x}", digest[0], digest[1], digest[2], digest[3])
        }
    }
}
