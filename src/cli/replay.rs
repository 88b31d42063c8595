//! `counterpitch replay`: playthrough files and folders of them.

use super::Exit;
use super::arguments::{Common, Format, ReplayOptions};

use super::writing::replace;
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
pub fn run(common: &Common, options: &ReplayOptions) -> anyhow::Result<Exit> {
    let files = files(&options.paths)?;
    let opened = stories::for_authors(common)?;
    let Some(story) = stories::valid(&opened, common)? else { return Ok(Exit::AtFault) };
    let engine = Engine::new(story);
    let told = stories::told_language(story, common)?;
    let mut sources = opened.sources.clone();
    let ids = read(&files, &mut sources)?;
    let mut runs = Vec::new();
    for (path, id) in files.iter().zip(ids) {
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
        fs::write(path, bytes).with_context(|| format!("cannot write `{}`", path.display()))?;
    }
    let out = &mut io::stdout().lock();
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
                report::human(&mut io::stderr(), &sources, &runs, output::paint(common, &io::stderr()))?;
            }
        }
        _ => report::human(out, &sources, &runs, output::paint(common, &io::stdout()))?,
    }
    out.flush()?;
    Ok(if failed { Exit::AtFault } else { Exit::Fine })
}

/// The playthrough files of the paths: a folder stands for every `*.toml` below it, in order, each once.
fn files(paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
    for path in paths {
        let kind = fs::metadata(path).with_context(|| format!("cannot read `{}`", path.display()))?;
        let mut below = Vec::new();
        if kind.is_dir() {
            collect(path, &mut below)?;
            if below.is_empty() {
                bail!("there is no playthrough in `{}`: no file below it ends in `.toml`", path.display());
            }
        } else {
            below.push(path.clone());
        }
        found.extend(below.into_iter().filter(|path| seen.insert(path.clone())));
    }
    Ok(found)
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let cannot = || format!("cannot read the folder `{}`", folder.display());
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).with_context(cannot)? {
        paths.push(entry.with_context(cannot)?.path());
    }
    paths.sort();
    for path in paths {
        // A link to a folder is not followed: it may lead back to where it is.
        if path.is_dir() && !path.is_symlink() {
            collect(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            found.push(path);
        }
    }
    Ok(())
}

fn read(files: &[PathBuf], sources: &mut Sources) -> anyhow::Result<Vec<FileId>> {
    let mut ids = Vec::new();
    for path in files {
        let bytes = fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
        ids.push(sources.add(path.display().to_string(), bytes));
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
        let cannot = || format!("cannot read `{}`", golden.display());
        let expected = fs::read_to_string(golden).with_context(cannot)?;
        report::compare(run, language, &golden.display().to_string(), &expected);
    }
    Ok(())
}

/// Writes the text in a language as the golden transcript.
fn bless(run: &Run, language: &str, golden: &Path) -> anyhow::Result<()> {
    if let Some(text) = report::golden(run, language).filter(|_| run.passed()) {
        replace(golden, &text).with_context(|| format!("cannot write `{}`", golden.display()))?;
    }
    Ok(())
}
