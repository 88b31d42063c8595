//! `counterpitch endings`: the endings found on this machine, and hints for the others.

use super::Exit;
use super::arguments::Common;
use super::saves::{Shelf, Slot};
use super::{output, stories};
use crate::engine::Engine;
use crate::play::Keep;
use crate::view::{Reader, Text};
use std::io;

/// Lists the endings.
pub fn run(common: &Common) -> anyhow::Result<Exit> {
    let opened = stories::for_players(common)?;
    let Some(story) = stories::valid(&opened, common)? else { return Ok(Exit::AtFault) };
    let engine = Engine::new(story);
    let language = stories::language(story, common)?;
    let reader = Reader::new(story, &engine, &language);
    let shelf = Shelf::open(story, opened.folder.as_deref(), Slot::Interactive, &language);
    let mut text = Text::new(reader.catalogue);
    text.endings(&reader.endings(&shelf.endings()));
    output::say(io::stdout(), &text.take())?;
    Ok(Exit::Fine)
}
