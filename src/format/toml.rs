//! Reads a file as TOML. Of a broken file, it reads the tables without a syntax error.
//!
//! It reports the first error, writes blanks over the table around it, and reads the file again. Blanks keep all other
//! places the same.

use super::characters::unseen;
use super::explain::{TokenizedText, is_header};
use super::spec::ValueKind;
use super::spelling::{Name, twice};
use crate::source::{Code, Diagnostic, Faults, FileId, Source, Span};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;
use toml::de::DeTable;
use toml_parser::ParseError;
use toml_parser::parser::{Event, EventKind, RecursionGuard, parse_document};

/// The most tables of one file that are left out because of a syntax error: with more errors, the file is not read. Also
/// the most faults of any other sort that are reported for a file.
const MOST: usize = 50;

/// A file with more bytes is not read again after an error, because the parser keeps all errors in memory.
const MOST_RECOVERED: usize = 1024 * 1024;

#[derive(Clone, Copy)]
pub(crate) struct Document<'a> {
    pub file: FileId,
    /// The text of the file, with blanks in place of what cannot be read.
    pub text: &'a str,
}

pub(crate) struct Reading<'a> {
    pub document: Document<'a>,
    pub tables: DeTable<'a>,
    /// The bytes that were not read, or that repeat a table. More faults there may only follow from the one reported.
    pub broken: Vec<Range<usize>>,
    /// Whether the file may declare names in a part that was not read.
    pub hides_names: bool,
}

impl Reading<'_> {
    /// Whether a fault at `span` may follow from another: the place was not read, or the root table may be incomplete.
    pub fn is_broken_at(&self, span: Span) -> bool {
        let is_root = self.hides_names && span.end == 0;
        is_root || self.broken.iter().any(|range| range.contains(&(span.start as usize)))
    }
}

