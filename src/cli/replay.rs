//! `counterpitch replay`: playthrough files and folders of them.

use super::ExitCode;
use super::arguments::{Common, Format, ReplayOptions};
use super::files::{self, shown};
use super::shelf::Shelf;
use super::{output, stories};
use crate::engine::Engine;
use crate::report::replay as report;
use crate::script::Run;
use crate::source::{FileId, Sources};
use crate::story::Story;
use crate::view::Reader;
use anyhow::{Context, bail};
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Replays every playthrough and reports them all.
pub fn run(common: &Common, options: &ReplayOptions) -> anyhow::Result<ExitCode> {
    let is_latest = options.paths.is_empty();
    let opened = if is_latest { stories::for_players(common)? } else { stories::for_authors(common)? };
    let Some(story) = stories::valid(&opened, common)? else { return Ok(ExitCode::AtFault) };
    let paths = match is_latest {
        true => vec![Shelf::open(story, opened.folder.as_deref(), common.player.as_deref()).latest()?],
        false => playthroughs(&options.paths)?,
    };
    let engine = Engine::new(story);
    let told = stories::told_language(story, common)?;
    let mut sources = opened.sources.clone();
    let ids = read(&paths, &mut sources)?;
    let mut runs = Vec::new();
    for (path, id) in paths.iter().zip(ids) {
        let started = Instant::now();
        let mut run = Run::new(story, &engine, &opened.loaded.names, &sources, id);
        run.seconds = started.elapsed().as_secs_f64();
        for (language, golden) in goldens(&run, story, path) {
            let is_own = run.language() == Some(&language);
            let is_asked = is_own || told.as_ref() == Some(&language) || golden.is_file();
            match options.bless {
                true if is_asked => bless(&run, &language, &golden)?,
                true => {}
                false => compare(&mut run, &language, &golden)?,
            }
        }
        runs.push(run);
    }
    if let Some(path) = &options.junit {
        let mut bytes = Vec::new();
        report::junit(&mut bytes, &sources, story, &runs)?;
        write_report(path, &bytes)?;
    }
    let out = &mut output::results();
    let failed = runs.iter().any(|run| !run.passed());
    match common.format {
        Format::Json => report::json(out, &sources, &runs)?,
        _ if options.transcript => {
            for run in &runs {
                let Some(game) = &run.game else { continue };
                let language = told.as_deref().or(run.language()).unwrap_or(&story.texts[0].language);
                let reader = Reader::new(story, &engine, language);
                out.write_all(report::transcript(&reader, game).as_bytes())?;
            }
            out.flush()?;
            if failed {
                let mut page = Vec::new();
                report::human(&mut page, &sources, &runs, output::paint(common, &io::stderr()))?;
                output::note(String::from_utf8_lossy(&page).trim_end());
            }
        }
        _ => report::human(out, &sources, &runs, output::paint(common, &io::stdout()))?,
    }
    out.flush()?;
    Ok(if failed { ExitCode::AtFault } else { ExitCode::Fine })
}

/// The playthrough files of the paths: a folder stands for every `*.toml` below it, in order, each once.
fn playthroughs(paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
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
            found.push(path);
        }
    }
    Ok(())
}

fn read(paths: &[PathBuf], sources: &mut Sources) -> anyhow::Result<Vec<FileId>> {
    let mut ids = Vec::new();
    for path in paths {
        ids.push(sources.add(shown(path), files::read(path)?));
    }
    Ok(ids)
}

/// The golden transcripts that a playthrough can have, each with its language: `NAME.txt` in the language that it is
/// read in, `NAME.nl.txt` in another.
fn goldens(run: &Run, story: &Story, path: &Path) -> Vec<(String, PathBuf)> {
    let Some(own) = run.language() else { return Vec::new() };
    let others = story.texts.iter().map(|texts| texts.language.as_str()).filter(|&language| language != own);
    let other = |language: &str| (language.to_owned(), path.with_extension(format!("{language}.txt")));
    std::iter::once((own.to_owned(), path.with_extension("txt"))).chain(others.map(other)).collect()
}

/// Compares the text in a language with the golden transcript in a file, where there is one.
fn compare(run: &mut Run, language: &str, golden: &Path) -> anyhow::Result<()> {
    if golden.is_file() {
        let cannot = || format!("cannot read `{}`", shown(golden));
        let expected = fs::read_to_string(golden).with_context(cannot)?;
        report::compare(run, language, &shown(golden), &expected);
    }
    Ok(())
}

/// Writes a JUnit report to a new file, or in place of another such report; no other file is written over.
fn write_report(path: &Path, report: &[u8]) -> anyhow::Result<()> {
    let is_report =
        |there: Vec<u8>| there.is_empty() || String::from_utf8_lossy(&there).contains("<testsuites");
    if path.is_file() && !is_report(files::read_found(path)?) {
        bail!("`{}` is there and is no JUnit report; it is left as it is", shown(path));
    }
    files::write(path, report)
}

/// Whether a file may be replaced by a transcript: it is empty, begins with the same title, or shows a choice.
fn is_transcript(there: &str, text: &str) -> bool {
    let shows_choice = there.lines().any(|line| line.trim_start().starts_with("> "));
    there.trim().is_empty() || there.lines().next() == text.lines().next() || shows_choice
}

/// Writes the text in a language as the golden transcript, where that says something else, and says so.
fn bless(run: &Run, language: &str, golden: &Path) -> anyhow::Result<()> {
    if let Some(text) = report::golden(run, language).filter(|_| run.passed()) {
        match fs::read_to_string(golden) {
            Ok(there) if there == text => return Ok(()),
            Ok(there) if !is_transcript(&there, &text) => {
                bail!("`{}` is there and is no transcript; move it away first", shown(golden));
            }
            _ => {}
        }
        files::replace(golden, &text).with_context(|| format!("cannot write `{}`", shown(golden)))?;
        output::note(format!("wrote {}", shown(golden)));
    }
    Ok(())
}
