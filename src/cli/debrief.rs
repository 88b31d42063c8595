//! `counterpitch debrief`: looking back on a recorded playthrough.

use super::arguments::{Color, Common, DebriefOptions, Format};
use super::files::{self, quoted, shown};
use super::output::{self, ExitCode};
use super::replay::playthroughs;
use super::search::cores;
use super::shelf::Shelf;
use super::stories::{self, Opened};
use crate::debrief::{Debrief, DebriefRow, GroupDebrief, Member, group_rows, rows};
use crate::engine::Engine;
use crate::explore::Values;
use crate::play::debrief::{drawn, tell};
use crate::play::layout::Page;
use crate::play::size;
use crate::report;
use crate::script::Run;
use crate::story::Story;
use crate::view::Reader;
use anyhow::{Context, bail};
use std::env;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Prints the debrief of a playthrough, as far as it goes, or of a group of them.
pub fn run(common: &Common, options: &DebriefOptions, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let is_group = common.format == Format::Csv || options.files.len() > 1;
    if is_group || options.files.iter().any(|file| file.is_dir()) {
        return run_group(common, options, out);
    }
    let (opened, file, bytes) = open(common, options.files.first().map(PathBuf::as_path))?;
    let Some(story) = stories::valid(&opened, common)? else { return Ok(ExitCode::AtFault) };
    let engine = Engine::new(story);
    let Some((run, _)) = replayed(common, &opened, story, &engine, &file, bytes, true)? else {
        return Ok(ExitCode::AtFault);
    };
    let game = run.game.as_ref().expect("what has passed was played");
    let language = stories::language(story, common)?;
    let reader = Reader::new(story, &engine, &language);
    let shelf = Shelf::open(&opened, story, common);
    let values = Values::compute(story, &engine, &options.review.limits(cores()), &mut |_| {});
    // Whoever reads the playthrough knows its ending.
    let mut found: Vec<String> = shelf.endings().into_iter().collect();
    found.extend(game.ending().map(|ending| story.scene(ending).name.clone()));
    let saved = run.playthrough.as_ref().and_then(|it| it.saved.as_deref());
    // Programs always get the values of the first goal, so that games can be compared.
    let debrief = match common.format {
        Format::Json => Debrief::of_goal(&reader, game.turns(), &values, &found, 0),
        _ => Debrief::new(&reader, game.turns(), &values, &found),
    };
    let debrief = debrief.played(common.player.as_deref(), saved);
    // A file that somebody names may be another player's.
    let debrief = Debrief { is_own: options.files.is_empty(), ..debrief };
    let story_option = opened.folder.as_ref().map(|folder| format!(" --story {}", quoted(folder)));
    let again = (reader.catalogue.debrief.again)(&(quoted(&file) + story_option.as_deref().unwrap_or_default()));
    let rows = rows(&reader, &debrief, options.review.spoilers());
    match common.format {
        Format::Json => writeln!(out, "{}", report::debrief::debrief_json(story, &debrief, None, None))?,
        Format::Html => write!(out, "{}", report::debrief::html(&reader, &rows, Some(game)))?,
        Format::Markdown => write!(out, "{}", report::debrief::markdown(&reader, &rows, Some(game)))?,
        _ => {
            let mut rows = [rows.first, rows.sums].concat();
            rows.push(DebriefRow::Note(again));
            print(common, &reader, &rows, out)?;
        }
    }
    Ok(if debrief.is_exact() { ExitCode::Fine } else { ExitCode::Undecided })
}

