//! The golden transcripts beside a playthrough: comparing with them, and writing them.

use super::files::{self, reported, shown};
use super::output;
use crate::report::replay as report;
use crate::script::Run;
use anyhow::{Context, bail};
use std::fs;
use std::iter::once;
use std::path::{Path, PathBuf};

/// Compares the text of a playthrough with each golden transcript that there is.
pub fn compare(run: &mut Run, path: &Path) -> anyhow::Result<()> {
    for (language, golden) in goldens(run, path).into_iter().filter(|(_, golden)| golden.is_file()) {
        let cannot = || format!("cannot read `{}`", shown(&golden));
        let expected = fs::read_to_string(&golden).with_context(cannot)?;
        let expected = expected.trim_start_matches('\u{feff}');
        report::compare(run, &language, &reported(&golden), expected);
    }
    Ok(())
}

/// Writes the golden transcripts of a playthrough that passes where they say something else, and says so: in the
/// playthrough's language, in the one told, and where there is one already.
pub fn bless(run: &Run, path: &Path, told: Option<&str>) -> anyhow::Result<()> {
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

/// The golden transcripts that a playthrough can have, each with its language: `NAME.txt` in the language that it is
/// read in, `NAME.nl.txt` in another.
fn goldens(run: &Run, path: &Path) -> Vec<(String, PathBuf)> {
    let (Some(own), Some(game)) = (run.language(), &run.game) else { return Vec::new() };
    let others = game.story().texts.iter().map(|texts| texts.language.as_str());
    let other = |language: &str| (language.to_owned(), path.with_extension(format!("{language}.txt")));
    let others = others.filter(|&language| language != own).map(other);
    once((own.to_owned(), path.with_extension("txt"))).chain(others).collect()
}

/// Whether a file is a transcript, and the playthrough that it belonged to is gone.
pub fn is_left_over(path: &Path) -> bool {
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
