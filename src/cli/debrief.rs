//! `counterpitch debrief`: looking back on a recorded playthrough.

use super::arguments::{Common, DebriefOptions, Format};
use super::files::{self, quoted, shown};
use super::output::{self, CommandEnd, ExitCode};
use super::replay::playthroughs;
use super::search::cores;
use super::shelf::Shelf;
use super::stories::{self, Setting};
use crate::debrief::{Debrief, DebriefRow, DebriefRows, GroupDebrief, Member, group_rows, rows};
use crate::explore::Values;
use crate::game::Game;
use crate::play::debrief::{drawn, tell};
use crate::play::layout::Page;
use crate::play::size;
use crate::report;
use crate::script::Run;
use crate::source::Sources;
use anyhow::{Context, bail};
use clap::ColorChoice;
use std::env;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// A playthrough file and its bytes, or why it cannot be read.
type FileRead = (PathBuf, anyhow::Result<Vec<u8>>);

/// Prints the debrief of a playthrough, as far as it goes, or of a group of them.
pub fn run(common: &Common, options: &DebriefOptions, out: &mut dyn Write) -> CommandEnd {
    let is_group =
        common.format == Format::Csv || options.files.len() > 1 || options.files.iter().any(|file| file.is_dir());
    let paths = playthroughs(&options.files)?.into_iter();
    let mut files: Vec<FileRead> = paths.map(|file| (file.clone(), files::read(&file))).collect();
    if options.anonymous {
        // The order of the contents hides the order of the names.
        files.sort_by_cached_key(|(_, bytes)| bytes.as_ref().ok().cloned());
    }
    let opened = match files.first() {
        Some((file, bytes)) => stories::of_playthrough(common, file, bytes.as_deref().unwrap_or_default())?,
        None if is_group => bail!("a group needs the files of its games"),
        None => stories::for_players(common)?,
    };
    opened.read(common, |setting| match is_group {
        true => group(setting, options, files, out),
        false => one(setting, options, files.pop(), out),
    })
}

fn one(setting: Setting, options: &DebriefOptions, file: Option<FileRead>, out: &mut dyn Write) -> CommandEnd {
    let Setting { opened, reader, common } = setting;
    let shelf = Shelf::open(opened, reader.story, common);
    let (file, bytes) = match file {
        Some((file, bytes)) => (file, bytes?),
        None => shelf.latest().and_then(|file| Ok((file.clone(), files::read_found(&file)?)))?,
    };
    let mut sources = opened.sources.clone();
    let run = replayed(setting, &file, bytes, &mut sources)?;
    let Some(game) = run.game.as_ref().filter(|_| run.passed()) else {
        output::note(report::replay::page(&sources, &run, output::paint(common, &io::stderr())).trim_end());
        return Ok(ExitCode::AtFault);
    };
    let values = Values::compute(reader.story, reader.engine, &options.review.limits(cores()), &mut |_| {});
    // The reader of the playthrough knows its ending: it is no spoiler.
    let mut found = shelf.endings;
    found.extend(run.ending().map(str::to_owned));
    let found: Vec<String> = found.into_iter().collect();
    let saved = run.playthrough.as_ref().and_then(|it| it.saved.as_deref());
    // Programs always get the values of the first goal, so that games can be compared.
    let debrief = match common.format {
        Format::Json => Debrief::of_goal(&reader, game.turns(), &values, &found, 0),
        _ => Debrief::new(&reader, game.turns(), &values, &found),
    };
    let debrief = debrief.played(common.player.as_deref(), saved);
    // A file on the command line may hold another player's game.
    let debrief = Debrief { is_own: options.files.is_empty(), ..debrief };
    let rows = rows(&reader, &debrief, options.review.spoilers());
    if common.format == Format::Json {
        writeln!(out, "{}", report::debrief::debrief_json(reader.story, &debrief, None, None))?;
    } else {
        let again = (reader.catalogue.debrief.again)(&(quoted(&file) + &opened.story_option()));
        print(setting, rows, Some((game, DebriefRow::Note(again))), out)?;
    }
    Ok(if debrief.timeline.is_exact() { ExitCode::Fine } else { ExitCode::Undecided })
}

