//! The files that hold games, and the rules on which files a game may replace.

use super::files::{self, check_place, folder_of, replace, sweep};
use crate::play::{SaveError, Saved};
use crate::script::{self, Action, Playthrough, WrittenStep};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The longest saved game (8 MiB); a longer file is not read.
const MOST_BYTES: u64 = 8 << 20;

/// The file of one game.
pub struct GameFile {
    pub file: PathBuf,
    /// What the file held when this run last read or wrote it; empty if this run has not touched the file yet.
    pub text: Vec<u8>,
}

impl GameFile {
    /// The file that a player names for this run's games; for a link, its target. Checks whether the file can be
    /// written, and makes a missing folder.
    pub fn named(file: &Path) -> io::Result<GameFile> {
        let file = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
        if file.file_stem().is_none_or(|name| name.to_string_lossy().starts_with('.')) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "the file has no name before its dot"));
        }
        let folder = folder_of(&file);
        if !folder.is_symlink() {
            fs::create_dir_all(folder)?;
        }
        sweep(folder);
        check_place(&file)?;
        Ok(GameFile { file, text: Vec::new() })
    }

    /// Whether the file is as this run left it. Another terminal may have continued the same game.
    pub fn is_ours(&self) -> bool {
        fs::read(&self.file).is_ok_and(|text| text == self.text)
    }

    pub fn write(&mut self, text: &str) -> io::Result<()> {
        replace(&self.file, text)?;
        self.text = text.into();
        Ok(())
    }

    /// Like [`GameFile::write`], but first renames the file if it holds another game, so that no game is lost.
    pub fn record(&mut self, decisions: &[WrittenStep], text: &str) -> io::Result<()> {
        if self.file.exists() && !self.is_ours() && !is_part_of(&self.file, decisions) {
            let name = self.file.file_name().unwrap_or_default().to_string_lossy().into_owned() + ".earlier";
            fs::rename(&self.file, files::free(files::numbered(folder_of(&self.file), &name, "")))?;
        }
        self.write(text)
    }

    /// Says that the next text is another game, so that [`GameFile::record`] does not replace the present game.
    pub fn begin_another(&mut self) {
        self.text.clear();
    }

    /// Removes the file, unless somebody else has changed it.
    pub fn remove(self) -> io::Result<()> {
        if self.is_ours() { fs::remove_file(self.file) } else { Ok(()) }
    }
}

/// Writes a game to a file that the player names for it.
pub fn save(file: &Path, decisions: &[WrittenStep], text: &str) -> Result<Saved, SaveError> {
    if is_foreign(file) || read(file).is_some_and(|it| it.expect.is_some()) {
        return Err(SaveError::Foreign);
    }
    check_place(file).map_err(SaveError::Unwritable)?;
    let saved = if file.exists() && !is_part_of(file, decisions) { Saved::Over } else { Saved::Anew };
    replace(file, text).map_err(SaveError::Unwritable)?;
    Ok(saved)
}

/// Whether a game must not replace the file at this path. A game may replace only an empty file, or a game that this
/// program saved or recorded; never a playthrough with expectations that somebody wrote. Gives `false` for a folder or
/// a missing file: there, writing itself fails or does no harm.
pub fn is_foreign(file: &Path) -> bool {
    let Ok(about) = fs::metadata(file) else { return false };
    if about.is_dir() || about.is_file() && about.len() == 0 {
        return false;
    }
    // A device or a pipe is not read, because reading it may wait for ever.
    let Some(it) = Some(file).filter(|_| about.is_file()).and_then(read) else { return true };
    let has_looks = it.steps.iter().any(|step| matches!(step.action, Action::Look(_)));
    it.story.is_none() || it.saved.is_none() || (it.expect.is_some() && it.ending.is_none()) || has_looks
}

/// Whether a game has all that is in a file: the file is empty, or holds the beginning of this game and no `expect`.
fn is_part_of(file: &Path, decisions: &[WrittenStep]) -> bool {
    let Some(playthrough) = read(file) else { return fs::metadata(file).is_ok_and(|about| about.len() == 0) };
    if playthrough.expect.is_some() {
        return false;
    }
    let decision = |action| match action {
        Action::Choose(named) => Some(WrittenStep::Choice(named.name)),
        Action::Draw(named) => Some(WrittenStep::Draw(named.name)),
        Action::Look(_) => None,
    };
    let there = playthrough.steps.into_iter().filter_map(|step| decision(step.action));
    decisions.starts_with(&there.collect::<Vec<_>>())
}

fn read(file: &Path) -> Option<Playthrough> {
    if fs::metadata(file).ok()?.len() > MOST_BYTES {
        return None;
    }
    script::read(fs::read(file).ok()?, None)
}