/// Reads a file. `root` is the kind of its root table. `readable` keeps the text with blanks of a broken file.
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
    let mut text = without_unseen(file, source.text(), faults);
    let mut broken = keep_first_versions(file, &mut text, faults);
    if let Cow::Borrowed(text) = text
        && let Ok(tables) = DeTable::parse(text)
    {
        let document = Document { file, text };
        return Reading { document, tables: tables.into_inner(), broken: vec![], hides_names: false };
    }
    while let Some((range, message)) = first_error(&text) {
        let page = TokenizedText { file, text: &text, tokens: toml_parser::Source::new(&text).lex().into_vec() };
        let (fault, range) = page.explain(range, &message);
        faults.push(fault);
        let left_out = block(&text, &range, |_| true);
        let is_enough = broken.len() == MOST || text.len() > MOST_RECOVERED;
        if is_enough || text[left_out.clone()].trim().is_empty() {
            return unread(source.text());
        }
        // If a choice is broken, its whole scene counts as broken. Only headers of choices have a dot.
        broken.push(block(source.text(), &range, |line| !line.contains('.')));
        blank(text.to_mut(), left_out);
    }
    let hides_names = !broken.is_empty();
    let text: &'a str = match text {
        Cow::Borrowed(text) => text,
        Cow::Owned(text) => readable.get_or_init(|| text),
    };
    if text.len() > MOST_RECOVERED
        && let Err(first) = DeTable::parse(text)
    {
        // The error is a repeated key. A file of this size is read only once, so other repeated keys stay unknown.
        faults.push(Keys::of(text).fault(file, &first.span().unwrap_or(0..0), root));
        return unread(source.text());
    }
    let (tables, repeated) = DeTable::parse_recoverable(text);
    if !repeated.is_empty() {
        let keys = Keys::of(text);
        for range in repeated.iter().filter_map(toml::de::Error::span).take(MOST) {
            if !broken.iter().any(|broken| broken.contains(&range.start)) {
                faults.push(keys.fault(file, &range, root));
                broken.extend(keys.copies(&range));
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
    let bytes = text.as_bytes();
    let is_return = |at: usize| bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    let is_control = |at: usize| matches!(bytes[at], 0..=0x08 | 0x0B | 0x0C | 0x0E..=0x1F | 0x7F);
    let mut seen = Cow::Borrowed(text);
    let (mut controls, mut returns) = (0, 0);
    for at in (0..bytes.len()).filter(|&at| is_control(at) || is_return(at)) {
        let (count, replacement) = if is_return(at) { (&mut returns, "\n") } else { (&mut controls, " ") };
        *count += 1;
        let span = Span::new(file, at..at + 1);
        if is_return(at) && *count == 1 {
            let fault = Code::TomlSyntax.at(span, "a carriage return stands alone", "no line feed follows");
            faults.push(fault.help("save the file with the line ends of Unix or of Windows"));
        } else if is_control(at) && *count <= MOST {
            faults.push(unseen(char::from(bytes[at]), span));
        }
        seen.to_mut().replace_range(at..at + 1, replacement);
    }
    seen
}

/// The first error of a text, with the parser's message. Repeated keys do not count.
fn first_error(text: &str) -> Option<(Range<usize>, String)> {
    let first = DeTable::parse(text).err()?;
    let errors = if text.len() > MOST_RECOVERED { vec![first] } else { DeTable::parse_recoverable(text).1 };
    let keys = Keys::of(text);
    let errors = errors.iter().map(|error| (on_characters(text, error.span().unwrap_or(0..0)), error));
    let first = errors.filter(|(range, _)| !keys.is_repeated(range)).min_by_key(|(range, _)| range.start);
    first.map(|(range, error)| (range, error.message().to_owned()))
}

fn on_characters(text: &str, range: Range<usize>) -> Range<usize> {
    let is_boundary = |at: &usize| text.is_char_boundary(*at);
    let start = (0..=range.start.min(text.len())).rev().find(is_boundary).unwrap_or(0);
    start..(range.end.max(start)..text.len()).find(is_boundary).unwrap_or(text.len())
}

/// The block around a range, from the last header above to the next one below, among headers that `is_meant` accepts.
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

/// Reports the merge conflicts of a file, blanks all but the first version of each, and returns their places.
fn keep_first_versions(file: FileId, text: &mut Cow<'_, str>, faults: &mut Faults) -> Vec<Range<usize>> {
    let mut conflicts: Vec<Range<usize>> = vec![];
    let mut left_out: Vec<Range<usize>> = vec![];
    // Whether a conflict is open, and whether the line belongs to its first version.
    let (mut is_open, mut is_first) = (false, true);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.trim_end().len();
        at += line.len();
        let begins = is_mark(line, '<') && !is_open;
        let ends = is_mark(line, '>');
        if begins || ends && !is_open {
            conflicts.push(range.clone());
        } else if is_open {
            conflicts.last_mut().into_iter().for_each(|conflict| conflict.end = range.end);
        }
        is_open |= begins;
        is_first &= !(is_open && (is_mark(line, '=') || is_mark(line, '|')));
        if begins || ends || !is_first {
            left_out.push(range);
        }
        if ends {
            (is_open, is_first) = (false, true);
        }
    }
    left_out.into_iter().for_each(|range| blank(text.to_mut(), range));
    for conflict in &conflicts {
        let marks = Span::new(file, conflict.start..conflict.start + 7);
        let fault = Code::MergeConflict.at(marks, "a merge conflict is not resolved", "two versions stand here");
        faults.push(fault.help("keep one version, and remove the lines of `<`, `=` and `>`"));
    }
    conflicts
}

/// Whether a line begins with exactly seven `mark`s, as the lines of a merge conflict do: `<<<<<<<`.
fn is_mark(line: &str, mark: char) -> bool {
    let rest = line.trim_start_matches(mark);
    line.len() - rest.len() == 7 && rest.starts_with([' ', '\n', '\r'])
}

/// Replaces everything in a range by blanks, except line ends.
fn blank(text: &mut String, range: Range<usize>) {
    let keep = |byte: u8| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' };
    let blanks: String = text[range.clone()].bytes().map(keep).collect();
    text.replace_range(range, &blanks);
}

/// How deep lists and tables may be nested. The parser of the tables has the same limit.
const DEEPEST: u32 = 80;

/// Every key of a file outside inline tables, in order.
struct Keys {
    keys: Vec<KeyName>,
    length: usize,
}

struct KeyName {
    path: Vec<String>,
    range: Range<usize>,
    /// For the last name in a header, the byte where the header begins; `None` for every other key.
    header: Option<usize>,
}

impl Keys {
    fn of(text: &str) -> Keys {
        let source = toml_parser::Source::new(text);
        let tokens = source.lex().into_vec();
        let mut events: Vec<Event> = vec![];
        let mut receiver = RecursionGuard::new(&mut events, DEEPEST);
        parse_document(&tokens, &mut receiver, &mut |_: ParseError| {});
        let mut keys: Vec<KeyName> = vec![];
        let (mut table, mut path): (Vec<String>, Vec<String>) = (vec![], vec![]);
        let (mut header, mut depth) = (None, 0_usize);
        for event in &events {
            let range = event.span().start()..event.span().end();
            match event.kind() {
                EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                    header = Some(range.start);
                    path.clear();
                }
                EventKind::SimpleKey if depth == 0 => {
                    let mut key = std::borrow::Cow::Borrowed("");
                    if let Some(raw) = source.get(*event) {
                        raw.decode_key(&mut key, &mut |_: ParseError| {});
                    }
                    path.push(key.into_owned());
                    keys.push(KeyName { path: path.clone(), range, header: None });
                }
                EventKind::StdTableClose | EventKind::ArrayTableClose => {
                    if let Some(last) = keys.last_mut() {
                        last.header = header;
                    }
                    if event.kind() == EventKind::ArrayTableClose {
                        // Each `[[…]]` is a table of its own: a unique name in the path keeps its keys apart.
                        path.push(format!("\0{}", range.start));
                    }
                    table.clone_from(&path);
                }
                EventKind::InlineTableOpen | EventKind::ArrayOpen => depth += 1,
                EventKind::InlineTableClose | EventKind::ArrayClose => depth = depth.saturating_sub(1),
                EventKind::Newline if depth == 0 => path.clone_from(&table),
                _ => {}
            }
        }
        Keys { keys, length: text.len() }
    }

    fn later(&self, range: &Range<usize>) -> Option<&KeyName> {
        let at = self.keys.partition_point(|key| key.range.start < range.start);
        self.keys.get(at).filter(|key| key.range == *range)
    }

    fn first_of(&self, later: &KeyName) -> Option<&KeyName> {
        let earlier = self.keys.iter().take_while(|key| key.range != later.range);
        earlier.filter(|key| key.path == later.path).last()
    }

    /// Whether the key at a range repeats an earlier key.
    fn is_repeated(&self, range: &Range<usize>) -> bool {
        self.later(range).is_some_and(|later| self.first_of(later).is_some())
    }

    /// The fault that the key at a range is a repetition; `root` is the kind of the file's root table.
    fn fault(&self, file: FileId, range: &Range<usize>, root: &ValueKind) -> Diagnostic {
        let span = Span::new(file, range.clone());
        let Some(later) = self.later(range) else {
            return Code::TomlSyntax.at(span, "a key is there twice", "the second");
        };
        let name = later.path.last().map_or("", String::as_str);
        let kind = at(root, &later.path);
        let first = self.first_of(later).map(|first| Span::new(file, first.range.clone()));
        if let (Some((Some(name_kind), _)), Some(first)) = (kind, first) {
            return twice(name_kind, name, span, first);
        }
        let fault = Code::TomlSyntax.at(span, format!("`{name}` is there twice"), "the second");
        let fault = match kind {
            _ if later.header.is_none() => fault.help("keep one of them"),
            Some((_, ValueKind::Tables(_))) => fault.help(format!("begin each with two brackets: `[[{name}]]`")),
            _ => fault.help("put what stands under both under one of them"),
        };
        first.into_iter().fold(fault, |fault, first| fault.also(first, "the first"))
    }

    /// The ranges of both copies of a repeated table, with everything in them; empty if the repeated key is no table.
    fn copies(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let Some(later) = self.later(range).filter(|key| key.header.is_some()) else { return vec![] };
        let headers: Vec<(usize, bool)> = self
            .keys
            .iter()
            .filter_map(|key| Some((key.header?, key.path.starts_with(&later.path))))
            .chain([(self.length, false)])
            .collect();
        headers.windows(2).filter(|pair| pair[0].1).map(|pair| pair[0].0..pair[1].0).collect()
    }
}

/// The kind of name that the last key of a path is (`None` for a fixed key), and the kind of value under it.
fn at<'k>(root: &'k ValueKind, path: &[String]) -> Option<(Option<Name>, &'k ValueKind)> {
    path.iter().try_fold((None, root), |(_, kind), key| kind.below(key))
}
