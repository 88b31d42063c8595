//! `counterpitch web`: writes a story as one HTML file in which people play in a browser.

use super::files::{self, shown};
use super::output::{self, CommandEnd, ExitCode};
use super::stories::Setting;
use crate::report::web::{GENERATOR, WebPlayer, WebStory, page};
use anyhow::Context;
use std::path::Path;

/// The player for browsers; `None` if nobody had built the player when the build script ran.
static PLAYER: Option<WebPlayer> = include!(concat!(env!("OUT_DIR"), "/player.rs"));

pub fn player() -> anyhow::Result<&'static WebPlayer> {
    PLAYER
        .as_ref()
        .context("this program was built without the player for browsers; `web/build`, then `cargo build`, puts it in")
}

pub fn run(setting: Setting, file: &Path, no_undo: bool, player: &WebPlayer) -> CommandEnd {
    let common = setting.common;
    let (opened, story) = (setting.opened, setting.reader.story);
    // The lock files of translations matter to authors only.
    let texts = opened.files.iter().filter(|file| file.path.ends_with(".toml"));
    let told = WebStory {
        title: story.own_title(),
        language: common.lang.as_ref().map(|_| setting.reader.tag()),
        own_language: &story.texts[0].language,
        seed: common.seed.map(|seed| seed.to_string()),
        is_final: no_undo,
        files: texts.map(|file| (file.path.as_str(), opened.sources.file(file.id).text())).collect(),
    };
    files::check_own(file, GENERATOR, "page of this program")?;
    let page = page(player, &told);
    files::write(file, &page)?;
    output::note(format!("wrote {} ({:.1} MB)", shown(file), page.len() as f64 / 1e6));
    Ok(ExitCode::Fine)
}
