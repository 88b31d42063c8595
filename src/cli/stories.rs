//! Finds a command's story, and loads its files.

use super::arguments::{Common, Format};
use super::files::{self, quoted, shown};
use super::output::{self, CommandEnd, ExitCode};
use crate::check::{Levels, check};
use crate::engine::Engine;
use crate::explore::Limits;
use crate::format::{self, File, Loaded};
use crate::report;
use crate::script;
use crate::source::{Sources, suggest};
use crate::story::{SceneId, Story};
use crate::view::Reader;
use anyhow::{Context, bail};
use std::env;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The files of the story that is built in: each path inside `scenes/`, with its bytes. The build script lists them.
pub static BUILT_IN: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The files of a story, and the result of loading them.
pub struct Opened {
    /// The story's folder; `None` for the story that is built in.
    pub folder: Option<PathBuf>,
    pub sources: Sources,
    pub files: Vec<File>,
    pub loaded: Loaded,
}

/// What most commands need: a valid story, its reader, and the options of the command line.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    pub opened: &'a Opened,
    pub reader: Reader<'a>,
    pub common: &'a Common,
}

impl Opened {
    /// The option that names this story in a command, with a space before it; empty for the story that is built in.
    pub fn story_option(&self) -> String {
        self.folder.as_ref().map(|folder| format!(" --story {}", quoted(folder))).unwrap_or_default()
    }

    /// Calls `act` with the story. If the story has faults, reports them instead.
    pub fn read(&self, common: &Common, act: impl FnOnce(Setting) -> CommandEnd) -> CommandEnd {
        let Some(story) = valid(self, common)? else { return Ok(ExitCode::AtFault) };
        let engine = Engine::new(story);
        let language = language(story, common)?;
        act(Setting { opened: self, reader: Reader::new(story, &engine, &language), common })
    }
}

/// The story of a command for players: from `--story`, or else the one that is built in.
pub fn for_players(common: &Common) -> anyhow::Result<Opened> {
    if let Some(folder) = &common.story {
        return open(folder);
    }
    if Path::new("story.toml").is_file() {
        output::note("note: there is a story in this folder; `--story .` is for that one");
    }
    Ok(load_built_in())
}

/// The story of a command for authors: from `--story`, or else the nearest in the current folder or above, or else the
/// one built in.
pub fn for_authors(common: &Common) -> anyhow::Result<Opened> {
    match common.story.clone().or_else(|| nearest(Path::new(""))) {
        Some(folder) => open(&folder),
        None => {
            output::note(
                "note: there is no story here (`--story DIR` names one); this is about the one that is built in",
            );
            Ok(load_built_in())
        }
    }
}

/// The story to check. With `--lang`, it has only its source language and the translation to this language.
pub fn to_check(common: &Common) -> anyhow::Result<Opened> {
    let mut opened = for_authors(common)?;
    let Some(tag) = &common.lang else { return Ok(opened) };
    opened.loaded.story.as_ref().map(|story| told_language(story, common)).transpose()?;
    // For `pt`, all of `pt`, `pt-BR` and `pt-PT` stay: below, `Story::language` chooses one of them.
    let primary = |tag: &str| tag.split(['-', '_', '@']).next().unwrap_or(tag).to_ascii_lowercase();
    opened.files.retain(|file| file.path.split_once('/').is_none_or(|(folder, _)| primary(folder) == primary(tag)));
    opened.loaded = format::load(&opened.sources, &opened.files);
    if let Some(story) = &mut opened.loaded.story {
        let told = told_language(story, common)?;
        let own = story.texts[0].language.clone();
        story.texts.retain(|texts| texts.language == own || Some(&texts.language) == told.as_ref());
    }
    Ok(opened)
}

/// The story of a playthrough: from `--story`; or else the nearest in the folders above the file, in the folders above
/// the current folder, or the one built in. Of these three, one with the fingerprint in the playthrough comes first.
pub fn of_playthrough(common: &Common, file: &Path, bytes: &[u8]) -> anyhow::Result<Opened> {
    if let Some(folder) = &common.story {
        return open(folder);
    }
    let folders = file.parent().and_then(nearest).into_iter().chain(nearest(Path::new("")));
    let mut stories = folders.map(|folder| load_folder(&folder)).collect::<anyhow::Result<Vec<_>>>()?;
    stories.push(load_built_in());
    let version = script::read(bytes.to_vec(), None).and_then(|playthrough| playthrough.story);
    let is_it = |opened: &Opened| {
        let own = opened.loaded.story.as_ref().map(|story| &story.fingerprint);
        own.is_some() && own == version.as_ref()
    };
    let opened = stories.swap_remove(stories.iter().position(is_it).unwrap_or(0));
    if opened.folder.is_some() {
        announce(&opened);
    }
    Ok(opened)
}

