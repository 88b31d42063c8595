//! Keys and tables that stand in a file twice.
//!
//! The TOML parser only says where the later one is. Here the keys are read once more, in the order of the file, to
//! find the earlier one; only a broken file pays for it.

use super::spec::ValueKind;
use super::spelling::{Name, twice};
use crate::source::{Code, Diagnostic, FileId, Span};
use std::ops::Range;
use toml_parser::parser::{Event, EventKind, RecursionGuard, parse_document};
use toml_parser::{ParseError, Source};

/// How deep lists and tables may stand in each other: as deep as the parser of the tables reads them.
const DEEPEST: u32 = 80;

/// Every key of a file outside inline tables, in order.
pub(super) struct Keys {
    keys: Vec<KeyName>,
    length: usize,
}

/// One name of a key, with the names before it.
struct KeyName {
    path: Vec<String>,
    range: Range<usize>,
    /// Where the header begins, for the last name in a header.
    header: Option<usize>,
}

impl Keys {
    /// Reads the keys of a text.
    pub fn of(text: &str) -> Keys {
        let source = Source::new(text);
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
                        // Each entry of a list is a table of its own, so its keys repeat those of no other.
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

    /// Whether a key stands at a range that stands somewhere before it, too.
    pub fn is_repeated(&self, range: &Range<usize>) -> bool {
        self.later(range).is_some_and(|later| self.first_of(later).is_some())
    }

    /// The fault that the key at a range is there a second time; `root` is the kind of the file's root table.
    pub fn fault(&self, file: FileId, range: &Range<usize>, root: &ValueKind) -> Diagnostic {
        let span = Span::new(file, range.clone());
        let Some(later) = self.later(range) else {
            return Diagnostic::new(Code::TomlSyntax, span, "a key is there twice", "the second");
        };
        let name = later.path.last().map_or("", String::as_str);
        let kind = at(root, &later.path);
        let first = self.first_of(later).map(|first| Span::new(file, first.range.clone()));
        if let (Some((Some(name_kind), _)), Some(first)) = (kind, first) {
            return twice(name_kind, name, span, first);
        }
        let message = format!("`{name}` is there twice");
        let fault = Diagnostic::new(Code::TomlSyntax, span, message, "the second");
        let fault = match kind {
            _ if later.header.is_none() => fault.help("keep one of them"),
            Some((_, ValueKind::Tables(_))) => fault.help(format!("begin each with two brackets: `[[{name}]]`")),
            _ => fault.help("put what stands under both under one of them"),
        };
        first.into_iter().fold(fault, |fault, first| fault.also(first, "the first"))
    }

    /// Where a table that is there twice and everything in it stands, in both copies; nothing for a plain key.
    pub fn copies(&self, range: &Range<usize>) -> Vec<Range<usize>> {
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

/// What stands under a path of keys, and which sort of name the last one is, if it is one.
fn at<'k>(root: &'k ValueKind, path: &[String]) -> Option<(Option<Name>, &'k ValueKind)> {
    path.iter().try_fold((None, root), |(_, kind), key| kind.below(key))
}
