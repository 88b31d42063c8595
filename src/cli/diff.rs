//! `counterpitch diff`: what an edit changes for players.

use super::arguments::{Common, Format, LimitOptions};
use super::files;
use super::output::{CommandEnd, ExitCode};
use super::search::metered;
use super::stories::{self, Opened};
use crate::difference::{Difference, Version};
use crate::engine::Engine;
use crate::explore::{Options, Survival, explore};
use crate::format::is_language_tag;
use crate::report::difference::{self as report, PageStyle};
use anyhow::{Context, anyhow, bail};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

pub fn run(common: &Common, old: &str, new: Option<&str>, limits: &LimitOptions, out: &mut dyn Write) -> CommandEnd {
    let here = || common.story.clone().or_else(|| stories::nearest(Path::new("")));
    let opened = |version: &str| match Path::new(version) {
        folder if folder.join("story.toml").is_file() => stories::load_folder(folder),
        folder if folder.is_dir() => bail!("there is no `story.toml` in `{}`", files::shown(folder)),
        _ => at_revision(here(), version),
    };
    let old = opened(old)?;
    let new = match new {
        Some(version) => opened(version)?,
        None => stories::load_folder(&here().context("there is no story here; name two versions")?)?,
    };
    let (Some(before), Some(after)) = (stories::valid(&old, common)?, stories::valid(&new, common)?) else {
        return Ok(ExitCode::AtFault);
    };
    let (old_engine, new_engine) = (Engine::new(before), Engine::new(after));
    let how = Options { limits: limits.limits(), ..Options::default() };
    let [found, then] = [(before, &old_engine), (after, &new_engine)]
        .map(|(story, engine)| metered(|progress| explore(story, engine, &how, progress)));
    let old = Version { story: before, engine: &old_engine, sources: &old.sources, explored: &found };
    let new = Version { story: after, engine: &new_engine, sources: &new.sources, explored: &then };
    let difference = Difference::new(&old, &new, &how.limits);
    match common.format {
        Format::Json => report::json(out, before, &difference)?,
        Format::Markdown => report::page(out, before, &difference, PageStyle::Markdown)?,
        _ => report::page(out, before, &difference, PageStyle::Plain)?,
    }
    Ok(match difference.complete && difference.saves != Survival::Unknown {
        _ if difference.is_breaking() => ExitCode::AtFault,
        true => ExitCode::Fine,
        false => ExitCode::Undecided,
    })
}

fn at_revision(folder: Option<PathBuf>, revision: &str) -> anyhow::Result<Opened> {
    let shown = revision.escape_debug();
    let folder = folder.with_context(|| format!("`{shown}` is no folder of a story, and there is no story here"))?;
    let commit = format!("{revision}^{{commit}}");
    let commit = git(&folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
    let Some(commit) = commit.and_then(|commit| String::from_utf8(commit).ok()) else {
        bail!("`{shown}` is neither the folder of a story nor a revision of a git repository");
    };
    let commit = commit.trim();
    let names = git(&folder, &["ls-tree", "-r", "-z", "--name-only", commit, "."])?.unwrap_or_default();
    let mut found = Vec::new();
    for name in String::from_utf8_lossy(&names).split('\0').filter(|name| is_of_story(name)) {
        let bytes = git(&folder, &["show", &format!("{commit}:./{name}")])?;
        found.push((name.to_owned(), format!("{shown}:{name}"), bytes.unwrap_or_default()));
    }
    if !found.iter().any(|(name, ..)| name == "story.toml") {
        bail!("`{shown}` has no story in `{}`", files::shown(&folder));
    }
    stories::load(found)
}

/// What git prints when it runs in a folder; `None` if git fails.
fn git(folder: &Path, arguments: &[&str]) -> anyhow::Result<Option<Vec<u8>>> {
    let output = Command::new("git").arg("-C").arg(folder).args(arguments).output();
    let output = output.map_err(|error| match error.kind() {
        ErrorKind::NotFound => anyhow!("the program `git` is not installed; name two folders instead"),
        _ => anyhow::Error::new(error).context("cannot run `git`"),
    })?;
    Ok(output.status.success().then_some(output.stdout))
}

fn is_of_story(name: &str) -> bool {
    let is_toml = |file: &str| files::is_given(file) && file.ends_with(".toml");
    match name.split_once('/') {
        None => is_toml(name),
        Some((language, file)) => {
            is_language_tag(language) && !file.contains('/') && (is_toml(file) || file == "accepted.lock")
        }
    }
}
