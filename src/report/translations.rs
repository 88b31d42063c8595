//! How far the translations of a story have come, for people and for programs.

use super::json::write_line;
use crate::format::TranslationProgress;
use crate::source::{FileId, Sources, Span};
use crate::story::{Story, TextId};
use serde_json::json;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Up to this many missing texts are named one by one. If there are more, the page only counts them in each file.
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
    table(out, languages)?;
    for progress in languages {
        missing(out, sources, story, progress)?;
        if !progress.missing.is_empty() {
            writeln!(out, "  `counterpitch translations start {}` writes them as comments", progress.language)?;
        }
        let texts = &story.texts[story.language(progress.language).unwrap_or(0)];
        let stale = progress.stale.iter().map(|id| (texts.spans[id.index()], story.slots[id.index()].address.as_str()));
        section(out, sources, progress.language, "stale: the source is not what it was", stale)?;
        let (language, unaccepted) = (progress.language, progress.unaccepted.len());
        if !progress.stale.is_empty() {
            writeln!(out, "  read them again, then run `counterpitch translations accept {language}`")?;
        }
        if unaccepted > 0 {
            writeln!(
                out,
                "\n{language}, translated since it was accepted: {unaccepted}; after `counterpitch translations accept \
                 {language}` a change of their source is noticed"
            )?;
        }
        let orphans = progress.orphans.iter().map(|orphan| (Some(orphan.span), orphan.address.as_str()));
        section(out, sources, progress.language, "orphaned: the story has no such text", orphans)?;
    }
    Ok(())
}

fn table(out: &mut dyn Write, languages: &[TranslationProgress]) -> io::Result<()> {
    let tags = languages.iter().map(|progress| progress.language);
    let width = tags.chain(["language"]).map(str::len).max().unwrap_or(0) + 1;
    writeln!(
        out,
        "{:<width$}{:>7}{:>12}{:>9}{:>7}{:>10}",
        "language", "texts", "translated", "missing", "stale", "orphaned"
    )?;
    for progress in languages {
        let TranslationProgress { language, texts, translated, missing, stale, orphans, .. } = progress;
        let (missing, stale, orphans) = (missing.len(), stale.len(), orphans.len());
        writeln!(out, "{language:<width$}{texts:>7}{translated:>12}{missing:>9}{stale:>7}{orphans:>10}")?;
    }
    Ok(())
}

fn missing(out: &mut dyn Write, sources: &Sources, story: &Story, progress: &TranslationProgress) -> io::Result<()> {
    let spans = &story.texts[0].spans;
    if progress.missing.len() <= MOST_NAMED {
        let named = progress.missing.iter().map(|id| (spans[id.index()], story.slots[id.index()].address.as_str()));
        return section(out, sources, progress.language, "missing: read in the source language instead", named);
    }
    let mut files: BTreeMap<FileId, (usize, usize)> = BTreeMap::new();
    for span in spans.iter().flatten() {
        files.entry(span.file).or_default().1 += 1;
    }
    for span in progress.missing.iter().filter_map(|id| spans[id.index()]) {
        files.entry(span.file).or_default().0 += 1;
    }
    writeln!(out, "\n{}, missing: read in the source language instead", progress.language)?;
    for (file, (missing, all)) in files.into_iter().filter(|(_, (missing, _))| *missing > 0) {
        writeln!(out, "  {}  {missing} of {all}", sources.file(file).path())?;
    }
    writeln!(out, "  `--format json` names each of them")
}

/// Writes texts with their places under a heading; nothing when there are none.
fn section<'a>(
    out: &mut dyn Write,
    sources: &Sources,
    language: &str,
    heading: &str,
    texts: impl Iterator<Item = (Option<Span>, &'a str)>,
) -> io::Result<()> {
    for (index, (span, address)) in texts.enumerate() {
        if index == 0 {
            writeln!(out, "\n{language}, {heading}")?;
        }
        let Some(span) = span else { continue };
        let (place, path) = (sources.place(span), sources.file(span.file).path());
        writeln!(out, "  {path}:{}:{}  {address}", place.line, place.column)?;
    }
    Ok(())
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
