//! `counterpitch debrief`: looking back on a recorded playthrough.

use super::Exit;
use super::arguments::{Color, Common, DebriefOptions, Format};
use super::limits::cores;
use super::saves::{Shelf, Slot};
use super::{files, output, stories};
use crate::debrief::Debrief;
use crate::engine::Engine;
use crate::explore::Values;
use crate::play::debrief::{screens, tell};
use crate::play::layout::{Page, Sheet};
use crate::play::line::Role;
use crate::play::{Keep, size};
use crate::report;
use crate::script::Run;
use crate::view::Reader;
use std::env;
use std::io::{self, IsTerminal, Write};

/// Prints the debrief of a playthrough, as far as it goes.
pub fn run(common: &Common, options: &DebriefOptions) -> anyhow::Result<Exit> {
    let file = &options.file;
    let bytes = files::read(file)?;
    let opened = stories::for_players(common)?;
    let Some(story) = stories::valid(&opened, common)? else { return Ok(Exit::AtFault) };
    let engine = Engine::new(story);
    let mut sources = opened.sources.clone();
    let id = sources.add(file.display().to_string(), bytes);
    let run = Run::new(story, &engine, &opened.loaded.names, &sources, id);
    let (Some(game), true) = (&run.game, run.passed()) else {
        let paint = output::paint(common, &io::stderr());
        write!(io::stderr(), "{}", report::replay::page(&sources, &run, paint))?;
        return Ok(Exit::AtFault);
    };
    let language = stories::language(story, common)?;
    let reader = Reader::new(story, &engine, &language);
    let shelf = Shelf::open(story, opened.folder.as_deref(), Slot::Interactive, &language);
    let values = Values::compute(story, &engine, &options.review.limits(cores()), &mut |_| {});
    // Whoever has the playthrough knows its ending.
    let mut found = shelf.endings();
    found.extend(game.ending().map(|ending| story.scene(ending).name.clone()));
    let debrief = Debrief::new(&reader, game.turns(), &values, &found);
    let again = (reader.catalogue.debrief.again)(&file.display().to_string());
    let out = &mut io::stdout().lock();
    match common.format {
        Format::Json => writeln!(out, "{}", report::debrief_json(story, &debrief))?,
        _ if is_drawn(common) => {
            let page = Page::new(columns());
            let colours = output::colours(common);
            let mut sheet = Sheet::new(page);
            sheet.text(Role::Body, &again);
            let mut screens = screens(&reader, &debrief, options.review.spoilers(), page);
            screens.push(sheet.into_lines());
            for line in screens.iter().flatten() {
                let mut painted = String::new();
                colours.paint(line, &mut painted);
                writeln!(out, "{painted}")?;
            }
        }
        _ => {
            let told = tell(&reader, &debrief, options.review.spoilers());
            output::say(io::stdout(), &format!("{told}\n{again}\n"))?;
        }
    }
    out.flush()?;
    Ok(if debrief.is_exact() { Exit::Fine } else { Exit::Undecided })
}

/// Whether the debrief is drawn; otherwise it is told in plain sentences.
fn is_drawn(common: &Common) -> bool {
    let can_draw = !output::wants_words() && !output::is_dumb() && io::stdout().is_terminal();
    !common.plain && (can_draw || common.color == Color::Always)
}

/// The columns to draw on: the terminal's, or what `COLUMNS` says, or the usual 80.
fn columns() -> usize {
    if io::stdout().is_terminal() {
        return size().0;
    }
    env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(80)
}
