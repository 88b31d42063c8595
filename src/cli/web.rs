//! `counterpitch web`: a story as one file that plays in a browser.

use super::ExitCode;
use super::arguments::{Common, WebOptions};
use super::files::{self, shown};
use super::{output, stories};
use crate::report::web::{GENERATOR, WebPlayer, WebStory, page};
use anyhow::{Context, bail};

/// The player, when it was there as the program was built; the build script says so.
static PLAYER: Option<WebPlayer> = include!(concat!(env!("OUT_DIR"), "/player.rs"));

/// Writes the page.
pub fn run(common: &Common, options: &WebOptions) -> anyhow::Result<ExitCode> {
    let player = PLAYER.as_ref().context(
        "this program was built without the player for browsers; `web/build`, then `cargo build`, puts it in",
    )?;
    let opened = stories::for_authors(common)?;
    let Some(story) = stories::valid(&opened, common)? else { return Ok(ExitCode::AtFault) };
    let language = stories::told_language(story, common)?;
    let mut texts = Vec::new();
    match &opened.folder {
        Some(folder) => {
            for (name, path) in stories::story_files(folder)? {
                texts.push((name, files::read_found(&path)?));
            }
        }
        None => texts.extend(stories::BUILT_IN.iter().map(|&(name, bytes)| (name.to_owned(), bytes.to_vec()))),
    }
    // What a translation was made from matters to authors only.
    texts.retain(|(name, _)| name.ends_with(".toml"));
    let told = WebStory {
        title: story.own_title(),
        language: language.as_deref(),
        own_language: &story.texts[0].language,
        seed: common.seed,
        is_final: options.no_undo,
        files: texts.iter().map(|(name, bytes)| (name.as_str(), String::from_utf8_lossy(bytes))).collect(),
    };
    let file = &options.output;
    if file.is_file() && !String::from_utf8_lossy(&files::read_found(file)?).contains(GENERATOR) {
        bail!("`{}` is there and is no page of this program; it is left as it is", shown(file));
    }
    let page = page(player, &told);
    files::write(file, &page)?;
    output::note(format!("wrote {} ({:.1} MB)", shown(file), page.len() as f64 / 1e6));
    Ok(ExitCode::Fine)
}
