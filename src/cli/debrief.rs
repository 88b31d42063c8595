//! `counterpitch debrief`: looking back on a recorded playthrough.

use super::Exit;
use super::arguments::{Common, DebriefOptions, Format};
use super::saves::{Shelf, Slot};
use super::{output, stories};
use crate::debrief::Debrief;
use crate::engine::Engine;
use crate::explore::{Limits, Values};
use crate::play::Keep;
use crate::report;
use crate::script::Run;
use crate::source::Sources;
use crate::view::Reader;
use anyhow::Context;
use std::fs;
use std::io::{self, Write};

/// Prints the debrief of a playthrough, as far as it goes.
pub fn run(common: &Common, options: &DebriefOptions) -> anyhow::Result<Exit> {
    let file = &options.file;
    let bytes = fs::read(file).with_context(|| format!("cannot read `{}`", file.display()))?;
    let opened = stories::for_players(common)?;
    let Some(story) = stories::valid(&opened, common)? else { return Ok(Exit::AtFault) };
    let engine = Engine::new(story);
    let mut sources = opened.sources.clone();
    let id = sources.add(file.display().to_string(), bytes);
    let run = Run::new(story, &engine, &opened.loaded.names, &sources, id);
    let (Some(game), true) = (&run.game, run.passed()) else {
        let paint = output::paint(common, &io::stderr());
        report::replay::human(&mut io::stderr(), &sources, &[run], paint)?;
        return Ok(Exit::AtFault);
    };
    let language = stories::language(story, common)?;
    let reader = Reader::new(story, &engine, &language);
    let shelf = Shelf::open(story, opened.folder.as_deref(), Slot::Interactive, &language);
    let threads = std::thread::available_parallelism().map_or(1, |count| count.get());
    let limits = Limits { states: None, memory: options.memory << 20, threads };
    let values = Values::compute(story, &engine, &limits, &mut |_| {});
    let debrief = Debrief::new(&reader, game.turns(), &values, &shelf.endings());
    let out = &mut io::stdout().lock();
    match common.format {
        Format::Json => writeln!(out, "{}", report::debrief_json(story, &debrief))?,
        _ => {}
    }
    out.flush()?;
    Ok(if debrief.is_exact() { Exit::Fine } else { Exit::Undecided })
}
