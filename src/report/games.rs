//! The games that are kept, as a list for people and for programs.

use super::json::Object;
use crate::language::Catalogue;
use std::io::{self, Write};

/// A game that is kept.
#[derive(Clone, Debug)]
pub struct ListedGame<'a> {
    /// The path of its file.
    pub file: String,
    /// The path inside the folder in which a story's games are kept.
    pub name: Option<String>,
    /// When it was saved, as a date-time of TOML.
    pub saved: String,
    /// Where it was played: `terminal`, `pipe`, or `scene` for one that an author began at a scene.
    pub kind: &'static str,
    /// What was played; `None` when the file cannot be read.
    pub played: Option<Played<'a>>,
}

/// How far a game has come in the story as it is.
#[derive(Clone, Debug)]
pub struct Played<'a> {
    /// How many choices were made.
    pub choices: usize,
    /// The name of the scene where it stands.
    pub scene: &'a str,
    /// The title of that scene, or of the ending.
    pub title: String,
    /// Whether it has ended.
    pub is_over: bool,
    /// Whether all its choices are possible in the story as it is.
    pub is_whole: bool,
    /// What decides its further draws.
    pub seed: u64,
    /// The fingerprint of the story that it was played in.
    pub fingerprint: Option<String>,
    /// The language in which it was read.
    pub language: Option<String>,
    /// Whether its decisions cannot be taken back.
    pub is_final: bool,
    /// Whether it was played in another version of the story.
    pub is_other_version: bool,
}

/// One object a line.
///
/// # Errors
/// The output cannot be written.
pub fn json(out: &mut dyn Write, entries: &[ListedGame]) -> io::Result<()> {
    for entry in entries {
        let mut object = Object::new()
            .with("file", entry.file.as_str())
            .with("kind", entry.kind)
            .with("saved", entry.saved.as_str())
            .with("readable", entry.played.is_some());
        if let Some(played) = &entry.played {
            object = object
                .with("choices", played.choices)
                .with("scene", played.scene)
                .with("ending", played.is_over.then_some(played.scene))
                .with("title", played.title.as_str())
                .with("story", played.fingerprint.clone())
                .with("same_version", !played.is_other_version)
                .with("whole", played.is_whole)
                .with("language", played.language.clone())
                .with("seed", played.seed)
                .with("undo", !played.is_final);
        }
        writeln!(out, "{}", object.end())?;
    }
    Ok(())
}

/// A line for each game, and where their files are.
///
/// # Errors
/// The output cannot be written.
pub fn human(
    out: &mut dyn Write,
    words: &Catalogue,
    folder: Option<&str>,
    entries: &[ListedGame],
) -> io::Result<()> {
    let words = &words.saves;
    let name = |entry: &ListedGame| entry.name.clone().unwrap_or_else(|| entry.file.clone());
    let width = entries.iter().map(|entry| name(entry).chars().count()).max().unwrap_or(0);
    for entry in entries {
        let saved = entry.saved.replace('T', " ").chars().take(16).collect::<String>();
        let played = match &entry.played {
            None => words.unreadable.to_owned(),
            Some(played) => {
                let say = if played.is_over { words.kept_ended } else { words.kept_at };
                let version = if played.is_other_version { words.other_version } else { "" };
                [say(played.choices, &played.title), version.to_owned()]
                    .into_iter()
                    .filter(|said| !said.is_empty())
                    .collect::<Vec<_>>()
                    .join("; ")
            }
        };
        writeln!(out, "{saved}  {:width$}  {played}", name(entry))?;
    }
    match folder {
        Some(folder) if !entries.is_empty() => writeln!(out, "\n{}", (words.kept_in)(folder)),
        _ => writeln!(out, "{}", words.none_kept),
    }
}
