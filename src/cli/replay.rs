//! `counterpitch replay`: replays playthrough files, and compares their texts with the golden transcripts beside them.

use super::arguments::{Common, Format, ReplayOptions};
use super::cover::shown_by;
use super::files::{self, reported, shown};
use super::output::{self, CommandEnd, ExitCode};
use super::search::{cores, metered};
use super::shelf::Shelf;
use super::stories::{self, Setting};
use crate::engine::Engine;
use crate::explore::{self, Limits};
use crate::game::Game;
use crate::report::coverage::{self as coverage_report, Coverage};
use crate::report::replay as report;
use crate::script::{self, Playthrough, Run, decisions, with_expectations};
use crate::source::Sources;
use crate::story::Story;
use crate::view::Reader;
use anyhow::{Context, bail};
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::iter::once;
use std::path::{Path, PathBuf};
use std::time::Instant;

pub fn run(common: &Common, options: &ReplayOptions, out: &mut dyn Write) -> CommandEnd {
    if let Some(path) = &options.junit {
        files::check_own(path, "<testsuites", "JUnit report")?;
        // If this run fails, CI must not find the report of an earlier run.
        if path.is_file() {
            files::write(path, "")?;
        }
    }
    let is_latest = options.paths.is_empty();
    let opened = if is_latest { stories::for_players(common)? } else { stories::for_authors(common)? };
    let story = stories::valid_or_said(&opened, common)?;
    let paths = match story {
        Some(story) if is_latest => vec![Shelf::open(&opened, story, common).latest()?],
        None if is_latest => return Ok(ExitCode::AtFault),
        _ => playthroughs(&options.paths)?,
    };
    let mut sources = opened.sources.clone();
    let engine = story.map(Engine::new);
    let told = story.map(|story| stories::told_language(story, common)).transpose()?.flatten();
    let reader = story.zip(engine.as_ref()).map(|(story, engine)| {
        let language = told.as_deref().unwrap_or(&story.texts[0].language);
        Reader::new(story, engine, language)
    });
    let replay = |path: &Path, bytes, sources: &mut Sources| match reader {
        Some(reader) => Setting { opened: &opened, reader, common }.replay(path, bytes, sources),
        None => {
            let id = sources.add(reported(path), bytes);
            Run::without_story(&opened.loaded.names, sources, id, &opened.loaded.diagnostics)
        }
    };
    let mut runs = Vec::new();
    for path in &paths {
        let bytes = files::read(path)?;
        let started = Instant::now();
        let mut run = replay(path, bytes, &mut sources);
        run.seconds = started.elapsed().as_secs_f64();
        match options.bless {
            true => bless(&run, path, told.as_deref())?,
            false => compare(&mut run, path)?,
        }
        if options.write_expectations {
            write_expectations(&run, &sources, path, replay)?;
        }
        runs.push(run);
    }
    if let Some(path) = &options.junit {
        let title = story.map_or("a story with faults", Story::own_title);
        let mut bytes = Vec::new();
        report::junit(&mut bytes, &sources, title, &runs)?;
        files::write(path, bytes)?;
    }
    let failed = runs.iter().any(|run| !run.passed());
    match common.format {
        Format::Json => report::json(out, &sources, &runs)?,
        Format::Github => report::github(out, &sources, &runs)?,
        _ if options.transcript => {
            for run in &runs {
                let Some((game, language)) = run.game.as_ref().zip(told.as_deref().or(run.language())) else {
                    continue;
                };
                let reader = Reader::new(game.story, game.engine, language);
                output::write(report::transcript(&reader, game).as_bytes())?;
            }
            if failed {
                let mut page = Vec::new();
                report::human(&mut page, &sources, &runs, output::paint(common, &io::stderr()))?;
                output::note(String::from_utf8_lossy(&page).trim_end());
            }
        }
        _ => report::human(out, &sources, &runs, output::paint(common, &io::stdout()))?,
    }
    if let Some(Reader { story, engine, .. }) = reader.filter(|_| options.coverage) {
        let limits = Limits { threads: cores(), ..Limits::default() };
        let Some(showable) = metered(|progress| explore::showable(story, engine, &limits, progress)) else {
            output::note("a limit stopped the search for all that games can show");
            return Ok(ExitCode::Undecided);
        };
        let shown = runs.iter().filter_map(|run| run.game.as_ref()).flat_map(shown_by).collect();
        let coverage = Coverage { showable, shown };
        match common.format {
            Format::Json => coverage_report::json(out, story, &coverage)?,
            _ => coverage_report::human(out, story, &coverage)?,
        }
    }
    Ok(if failed { ExitCode::AtFault } else { ExitCode::Fine })
}

