//! What is kept of a story on this machine: its games, the endings found, and which texts were read.
//!
//! Every story has a folder of its own in the platform's data directory. Each game is a file of its own in it, and the
//! lists of endings and texts only grow, by lines at their end: so two runs at the same time lose nothing.

use super::arguments::Common;
use super::files::{self, replace};
use super::stories::Opened;
use crate::script::date_time;
use crate::story::Story;
use anyhow::Context;
use etcetera::{BaseStrategy, choose_base_strategy};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// Who plays a game. A player continues only games of the same kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Person,
    Pipe,
    /// An author who begins in the middle, to see how a scene plays. What such a game finds does not count.
    Author,
}

impl Who {
    fn mark(self) -> &'static str {
        match self {
            Who::Person => "",
            Who::Pipe => "-piped",
            Who::Author => "-tried",
        }
    }

    /// Who played the game in a file, by its name. `piped.toml` and `tried.toml` are names that older versions gave.
    fn of(file: &Path) -> Who {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        match &*name {
            _ if name.contains("piped") => Who::Pipe,
            _ if name.contains("tried") => Who::Author,
            _ => Who::Person,
        }
    }
}

#[derive(Clone, Debug)]
pub struct KeptGame {
    pub file: PathBuf,
    /// When the file was last written.
    pub changed: SystemTime,
    pub who: Who,
}

/// The file of one game. This run writes it only as long as nobody else has changed it.
pub struct GameFile {
    file: PathBuf,
    text: Vec<u8>,
}

impl GameFile {
    pub fn new(file: PathBuf, text: Vec<u8>) -> GameFile {
        GameFile { file, text }
    }

    /// Whether nobody else has written the file since: another terminal may have gone on with the same game.
    pub fn is_ours(&self) -> bool {
        fs::read(&self.file).is_ok_and(|text| text == self.text)
    }

    pub fn write(&mut self, text: &str) -> io::Result<()> {
        replace(&self.file, text)?;
        self.text = text.into();
        Ok(())
    }

    /// Removes the file, unless somebody else has changed it.
    pub fn remove(self) -> io::Result<()> {
        if self.is_ours() { fs::remove_file(self.file) } else { Ok(()) }
    }
}

/// Where one player's games of one story are kept; without a data directory (`None`), nothing is kept.
pub struct Shelf {
    pub folder: Option<PathBuf>,
}

impl Shelf {
    /// Opens the shelf of a story. A player who is named has a shelf of their own.
    pub fn open(opened: &Opened, story: &Story, common: &Common) -> Shelf {
        let folder = choose_base_strategy().ok().map(|base| {
            let mut shelf = base.data_dir().join("counterpitch");
            shelf.extend(common.player.as_ref().map(|name| format!("player-{}", player_name(name))));
            shelf.join(shelf_name(story.own_title(), opened.folder.as_deref()))
        });
        if let Some(folder) = &folder {
            files::sweep(folder);
            files::sweep(&folder.join(GAMES));
        }
        Shelf { folder }
    }

    /// The games that are kept, the latest first. Older versions kept theirs beside the folder of games.
    pub fn games(&self) -> Vec<KeptGame> {
        let mut games = Vec::new();
        let Some(shelf) = &self.folder else { return games };
        for folder in [shelf.join(GAMES), shelf.clone()] {
            for file in files::entries(&folder).unwrap_or_default() {
                let Ok(about) = fs::metadata(&file) else { continue };
                let is_game = file.extension().is_some_and(|extension| extension == "toml");
                // A file is empty only when a run was killed just before it wrote the first decision.
                if is_game && about.is_file() && about.len() > 0 {
                    let changed = about.modified().unwrap_or(UNIX_EPOCH);
                    games.push(KeptGame { who: Who::of(&file), file, changed });
                }
            }
        }
        games.sort_by(|a, b| (b.changed, &b.file).cmp(&(a.changed, &a.file)));
        games
    }

    /// The file of the latest game, a person's or a pipe's.
    pub fn latest(&self) -> anyhow::Result<PathBuf> {
        let latest = self.games().into_iter().find(|game| game.who != Who::Author);
        Ok(latest.context("no game of this story is kept yet; name the file of one")?.file)
    }

