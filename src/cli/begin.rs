//! Chooses the game to play: a new one, or an unfinished one.

use super::arguments::PlayOptions;
use super::files::{self, shown};
use super::keeper::system_seed;
use super::recording::GameFile;
use super::search;
use super::shelf::{Shelf, Who};
use super::stories::{self, Setting};
use super::watching::Carried;
use crate::check::decisions;
use crate::game::Game;
use crate::play::offer::Answer;
use crate::script::{self, Lost, Playthrough, Resumed};
use anyhow::{Context, bail};
use std::io;
use std::path::Path;

pub struct Begun<'a> {
    pub game: Game<'a>,
    pub seed: u64,
    pub notices: Vec<String>,
    /// The choices in the game's file that could not be made; `None` if all could.
    pub lost: Option<Lost>,
    pub is_final: bool,
    /// The file that keeps this game; `None` if the game gets a new file.
    pub file: Option<GameFile>,
}

impl<'a> Setting<'a> {
    /// Begins the game that the options name, or else the unfinished game if the player wants it, or else a new game.
    /// Gives `None` if the player quits.
    pub fn begin(
        self,
        options: &PlayOptions,
        shelf: &Shelf,
        who: Who,
        mut ask: impl FnMut(&Game) -> io::Result<Answer>,
    ) -> anyhow::Result<Option<Begun<'a>>> {
        let (story, engine) = (self.reader.story, self.reader.engine);
        if let Some(file) = &options.from {
            let file = file.clone().map_or_else(|| shelf.latest(), Ok)?;
            return self.take_up_file(&file).map(Some);
        }
        let mut notices = Vec::new();
        // A game through a pipe does not continue an unfinished game, unless `--resume` is given.
        let looks = options.at.is_none() && (options.resume || who == Who::Person);
        if let Some(mut begun) = if looks { self.left(shelf, who, &mut notices) } else { None } {
            match if options.resume { Answer::Resume } else { ask(&begun.game)? } {
                Answer::Resume => {
                    begun.notices.splice(0..0, notices);
                    return Ok(Some(begun));
                }
                Answer::Anew => {}
                Answer::Quit => return Ok(None),
            }
        } else if options.resume {
            notices.push(self.reader.catalogue.saves.nothing_saved.to_owned());
        }
        let seed = self.seed_of(None);
        let game = match &options.at {
            None => Game::of_seed(story, engine, seed),
            Some(scene) => {
                let steps = search::to_scene(story, engine, stories::scene(story, scene)?);
                let game = steps.and_then(|it| script::follow(story, engine, &decisions(story, &it), Some(seed)));
                game.with_context(|| format!("no playthrough was found that comes to `{}`", scene.escape_debug()))?
            }
        };
        Ok(Some(Begun { game, seed, notices, lost: None, is_final: false, file: None }))
    }

    fn take_up_file(self, file: &Path) -> anyhow::Result<Begun<'a>> {
        let Some(playthrough) = self.parse(files::read(file)?) else {
            bail!("`{}` is no playthrough of this story; `counterpitch replay` says why", shown(file));
        };
        let is_other = self.is_other(&playthrough);
        let begun = self.take_up(playthrough, None);
        match &begun.lost {
            Some(Lost { failure, kept: 0, dropped: 1.. }) if is_other => bail!(
                "no choice of `{}` can be made: {}; was it played in another story? `--story` names that",
                shown(file),
                failure.message
            ),
            _ => Ok(begun),
        }
    }

    /// The latest unfinished game of this kind of player. Renames each file that cannot be read, and adds a notice.
    fn left(self, shelf: &Shelf, who: Who, notices: &mut Vec<String>) -> Option<Begun<'a>> {
        for kept in shelf.games().into_iter().filter(|kept| kept.who == who) {
            let bytes = files::read_found(&kept.file).unwrap_or_default();
            let Some(playthrough) = self.parse(bytes.clone()).filter(|_| !bytes.is_empty()) else {
                let aside = files::set_aside(kept.file);
                notices.push((self.reader.catalogue.saves.set_aside)(&shown(&aside)));
                continue;
            };
            if playthrough.ending.is_some() {
                continue;
            }
            let begun = self.take_up(playthrough, Some(GameFile { file: kept.file, text: bytes }));
            if begun.game.turns().len() > 1 || begun.lost.is_some() {
                return Some(begun);
            }
        }
        None
    }

    /// Reads a playthrough from a file's bytes; `None` if the file is not a playthrough of this story.
    pub fn parse(self, bytes: Vec<u8>) -> Option<Playthrough> {
        script::read(bytes, Some(&self.opened.loaded.names))
    }

    /// Continues a playthrough's game: makes its choices again, as far as the story allows. If some are lost, `file`
    /// keeps them, and the game gets a new file.
    pub fn take_up(self, mut playthrough: Playthrough, file: Option<GameFile>) -> Begun<'a> {
        let own = playthrough.seed;
        let seed = self.seed_of(own);
        playthrough.seed = Some(seed);
        let Resumed { game, lost } = script::resume(self.reader.story, self.reader.engine, &playthrough, seed);
        let saves = &self.reader.catalogue.saves;
        let notice = match &lost {
            Some(lost) => Some((saves.story_changed)(lost.kept, lost.kept + lost.dropped)),
            None => self.is_other(&playthrough).then(|| saves.story_changed_harmlessly.to_owned()),
        };
        let other_luck = own.filter(|own| *own != seed).map(|own| (saves.other_seed)(own, seed));
        let notices = other_luck.into_iter().chain(notice).collect();
        let file = file.filter(|_| lost.is_none());
        Begun { game, seed, notices, lost, is_final: playthrough.is_final, file }
    }

    /// Continues a game in a story that was loaded again, as far as the new story allows. Adds a notice about the story.
    pub fn go_on(self, (text, file): Carried) -> Begun<'a> {
        let playthrough = self.parse(text.into_bytes()).expect("what is written reads back");
        let mut begun = self.take_up(playthrough, file);
        if begun.lost.is_none() {
            begun.notices.clear();
        }
        begun.notices.insert(0, self.reader.catalogue.screen.reloaded.to_owned());
        begun
    }

    fn seed_of(self, own: Option<u64>) -> u64 {
        self.common.seed.or(own).unwrap_or_else(system_seed)
    }

    /// Whether a playthrough says that it was played in another story, or another version of this one.
    pub fn is_other(self, playthrough: &Playthrough) -> bool {
        playthrough.story.as_ref().is_some_and(|fingerprint| *fingerprint != self.reader.story.fingerprint)
    }
}
