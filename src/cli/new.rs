//! `counterpitch new`: a small story to start from.
//!
//! Its files stand in the folder beside this one, whole, so that they can be read, checked and replayed there.

use super::Exit;
use super::arguments::NewOptions;
use super::files;
use crate::report;
use anyhow::bail;
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
pub fn run(options: &NewOptions) -> anyhow::Result<Exit> {
    let folder = &options.folder;
    let shown = folder.display();
    if folder.is_dir() && !files::entries(folder)?.is_empty() {
        bail!("the folder `{shown}` is not empty; name one that is not there yet");
    }
    for (path, text) in FILES {
        write(&folder.join(path), text)?;
    }
    for schema in report::schemas() {
        write(&folder.join("schema").join(schema.file), &schema.text)?;
    }
    println!(
        "A story is in `{shown}`. Next:\n\n  \
         counterpitch play --story {shown}\n  \
         counterpitch check --story {shown}\n  \
         counterpitch replay --story {shown} {shown}/playthroughs"
    );
    Ok(Exit::Fine)
}

fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    let folder = path.parent().expect("a file of the story has a folder");
    files::make_folder(folder)?;
    files::write(path, text)
}