    /// Writes a game into a new file; `None` where nothing can be kept.
    pub fn add_game(&self, who: Who, text: &str) -> io::Result<Option<GameFile>> {
        let Some(shelf) = &self.folder else { return Ok(None) };
        let folder = shelf.join(GAMES);
        fs::create_dir_all(&folder)?;
        let moment = now().replace([':', 'Z'], "") + who.mark();
        for file in files::numbered(&folder, &moment, ".toml") {
            match File::create_new(&file) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                created => created?,
            };
            let mut game = GameFile::new(file, Vec::new());
            return match game.write(text) {
                Ok(()) => Ok(Some(game)),
                Err(error) => game.remove().and(Err(error)),
            };
        }
        Ok(None)
    }

    pub fn endings(&self) -> BTreeSet<String> {
        self.read_endings().0
    }

    /// Renames the list of endings if some lines cannot be read, and begins another with the others. Gives the new
    /// name; `None` if the list stays.
    pub fn set_endings_aside(&self) -> Option<PathBuf> {
        let (found, unread) = self.read_endings();
        let list = self.folder.as_ref().filter(|_| unread > 0)?.join(ENDINGS);
        let aside = Some(files::set_aside(list.clone())).filter(|aside| *aside != list)?;
        let lines: String = found.iter().map(|name| format!("{name}\n")).collect();
        // A failure here is not reported: the next ending that is found reports it.
        let _ = self.append(ENDINGS, &lines);
        Some(aside)
    }

    /// The names of the endings found, and how many lines of the list cannot be read.
    fn read_endings(&self) -> (BTreeSet<String>, usize) {
        let is_name = |line: &str| line.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        self.lines(ENDINGS, |line| is_name(line).then(|| line.to_owned()))
    }

    pub fn add_ending(&self, name: &str) -> io::Result<()> {
        self.append(ENDINGS, &format!("{name}\n"))
    }

    pub fn texts_read(&self) -> BTreeSet<u64> {
        self.lines(READ, |line| u64::from_str_radix(line, 16).ok()).0
    }

    pub fn add_texts_read(&self, texts: &[u64]) -> io::Result<()> {
        self.append(READ, &texts.iter().map(|text| format!("{text:016x}\n")).collect::<String>())
    }

    /// The items in the lines of a list, and the number of lines that cannot be read.
    fn lines<T: Ord>(&self, name: &str, read: impl Fn(&str) -> Option<T>) -> (BTreeSet<T>, usize) {
        let file = self.folder.as_ref().map(|folder| folder.join(name));
        let text = file.and_then(|file| files::read_found(&file).ok()).unwrap_or_default();
        let lines = text.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
        let (mut found, mut unread) = (BTreeSet::new(), 0);
        for line in lines {
            match std::str::from_utf8(line).ok().and_then(&read) {
                Some(item) => drop(found.insert(item)),
                None => unread += 1,
            }
        }
        (found, unread)
    }

    fn append(&self, name: &str, lines: &str) -> io::Result<()> {
        let Some(folder) = &self.folder else { return Ok(()) };
        fs::create_dir_all(folder)?;
        let mut file = File::options().create(true).append(true).read(true).open(folder.join(name))?;
        // A line that a power cut has left unfinished is ended first.
        let mut last = [b'\n'];
        if file.seek(SeekFrom::End(-1)).is_ok() {
            file.read_exact(&mut last)?;
        }
        let end = if last == [b'\n'] { "" } else { "\n" };
        file.write_all(format!("{end}{lines}").as_bytes())
    }
}

const GAMES: &str = "games";
const ENDINGS: &str = "endings.txt";
const READ: &str = "read.txt";

/// This moment, as a date-time of TOML.
pub fn now() -> String {
    date_time(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()))
}

/// The name of a story's folder, from its title and, unless the story is built in, from its path: so two stories never
/// share a saved game.
fn shelf_name(title: &str, folder: Option<&Path>) -> String {
    let name = plain_name(title);
    let name = if name.is_empty() { "story" } else { &name };
    match folder {
        None => name.to_owned(),
        Some(folder) => {
            let place = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
            format!("{name}-{}", short_digest(place.as_os_str().as_encoded_bytes()))
        }
    }
}

/// A player's name as a part of a folder's name. Two names that differ in more than upper case never give the same one.
fn player_name(player: &str) -> String {
    let name = plain_name(player);
    if name == player.to_lowercase() { name } else { format!("{name}-{}", short_digest(player.as_bytes())) }
}

/// A text as the name of a file, in small letters, digits and single hyphens.
pub fn plain_name(text: &str) -> String {
    let small = text.chars().take(40).map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' });
    let name: String = small.collect();
    name.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

fn short_digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes)[..4].iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::player_name;

    #[test]
    fn a_player_s_name_is_safe_in_a_path_and_no_two_players_share_a_folder() {
        assert_eq!(player_name("anna"), "anna");
        assert_eq!(player_name("Anna"), "anna");
        let odd = ["../x", "/", "", "a b", "a-b", "a--b", "Zoë", "Zoé", "日本", "con.", ".."];
        let mut names: Vec<String> = odd.iter().map(|name| player_name(name)).collect();
        assert!(names.iter().all(|name| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')));
        names.sort();
        names.dedup();
        assert_eq!(names.len(), odd.len());
    }
}
