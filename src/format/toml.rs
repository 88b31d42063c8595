//! Reads a file as TOML: its tables, and of a broken file those that can be read.
//!
//! It reports the first error, replaces the table around it by blanks, which keeps all places, and reads the rest
//! again.

use super::characters::unseen;
use super::explain::{explain, is_header, line_at};
use super::spec::ValueKind;
use super::spelling::twice;
use crate::source::{Code, Diagnostic, Faults, FileId, Source, Span};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;
use toml::de::DeTable;

/// How many blocks of one file are left out at most, and how many faults of one sort are reported.
const MOST: usize = 50;

/// The most bytes of a file that is read again after an error: the parser keeps all errors of what it reads.
const MOST_RECOVERED: usize = 1024 * 1024;

#[derive(Clone, Copy)]
pub(crate) struct Document<'a> {
    pub file: FileId,
    /// Its text, with blanks in place of what cannot be read.
    pub text: &'a str,
}

pub(crate) struct Reading<'a> {
    pub document: Document<'a>,
    pub tables: DeTable<'a>,
    /// The bytes that were not read, or read twice: what seems wrong there follows from a fault that is reported.
    pub broken: Vec<Range<usize>>,
    /// Whether names that the file declares may be unknown.
    pub hides_names: bool,
}

impl Reading<'_> {
    /// Whether what seems wrong at a place follows from a fault: it was not read, or the root table may be incomplete.
    pub fn is_broken_at(&self, span: Span) -> bool {
        let is_root = self.hides_names && span.end == 0;
        is_root || self.broken.iter().any(|range| range.contains(&(span.start as usize)))
    }
}

/// Reads a file. `root` is the kind of its root table. `readable` keeps the text that is read in place of a broken one.
pub(crate) fn parse<'a>(
    file: FileId,
    source: &'a Source,
    root: &ValueKind,
    readable: &'a OnceCell<String>,
    faults: &mut Faults,
) -> Reading<'a> {
    let unread = |text| Reading {
        document: Document { file, text },
        tables: DeTable::new(),
        broken: std::iter::once(0..usize::MAX).collect(),
        hides_names: true,
    };
    if let Some(at) = source.bad_byte() {
        faults.push(not_utf8(file, source, at));
        return unread(source.text());
    }
    let conflicts = conflicts(file, source.text());
    if !conflicts.is_empty() {
        faults.extend(conflicts);
        return unread(source.text());
    }
    let mut text = without_unseen(file, source.text(), faults);
    if let Cow::Borrowed(text) = text
        && let Ok(tables) = DeTable::parse(text)
    {
        let document = Document { file, text };
        return Reading { document, tables: tables.into_inner(), broken: vec![], hides_names: false };
    }
    let mut broken = vec![];
    if text.len() > MOST_RECOVERED
        && let Err(error) = DeTable::parse(&text)
    {
        faults.push(explain(file, &text, on_characters(&text, error.span().unwrap_or(0..0)), error.message()).0);
        return unread(source.text());
    }
    while let Some((range, message)) = first_error(&text) {
        let (fault, range) = explain(file, &text, range, &message);
        faults.push(fault);
        let left_out = block(&text, &range, |_| true);
        if broken.len() == MOST || text[left_out.clone()].trim().is_empty() {
            return unread(source.text());
        }
        // A scene without its broken choice is incomplete, so all of it is broken.
        broken.push(block(source.text(), &range, is_scene));
        blank(text.to_mut(), left_out);
    }
    let hides_names = !broken.is_empty();
    let text: &'a str = match text {
        Cow::Borrowed(text) => text,
        Cow::Owned(text) => readable.get_or_init(|| text),
    };
    let (tables, repeated) = DeTable::parse_recoverable(text);
    for range in repeated.iter().filter_map(toml::de::Error::span).take(MOST) {
        let Some(first) = first_of(text, &range) else { continue };
        if !broken.iter().any(|broken| broken.contains(&range.start)) {
            faults.push(repeated_key(file, text, &range, first.clone(), root));
            // What stands under both headers was read as one table.
            if text[line_at(text, range.start)].starts_with('[') {
                broken.extend([block(text, &first, is_scene), block(text, &range, is_scene)]);
            }
        }
    }
    Reading { document: Document { file, text }, tables: tables.into_inner(), broken, hides_names }
}

fn not_utf8(file: FileId, source: &Source, at: usize) -> Diagnostic {
    let first = source.text()[at..].chars().next().map_or(0, char::len_utf8);
    let span = Span::new(file, at..at + first);
    Code::TomlSyntax.at(span, "the file is not UTF-8", "no character begins so").help("save the file as UTF-8")
}

/// Reports the characters that TOML allows nowhere, and replaces them by blanks.
fn without_unseen<'a>(file: FileId, text: &'a str, faults: &mut Faults) -> Cow<'a, str> {
    let is_control = |c: char| matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{7F}');
    let found = text.match_indices(is_control).take(MOST);
    faults.extend(found.filter_map(|(at, it)| Some(unseen(it.chars().next()?, Span::new(file, at..at + 1)))));
    if text.contains(is_control) { text.replace(is_control, " ").into() } else { text.into() }
}

