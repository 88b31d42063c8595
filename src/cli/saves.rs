//! Saved games and endings found, in the platform's data directory.
//!
//! Every story has a folder of its own there. A file is replaced as a whole or not at all, so that whenever the process
//! dies, a saved game lacks at most the decision that was being made.

use super::files::replace;
use super::foreign::is_foreign;
use crate::game::Game;
use crate::play::{Keep, SaveError};
use crate::script::{self, Heading};
use crate::story::Story;
use etcetera::{BaseStrategy, choose_base_strategy};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// Which of a story's saved games a run writes: only interactive play touches the interactive one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The game of a person at a terminal.
    Interactive,
    /// The game of a pipe or a program.
    Piped,
}

/// The saved games and endings of one story.
pub struct Shelf {
    folder: Option<PathBuf>,
    slot: Slot,
    language: String,
    title: String,
    record: Option<PathBuf>,
    seed: Option<u64>,
    endings: BTreeSet<String>,
    /// What the first game kept does to the one that is there.
    displaces: Displaces,
}

/// What becomes of the game in the file when another is kept there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Displaces {
    /// It is the same game, or one of no account.
    Nothing,
    /// It is the one before, as which it is kept.
    Earlier,
    /// It has choices that a changed story no longer allows; it is kept for good.
    Unchanged,
}

impl Shelf {
    /// Opens the shelf of a story; without a data directory games are played all the same, and nothing is kept.
    pub fn open(story: &Story, folder: Option<&Path>, slot: Slot, language: &str) -> Shelf {
        let title = story.own_title().to_owned();
        let name = shelf_name(&title, folder);
        let folder = choose_base_strategy().ok().map(|base| base.data_dir().join("counterpitch").join(name));
        let endings = folder.as_deref().map(read_endings).unwrap_or_default();
        let displaces = match slot {
            Slot::Interactive => Displaces::Earlier,
            Slot::Piped => Displaces::Nothing,
        };
        let language = language.to_owned();
        Shelf { folder, slot, language, title, record: None, seed: None, endings, displaces }
    }

    /// Goes on with the game that is in the file; `is_whole` says whether with all of it.
    pub fn go_on(&mut self, is_whole: bool) {
        self.displaces = if is_whole { Displaces::Nothing } else { Displaces::Unchanged };
    }

    /// Gives a file another name, under which it stays; says which.
    pub fn put_aside(&self, file: &Path) -> io::Result<PathBuf> {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let free = (1u32..).map(|number| file.with_file_name(format!("{stem}-kept-{number}.toml")));
        let aside =
            free.into_iter().find(|aside| !aside.exists()).expect("there are more numbers than files");
        fs::rename(file, &aside)?;
        Ok(aside)
    }

    /// Makes room for another game than the one in the file.
    fn displace(&mut self, file: &Path) -> io::Result<()> {
        match std::mem::replace(&mut self.displaces, Displaces::Nothing) {
            Displaces::Earlier if file.exists() => fs::rename(file, file.with_file_name("earlier.toml")),
            Displaces::Unchanged if file.exists() => self.put_aside(file).map(drop),
            _ => Ok(()),
        }
    }

    /// Also writes the game, after every move, to a file of the player's.
    pub fn record(&mut self, file: Option<PathBuf>) {
        self.record = file;
    }

    /// Gives the next new game this seed, instead of one of the system's.
    pub fn seed_next(&mut self, seed: Option<u64>) {
        self.seed = seed;
    }

    /// Where the game of this run is saved.
    pub fn game_file(&self) -> Option<PathBuf> {
        let name = match self.slot {
            Slot::Interactive => "game.toml",
            Slot::Piped => "piped.toml",
        };
        Some(self.folder.as_ref()?.join(name))
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
        let text = self.text(game, seed);
        if let Some(file) = self.game_file() {
            self.displace(&file)?;
            replace(&file, &text)?;
        }
        if let Some(file) = &self.record {
            replace(file, &text)?;
        }
        Ok(())
    }

    fn save(&mut self, game: &Game, seed: u64, file: &str) -> Result<(), SaveError> {
        let file = Path::new(file);
        if is_foreign(file) {
            return Err(SaveError::Foreign);
        }
        replace(file, &self.text(game, seed)).map_err(SaveError::Unwritable)
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

    fn seed(&mut self) -> u64 {
        self.seed.take().unwrap_or_else(system_seed)
    }
}

/// The file that names the endings found, one a line.
const ENDINGS: &str = "endings.txt";

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