/// The playthrough files at the paths, each once. A folder stands for every `*.toml` below it, in order.
pub fn playthroughs(paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
    for path in paths {
        let mut below = Vec::new();
        if files::about(path)?.is_dir() {
            collect(path, &mut below)?;
            if below.is_empty() {
                bail!("there is no playthrough in `{}`: no file below it ends in `.toml`", shown(path));
            }
        } else {
            below.push(path.clone());
        }
        found.extend(below.into_iter().filter(|path| seen.insert(path.clone())));
    }
    Ok(found)
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    for path in files::entries(folder)? {
        // A link to a folder is not followed: it may lead back to where it is.
        if path.is_dir() && !path.is_symlink() {
            collect(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files::check_file(&path)?;
            found.push(path);
        } else if is_left_over(&path) {
            output::note(format!("warning: `{}` is the transcript of no playthrough", shown(&path)));
        }
    }
    Ok(())
}

impl<'a> Setting<'a> {
    /// Replays a file, and adds its text to `sources`.
    pub fn replay(self, file: &Path, bytes: Vec<u8>, sources: &mut Sources) -> Run<'a> {
        let id = sources.add(reported(file), bytes);
        let Reader { story, engine, .. } = self.reader;
        let read = script::parse(sources, id, Some(&self.opened.loaded.names));
        let seed = |read: Playthrough| Playthrough { seed: read.seed.or(self.common.seed), ..read };
        Run::of(story, engine, id, read.map(seed))
    }
}

/// Adds expectations to the file of a playthrough that passes, and says so. Replays the new text first: it must give
/// the same game.
fn write_expectations<'a>(
    run: &Run<'a>,
    sources: &Sources,
    path: &Path,
    replay: impl Fn(&Path, Vec<u8>, &mut Sources) -> Run<'a>,
) -> anyhow::Result<()> {
    let Some((game, playthrough)) = run.game.as_ref().zip(run.playthrough.as_ref()).filter(|_| run.passed()) else {
        return Ok(());
    };
    let text = sources.file(run.file).text();
    let expected = with_expectations(text, playthrough, game);
    if expected == text {
        return Ok(());
    }
    let again = replay(path, expected.clone().into_bytes(), &mut sources.clone());
    let is_same = |again: &Game| decisions(again) == decisions(game);
    if !again.passed() || !again.game.as_ref().is_some_and(is_same) {
        bail!("nothing can be added to `{}` as it is written; it is left as it is", shown(path));
    }
    files::replace(path, &expected).with_context(|| format!("cannot write `{}`", shown(path)))?;
    output::note(format!("wrote {}", shown(path)));
    Ok(())
}

/// Compares the text of a playthrough with its golden transcript in each language that has one.
fn compare(run: &mut Run, path: &Path) -> anyhow::Result<()> {
    for (language, golden) in goldens(run, path).into_iter().filter(|(_, golden)| golden.is_file()) {
        let cannot = || format!("cannot read `{}`", shown(&golden));
        let expected = fs::read_to_string(&golden).with_context(cannot)?;
        let expected = expected.trim_start_matches('\u{feff}');
        report::compare(run, &language, &reported(&golden), expected);
    }
    Ok(())
}

/// Writes the golden transcripts of a playthrough that passes, where they differ, and says so. The languages are the
/// playthrough's, the language `told`, and each language that already has a transcript.
fn bless(run: &Run, path: &Path, told: Option<&str>) -> anyhow::Result<()> {
    for (language, golden) in goldens(run, path) {
        let is_asked = run.language() == Some(&language) || told == Some(&language) || golden.is_file();
        let Some(text) = report::golden(run, &language).filter(|_| is_asked && run.passed()) else {
            continue;
        };
        match fs::read_to_string(&golden) {
            Ok(there) if report::difference(&there, &text).is_none() => continue,
            Ok(there) if !is_transcript(&there, &text) => {
                bail!("`{}` is there and is no transcript; move it away first", shown(&golden));
            }
            _ => {}
        }
        files::replace(&golden, &text).with_context(|| format!("cannot write `{}`", shown(&golden)))?;
        output::note(format!("wrote {}", shown(&golden)));
    }
    Ok(())
}

/// The golden transcripts that a playthrough can have, as (language, path): `NAME.txt` in the playthrough's language,
/// and files such as `NAME.nl.txt` in other languages.
fn goldens(run: &Run, path: &Path) -> Vec<(String, PathBuf)> {
    let (Some(own), Some(game)) = (run.language(), &run.game) else { return Vec::new() };
    let others = game.story.texts.iter().map(|texts| texts.language.as_str());
    let other = |language: &str| (language.to_owned(), path.with_extension(format!("{language}.txt")));
    let others = others.filter(|&language| language != own).map(other);
    once((own.to_owned(), path.with_extension("txt"))).chain(others).collect()
}

/// Whether a file is a transcript whose playthrough is not there any more.
fn is_left_over(path: &Path) -> bool {
    let playthroughs = [path.with_extension("toml"), path.with_extension("").with_extension("toml")];
    let is_alone = path.extension().is_some_and(|extension| extension == "txt")
        && !playthroughs.iter().any(|playthrough| playthrough.exists());
    is_alone && files::read_found(path).is_ok_and(|text| String::from_utf8_lossy(&text).contains("\n> "))
}

/// Whether a file may be replaced by a transcript: it is empty, begins with the same title, or shows a choice.
fn is_transcript(there: &str, text: &str) -> bool {
    let shows_choice = there.lines().any(|line| line.trim_start().starts_with("> "));
    there.trim().is_empty() || there.lines().next() == text.lines().next() || shows_choice
}
