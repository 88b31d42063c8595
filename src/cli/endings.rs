//! `counterpitch endings`: the endings found on this machine, and hints for the others.

use super::arguments::Common;
use super::files::shown;
use super::shelf::Shelf;
use super::{ExitCode, output, stories};
use crate::engine::Engine;
use crate::view::{Reader, Text};

/// Lists the endings.
pub fn run(common: &Common) -> anyhow::Result<ExitCode> {
    let opened = stories::for_players(common)?;
    let Some(story) = stories::valid(&opened, common)? else { return Ok(ExitCode::AtFault) };
    let engine = Engine::new(story);
    let language = stories::language(story, common)?;
    let reader = Reader::new(story, &engine, &language);
    let shelf = Shelf::open(story, opened.folder.as_deref(), common.player.as_deref());
    let aside = shelf.set_endings_aside();
    aside.iter().for_each(|list| output::notice((reader.catalogue.saves.endings_set_aside)(&shown(list))));
    let mut text = Text::new(reader.catalogue);
    text.endings(&reader.endings(&shelf.endings().into_iter().collect::<Vec<_>>()));
    output::say(&text.take())?;
    Ok(ExitCode::Fine)
}
