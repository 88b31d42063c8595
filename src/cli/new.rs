//! `counterpitch new`: a small story to start from; and `counterpitch schema`: the JSON Schemas, for editors.
//!
//! The story's files stand in the folder `new` beside this file, so that they can be read, checked and replayed there.

use super::files::{self, quoted, shown};
use super::output::ExitCode;
use crate::report;
use anyhow::bail;
use std::io::Write;
use std::path::Path;

macro_rules! files {
    ($($path:literal)*) => { &[$(($path, include_str!(concat!("new/", $path)))),*] };
}

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

/// Makes the folder, with the story's files and the schemas; a folder that is not empty is an error.
pub fn run(folder: &Path, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
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
    writeln!(
        out,
        "A story is in `{}`. Next:\n\n  \
         counterpitch play --story {argument}\n  \
         counterpitch check --story {argument}\n  \
         counterpitch replay --story {argument} {playthroughs}",
        shown(folder)
    )?;
    Ok(ExitCode::Fine)
}

/// Writes the schemas to a folder. Makes the folder if it is not there.
pub fn schema(folder: &Path, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    files::make_folder(folder)?;
    for schema in report::schemas() {
        let path = folder.join(schema.file);
        if path.is_symlink() {
            bail!("`{}` is a link; what it leads to is left as it is", shown(&path));
        }
        files::write(&path, schema.text)?;
        writeln!(out, "{}", shown(&path))?;
    }
    Ok(ExitCode::Fine)
}

fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    let folder = path.parent().expect("a file of the story has a folder");
    files::make_folder(folder)?;
    files::write(path, text)
}