/// Prints what the games of several files show together. A file that cannot be used is named and left out.
fn run_group(common: &Common, options: &DebriefOptions, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let mut files = playthroughs(&options.files)?;
    if options.anonymous {
        files.sort_by_cached_key(|file| digest(file));
    }
    let first = files.first().context("a group needs the files of its games")?;
    let opened = stories::of_playthrough(common, first, &files::read(first)?)?;
    let Some(story) = stories::valid(&opened, common)? else { return Ok(ExitCode::AtFault) };
    let engine = Engine::new(story);
    let language = stories::language(story, common)?;
    let reader = Reader::new(story, &engine, &language);
    let values = Values::compute(story, &engine, &options.review.limits(cores()), &mut |_| {});
    let (mut members, mut titles, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    for file in &files {
        let bytes = files::read(file);
        let run = bytes.and_then(|bytes| {
            let run = replayed(common, &opened, story, &engine, file, bytes, false)?;
            run.with_context(|| format!("`{}` is not a saved game of this story", shown(file)))
        });
        let (run, title) = match run {
            Ok(replayed) => replayed,
            Err(error) => {
                output::note(format!("left out: {error:#}"));
                left_out.push(shown(file));
                continue;
            }
        };
        let game = run.game.as_ref().expect("what has passed was played");
        let found: Vec<String> = game.ending().map(|ending| story.scene(ending).name.clone()).into_iter().collect();
        let name = match options.anonymous {
            true => (reader.catalogue.debrief.group.anonymous)(members.len() + 1),
            false => player_of(file, &files),
        };
        let debrief = Debrief::of_goal(&reader, game.turns(), &values, &found, 0).played(Some(&name), None);
        members.push(Member { name, debrief });
        titles.push((shown(file), title));
    }
    let code = if left_out.is_empty() { ExitCode::Fine } else { ExitCode::AtFault };
    left_out.retain(|_| !options.anonymous);
    let group = GroupDebrief::new(story, &members);
    let rows = group_rows(&reader, &group, &left_out);
    match common.format {
        Format::Json => {
            for (member, (file, title)) in members.iter().zip(&titles) {
                let file = Some(file.as_str()).filter(|_| !options.anonymous);
                writeln!(out, "{}", report::debrief::debrief_json(story, &member.debrief, file, title.as_deref()))?;
            }
            writeln!(out, "{}", report::debrief::group_json(story, &group))?;
        }
        Format::Csv => write!(out, "{}", report::debrief::group_csv(story, &group))?,
        Format::Html => write!(out, "{}", report::debrief::html(&reader, &rows, None))?,
        Format::Markdown => write!(out, "{}", report::debrief::markdown(&reader, &rows, None))?,
        _ => print(common, &reader, &[rows.first, rows.sums].concat(), out)?,
    }
    Ok(if code == ExitCode::Fine && !values.is_complete() { ExitCode::Undecided } else { code })
}

/// A hash of what a file holds. The order of the hashes hides the order of the names, and is the same every time.
fn digest(file: &Path) -> u64 {
    let mut hasher = DefaultHasher::new();
    files::read(file).ok().hash(&mut hasher);
    hasher.finish()
}

/// The player's name: that of the file, with its folder if another file has the same name.
fn player_of(file: &Path, files: &[PathBuf]) -> String {
    let is_shared = files.iter().any(|other| other != file && other.file_stem() == file.file_stem());
    let name = if is_shared { file.with_extension("") } else { PathBuf::from(file.file_stem().unwrap_or_default()) };
    shown(&name)
}

/// Replays a file, and gives the run with its title. `None` if the replay failed; `explains` then prints why.
fn replayed<'s>(
    common: &Common,
    opened: &Opened,
    story: &'s Story,
    engine: &'s Engine,
    file: &Path,
    bytes: Vec<u8>,
    explains: bool,
) -> anyhow::Result<Option<(Run<'s>, Option<String>)>> {
    let mut sources = opened.sources.clone();
    let id = sources.add(files::reported(file), bytes);
    let run = Run::with_seed(story, engine, &opened.loaded.names, &sources, id, common.seed);
    if run.game.is_some() && run.passed() {
        let title = run.title().map(str::to_owned);
        return Ok(Some((run, title)));
    }
    let version = run.playthrough.as_ref().and_then(|it| it.story.as_ref());
    if version.is_some_and(|version| *version != story.fingerprint) {
        bail!("`{}` was played in another story, or in another version of it", shown(file));
    }
    if explains {
        let paint = output::paint(common, &io::stderr());
        output::note(report::replay::page(&sources, &run, paint).trim_end());
    }
    Ok(None)
}

/// Prints rows for people: drawn, or in plain sentences.
fn print(common: &Common, reader: &Reader, rows: &[DebriefRow], out: &mut dyn Write) -> anyhow::Result<()> {
    if !is_drawn(common) {
        return Ok(output::say(&tell(reader, rows))?);
    }
    let colours = output::colours(common);
    for line in drawn(rows, Page::new(columns())) {
        let mut painted = String::new();
        colours.paint(&line, &mut painted);
        writeln!(out, "{painted}")?;
    }
    Ok(())
}

/// The playthrough to look back on, with its story: a file, or the latest game.
fn open(common: &Common, file: Option<&Path>) -> anyhow::Result<(Opened, PathBuf, Vec<u8>)> {
    if let Some(file) = file {
        let bytes = files::read(file)?;
        return Ok((stories::of_playthrough(common, file, &bytes)?, file.to_owned(), bytes));
    }
    let opened = stories::for_players(common)?;
    let latest = |story: &Story| Shelf::open(&opened, story, common).latest();
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