/// Prints what the games of several files show together. Names each file that cannot be used, and leaves it out.
fn group(setting: Setting, options: &DebriefOptions, files: Vec<FileRead>, out: &mut dyn Write) -> CommandEnd {
    let Setting { reader, common, .. } = setting;
    let story = reader.story;
    let values = Values::compute(story, reader.engine, &options.review.limits(cores()), &mut |_| {});
    let paths: Vec<PathBuf> = files.iter().map(|(file, _)| file.clone()).collect();
    let (mut members, mut titles, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    for (file, bytes) in files {
        let run = bytes.and_then(|bytes| {
            let run = replayed(setting, &file, bytes, &mut setting.opened.sources.clone())?;
            let run = Some(run).filter(Run::passed);
            run.with_context(|| format!("`{}` is not a saved game of this story", shown(&file)))
        });
        let run = match run {
            Ok(run) => run,
            Err(error) => {
                output::note(format!("left out: {error:#}"));
                left_out.push(shown(&file));
                continue;
            }
        };
        let game = run.game.as_ref().expect("what has passed was played");
        let found: Vec<String> = run.ending().map(str::to_owned).into_iter().collect();
        let name = match options.anonymous {
            true => (reader.catalogue.debrief.group.anonymous)(members.len() + 1),
            false => player_of(&file, &paths),
        };
        let debrief = Debrief::of_goal(&reader, game.turns(), &values, &found, 0).played(Some(&name), None);
        members.push(Member { name, debrief });
        titles.push((shown(&file), run.title().map(str::to_owned)));
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
        _ => print(setting, rows, None, out)?,
    }
    Ok(if code == ExitCode::Fine && !values.is_complete() { ExitCode::Undecided } else { code })
}

/// The player's name: the name of the file, with the folder before it if another file has the same name.
fn player_of(file: &Path, files: &[PathBuf]) -> String {
    let is_shared = files.iter().any(|other| other != file && other.file_stem() == file.file_stem());
    let name = if is_shared { file.with_extension("") } else { PathBuf::from(file.file_stem().unwrap_or_default()) };
    shown(&name)
}

/// Replays a file, and adds its text to `sources`. A game of another story that does not pass is an error.
fn replayed<'a>(setting: Setting<'a>, file: &Path, bytes: Vec<u8>, sources: &mut Sources) -> anyhow::Result<Run<'a>> {
    let run = setting.replay(file, bytes, sources);
    if !run.passed() && run.playthrough.as_ref().is_some_and(|it| setting.is_other(it)) {
        bail!("`{}` was played in another story, or in another version of it", shown(file));
    }
    Ok(run)
}

/// Prints a debrief for people: as a page, drawn, or in plain sentences. `single` is `None` for a group; otherwise it
/// holds the game, and a row that a page leaves out.
fn print(
    setting: Setting,
    rows: DebriefRows,
    single: Option<(&Game, DebriefRow)>,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let Setting { reader, common, .. } = setting;
    let game = single.as_ref().map(|(game, _)| *game);
    match common.format {
        Format::Html => return Ok(write!(out, "{}", report::debrief::html(&reader, &rows, game))?),
        Format::Markdown => return Ok(write!(out, "{}", report::debrief::markdown(&reader, &rows, game))?),
        _ => {}
    }
    let rows: Vec<DebriefRow> =
        [rows.first, rows.sums].concat().into_iter().chain(single.map(|(_, row)| row)).collect();
    if !is_drawn(common) {
        return Ok(output::say(&tell(&reader, &rows))?);
    }
    let colours = output::colours(common);
    for line in drawn(&rows, Page::new(columns())) {
        let mut painted = String::new();
        colours.paint(&line, &mut painted);
        writeln!(out, "{painted}")?;
    }
    Ok(())
}

/// Whether the debrief is drawn. If not, it is printed in plain sentences.
fn is_drawn(common: &Common) -> bool {
    let can_draw = !output::wants_words() && !output::is_dumb() && io::stdout().is_terminal();
    !common.plain && (can_draw || common.color == ColorChoice::Always)
}

/// The columns to draw on: the terminal's, or what `COLUMNS` says, or the usual 80.
fn columns() -> usize {
    if io::stdout().is_terminal() {
        return size().0;
    }
    env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(80)
}
