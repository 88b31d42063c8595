//! Translations for programs: one object, as docs/commands.md describes.

use crate::format::Progress;
use crate::story::{Story, TextId};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Writes the object, on one line.
///
/// # Errors
/// What the writer says.
pub fn json(out: &mut dyn Write, story: &Story, languages: &[Progress]) -> io::Result<()> {
    let addresses = |ids: &[TextId]| -> Vec<Value> {
        ids.iter().map(|id| story.slots[id.index()].address.as_str().into()).collect()
    };
    let language = |progress: &Progress| {
        json!({
            "language": progress.language,
            "texts": progress.texts,
            "translated": progress.translated,
            "missing": addresses(&progress.missing),
            "stale": addresses(&progress.stale),
            "orphans": progress.orphans.iter().map(|orphan| orphan.address.as_str()).collect::<Vec<_>>(),
        })
    };
    let languages: Vec<Value> = languages.iter().map(language).collect();
    writeln!(out, "{}", json!({ "languages": languages }))
}
