//! `counterpitch debrief`: looking back on a recorded playthrough.

use super::ExitCode;
use super::arguments::{Color, Common, DebriefOptions, Format};
use super::files::{self, quoted, shown};
use super::output;
use super::search::cores;
use super::shelf::Shelf;
use super::stories::{self, Opened};
use crate::debrief::Debrief;
use crate::engine::Engine;
use crate::explore::Values;
use crate::play::debrief::{screens, tell};
use crate::play::layout::{Page, Sheet};
use crate::play::line::Role;
use crate::play::size;
use crate::report;
use crate::script::Run;
use crate::story::Story;
use crate::view::Reader;
use anyhow::bail;
use std::env;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Prints the debrief of a playthrough, as far as it goes.
pub fn run(common: &Common, options: &DebriefOptions) -> anyhow::Result<ExitCode> {
    let (opened, file, bytes) = open(common, options.file.as_deref())?;
    let Some(story) = stories::valid(&opened, common)? else { return Ok(ExitCode::AtFault) };
    let engine = Engine::new(story);
    let mut sources = opened.sources.clone();
    let id = sources.add(files::reported(&file), bytes);
    let run = Run::with_seed(story, &engine, &opened.loaded.names, &sources, id, common.seed);
    let (Some(game), true) = (&run.game, run.passed()) else {
        let version = run.playthrough.as_ref().and_then(|it| it.story.as_ref());
        if version.is_some_and(|version| *version != story.fingerprint) {
            bail!("`{}` was played in another story, or in another version of it", shown(&file));
        }
        let paint = output::paint(common, &io::stderr());
        output::note(report::replay::page(&sources, &run, paint).trim_end());
        return Ok(ExitCode::AtFault);
    };
    let language = stories::language(story, common)?;
    let reader = Reader::new(story, &engine, &language);
    let shelf = Shelf::open(story, opened.folder.as_deref(), common.player.as_deref());
    let values = Values::compute(story, &engine, &options.review.limits(cores()), &mut |_| {});
    // A reader of the playthrough knows its ending.
    let mut found: Vec<String> = shelf.endings().into_iter().collect();
    found.extend(game.ending().map(|ending| story.scene(ending).name.clone()));
    let debrief = Debrief::new(&reader, game.turns(), &values, &found);
    let story_option = opened.folder.as_ref().map(|folder| format!(" --story {}", quoted(folder)));
    let again =
        (reader.catalogue.debrief.again)(&(quoted(&file) + story_option.as_deref().unwrap_or_default()));
    let out = &mut output::results();
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
            output::say(&format!("{told}\n{again}\n"))?;
        }
    }
    out.flush()?;
    Ok(if debrief.is_exact() { ExitCode::Fine } else { ExitCode::Undecided })
}

/// The playthrough to look back on, with its story: a file, or the latest game.
fn open(common: &Common, file: Option<&Path>) -> anyhow::Result<(Opened, PathBuf, Vec<u8>)> {
    if let Some(file) = file {
        let bytes = files::read(file)?;
        return Ok((stories::of_playthrough(common, file, &bytes)?, file.to_owned(), bytes));
    }
    let opened = stories::for_players(common)?;
    let latest =
        |story: &Story| Shelf::open(story, opened.folder.as_deref(), common.player.as_deref()).latest();
    let file = opened.loaded.story.as_ref().map_or_else(|| Ok(PathBuf::new()), latest)?;
    let bytes = if opened.loaded.story.is_some() { files::read_found(&file)? } else { Vec::new() };
    Ok((opened, file, bytes))
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
