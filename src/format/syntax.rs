//! TOML as such: every syntax error of a file that is one, and the tables as far as they could be read.

use super::advice::{is_about_lists, syntax_error};
use super::duplicates::{Keys, NameOf};
use super::hopeless::{HOPELESS, is_hopeless};
use super::parsed::Damage;
use super::table::Document;
use crate::source::{Code, Diagnostic, Source, Span};
use std::ops::Range;
use toml::de::DeTable;

/// What the parser says of a key or a table that is there twice.
const DUPLICATE: &str = "duplicate key";

/// How many mistakes of one file are reported: what comes after so many is hardly worth reading.
const MOST: usize = 100;

/// An error of the TOML parser with its place.
struct Mistake {
    range: Range<usize>,
    message: String,
}

/// Reads a file; `name_of` tells which keys of it name things of the story.
pub(crate) fn parse<'a>(
    document: Document<'a>,
    source: &Source,
    name_of: NameOf,
    faults: &mut Vec<Diagnostic>,
) -> (DeTable<'a>, Damage) {
    let mut damage = Damage::default();
    if let Some(at) = source.bad_byte() {
        let span = Span::new(document.file, at..at + char::REPLACEMENT_CHARACTER.len_utf8());
        let fault =
            Diagnostic::new(Code::TomlSyntax, span, "the file is not UTF-8", "no character begins so");
        faults.push(fault.help("save the file as UTF-8"));
        damage.is_whole = true;
    }
    let (tables, errors) = read(document.text);
    let mistakes = mistakes(document.text, &errors);
    if !mistakes.is_empty() && !damage.is_whole {
        damage.is_whole = mistakes.len() > MOST;
        report(document, mistakes, name_of, &mut damage, faults);
    }
    (tables, damage)
}

/// Reads as far as possible; of a hopeless file only the first error is said.
fn read(text: &str) -> (DeTable<'_>, Vec<toml::de::Error>) {
    match DeTable::parse(text) {
        Ok(tables) => (tables.into_inner(), vec![]),
        Err(first) if is_hopeless(text) => (DeTable::new(), vec![first]),
        Err(_) => {
            let (tables, errors) = DeTable::parse_recoverable(text);
            (tables.into_inner(), errors)
        }
    }
}

/// Brings the errors in order and drops what only follows from an earlier one: others on its line, and on the next
/// those about a list after another such, and all after a string that is not closed.
fn mistakes(text: &str, errors: &[toml::de::Error]) -> Vec<Mistake> {
    let mut all: Vec<Mistake> = errors
        .iter()
        .map(|error| {
            let range = on_characters(text, error.span().unwrap_or(0..0));
            Mistake { range, message: error.message().to_owned() }
        })
        .collect();
    all.sort_by_key(|mistake| mistake.range.start);
    let mut kept: Vec<Mistake> = vec![];
    let (mut last, mut in_list, mut in_string) = (None, false, false);
    for mistake in all {
        let start = mistake.range.start;
        let lines = last.replace(start).map(|last: usize| text[last..start].matches('\n').count());
        let is_list = is_about_lists(&mistake.message);
        let follows = lines == Some(0) || lines == Some(1) && (in_list && is_list || in_string);
        in_list = is_list || lines == Some(0) && in_list;
        in_string = mistake.message.starts_with("invalid basic string") || follows && in_string;
        if !follows {
            kept.push(mistake);
        }
    }
    kept
}

/// The range, widened to whole characters of the text.
fn on_characters(text: &str, range: Range<usize>) -> Range<usize> {
    let mut start = range.start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = range.end.clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

fn report(
    document: Document<'_>,
    mistakes: Vec<Mistake>,
    name_of: NameOf,
    damage: &mut Damage,
    faults: &mut Vec<Diagnostic>,
) {
    let has_duplicates =
        mistakes.len() <= HOPELESS && mistakes.iter().any(|mistake| mistake.message == DUPLICATE);
    let keys = if has_duplicates { Keys::of(document.text) } else { Keys::default() };
    for mistake in mistakes.into_iter().take(MOST) {
        let span = Span::new(document.file, mistake.range.clone());
        if mistake.message != DUPLICATE {
            damage.is_whole = true;
            faults.push(syntax_error(document, span, &mistake.message));
        } else if !damage.ranges.iter().any(|range| range.contains(&mistake.range.start)) {
            let written = &document.text[mistake.range.clone()];
            faults.push(keys.duplicate(span, written, name_of));
            damage.ranges.extend(keys.copies(&mistake.range));
        }
    }
}
