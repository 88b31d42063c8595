//! `counterpitch new`: a small story to start from.
//!
//! Its files stand in the folder beside this one, whole, so that they can be read, checked and replayed there.

use super::ExitCode;
use super::files::{self, quoted, shown};
use super::output;
use crate::report;
use anyhow::bail;
use std::io::Write;
use std::path::Path;

macro_rules! files {
    ($($path:literal)*) => { &[$(($path, include_str!(concat!("new/", $path)))),*] };
}

/// The files of the story, by path inside its folder.
const FILES: &[(&str, &str)] = files! {
    "README.md"
    "story.toml"
    "station.toml"
    "train.toml"
    "debrief.toml"
    "nl/story.toml"
    "nl/station.toml"
    "playthroughs/home-with-cake.toml"
    "playthroughs/the-last-train.toml"
};

/// Makes the folder, with the story's files and the schemas; a folder that holds something is left as it is.
pub fn run(folder: &Path) -> anyhow::Result<ExitCode> {
    if folder.is_dir() && !files::entries(folder)?.is_empty() {
        bail!("the folder `{}` is not empty; name one that is not there yet", shown(folder));
    }
    for (path, text) in FILES {
        write(&folder.join(path), text)?;
    }
    for schema in report::schemas() {
        write(&folder.join("schema").join(schema.file), &schema.text)?;
    }
    let (argument, playthroughs) = (quoted(folder), quoted(&folder.join("playthroughs")));
    let out = &mut output::results();
    writeln!(
        out,
        "A story is in `{}`. Next:\n\n  \
         counterpitch play --story {argument}\n  \
         counterpitch check --story {argument}\n  \
         counterpitch replay --story {argument} {playthroughs}",
        shown(folder)
    )?;
    out.flush()?;
    Ok(ExitCode::Fine)
}

fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    let folder = path.parent().expect("a file of the story has a folder");
    files::make_folder(folder)?;
    files::write(path, text)
}
