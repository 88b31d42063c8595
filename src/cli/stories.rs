//! Which story, and its files in memory.

use super::arguments::Common;
use super::{embedded, files, output};
use crate::format::{self, File, Loaded};
use crate::report;
use crate::source::Sources;
use crate::story::Story;
use anyhow::bail;
use std::env;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The most bytes that a story's files may have together (64 MiB), so that a wrong folder is noticed before it fills
/// the memory.
const MOST_BYTES: u64 = 64 << 20;

/// The texts of a story and what the loader made of them.
pub struct Opened {
    /// Its folder; `None` for the story that is built in.
    pub folder: Option<PathBuf>,
    /// The texts.
    pub sources: Sources,
    /// The story, or its faults.
    pub loaded: Loaded,
}

/// The story of a command for players: the one built in, unless told. Of the built-in one only the translation is
/// loaded that is read: a player waits for nothing else.
pub fn for_players(common: &Common) -> anyhow::Result<Opened> {
    if common.story.is_some() {
        return open(common.story.clone());
    }
    if Path::new("story.toml").is_file() {
        eprintln!("note: there is a story in this folder; `--story .` is for that one");
    }
    let wanted = common.lang.clone().or_else(locale);
    let is_read = |path: &str| match (path.split_once('/'), &wanted) {
        (None, _) => true,
        (Some((folder, _)), Some(tag)) => is_language(folder, tag) && !path.ends_with(".lock"),
        (Some(_), None) => false,
    };
    let is_unknown =
        common.lang.is_some() && !embedded::FILES.iter().any(|(path, _)| path.contains('/') && is_read(path));
    Ok(load_built_in(|path| is_unknown || is_read(path)))
}

/// The story of a command for authors: as told, or the one in this folder, or the one built in.
pub fn for_authors(common: &Common) -> anyhow::Result<Opened> {
    let here = [".", "scenes"].map(PathBuf::from);
    let found = here.into_iter().find(|folder| folder.join("story.toml").is_file());
    let folder = common.story.clone().or(found);
    if folder.is_none() {
        eprintln!(
            "note: there is no story here (`--story DIR` names one); this is about the one that is built in"
        );
    }
    open(folder)
}

/// Opens the story of a folder, or the one built in.
pub fn open(folder: Option<PathBuf>) -> anyhow::Result<Opened> {
    let Some(folder) = folder else {
        return Ok(load_built_in(|_| true));
    };
    // Who names the file means its folder.
    let is_file = folder.ends_with("story.toml") && folder.is_file();
    let folder = match folder.parent() {
        Some(parent) if is_file => Path::new(".").join(parent),
        _ => folder,
    };
    let opened = load_folder(&folder)?;
    match opened.loaded.story.as_ref().map(Story::own_title) {
        Some(title) => eprintln!("story: {title} ({})", folder.display()),
        None => eprintln!("story: {}", folder.display()),
    }
    Ok(opened)
}

/// Loads the story of a folder, without a word.
pub fn load_folder(folder: &Path) -> anyhow::Result<Opened> {
    let mut sources = Sources::new();
    let files = read_folder(folder, &mut sources)?;
    let loaded = format::load(&sources, &files);
    Ok(Opened { folder: Some(folder.to_owned()), sources, loaded })
}

/// The story, when it has no fault; otherwise its faults are printed.
pub fn valid<'o>(opened: &'o Opened, common: &Common) -> anyhow::Result<Option<&'o Story>> {
    if opened.loaded.story.is_none() {
        let out = &mut io::stderr().lock();
        let paint = output::paint(common, &io::stderr());
        for diagnostic in &opened.loaded.diagnostics {
            writeln!(out, "{}\n", report::diagnostic(&opened.sources, diagnostic, paint))?;
        }
        writeln!(out, "error: the story has faults; nothing can be played until they are mended")?;
    }
    Ok(opened.loaded.story.as_ref())
}

/// The language that the command line asks for, if it does.
pub fn told_language(story: &Story, common: &Common) -> anyhow::Result<Option<String>> {
    let Some(wanted) = &common.lang else { return Ok(None) };
    let Some(index) = story.language(wanted) else {
        let known: Vec<&str> = story.texts.iter().map(|texts| texts.language.as_str()).collect();
        bail!("the story is not told in `{}`; it is in {}", wanted.escape_debug(), known.join(", "));
    };
    Ok(Some(story.texts[index].language.clone()))
}

/// The language to read in: as told, or as the environment has it, or the story's own.
pub fn language(story: &Story, common: &Common) -> anyhow::Result<String> {
    if let Some(told) = told_language(story, common)? {
        return Ok(told);
    }
    let index = locale().and_then(|locale| story.language(&locale));
    Ok(story.texts[index.unwrap_or(0)].language.clone())
}

/// The language of the environment, such as `nl_NL`.
fn locale() -> Option<String> {
    let set = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let found = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set)?;
    found.split(['.', '@']).next().map(str::to_owned)
}

/// Whether a folder of texts may be what a reader of that language reads: [`Story::language`] chooses among those.
fn is_language(folder: &str, tag: &str) -> bool {
    let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or(tag).to_ascii_lowercase();
    primary(folder) == primary(tag)
}

/// Loads the story that is built in, from those of its files that are wanted.
fn load_built_in(is_wanted: impl Fn(&str) -> bool) -> Opened {
    let mut sources = Sources::new();
    let wanted = embedded::FILES.iter().filter(|(path, _)| is_wanted(path));
    let file = |&(path, bytes): &(&str, &[u8])| File {
        path: path.to_owned(),
        id: sources.add(format!("scenes/{path}"), bytes.to_vec()),
    };
    let files: Vec<File> = wanted.map(file).collect();
    let loaded = format::load(&sources, &files);
    Opened { folder: None, sources, loaded }
}

/// Reads the TOML files of a story's folder and of the folders in it that are named by a language.
fn read_folder(folder: &Path, sources: &mut Sources) -> anyhow::Result<Vec<File>> {
    if !folder.join("story.toml").is_file() {
        bail!("there is no `story.toml` in `{}`; name the folder of a story", folder.display());
    }
    let mut names = names_in(folder)?;
    let folders: Vec<String> = names
        .iter()
        .filter(|name| format::is_language_tag(name) && folder.join(name).is_dir())
        .cloned()
        .collect();
    names.retain(|name| name.ends_with(".toml"));
    for language in folders {
        let inside = names_in(&folder.join(&language))?;
        let wanted = inside.into_iter().filter(|name| name.ends_with(".toml") || name == "accepted.lock");
        names.extend(wanted.map(|name| format!("{language}/{name}")));
    }
    let mut found = Vec::new();
    let mut total = 0;
    for name in names {
        let path = folder.join(&name);
        total += files::about(&path)?.len();
        if total > MOST_BYTES {
            bail!(
                "the files in `{}` have more than 64 MiB; is this the folder of a story?",
                folder.display()
            );
        }
        let id = sources.add(path.display().to_string(), files::read(&path)?);
        found.push(File { path: name, id });
    }
    Ok(found)
}

/// The names of all that is in a folder, in order.
fn names_in(folder: &Path) -> anyhow::Result<Vec<String>> {
    let name = |path: PathBuf| path.file_name()?.to_str().map(str::to_owned);
    Ok(files::entries(folder)?.into_iter().filter_map(name).collect())
}
