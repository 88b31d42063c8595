//! Writes how complete the translations of a story are, for people and for programs.

use super::json::write_line;
use crate::format::TranslationProgress;
use crate::source::{FileId, Sources, Span};
use crate::story::{Story, TextId, Texts};
use serde_json::json;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// A list of more missing texts than this only counts them, file by file.
const MOST_NAMED: usize = 20;

/// Writes a table, and below it the texts that need work.
pub fn human(
    out: &mut dyn Write,
    sources: &Sources,
    story: &Story,
    languages: &[TranslationProgress],
) -> io::Result<()> {
    let source = &story.texts[0].language;
    if languages.is_empty() {
        writeln!(out, "the story is told in `{source}` and not translated")?;
        return writeln!(out, "`counterpitch translations start nl` begins a translation, here to Dutch");
    }
    let tags = languages.iter().map(|progress| progress.language);
    let width = tags.chain(["language"]).map(str::len).max().unwrap_or(0) + 1;
    let [texts, translated, missing, stale, orphaned] = ["texts", "translated", "missing", "stale", "orphaned"];
    writeln!(out, "{:<width$}{texts:>7}{translated:>12}{missing:>9}{stale:>7}{orphaned:>10}", "language")?;
    for TranslationProgress { language, texts, translated, missing, stale, orphans, .. } in languages {
        let (missing, stale, orphans) = (missing.len(), stale.len(), orphans.len());
        writeln!(out, "{language:<width$}{texts:>7}{translated:>12}{missing:>9}{stale:>7}{orphans:>10}")?;
    }
    for progress in languages {
        let (language, missing, unaccepted) = (progress.language, progress.missing.len(), progress.unaccepted.len());
        let own = &story.texts[story.language(language).unwrap_or(0)];
        let line = |span: Span, address: &str| {
            let (place, path) = (sources.place(span), sources.file(span.file).path());
            format!("{path}:{}:{}  {address}", place.line, place.column)
        };
        let lines = |texts: &Texts, ids: &[TextId]| -> Vec<String> {
            let placed = ids.iter().filter_map(|id| Some((texts.spans[id.index()]?, &story.slots[id.index()])));
            placed.map(|(span, slot)| line(span, &slot.address)).collect()
        };
        let named = match missing <= MOST_NAMED {
            true => lines(&story.texts[0], &progress.missing),
            false => counts(sources, &story.texts[0], own),
        };
        let start = format!("`counterpitch translations start {language}` writes them as comments");
        let accept = format!("`counterpitch translations accept {language}`");
        let again = format!("read them again, then run {accept}");
        let noticed = format!("after {accept} a change of their source is noticed");
        let changed = format!("translated since it was accepted: {unaccepted}; {noticed}");
        let orphans = progress.orphans.iter().map(|orphan| line(orphan.span, &orphan.address)).collect();
        let stale = [lines(own, &progress.stale), vec![again]].concat();
        let sections = [
            (missing, "missing: read in the source language instead", [named, vec![start]].concat()),
            (progress.stale.len(), "stale: the source is not what it was", stale),
            (unaccepted, &changed, Vec::new()),
            (progress.orphans.len(), "orphaned: the story has no such text", orphans),
        ];
        for (_, heading, lines) in sections.iter().filter(|(count, ..)| *count > 0) {
            writeln!(out, "\n{language}, {heading}")?;
            lines.iter().try_for_each(|line| writeln!(out, "  {line}"))?;
        }
    }
    Ok(())
}

/// For each file with missing texts, a line with their number.
fn counts(sources: &Sources, source: &Texts, translation: &Texts) -> Vec<String> {
    let mut files: BTreeMap<FileId, (usize, usize)> = BTreeMap::new();
    for (id, span) in source.placed() {
        let (missing, all) = files.entry(span.file).or_default();
        *missing += usize::from(translation.spans[id.index()].is_none());
        *all += 1;
    }
    let files = files.into_iter().filter(|(_, (missing, _))| *missing > 0);
    let lines = files.map(|(file, (missing, all))| format!("{}  {missing} of {all}", sources.file(file).path()));
    lines.chain(["`--format json` names each of them".to_owned()]).collect()
}

pub fn json(out: &mut dyn Write, story: &Story, languages: &[TranslationProgress]) -> io::Result<()> {
    let addresses = |ids: &[TextId]| ids.iter().map(|id| &*story.slots[id.index()].address).collect::<Vec<_>>();
    let languages = languages.iter().map(|progress| {
        json!({
            "language": progress.language,
            "texts": progress.texts,
            "translated": progress.translated,
            "missing": addresses(&progress.missing),
            "stale": addresses(&progress.stale),
            "unaccepted": addresses(&progress.unaccepted),
            "orphans": progress.orphans.iter().map(|orphan| &*orphan.address).collect::<Vec<_>>(),
        })
    });
    write_line(out, &json!({"languages": languages.collect::<Vec<_>>()}))
}
