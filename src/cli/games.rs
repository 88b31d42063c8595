//! Which game is played: a new one, or one that was left.

use super::files;
use super::kept::put_aside;
use super::saves::Shelf;
use super::stories::Opened;
use super::way;
use crate::engine::Engine;
use crate::game::{Game, seeded};
use crate::language::Catalogue;
use crate::play::Keep;
use crate::script::{self, Resumed};
use crate::source::{Sources, suggest};
use crate::story::Story;
use anyhow::{Context, anyhow};
use std::fs;
use std::io;
use std::path::Path;

/// A story that was opened, with the engine that plays it.
#[derive(Clone, Copy)]
pub struct Table<'a> {
    /// The texts that the story is made of.
    pub opened: &'a Opened,
    /// The story.
    pub story: &'a Story,
    /// The engine that plays it.
    pub engine: &'a Engine,
    /// What the program says.
    pub words: &'static Catalogue,
}

/// A game to be played on.
pub struct Begun<'a> {
    /// The game.
    pub game: Game<'a>,
    /// What decides its further draws.
    pub seed: u64,
    /// What the player is to know of it.
    pub notices: Vec<String>,
    /// Whether it has all the choices of the file that it comes from.
    pub is_whole: bool,
}

/// What became of the game that was left.
pub enum Saved<'a> {
    /// There is none.
    None,
    /// It can be played on.
    Game(Begun<'a>),
    /// It cannot, and was put aside, which this sentence says.
    Aside(String),
}

impl<'a> Table<'a> {
    /// Begins a new game.
    pub fn begin(self, shelf: &mut Shelf) -> Begun<'a> {
        let seed = shelf.seed();
        let game =
            Game::begin(self.story, self.engine, &mut seeded(seed)).expect("a seed decides every draw");
        Begun { game, seed, notices: Vec::new(), is_whole: true }
    }

    /// Begins a game at a scene, by a shortest playthrough.
    pub fn begin_at(self, scene: &str, shelf: &mut Shelf) -> anyhow::Result<Begun<'a>> {
        let shown = scene.escape_debug();
        let id = self.story.find_scene(scene).with_context(|| {
            let near = suggest(scene, self.story.scenes.iter().map(|scene| scene.name.as_str()));
            let guess = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
            format!("the story has no scene `{shown}`{guess}")
        })?;
        let seed = shelf.seed();
        let game = way::game_at(self.story, self.engine, id, seed)
            .with_context(|| format!("no playthrough was found that comes to `{shown}`"))?;
        Ok(Begun { game, seed, notices: Vec::new(), is_whole: true })
    }

    /// Takes up the game of a file that the player names.
    pub fn take_up_file(self, file: &Path, shelf: &mut Shelf) -> anyhow::Result<Begun<'a>> {
        let bytes = files::read(file)?;
        let name = file.display();
        let begun = self.take_up(bytes, shelf.seed());
        begun.ok_or_else(|| anyhow!("`{name}` is no playthrough; `counterpitch replay` says why"))
    }

    /// Takes up the game that was left; one that cannot be read as a game is put aside, never thrown away.
    pub fn saved(self, shelf: &mut Shelf) -> anyhow::Result<Saved<'a>> {
        let Some(file) = shelf.game_file().map(Path::to_owned) else { return Ok(Saved::None) };
        let bytes = match fs::read(&file) {
            Ok(bytes) => bytes,
            Err(error) if is_absent(&error) => return Ok(Saved::None),
            Err(error) => return Err(error).with_context(|| format!("cannot read `{}`", file.display())),
        };
        match self.take_up(bytes, shelf.seed()) {
            Some(begun) => Ok(Saved::Game(begun)),
            None => {
                let aside = put_aside(&file).with_context(|| {
                    format!("the saved game `{}` can be neither used nor put aside", file.display())
                })?;
                Ok(Saved::Aside((self.words.saves.set_aside)(&aside.display().to_string())))
            }
        }
    }

    /// Takes a game up from the text of a playthrough, as far as the story allows it; `None` when it is no such text.
    pub fn take_up(self, text: Vec<u8>, seed: u64) -> Option<Begun<'a>> {
        let mut sources = Sources::new();
        let id = sources.add(String::new(), text);
        let playthrough = script::parse(&sources, id, &self.opened.loaded.names).ok()?;
        let seed = playthrough.seed.unwrap_or(seed);
        let Resumed { game, lost } = script::resume(self.story, self.engine, &playthrough, seed);
        let is_other = playthrough.story.is_some_and(|fingerprint| fingerprint != self.story.fingerprint);
        let notice = match &lost {
            Some(lost) => Some((self.words.saves.story_changed)(lost.kept, lost.kept + lost.dropped)),
            None => is_other.then(|| self.words.saves.story_changed_harmlessly.to_owned()),
        };
        Some(Begun { game, seed, notices: notice.into_iter().collect(), is_whole: lost.is_none() })
    }
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}
