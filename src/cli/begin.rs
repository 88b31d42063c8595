//! Chooses the game to play: a new one, or an unfinished one.

use super::arguments::PlayOptions;
use super::files::{self, shown};
use super::keeper::Keeper;
use super::search;
use super::shelf::{GameFile, Who};
use super::stories::{self, Setting};
use crate::game::Game;
use crate::play::offer::Answer;
use crate::script::{self, Action, Playthrough, Resumed};
use crate::source::Sources;
use anyhow::{Context, bail};
use std::io;
use std::path::Path;

pub struct Begun<'a> {
    pub game: Game<'a>,
    pub seed: u64,
    pub notices: Vec<String>,
    /// Whether all choices in the game's file could be made.
    pub is_whole: bool,
    pub is_final: bool,
}

impl<'a> Setting<'a> {
    /// The game to play: the one that the options name, or the unfinished one if the player wants it, or a new one.
    /// `None` if the player quits.
    pub fn begin(
        self,
        options: &PlayOptions,
        keeper: &mut Keeper,
        mut ask: impl FnMut(&Game) -> io::Result<Answer>,
    ) -> anyhow::Result<Option<Begun<'a>>> {
        if let Some(file) = &options.from {
            let file = file.clone().map_or_else(|| keeper.shelf.latest(), Ok)?;
            return self.take_up_file(&file, keeper).map(Some);
        }
        if let Some(scene) = &options.at {
            return self.begin_at(scene, keeper).map(Some);
        }
        let mut notices = Vec::new();
        // A pipe does not look for an unfinished game, unless `--resume` is given.
        let looks = options.resume || keeper.who == Who::Person;
        let left = if looks { self.left(keeper, &mut notices) } else { None };
        if let Some((mut begun, file)) = left {
            let answer = if options.resume { Answer::Resume } else { ask(&begun.game)? };
            match answer {
                Answer::Resume => {
                    keeper.go_on(begun.is_whole.then_some(file), begun.is_final);
                    begun.notices.splice(0..0, notices);
                    return Ok(Some(begun));
                }
                Answer::Anew => {}
                Answer::Quit => return Ok(None),
            }
        } else if options.resume {
            notices.push(self.reader.catalogue.saves.nothing_saved.to_owned());
        }
        let seed = keeper.seed_of(None);
        let game = Game::of_seed(self.reader.story, self.reader.engine, seed);
        Ok(Some(Begun { game, seed, notices, is_whole: true, is_final: false }))
    }

    fn begin_at(self, scene: &str, keeper: &Keeper) -> anyhow::Result<Begun<'a>> {
        let (story, engine) = (self.reader.story, self.reader.engine);
        let id = stories::scene(story, scene)?;
        let seed = keeper.seed_of(None);
        let game =
            search::to_scene(story, engine, id).and_then(|steps| search::play(story, engine, &steps, Some(seed)));
        let game =
            game.with_context(|| format!("no playthrough was found that comes to `{}`", scene.escape_debug()))?;
        Ok(Begun { game, seed, notices: Vec::new(), is_whole: true, is_final: false })
    }

    fn take_up_file(self, file: &Path, keeper: &mut Keeper) -> anyhow::Result<Begun<'a>> {
        let bytes = files::read(file)?;
        let Some(playthrough) = self.parse(bytes) else {
            bail!("`{}` is no playthrough of this story; `counterpitch replay` says why", shown(file));
        };
        let has_choice = playthrough.steps.iter().any(|step| matches!(step.action, Action::Choose(_)));
        let is_other = self.is_other(&playthrough);
        let begun = self.take_up(playthrough.clone(), keeper);
        if is_other && has_choice && begun.game.turns().len() == 1 {
            let lost = script::resume(self.reader.story, self.reader.engine, &playthrough, begun.seed).lost;
            let why = lost.map_or(String::new(), |lost| format!(": {}", lost.failure.message));
            bail!(
                "no choice of `{}` can be made{why}; was it played in another story? `--story` names that",
                shown(file)
            );
        }
        keeper.go_on(None, begun.is_final);
        Ok(begun)
    }

    /// The latest unfinished game of this kind of player, with its file. A file that cannot be read is renamed, and a
    /// notice says so.
    fn left(self, keeper: &Keeper, notices: &mut Vec<String>) -> Option<(Begun<'a>, GameFile)> {
        for kept in keeper.shelf.games() {
            if kept.who != keeper.who {
                continue;
            }
            let bytes = files::read_found(&kept.file).ok();
            let playthrough = bytes.clone().and_then(|bytes| self.parse(bytes));
            let (Some(bytes), Some(playthrough)) = (bytes, playthrough) else {
                let aside = files::set_aside(kept.file);
                notices.push((self.reader.catalogue.saves.set_aside)(&shown(&aside)));
                continue;
            };
            if playthrough.ending.is_some() {
                continue;
            }
            let begun = self.take_up(playthrough, keeper);
            if begun.game.turns().len() > 1 || !begun.is_whole {
                return Some((begun, GameFile::new(kept.file, bytes)));
            }
        }
        None
    }

    /// Reads a playthrough from a file's bytes; `None` if it is none.
    pub fn parse(self, bytes: Vec<u8>) -> Option<Playthrough> {
        let mut sources = Sources::new();
        let id = sources.add(String::new(), bytes);
        script::parse(&sources, id, &self.opened.loaded.names).ok()
    }

    /// Continues a playthrough's game: makes its choices again, as far as the story allows.
    pub fn take_up(self, mut playthrough: Playthrough, keeper: &Keeper) -> Begun<'a> {
        let own = playthrough.seed;
        let seed = keeper.seed_of(own);
        playthrough.seed = Some(seed);
        let Resumed { game, lost } = script::resume(self.reader.story, self.reader.engine, &playthrough, seed);
        let saves = &self.reader.catalogue.saves;
        let notice = match &lost {
            Some(lost) => Some((saves.story_changed)(lost.kept, lost.kept + lost.dropped)),
            None => self.is_other(&playthrough).then(|| saves.story_changed_harmlessly.to_owned()),
        };
        let other_luck = own.filter(|own| *own != seed).map(|own| (saves.other_seed)(own, seed));
        let (notices, is_whole) = (other_luck.into_iter().chain(notice).collect(), lost.is_none());
        Begun { game, seed, notices, is_whole, is_final: playthrough.is_final }
    }

    /// Whether a playthrough says that it was played in another story, or another version of this one.
    pub fn is_other(self, playthrough: &Playthrough) -> bool {
        playthrough.story.as_ref().is_some_and(|fingerprint| *fingerprint != self.reader.story.fingerprint)
    }
}
