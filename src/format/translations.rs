//! What a translator works with: how far a translation has come, files with the missing texts, and `accepted.lock`.

use super::fingerprint::of_text;
use super::lower::Orphan;
use super::{Decoded, Loaded};
use crate::source::{FileId, Sources};
use crate::story::{Story, TextId, Texts};
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TranslationProgress<'a> {
    pub language: &'a str,
    pub texts: usize,
    /// How many of the texts are translated, the stale ones included.
    pub translated: usize,
    /// The texts that are not translated, in the order of the files.
    pub missing: Vec<TextId>,
    /// The translated texts whose source changed after they were accepted, in the order of the files.
    pub stale: Vec<TextId>,
    /// The texts that were translated since the translation was last accepted, in the order of the files.
    pub unaccepted: Vec<TextId>,
    /// Translated texts that belong to nothing in the story, in the order of the translation's files.
    pub orphans: Vec<&'a Orphan>,
}

/// How far each translation has come, by language; `None` when the story has faults of its own.
pub fn progress(loaded: &Loaded) -> Option<Vec<TranslationProgress<'_>>> {
    let story = loaded.story.as_ref()?;
    let languages = story.texts[1..].iter().map(|texts| {
        let ids = story.texts[0].placed().map(|(id, _)| id);
        let (translated, missing): (Vec<TextId>, Vec<TextId>) = ids.partition(|id| texts.spans[id.index()].is_some());
        TranslationProgress {
            language: &texts.language,
            texts: translated.len() + missing.len(),
            translated: translated.len(),
            missing,
            stale: texts.stale.clone(),
            unaccepted: texts.unaccepted.clone(),
            orphans: loaded.orphans.iter().filter(|orphan| orphan.language == texts.language).collect(),
        }
    });
    Some(languages.collect())
}

/// The lock file that accepts a translation as it is, except for the texts in `refused`, which must be sorted.
pub fn accepted_lock(sources: &Sources, story: &Story, translation: &Texts, refused: &[TextId]) -> String {
    let mut lock =
        String::from("# Written by `counterpitch translations accept`: the source texts, as fingerprints (SHA-256).\n");
    let accepted = story.texts[0].placed().filter(|(id, _)| translation.spans[id.index()].is_some());
    for (id, span) in accepted {
        let text = Decoded::new(span.file, sources.file(span.file).text(), span.range());
        let is_refused = refused.binary_search(&id).is_ok();
        let accepted = if is_refused { "stale".to_owned() } else { of_text(text.value()) };
        // Writing to a string cannot fail.
        let _ = writeln!(lock, "\"{}\" = \"{accepted}\"", story.slots[id.index()].address);
    }
    lock
}

/// The files that a translator fills in: one for each source file with texts that the translation lacks. These texts
/// stand in it as comments, for the translator to uncomment and translate. `begun` returns the text of the
/// translation's file if it exists; the missing texts are added to it. A file without missing texts is left out.
pub fn skeleton(
    sources: &Sources,
    story: &Story,
    translation: Option<&Texts>,
    begun: impl Fn(FileId) -> Option<String>,
) -> Vec<(FileId, String)> {
    let mut files: BTreeMap<FileId, Tables> = BTreeMap::new();
    let mut translated = HashSet::new();
    for (id, span) in story.texts[0].placed() {
        let address = &story.slots[id.index()].address;
        let (table, key) = address.rsplit_once('.').unwrap_or(("", address));
        if translation.is_none_or(|texts| texts.spans[id.index()].is_none()) {
            add(files.entry(span.file).or_default(), table, key, sources.text(span));
        } else {
            translated.insert(table);
        }
    }
    let source = &story.texts[0].language;
    let file = |(id, tables): (FileId, Tables)| {
        let head = format!(
            "# Remove the `# ` before a text to translate it. What stays a comment is read in the source language, `{source}`.\n"
        );
        let text = match begun(id) {
            Some(begun) => added(&begun, tables, &translated)?,
            None => schema_line(sources.file(id).text()) + &head + &write(tables, &HashSet::new()),
        };
        Some((id, text))
    };
    files.into_iter().filter_map(file).collect()
}

/// The tables of a file, each with its address and its keys; each key has its text as a comment.
type Tables = Vec<(String, Vec<(String, String)>)>;

fn add(tables: &mut Tables, table: &str, key: &str, text: &str) {
    let text = format!("{key} = {text}");
    let lines: Vec<String> = text.lines().map(|line| format!("# {line}").trim_end().to_owned()).collect();
    let stub = (key.to_owned(), lines.join("\n"));
    match tables.iter_mut().find(|(own, _)| own == table) {
        Some((_, stubs)) => stubs.push(stub),
        None => tables.push((table.to_owned(), vec![stub])),
    }
}

/// Writes tables. Keys outside tables come first, as TOML demands. `there` names the tables that the translation already
/// has: their headings become comments, because a table must not be there twice.
fn write(mut tables: Tables, there: &HashSet<&str>) -> String {
    tables.sort_by_key(|(table, _)| !table.is_empty());
    let write = |(table, stubs): (String, Vec<(String, String)>)| {
        let heading = match table.as_str() {
            "" => String::new(),
            table if there.contains(table) => format!("# [{table}]\n"),
            table => format!("[{table}]\n"),
        };
        stubs.into_iter().fold(format!("\n{heading}"), |text, (_, comment)| text + &comment + "\n")
    };
    tables.into_iter().map(write).collect()
}

/// Adds to the text of a file, under their heading or at the end, the texts that it lacks; comments count as there.
/// `None` if it lacks none.
fn added(begun: &str, tables: Tables, there: &HashSet<&str>) -> Option<String> {
    let mut lines: Vec<String> = begun.split('\n').map(str::to_owned).collect();
    let (before, mut rest) = (lines.len(), vec![]);
    for (table, mut stubs) in tables {
        let bare =
            |line: &String| line.trim_start_matches("# ").split('#').next().unwrap_or_default().trim().to_owned();
        let heading = lines.iter().position(|line| bare(line) == format!("[{table}]"));
        let Some(start) = heading.map(|line| line + 1).or(table.is_empty().then_some(0)) else {
            rest.push((table, stubs));
            continue;
        };
        let length = lines[start..].iter().take_while(|line| !line.starts_with('[')).count();
        let own = lines[start..start + length].iter().filter_map(|line| line.split_once('='));
        let keys: Vec<&str> = own.map(|(key, _)| key.trim_matches(['#', ' '])).collect();
        stubs.retain(|(key, _)| !keys.contains(&key.as_str()));
        let at = if table.is_empty() { length } else { start };
        lines.splice(at..at, stubs.into_iter().map(|(_, comment)| comment));
    }
    let is_changed = lines.len() > before || !rest.is_empty();
    let end = if begun.ends_with('\n') { "" } else { "\n" };
    is_changed.then(|| lines.join("\n") + end + &write(rest, there))
}

/// The line that tells editors the schema of a translation; empty when the source file has no such line.
fn schema_line(source: &str) -> String {
    let schema = source.lines().next().and_then(|line| line.strip_prefix("#:schema ")?.rsplit_once('/'));
    schema.map_or(String::new(), |(folder, _)| format!("#:schema ../{folder}/translation.schema.json\n"))
}