/// The nearest story in a folder, in the folders above it, and in the folder `scenes` of each.
pub fn nearest(from: &Path) -> Option<PathBuf> {
    let depth = Path::new(".").join(from).canonicalize().ok()?.ancestors().count();
    let mut folder = from.to_owned();
    for _ in 0..depth {
        for found in [folder.clone(), folder.join("scenes")] {
            if found.join("story.toml").is_file() {
                return Some(if found == Path::new("") { PathBuf::from(".") } else { found });
            }
        }
        match folder.file_name() {
            Some(_) => drop(folder.pop()),
            None => folder.push(".."),
        }
    }
    None
}

/// Opens the story of a folder, and tells the user which story it is.
fn open(folder: &Path) -> anyhow::Result<Opened> {
    // A path to `story.toml` means its folder.
    let is_file = folder.ends_with("story.toml") && folder.is_file();
    let folder = match folder.parent() {
        Some(parent) if is_file => Path::new(".").join(parent),
        _ => folder.to_owned(),
    };
    let opened = load_folder(&folder)?;
    announce(&opened);
    Ok(opened)
}

fn announce(opened: &Opened) {
    let folder = opened.folder.as_deref().map(shown).unwrap_or_default();
    match opened.loaded.story.as_ref().map(Story::own_title) {
        Some(title) => output::note(format!("story: {title} ({folder})")),
        None => output::note(format!("story: {folder}")),
    }
}

/// Loads the story of a folder, and prints nothing.
pub fn load_folder(folder: &Path) -> anyhow::Result<Opened> {
    if !folder.join("story.toml").exists() {
        bail!("there is no `story.toml` in `{}`; name the folder of a story", shown(folder));
    }
    let read = |(name, path): (String, PathBuf)| Ok((name, files::reported(&path), files::read_found(&path)?));
    let found = story_files(folder)?.into_iter().map(read).collect::<anyhow::Result<Vec<_>>>()?;
    Ok(Opened { folder: Some(folder.to_owned()), ..load(found)? })
}

/// Loads a story from files, each as (name inside the folder, name in reports, bytes).
pub fn load(found: Vec<(String, String, Vec<u8>)>) -> anyhow::Result<Opened> {
    if found.iter().map(|(.., bytes)| bytes.len() as u64).sum::<u64>() > files::MOST_BYTES {
        bail!("the files of the story have more than 64 MiB; is this the folder of a story?");
    }
    let mut sources = Sources::new();
    let file = |(path, reported, bytes)| File { path, id: sources.add(reported, bytes) };
    let files: Vec<File> = found.into_iter().map(file).collect();
    let loaded = format::load(&sources, &files);
    Ok(Opened { folder: None, sources, files, loaded })
}

/// The files of the story in a folder, as (name inside the folder, path): its TOML files, and the TOML files and the
/// lock of each translation. A translation's folder is named by its language; but a name of three letters, such as
/// `src`, counts only if a TOML file in it has the same name as a TOML file of the story. Follows links.
pub fn story_files(folder: &Path) -> anyhow::Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for path in files::entries(folder)? {
        let Some(name) = name_of(&path)? else { continue };
        if name.ends_with(".toml") {
            found.push((name, path));
        } else if path.is_dir()
            && let Some(language) = format::meant_language(&name)
        {
            let inside = files::entries(&path)?;
            let is_of_story = |inside: &PathBuf| {
                let twin = folder.join(inside.file_name().unwrap_or_default());
                inside.extension().is_some_and(|extension| extension == "toml") && twin.is_file()
            };
            let is_exact = format::folder_language(&name).is_some();
            if (name.len() == 3 || !is_exact) && !inside.iter().any(is_of_story) {
                continue;
            }
            if !is_exact {
                bail!("the folder `{}` is named by no language tag; did you mean `{language}`?", shown(&path));
            }
            for inside in inside {
                let Some(file) = name_of(&inside)? else { continue };
                if file.ends_with(".toml") || file == "accepted.lock" {
                    found.push((format!("{name}/{file}"), inside));
                }
            }
        }
    }
    Ok(found)
}

