//! The shelf: what this machine keeps of a story for a player. It holds games, endings found, and texts read.
//!
//! Every story has a folder in the platform's data directory. In this folder, each game has its own file, and the lists
//! of endings and texts only get new lines at their end. So two runs at the same time lose nothing.

use super::arguments::Common;
use super::files;
use super::recording::GameFile;
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
    /// An author who begins at a scene, to try it. Endings found in such a game do not count.
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

    /// Finds out from a file's name who played its game. Older versions wrote `piped.toml` and `tried.toml`.
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

/// What is kept for one player of one story. Without a data directory, `folder` is `None` and nothing is kept.
pub struct Shelf {
    pub folder: Option<PathBuf>,
    /// The names of the endings found.
    pub endings: BTreeSet<String>,
    /// Fingerprints of the texts that the player has read.
    pub texts_read: BTreeSet<u64>,
    /// Whether the list of endings has a line that cannot be read.
    is_damaged: bool,
}

impl Shelf {
    /// Opens the shelf of a story. Each player named with `--player` has a separate shelf.
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
        let is_name = |line: &str| line.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        let (endings, is_damaged) = lines(folder.as_deref(), ENDINGS, |line| is_name(line).then(|| line.to_owned()));
        let (texts_read, _) = lines(folder.as_deref(), READ, |line| u64::from_str_radix(line, 16).ok());
        Shelf { folder, endings, texts_read, is_damaged }
    }

    /// The games that are kept, the latest first. Older versions kept games beside the folder of games.
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

    /// The file of the latest game, without the games that authors begin at a scene.
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
        let mut game = GameFile { file: files::create(files::numbered(&folder, &moment, ".toml"))?, text: Vec::new() };
        match game.write(text) {
            Ok(()) => Ok(Some(game)),
            Err(error) => game.remove().and(Err(error)),
        }
    }

    /// If the list of endings has a damaged line, renames it and begins a new list with the endings that can be read.
    /// Gives the old list's new path; `None` if nothing was renamed.
    pub fn set_endings_aside(&self) -> Option<PathBuf> {
        let list = self.folder.as_ref().filter(|_| self.is_damaged)?.join(ENDINGS);
        let aside = Some(files::set_aside(list.clone())).filter(|aside| *aside != list)?;
        // A failure is not reported here: the next ending that is found reports it.
        let _ = self.append(ENDINGS, &self.endings.iter().map(|name| format!("{name}\n")).collect::<String>());
        Some(aside)
    }

    /// Adds lines to the end of the list with this name.
    pub fn append(&self, name: &str, lines: &str) -> io::Result<()> {
        let Some(folder) = &self.folder else { return Ok(()) };
        fs::create_dir_all(folder)?;
        let mut file = File::options().create(true).append(true).read(true).open(folder.join(name))?;
        // After a power cut, the last line may have no end: it gets one before the new lines.
        let mut last = [b'\n'];
        if file.seek(SeekFrom::End(-1)).is_ok() {
            file.read_exact(&mut last)?;
        }
        let end = if last == [b'\n'] { "" } else { "\n" };
        file.write_all(format!("{end}{lines}").as_bytes())
    }
}

/// Reads a list, one item from each line. The flag is `true` if a line cannot be read.
fn lines<T: Ord>(folder: Option<&Path>, name: &str, read: impl Fn(&str) -> Option<T>) -> (BTreeSet<T>, bool) {
    let text = folder.and_then(|folder| files::read_found(&folder.join(name)).ok()).unwrap_or_default();
    let lines = text.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let items: Vec<Option<T>> = lines.map(|line| read(std::str::from_utf8(line).ok()?)).collect();
    let is_damaged = items.iter().any(Option::is_none);
    (items.into_iter().flatten().collect(), is_damaged)
}

const GAMES: &str = "games";
pub const ENDINGS: &str = "endings.txt";
pub const READ: &str = "read.txt";

/// This moment, as a date-time of TOML.
pub fn now() -> String {
    date_time(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()))
}

/// The name of a story's folder: the title, and a digest of the path, so that stories with the same title do not share
/// saved games. The story that is built in has no path and no digest.
fn shelf_name(title: &str, folder: Option<&Path>) -> String {
    let name = plain_name(title, 40);
    let name = if name.is_empty() { "story" } else { &name };
    match folder {
        None => name.to_owned(),
        Some(folder) => {
            let place = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
            format!("{name}-{}", short_digest(place.as_os_str().as_encoded_bytes()))
        }
    }
}

/// A player's name as part of a folder's name. `Ann` and `ann` share a folder; a digest keeps other names apart.
fn player_name(player: &str) -> String {
    let name = plain_name(player, 40);
    if name == player.to_lowercase() { name } else { format!("{name}-{}", short_digest(player.as_bytes())) }
}

/// Makes a file's name from the first `most` characters of a text: lower-case letters, digits and single hyphens.
pub fn plain_name(text: &str, most: usize) -> String {
    let small = text.chars().take(most).map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' });
    let name: String = small.collect();
    name.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

fn short_digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes)[..4].iter().map(|byte| format!("{byte:02x}")).collect()
}
