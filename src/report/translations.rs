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
        let language = progress.language;
        let own = &story.texts[story.language(language).unwrap_or(0)];
        let placed = |texts: &Texts, ids: &[TextId]| -> Vec<(Option<Span>, &str)> {
            ids.iter().map(|id| (texts.spans[id.index()], story.slots[id.index()].address.as_str())).collect()
        };
        let (missing, heading) = (&progress.missing, "missing: read in the source language instead");
        if missing.len() <= MOST_NAMED {
            section(out, sources, language, heading, &placed(&story.texts[0], missing))?;
        } else {
            writeln!(out, "\n{language}, {heading}")?;
            counts(out, sources, &story.texts[0], own)?;
        }
        if !missing.is_empty() {
            writeln!(out, "  `counterpitch translations start {language}` writes them as comments")?;
        }
        let stale = placed(own, &progress.stale);
        section(out, sources, language, "stale: the source is not what it was", &stale)?;
        if !stale.is_empty() {
            writeln!(out, "  read them again, then run `counterpitch translations accept {language}`")?;
        }
        let unaccepted = progress.unaccepted.len();
        if unaccepted > 0 {
            writeln!(
                out,
                "\n{language}, translated since it was accepted: {unaccepted}; after `counterpitch translations accept \
                 {language}` a change of their source is noticed"
            )?;
        }
        let orphans = progress.orphans.iter().map(|orphan| (Some(orphan.span), orphan.address.as_str()));
        section(out, sources, language, "orphaned: the story has no such text", &orphans.collect::<Vec<_>>())?;
    }
    Ok(())
}

/// Writes texts with their places under a heading. Without texts, writes no heading either.
fn section(
    out: &mut dyn Write,
    sources: &Sources,
    language: &str,
    heading: &str,
    texts: &[(Option<Span>, &str)],
) -> io::Result<()> {
    if !texts.is_empty() {
        writeln!(out, "\n{language}, {heading}")?;
    }
    for (span, address) in texts {
        let Some(span) = *span else { continue };
        let (place, path) = (sources.place(span), sources.file(span.file).path());
        writeln!(out, "  {path}:{}:{}  {address}", place.line, place.column)?;
    }
    Ok(())
}

/// Writes how many texts of each file are missing.
fn counts(out: &mut dyn Write, sources: &Sources, source: &Texts, translation: &Texts) -> io::Result<()> {
    let mut files: BTreeMap<FileId, (usize, usize)> = BTreeMap::new();
    for (id, span) in source.placed() {
        let (missing, all) = files.entry(span.file).or_default();
        *missing += usize::from(translation.spans[id.index()].is_none());
        *all += 1;
    }
    for (file, (missing, all)) in files.into_iter().filter(|(_, (missing, _))| *missing > 0) {
        writeln!(out, "  {}  {missing} of {all}", sources.file(file).path())?;
    }
    writeln!(out, "  `--format json` names each of them")
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
