//! How far each translation of a story has come.

use super::Loaded;
use super::translation::Orphan;
use crate::story::{Story, TextId};

/// How far one translation has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TranslationProgress<'a> {
    /// The language's tag (BCP 47).
    pub language: &'a str,
    /// How many texts the story has in its source language.
    pub texts: usize,
    /// How many of them are translated, the stale ones included.
    pub translated: usize,
    /// Those that are not, in the order of the files.
    pub missing: Vec<TextId>,
    /// Those whose source is not the one that they were accepted for, in the order of the files.
    pub stale: Vec<TextId>,
    /// Those that were translated since the translation was last accepted, in the order of the files.
    pub unaccepted: Vec<TextId>,
    /// Translated texts that belong to nothing, in the order of the translation's files.
    pub orphans: Vec<&'a Orphan>,
}

/// Tells of each translation how far it has come, in the order of the languages; nothing when the story has faults
/// of its own.
pub fn progress(loaded: &Loaded) -> Option<Vec<TranslationProgress<'_>>> {
    let story = loaded.story.as_ref()?;
    let one = |index| of_language(story, index, &loaded.orphans);
    Some((1..story.texts.len()).map(one).collect())
}

fn of_language<'a>(story: &'a Story, index: usize, orphans: &'a [Orphan]) -> TranslationProgress<'a> {
    let (source, texts) = (&story.texts[0], &story.texts[index]);
    let ids = (0..story.slots.len() as u32).map(TextId).filter(|id| source.spans[id.index()].is_some());
    let (translated, missing): (Vec<TextId>, Vec<TextId>) = ids.partition(|id| texts.spans[id.index()].is_some());
    let language = texts.language.as_str();
    TranslationProgress {
        language,
        texts: translated.len() + missing.len(),
        translated: translated.len(),
        missing,
        stale: texts.stale.clone(),
        unaccepted: texts.unaccepted.clone(),
        orphans: orphans.iter().filter(|orphan| orphan.language == language).collect(),
    }
}
