//! `counterpitch games` and `counterpitch endings`: what is kept of a story on this machine.

use super::arguments::Format;
use super::files::{self, shown};
use super::output::{self, CommandEnd, ExitCode};
use super::shelf::{KeptGame, Shelf, Who};
use super::stories::Setting;
use crate::report::games::{self as report, ListedGame, Played};
use crate::script::date_time;
use crate::view::{Text, unfound};
use std::io::Write;
use std::path::Path;
use std::time::UNIX_EPOCH;

pub fn endings(setting: Setting) -> CommandEnd {
    let reader = setting.reader;
    let shelf = Shelf::open(setting.opened, reader.story, setting.common);
    let aside = shelf.set_endings_aside();
    aside.iter().for_each(|list| output::notice((reader.catalogue.saves.endings_set_aside)(&shown(list))));
    let mut text = Text::new(reader.catalogue);
    let endings = reader.endings(&shelf.endings.into_iter().collect::<Vec<_>>());
    text.endings(&endings, &unfound(&reader.catalogue.endings, &endings));
    output::say(&text.take())?;
    Ok(ExitCode::Fine)
}

pub fn run(setting: Setting, out: &mut dyn Write) -> CommandEnd {
    let reader = setting.reader;
    let shelf = Shelf::open(setting.opened, reader.story, setting.common);
    let folder = shelf.folder.as_deref();
    let entries: Vec<ListedGame> = shelf.games().iter().map(|game| entry(setting, folder, game)).collect();
    match setting.common.format {
        Format::Json => report::json(out, &entries)?,
        _ => report::human(out, reader.catalogue, folder.map(shown).as_deref(), &entries)?,
    }
    Ok(ExitCode::Fine)
}

fn entry<'a>(setting: Setting<'a>, folder: Option<&Path>, game: &KeptGame) -> ListedGame<'a> {
    let playthrough = files::read_found(&game.file).ok().and_then(|bytes| setting.parse(bytes));
    let changed = game.changed.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let saved = playthrough.as_ref().and_then(|it| it.saved.clone());
    let played = playthrough.map(|playthrough| {
        let same_version = !setting.is_other(&playthrough);
        let (story, language, undo) = (playthrough.story.clone(), playthrough.language.clone(), !playthrough.is_final);
        let begun = setting.take_up(playthrough, None);
        let game = &begun.game;
        let scene = setting.reader.story.scene(game.scene()).name.as_str();
        Played {
            choices: game.turns().len() - 1,
            scene,
            ending: game.ending().map(|_| scene),
            title: setting.reader.place(game),
            story,
            same_version,
            whole: begun.lost.is_none(),
            language,
            seed: begun.seed,
            undo,
        }
    });
    ListedGame {
        file: shown(&game.file),
        name: folder.and_then(|folder| game.file.strip_prefix(folder).ok()).map(shown),
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