/// The first error of a text, with the parser's message. Keys that stand in the text twice do not count.
fn first_error(text: &str) -> Option<(Range<usize>, String)> {
    let errors = DeTable::parse_recoverable(text).1;
    let errors = errors.iter().map(|error| (on_characters(text, error.span().unwrap_or(0..0)), error));
    let first = errors.filter(|(range, _)| !is_repeated(text, range)).min_by_key(|(range, _)| range.start);
    first.map(|(range, error)| (range, error.message().to_owned()))
}

fn on_characters(text: &str, range: Range<usize>) -> Range<usize> {
    let is_boundary = |at: &usize| text.is_char_boundary(*at);
    let start = (0..=range.start.min(text.len())).rev().find(is_boundary).unwrap_or(0);
    start..(range.end.max(start)..text.len()).find(is_boundary).unwrap_or(text.len())
}

/// The block around a range, from the header above it to the one below. Only headers that `is_meant` accepts count.
fn block(text: &str, range: &Range<usize>, is_meant: fn(&str) -> bool) -> Range<usize> {
    let begins = |line: &str| line.starts_with('[') && is_header(line) && is_meant(line);
    let mut block = 0..text.len();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if begins(line) && at > range.start && at >= range.end {
            block.end = at;
            break;
        }
        if begins(line) && at <= range.start {
            block.start = at;
        }
        at += line.len();
    }
    block
}

/// Whether a header begins a scene or another table of the root. Only those of choices have a dot.
fn is_scene(header: &str) -> bool {
    !header.contains('.')
}

/// The merge conflicts of a file, each at its first mark.
fn conflicts(file: FileId, text: &str) -> Faults {
    let begins = text.match_indices("<<<<<<< ").filter(|&(at, _)| at == 0 || text[..at].ends_with('\n'));
    let fault = |(at, _): (usize, &str)| {
        let marks = Span::new(file, at..at + 7);
        let fault = Code::MergeConflict.at(marks, "a merge conflict is not resolved", "two versions stand here");
        fault.help("keep one version, and remove the lines of `<`, `=` and `>`")
    };
    begins.map(fault).collect()
}

/// Replaces everything in a range but line feeds by blanks.
fn blank(text: &mut String, range: Range<usize>) {
    let blanks: String = text[range.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    text.replace_range(range, &blanks);
}

/// The place of a key before the same key at a range: in all headers, or else in the table of the key.
fn first_of(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let start = line_at(text, range.start).start;
    let is_header = text[start..].starts_with('[');
    let written = text[start..range.end].trim_start_matches('[');
    let mut at = if is_header { 0 } else { block(text, range, |_| true).start };
    text[at..start].split_inclusive('\n').find_map(|line| {
        let begin = at + line.len() - line.trim_start_matches('[').len();
        at += line.len();
        let after = text[begin..at].strip_prefix(written)?.trim_start();
        let is_same = line.starts_with('[') == is_header && after.starts_with(if is_header { ']' } else { '=' });
        let end = begin + written.len();
        (is_same && !range.is_empty()).then_some(end - range.len()..end)
    })
}

/// Whether the key at a range, or the header above it, is there a second time.
fn is_repeated(text: &str, range: &Range<usize>) -> bool {
    let header = line_at(text, block(text, range, |_| true).start);
    let end = text[header.clone()].find(']').map_or(header.start, |end| header.start + end);
    first_of(text, range).is_some() || first_of(text, &(header.start..end)).is_some()
}

/// The fault that the key at a range is there a second time; `root` is the kind of the file's root table.
fn repeated_key(file: FileId, text: &str, range: &Range<usize>, first: Range<usize>, root: &ValueKind) -> Diagnostic {
    let (span, first) = (Span::new(file, range.clone()), Span::new(file, first));
    let start = line_at(text, range.start).start;
    let header = &text[line_at(text, block(text, range, |_| true).start)];
    let is_header = text[start..].starts_with('[');
    let table = if is_header || !header.starts_with('[') { "" } else { header.split(']').next().unwrap_or("") };
    let names = table.split('.').chain(text[start..range.end].split('.'));
    let names = names.map(|name| name.trim_matches(['[', ' ', '"', '\'']));
    let path: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
    let name = path.last().copied().unwrap_or("");
    let kind = path.iter().try_fold((None, root), |(_, kind), key| kind.below(key));
    if let Some((Some(name_kind), _)) = kind {
        return twice(name_kind, name, span, first);
    }
    let fault = Code::TomlSyntax.at(span, format!("`{name}` is there twice"), "the second").also(first, "the first");
    match kind {
        Some((_, ValueKind::Tables(_))) => fault.help(format!("begin each with two brackets: `[[{name}]]`")),
        _ => fault.help("keep one of them, or put what stands under both under one"),
    }
}