/// The name of a file in a story's folder; `None` if the name is not UTF-8. A TOML file with such a name is an error.
fn name_of(path: &Path) -> anyhow::Result<Option<String>> {
    let name = path.file_name().unwrap_or_default();
    match name.to_str() {
        None if name.as_encoded_bytes().ends_with(b".toml") => {
            bail!("the name of `{}` is not UTF-8; give the file another", shown(path))
        }
        name => Ok(name.map(str::to_owned)),
    }
}

/// The story; `None` if it has faults. Prints the faults to standard error; for `--format json`, also as `check` does.
pub fn valid<'o>(opened: &'o Opened, common: &Common) -> anyhow::Result<Option<&'o Story>> {
    if opened.loaded.story.is_none() && common.format == Format::Json {
        let checkup = check(&opened.loaded.diagnostics, None, &Levels::default(), &Limits::default(), &mut |_| {});
        let mut lines = Vec::new();
        report::findings::json(&mut lines, &opened.sources, &checkup)?;
        output::write(&lines)?;
    }
    valid_or_said(opened, common)
}

/// The story; `None` if it has faults. Prints the faults to standard error.
pub fn valid_or_said<'o>(opened: &'o Opened, common: &Common) -> anyhow::Result<Option<&'o Story>> {
    if opened.loaded.story.is_none() {
        let paint = output::paint(common, &std::io::stderr());
        let mut faults = String::new();
        for diagnostic in &opened.loaded.diagnostics {
            writeln!(faults, "{}\n", report::diagnostic(&opened.sources, diagnostic, paint))?;
        }
        output::note(format!("{faults}error: the story has faults; nothing can be played until they are fixed"));
    }
    Ok(opened.loaded.story.as_ref())
}

pub fn scene(story: &Story, name: &str) -> anyhow::Result<SceneId> {
    let names = story.scenes.iter().map(|scene| scene.name.as_str());
    let help = "`counterpitch graph` draws them all";
    story.find_scene(name).with_context(|| format!("the story has no scene {}", unknown(name, names, help)))
}

/// Quotes an unknown name for an error message, and adds the most similar of `names`, or else `help`.
pub fn unknown<'n>(name: &str, names: impl Iterator<Item = &'n str>, help: &str) -> String {
    let help = suggest(name, names).map_or(help.to_owned(), |near| format!("did you mean `{near}`?"));
    format!("`{}`; {help}", name.escape_debug())
}

pub fn told_language(story: &Story, common: &Common) -> anyhow::Result<Option<String>> {
    let Some(wanted) = &common.lang else { return Ok(None) };
    let index = story.language(wanted).with_context(|| {
        let known: Vec<&str> = story.texts.iter().map(|texts| texts.language.as_str()).collect();
        format!("the story is not told in `{}`; it is in {}", wanted.escape_debug(), known.join(", "))
    })?;
    Ok(Some(story.texts[index].language.clone()))
}

/// The language to read in: from `--lang`, or else from the environment, or else the story's own.
pub fn language(story: &Story, common: &Common) -> anyhow::Result<String> {
    if let Some(told) = told_language(story, common)? {
        return Ok(told);
    }
    let index = locale().and_then(|locale| story.language(&locale));
    Ok(story.texts[index.unwrap_or(0)].language.clone())
}

/// The language of the environment, such as `nl_NL` or `sr_RS@latin`.
fn locale() -> Option<String> {
    let set = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let found = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set).or_else(system_language)?;
    // In `sr_RS.UTF-8@latin`, the encoding stands before the modifier, so it is cut from the middle.
    let (locale, modifier) = found.split_once('@').unwrap_or((&found, ""));
    let locale = locale.split('.').next().unwrap_or(locale);
    Some(if modifier.is_empty() { locale.to_owned() } else { format!("{locale}@{modifier}") })
}

#[cfg(any(windows, target_os = "macos"))]
fn system_language() -> Option<String> {
    sys_locale::get_locale()
}

#[cfg(not(any(windows, target_os = "macos")))]
fn system_language() -> Option<String> {
    None
}

fn load_built_in() -> Opened {
    let file = |&(path, bytes): &(&str, &[u8])| (path.to_owned(), format!("scenes/{path}"), bytes.to_vec());
    load(BUILT_IN.iter().map(file).collect()).expect("the story that is built in is not too large")
}
