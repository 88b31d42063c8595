//! A story as one HTML file: it holds the player compiled to WebAssembly, the page, and the story's files as data.
//!
//! The file loads nothing else, and its content security policy allows only its own two scripts and its own style.
//! Nothing in a story can run: its files are data in JSON, in which `<` is escaped.

use super::escaped::{base64, escaped, hash};
use super::json::line;
use serde::Serialize;
use std::borrow::Cow;

/// A tag in every page. The program may write over a page that has it.
pub const GENERATOR: &str = r#"<meta name="generator" content="Counterpitch">"#;

#[derive(Debug)]
pub struct WebPlayer {
    /// The library and its requests, compiled to WebAssembly.
    pub wasm: &'static [u8],
    pub page: &'static str,
    pub style: &'static str,
    /// The script that calls the library; it runs both on the page and in a web worker.
    pub engine: &'static str,
    pub game: &'static str,
}

#[derive(Debug, Serialize)]
pub struct WebStory<'a> {
    /// The title in the story's own language. A browser keeps the story's games under this title.
    pub title: &'a str,
    /// The language to begin in; `None` for the language of the reader's browser.
    pub language: Option<&'a str>,
    pub own_language: &'a str,
    /// The seed in decimal digits: a number in JavaScript holds whole numbers only up to 53 bits.
    pub seed: Option<String>,
    pub is_final: bool,
    pub files: Vec<(&'a str, &'a str)>,
}

pub fn page(player: &WebPlayer, story: &WebStory) -> String {
    let policy = format!(
        "default-src 'none'; script-src {} {} 'wasm-unsafe-eval'; style-src {}; worker-src blob:; img-src data:; \
         base-uri 'none'; form-action 'none'",
        hash(player.engine),
        hash(player.game),
        hash(player.style),
    );
    let mut page = String::new();
    // Splitting comes first, so that a story's text with `{{` in it cannot bring in another part.
    for (index, piece) in player.page.split("{{").enumerate() {
        let (part, rest) = if index == 0 { ("", piece) } else { piece.split_once("}}").unwrap_or((piece, "")) };
        page += &match part {
            "generator" => Cow::from(GENERATOR),
            "language" => escaped(story.language.unwrap_or(story.own_language)).into(),
            "title" => escaped(story.title).into(),
            "policy" => Cow::from(&policy),
            "style" => player.style.into(),
            "engine" => player.engine.into(),
            "game" => player.game.into(),
            "story" => line(story).replace('<', "\\u003c").into(),
            "player" => base64(player.wasm).into(),
            _ => "".into(),
        };
        page += rest;
    }
    page
}

#[cfg(test)]
mod tests {
    use super::{WebPlayer, WebStory, page};

    #[test]
    fn nothing_in_a_story_ends_a_script_or_becomes_a_tag() {
        let page_of = "<title>{{title}}</title><script>{{story}}</script>";
        let player = WebPlayer { wasm: b"", page: page_of, style: "", engine: "", game: "" };
        let hostile = "</script><img src=x onerror=alert(1)>{{player}}<!--";
        let story = WebStory {
            title: hostile,
            language: None,
            own_language: "en",
            seed: Some(u64::MAX.to_string()),
            is_final: false,
            files: vec![("story.toml", hostile)],
        };
        let page = page(&player, &story);
        assert_eq!(page.matches('<').count(), 4, "{page}");
        assert!(page.contains("\"seed\":\"18446744073709551615\""), "{page}");
        assert_eq!(page.matches("{{player}}").count(), 3, "{page}");
    }
}
