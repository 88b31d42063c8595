//! Watches the files of a story for changes: it reads all of them again and again.
//!
//! Reading a dozen files takes less than a millisecond and works on every file system. It also notices an editor that
//! replaces a file instead of writing into it.

use super::files;
use super::keeper::Keeper;
use super::recording::GameFile;
use super::stories::{self, Opened};
use crate::play::input::{Left, News};
use crate::report;
use crate::script::{self, Heading};
use std::path::{Path, PathBuf};

type Files = Vec<(PathBuf, Option<Vec<u8>>)>;

/// A game to continue in a story that was loaded again: its playthrough, with the seed of its later draws, and its file.
pub type Carried = (String, Option<GameFile>);

pub struct Watched {
    folder: PathBuf,
    /// The files at the time when the story was last loaded.
    loaded: Files,
    seen: Files,
    fresh: Option<Opened>,
}

impl Watched {
    pub fn new(folder: PathBuf) -> Watched {
        let loaded = read(&folder);
        Watched { folder, seen: loaded.clone(), loaded, fresh: None }
    }

    /// Reads the files, and loads the story again if they changed; `None` if there is nothing new.
    pub fn look(&mut self) -> Option<News> {
        let now = read(&self.folder);
        let is_resting = now == self.seen;
        self.seen = now;
        // An editor may not have finished writing, so the story is loaded only when two looks find the same files.
        if !is_resting || self.seen == self.loaded {
            return None;
        }
        self.loaded.clone_from(&self.seen);
        let opened = match stories::load_folder(&self.folder) {
            Ok(opened) => opened,
            Err(error) => return Some(News::Faulty(1, vec![format!("{error:#}")])),
        };
        if opened.loaded.story.is_none() {
            let faults = &opened.loaded.diagnostics;
            let lines = faults.iter().map(|fault| report::short(&opened.sources, fault)).collect();
            return Some(News::Faulty(faults.len(), lines));
        }
        self.fresh = Some(opened);
        Some(News::Loaded)
    }

    /// The new story with the game to continue in it; `None` if the player left the program.
    pub fn carry(self, left: Left, keeper: Keeper) -> Option<(Opened, Carried)> {
        let (game, seed) = left?;
        let heading = Heading { seed: Some(seed), is_final: keeper.is_final, ..Heading::default() };
        let text = script::write(&game, &heading);
        self.fresh.map(|fresh| (fresh, (text, keeper.game)))
    }
}

fn read(folder: &Path) -> Files {
    let files = stories::story_files(folder).unwrap_or_default().into_iter();
    files.map(|(_, path)| (path.clone(), files::read_found(&path).ok())).collect()
}
