//! Writes the list of the games that are kept, for people and for programs.

use super::json::write_line;
use crate::language::Catalogue;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Clone, Debug, Serialize)]
pub struct ListedGame<'a> {
    pub file: String,
    /// The file's path inside the story's folder of saved games; `None` if the file is not in this folder.
    #[serde(skip)]
    pub name: Option<String>,
    /// Who played the game: `terminal` for a person, `pipe` for a program, `scene` for an author who began at a scene.
    pub kind: &'static str,
    pub saved: String,
    pub readable: bool,
    #[serde(flatten)]
    pub played: Option<Played<'a>>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Played<'a> {
    pub choices: usize,
    pub scene: &'a str,
    pub ending: Option<&'a str>,
    /// The title of the scene where the game stands, or of its ending.
    pub title: String,
    /// The fingerprint of the story in which the game was played; `None` if the file does not say it.
    pub story: Option<String>,
    pub same_version: bool,
    /// Whether all choices of the game are still possible in the story of today.
    pub whole: bool,
    pub language: Option<String>,
    pub seed: u64,
    pub undo: bool,
}

pub fn json(out: &mut dyn Write, entries: &[ListedGame]) -> io::Result<()> {
    entries.iter().try_for_each(|entry| write_line(out, entry))
}

pub fn human(out: &mut dyn Write, words: &Catalogue, folder: Option<&str>, entries: &[ListedGame]) -> io::Result<()> {
    let words = &words.saves;
    let name = |entry: &ListedGame| entry.name.clone().unwrap_or_else(|| entry.file.clone());
    let width = entries.iter().map(|entry| name(entry).chars().count()).max().unwrap_or(0);
    for entry in entries {
        let saved = entry.saved.replace('T', " ").chars().take(16).collect::<String>();
        let played = match &entry.played {
            None => words.unreadable.to_owned(),
            Some(played) => {
                let say = if played.ending.is_some() { words.kept_ended } else { words.kept_at };
                let version = if played.same_version { "" } else { &format!("; {}", words.other_version) };
                say(played.choices, &played.title) + version
            }
        };
        writeln!(out, "{saved}  {:width$}  {played}", name(entry))?;
    }
    match folder {
        Some(folder) if !entries.is_empty() => writeln!(out, "\n{}", (words.kept_in)(folder)),
        _ => writeln!(out, "{}", words.none_kept),
    }
}
