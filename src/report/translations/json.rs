//! Translations for programs: one object.

use crate::format::TranslationProgress;
use crate::report::json::write_line;
use crate::story::{Story, TextId};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct TranslationsJson<'a> {
    languages: Vec<LanguageJson<'a>>,
}

#[derive(Serialize)]
struct LanguageJson<'a> {
    language: &'a str,
    texts: usize,
    translated: usize,
    missing: Vec<&'a str>,
    stale: Vec<&'a str>,
    unaccepted: Vec<&'a str>,
    orphans: Vec<&'a str>,
}

/// Writes the object, on one line.
///
/// # Errors
/// What the writer says.
pub fn json(out: &mut dyn Write, story: &Story, languages: &[TranslationProgress]) -> io::Result<()> {
    let addresses = |ids: &[TextId]| ids.iter().map(|id| &*story.slots[id.index()].address).collect();
    let language = |progress| {
        let TranslationProgress { language, texts, translated, missing, stale, unaccepted, orphans }: &TranslationProgress = progress;
        LanguageJson {
            language,
            texts: *texts,
            translated: *translated,
            missing: addresses(missing),
            stale: addresses(stale),
            unaccepted: addresses(unaccepted),
            orphans: orphans.iter().map(|orphan| &*orphan.address).collect(),
        }
    };
    write_line(out, &TranslationsJson { languages: languages.iter().map(language).collect() })
}
