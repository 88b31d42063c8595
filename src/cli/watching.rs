//! Whether the files of a story have changed: by asking, a few times a second.
//!
//! Asking a folder of a dozen files costs less than a millisecond, works on every file system, and sees an editor
//! that replaces a file as well as one that writes into it.

use super::games::{Begun, Table};
use super::saves::Shelf;
use super::stories::{self, Opened};
use crate::play::reload::{Left, News};
use crate::report;
use crate::script::{self, Heading};
use crate::story::{Story, Template};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The state of a file: its path, when it was changed last, its size.
type Stamp = (PathBuf, Option<SystemTime>, u64);

/// What a story says: its fingerprint, and the texts of its translations, which are not in the fingerprint.
type Told = (String, Vec<(String, Vec<Template>)>);

/// A game on its way into a story that was loaded again: its text, and what decides its further draws.
pub struct Carried {
    text: String,
    seed: u64,
}

impl Carried {
    /// The game in the story as it is, as far as that allows it. The player is told that it was loaded again.
    pub fn go_on<'a>(self, table: Table<'a>, shelf: &mut Shelf) -> Begun<'a> {
        let begun = table.take_up(self.text.into_bytes(), self.seed);
        let mut begun = begun.expect("what is written reads back");
        shelf.go_on();
        begun.notices.retain(|_| !begun.is_whole);
        begun.notices.insert(0, table.words.screen.reloaded.to_owned());
        begun
    }
}

/// A story's folder that is watched.
pub struct Watched {
    folder: PathBuf,
    /// The files as they were when the story was loaded from them.
    loaded: Vec<Stamp>,
    /// The files as they were last seen.
    seen: Vec<Stamp>,
    told: Told,
    is_faulty: bool,
    /// The story as it was loaded again.
    fresh: Option<Opened>,
}

impl Watched {
    /// Watches a folder, from which a story was loaded.
    pub fn new(folder: PathBuf, story: &Story) -> Watched {
        let stamps = stamps(&folder);
        Watched {
            folder,
            loaded: stamps.clone(),
            seen: stamps,
            told: told(story),
            is_faulty: false,
            fresh: None,
        }
    }

    /// What has become of the story since it was last asked.
    pub fn look(&mut self) -> Option<News> {
        let now = stamps(&self.folder);
        let is_resting = now == self.seen;
        self.seen = now;
        // A file that is still being written is not read: it counts when it has rested for a look.
        if !is_resting || self.seen == self.loaded {
            return None;
        }
        self.loaded.clone_from(&self.seen);
        let opened = match stories::load_folder(&self.folder) {
            Ok(opened) => opened,
            Err(error) => return self.tell_faults(1, vec![format!("{error:#}")]),
        };
        match &opened.loaded.story {
            Some(story) if told(story) == self.told && !self.is_faulty => None,
            Some(_) => {
                self.fresh = Some(opened);
                Some(News::Loaded)
            }
            None => {
                let faults = &opened.loaded.diagnostics;
                let lines = faults.iter().map(|fault| report::short(&opened.sources, fault)).collect();
                self.tell_faults(faults.len(), lines)
            }
        }
    }

    /// The story as it was loaded again, with the game that goes on in it; `None` when the player left for good.
    pub fn carry(self, left: Left) -> Option<(Opened, Carried)> {
        let Left::Reload(game, seed) = left else { return None };
        let text = script::write(&game, &Heading { seed: Some(seed), ..Heading::default() });
        self.fresh.map(|fresh| (fresh, Carried { text, seed }))
    }

    fn tell_faults(&mut self, count: usize, lines: Vec<String>) -> Option<News> {
        self.is_faulty = true;
        Some(News::Faulty(count, lines))
    }
}

fn told(story: &Story) -> Told {
    let translations = story.texts.iter().skip(1);
    let translations = translations.map(|texts| (texts.language.clone(), texts.templates.clone()));
    (story.fingerprint.clone(), translations.collect())
}

/// The files of a folder and of the folders in it, in order.
fn stamps(folder: &Path) -> Vec<Stamp> {
    let mut stamps = Vec::new();
    let mut folders = vec![(folder.to_owned(), true)];
    while let Some((folder, is_top)) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            match entry.metadata() {
                Ok(about) if about.is_file() => stamps.push((path, about.modified().ok(), about.len())),
                Ok(about) if about.is_dir() && is_top => folders.push((path, false)),
                _ => {}
            }
        }
    }
    stamps.sort();
    stamps
}
