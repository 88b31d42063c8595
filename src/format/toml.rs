//! Reads a file as TOML. A file that is not TOML is one fault, and nothing in it is read.

use super::characters::unseen;
use super::explain::explain;
use crate::source::{Code, Diagnostic, Faults, FileId, Source, Span};
use std::ops::Range;
use toml::de::DeTable;

/// The most bytes of a broken file in which the first error is searched: the parser reports errors in another order.
const MOST_READ: usize = 1024 * 1024;

const MOST: usize = 50;

#[derive(Clone, Copy)]
pub(crate) struct Document<'a> {
    pub file: FileId,
    pub text: &'a str,
}

pub(crate) struct Reading<'a> {
    pub document: Document<'a>,
    pub tables: DeTable<'a>,
    /// Whether the file is not TOML. Then it has no tables, and names that it declares are unknown.
    pub is_broken: bool,
}

pub(crate) fn parse<'a>(file: FileId, source: &'a Source, faults: &mut Faults) -> Reading<'a> {
    let (text, before) = (source.text(), faults.len());
    match source.bad_byte() {
        Some(at) => faults.push(not_utf8(file, text, at)),
        None => {
            faults.extend(conflicts(file, text));
            // TOML allows these characters nowhere.
            let is_control = |c: char| c != '\r' && c != '\n' && c != '\t' && c.is_ascii_control();
            let found = text.match_indices(is_control).take(MOST);
            faults.extend(found.map(|(at, it)| unseen(char::from(it.as_bytes()[0]), Span::new(file, at..at + 1))));
        }
    }
    let mut tables = DeTable::new();
    if faults.len() == before {
        match DeTable::parse(text) {
            Ok(read) => tables = read.into_inner(),
            Err(error) => {
                let errors = if text.len() > MOST_READ { vec![error] } else { DeTable::parse_recoverable(text).1 };
                let places =
                    errors.iter().map(|error| (on_characters(text, error.span().unwrap_or(0..0)), error.message()));
                let first = places.min_by_key(|(range, _)| range.start);
                faults.extend(first.map(|(range, message)| explain(file, text, range, message)));
            }
        }
    }
    Reading { document: Document { file, text }, tables, is_broken: faults.len() > before }
}

fn not_utf8(file: FileId, text: &str, at: usize) -> Diagnostic {
    let first = text[at..].chars().next().map_or(0, char::len_utf8);
    let span = Span::new(file, at..at + first);
    Code::TomlSyntax.at(span, "the file is not UTF-8", "no character begins so").help("save the file as UTF-8")
}

/// The merge conflicts of a file, each at the mark where it begins. When all of these are gone, at the marks of its ends.
fn conflicts(file: FileId, text: &str) -> Faults {
    let lines = |mark| text.match_indices(mark).filter(|&(at, _)| at == 0 || text[..at].ends_with('\n'));
    let mark = if lines("<<<<<<< ").next().is_some() { "<<<<<<< " } else { ">>>>>>> " };
    let fault = |(at, _): (usize, &str)| {
        let marks = Span::new(file, at..at + 7);
        let fault = Code::MergeConflict.at(marks, "a merge conflict is not resolved", "two versions stand here");
        fault.help("keep one version, and remove the lines of `<`, `=` and `>`")
    };
    lines(mark).map(fault).collect()
}

fn on_characters(text: &str, range: Range<usize>) -> Range<usize> {
    let is_boundary = |at: &usize| text.is_char_boundary(*at);
    let start = (0..=range.start.min(text.len())).rev().find(is_boundary).unwrap_or(0);
    start..(range.end.max(start)..text.len()).find(is_boundary).unwrap_or(text.len())
}
