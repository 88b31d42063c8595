//! `counterpitch games`: the games kept on this machine.

use super::arguments::{Common, Format};
use super::begin::Setting;
use super::files::{self, shown};
use super::keeper::Keeper;
use super::shelf::{KeptGame, Shelf, Who};
use super::{ExitCode, output, stories};
use crate::engine::Engine;
use crate::report::games::{self as report, ListedGame, Played};
use crate::script::date_time;
use crate::view::Reader;
use std::io::Write;
use std::time::UNIX_EPOCH;

/// Lists the games, the latest first.
pub fn run(common: &Common) -> anyhow::Result<ExitCode> {
    let opened = stories::for_players(common)?;
    let Some(story) = stories::valid(&opened, common)? else { return Ok(ExitCode::AtFault) };
    let engine = Engine::new(story);
    let language = stories::language(story, common)?;
    let reader = Reader::new(story, &engine, &language);
    let shelf = Shelf::open(story, opened.folder.as_deref(), common.player.as_deref());
    let folder = shelf.folder().map(shown);
    let games = shelf.games();
    let keeper = Keeper::new(story, shelf, Who::Person, &language, None);
    let setting = Setting { opened: &opened, reader };
    let entries: Vec<ListedGame> = games.iter().map(|game| entry(setting, &keeper, game)).collect();
    let out = &mut output::results();
    match common.format {
        Format::Json => report::json(out, &entries)?,
        _ => report::human(out, reader.catalogue, folder.as_deref(), &entries)?,
    }
    out.flush()?;
    Ok(ExitCode::Fine)
}

fn entry<'a>(setting: Setting<'a>, keeper: &Keeper, game: &KeptGame) -> ListedGame<'a> {
    let playthrough = files::read_found(&game.file).ok().and_then(|bytes| setting.parse(bytes));
    let changed = game.changed.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let saved = playthrough.as_ref().and_then(|it| it.saved.clone());
    let played = playthrough.map(|playthrough| {
        let same_version = !setting.is_other(&playthrough);
        let (story, language, undo) = (playthrough.story.clone(), playthrough.language.clone(), !playthrough.is_final);
        let begun = setting.take_up(playthrough, keeper);
        let heading = setting.reader.heading(begun.game.scene(), begun.game.moment());
        let scene = setting.reader.story.scene(begun.game.scene()).name.as_str();
        Played {
            choices: begun.game.turns().len() - 1,
            scene,
            ending: begun.game.ending().map(|_| scene),
            title: begun.game.ending().map_or(heading, |ending| setting.reader.ending_title(ending)),
            story,
            same_version,
            whole: begun.is_whole,
            language,
            seed: begun.seed,
            undo,
        }
    });
    ListedGame {
        file: shown(&game.file),
        name: keeper.shelf().folder().and_then(|folder| game.file.strip_prefix(folder).ok()).map(shown),
        kind: match game.who {
            Who::Person => "terminal",
            Who::Pipe => "pipe",
            Who::Author => "scene",
        },
        saved: saved.unwrap_or_else(|| date_time(changed)),
        readable: played.is_some(),
        played,
    }
}
