//! TOML as such: every syntax error of a file that is one, and the tables as far as they could be read.
//!
//! The first error is said in an author's words, what it spoils is left out, and the rest is read again: so each
//! mistake is said once, and everything that it does not spoil is still judged. What is left out becomes blanks, so
//! that every place stays where it is.

mod advice;
mod blocks;
mod brackets;
mod duplicates;
mod hopeless;
mod lines;
mod marks;
mod page;
mod quotes;
mod unseen;
mod values;

use self::advice::{Advice, advice};
use self::duplicates::{Keys, NameOf};
use self::hopeless::is_hopeless;
pub(crate) use self::lines::header;
use self::page::{Mistake, Page};
use self::unseen::without_unseen;
use super::parsed::Damage;
use super::table::Document;
use crate::source::{Code, Diagnostic, FileId, Source, Span};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;
use toml::de::DeTable;

/// What the parser says of a key or a table that is there twice.
const DUPLICATE: &str = "duplicate key";

/// How many mistakes of one file are reported: what comes after so many is hardly worth reading.
const MOST: usize = 100;

/// How many bytes of one file are read again at most, because of the mistakes in it.
const MOST_READ: usize = 32 * 1024 * 1024;

/// A file as far as it is TOML.
pub(crate) struct Reading<'a> {
    /// The file, with blanks where something is spoilt.
    pub document: Document<'a>,
    /// Its tables.
    pub tables: DeTable<'a>,
    /// What of it cannot be trusted.
    pub damage: Damage,
}

/// Reads a file; `name_of` tells which keys of it name things of the story, and `mended` keeps the text that is read
/// in place of a spoilt one.
pub(crate) fn parse<'a>(
    file: FileId,
    source: &'a Source,
    mended: &'a OnceCell<String>,
    name_of: NameOf,
    faults: &mut Vec<Diagnostic>,
) -> Reading<'a> {
    let mut damage = Damage::default();
    if let Some(at) = source.bad_byte() {
        faults.push(not_utf8(file, source, at));
        damage.is_whole = true;
    }
    let mut found = vec![];
    let mut text = without_unseen(file, source.text(), &mut found);
    if let Cow::Borrowed(text) = text
        && let Ok(tables) = DeTable::parse(text)
    {
        return Reading { document: Document { file, text }, tables: tables.into_inner(), damage };
    }
    let errors = leave_out_mistakes(file, &mut text, &mut damage, &mut found);
    let text: &'a str = match text {
        Cow::Borrowed(text) => text,
        Cow::Owned(text) => mended.get_or_init(|| text),
    };
    let tables =
        if damage.is_hopeless { DeTable::new() } else { DeTable::parse_recoverable(text).0.into_inner() };
    report_duplicates(Document { file, text }, &errors, name_of, &mut damage, &mut found);
    if source.bad_byte().is_none() {
        faults.append(&mut found);
    }
    Reading { document: Document { file, text }, tables, damage }
}

fn not_utf8(file: FileId, source: &Source, at: usize) -> Diagnostic {
    let first = source.text()[at..].chars().next().map_or(0, char::len_utf8);
    let span = Span::new(file, at..at + first);
    let fault = Diagnostic::new(Code::TomlSyntax, span, "the file is not UTF-8", "no character begins so");
    fault.help("save the file as UTF-8")
}

/// Says the first mistake and blanks what it spoils, until none is left but keys that are there twice; these are
/// what comes back.
fn leave_out_mistakes(
    file: FileId,
    text: &mut Cow<'_, str>,
    damage: &mut Damage,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Mistake> {
    let mut read = 0;
    damage.is_hopeless = is_hopeless(text);
    loop {
        let errors = errors(text, damage.is_hopeless);
        let Some(first) = errors.iter().find(|mistake| mistake.message != DUPLICATE) else { return errors };
        let page = Page::new(file, text);
        let Advice { fault, spoilt } = advice(&page, first);
        faults.push(fault);
        read += text.len();
        let is_enough = faults.len() >= MOST || read >= MOST_READ;
        let is_blank = text[spoilt.clone()].trim().is_empty();
        if is_enough || is_blank || damage.is_hopeless {
            damage.is_whole = true;
            return vec![];
        }
        damage.is_torn = true;
        damage.ranges.push(blocks::around(text, &spoilt));
        blank(text, spoilt);
    }
}

/// Every error of a text in the order of the places; of a hopeless one only the first that the parser met.
fn errors(text: &str, is_hopeless: bool) -> Vec<Mistake> {
    let errors = match is_hopeless {
        true => DeTable::parse(text).err().into_iter().collect(),
        false => DeTable::parse_recoverable(text).1,
    };
    let mistake = |error: &toml::de::Error| {
        let range = on_characters(text, error.span().unwrap_or(0..0));
        Mistake { range, message: error.message().to_owned() }
    };
    let mut errors: Vec<Mistake> = errors.iter().map(mistake).collect();
    errors.sort_by_key(|mistake| mistake.range.start);
    errors
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

/// Puts blanks in the place of everything in a range but its line ends.
fn blank(text: &mut Cow<'_, str>, range: Range<usize>) {
    let blanks: String = text[range.clone()]
        .bytes()
        .map(|byte| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' })
        .collect();
    text.to_mut().replace_range(range, &blanks);
}

fn report_duplicates(
    document: Document<'_>,
    duplicates: &[Mistake],
    name_of: NameOf,
    damage: &mut Damage,
    faults: &mut Vec<Diagnostic>,
) {
    if duplicates.is_empty() {
        return;
    }
    let keys = Keys::of(document.text);
    for Mistake { range, .. } in duplicates.iter().take(MOST) {
        if damage.ranges.iter().any(|damaged| damaged.contains(&range.start)) {
            continue;
        }
        let span = Span::new(document.file, range.clone());
        faults.push(keys.duplicate(span, &document.text[range.clone()], name_of));
        damage.ranges.extend(keys.copies(range));
    }
}
