//! Watches the files of a story for changes: it looks at them again and again.
//!
//! To look at a dozen files takes less than a millisecond and works on every file system. It notices an editor that
//! replaces a file as well as one that writes into it.

use super::begin::Begun;
use super::keeper::Keeper;
use super::shelf::GameFile;
use super::stories::{self, Opened, Setting};
use crate::play::input::{Left, News};
use crate::report;
use crate::script::{self, Heading};
use crate::story::{Story, Template};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

type Stamp = (PathBuf, Option<SystemTime>, u64);

/// What a story says: its fingerprint, and the texts of its translations, which are not in the fingerprint.
type Contents = (String, Vec<(String, Vec<Template>)>);

/// A game to continue in a story that was loaded again: its text, with the seed of its further draws, and its file.
pub struct Carried {
    text: String,
    file: Option<GameFile>,
}

impl Carried {
    /// Continues the game in the new story, as far as that allows. A notice says that the story was loaded again.
    pub fn go_on<'a>(self, setting: Setting<'a>, keeper: &mut Keeper) -> Begun<'a> {
        let playthrough = setting.parse(self.text.into_bytes()).expect("what is written reads back");
        let mut begun = setting.take_up(playthrough, keeper);
        keeper.go_on(self.file.filter(|_| begun.is_whole), begun.is_final);
        begun.notices.retain(|_| !begun.is_whole);
        begun.notices.insert(0, setting.reader.catalogue.screen.reloaded.to_owned());
        begun
    }
}

pub struct Watched {
    folder: PathBuf,
    /// The files as they were when the story was loaded from them.
    loaded: Vec<Stamp>,
    seen: Vec<Stamp>,
    contents: Contents,
    is_faulty: bool,
    fresh: Option<Opened>,
}

impl Watched {
    pub fn new(folder: PathBuf, story: &Story) -> Watched {
        let stamps = stamps(&folder);
        Watched {
            folder,
            loaded: stamps.clone(),
            seen: stamps,
            contents: contents(story),
            is_faulty: false,
            fresh: None,
        }
    }

    /// Looks at the files; `None` if there is nothing new.
    pub fn look(&mut self) -> Option<News> {
        let now = stamps(&self.folder);
        let is_resting = now == self.seen;
        self.seen = now;
        // A changed file may still be in writing: it is read when the next look finds it unchanged.
        if !is_resting || self.seen == self.loaded {
            return None;
        }
        self.loaded.clone_from(&self.seen);
        let opened = match stories::load_folder(&self.folder) {
            Ok(opened) => opened,
            Err(error) => return self.tell_faults(1, vec![format!("{error:#}")]),
        };
        match &opened.loaded.story {
            Some(story) if contents(story) == self.contents && !self.is_faulty => None,
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

    /// The story that was loaded again, with the game to continue in it; `None` if the player left for good.
    pub fn carry(self, left: Left, keeper: Keeper) -> Option<(Opened, Carried)> {
        let (game, seed) = left?;
        let heading = Heading { seed: Some(seed), is_final: keeper.is_final, ..Heading::default() };
        let text = script::write(&game, &heading);
        self.fresh.map(|fresh| (fresh, Carried { text, file: keeper.game }))
    }

    fn tell_faults(&mut self, count: usize, lines: Vec<String>) -> Option<News> {
        self.is_faulty = true;
        Some(News::Faulty(count, lines))
    }
}

fn contents(story: &Story) -> Contents {
    let translations = story.texts.iter().skip(1);
    let translations = translations.map(|texts| (texts.language.clone(), texts.templates.clone()));
    (story.fingerprint.clone(), translations.collect())
}

fn stamps(folder: &Path) -> Vec<Stamp> {
    let stamp = |(_, path): (String, PathBuf)| {
        let about = fs::metadata(&path).ok();
        let changed = about.as_ref().and_then(|about| about.modified().ok());
        (path, changed, about.map_or(0, |about| about.len()))
    };
    stories::story_files(folder).unwrap_or_default().into_iter().map(stamp).collect()
}
