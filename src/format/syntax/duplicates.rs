//! Keys and tables that stand in a file twice.
//!
//! The TOML parser only says where the later one is. Here the keys are read once more, in the order of the file, to
//! find the earlier one and to tell whether they name things of the story; only a file with a duplicate pays for it.

use super::super::spelling::Name;
use super::super::way::twice;
use super::hopeless::DEEPEST;
use crate::source::{Code, Diagnostic, Span};
use std::ops::Range;
use toml_parser::parser::{Event, EventKind, RecursionGuard, parse_document};
use toml_parser::{ParseError, Source};

/// Tables of which there are several, each with a header of its own.
const LISTS: &[&str] = &["property"];

/// Tells what the key at a path names, if it names something of the story.
pub(crate) type NameOf = fn(&[String]) -> Option<Name>;

/// Every key of a file with its path, in order.
#[derive(Default)]
pub(crate) struct Keys {
    keys: Vec<Key>,
    length: usize,
}

struct Key {
    path: Vec<String>,
    range: Range<usize>,
    /// For a table's header, where the header begins.
    header: Option<usize>,
}

impl Keys {
    /// Reads the keys of a text; those within inline tables are left out.
    pub fn of(text: &str) -> Keys {
        let source = Source::new(text);
        let tokens = source.lex().into_vec();
        let mut events: Vec<Event> = vec![];
        let mut receiver = RecursionGuard::new(&mut events, DEEPEST);
        parse_document(&tokens, &mut receiver, &mut |_: ParseError| {});
        let mut reader = Reader::default();
        for event in &events {
            reader.read(event, &source);
        }
        Keys { keys: reader.keys, length: text.len() }
    }

    /// The fault that the key `written` at `span` is there a second time.
    pub fn duplicate(&self, span: Span, written: &str, name_of: NameOf) -> Diagnostic {
        let Some(later) = self.keys.iter().find(|key| key.range == span.range()) else {
            let message = format!("`{written}` is there twice");
            return Diagnostic::new(Code::TomlSyntax, span, message, "the second");
        };
        let name = later.path.last().map_or("", String::as_str);
        let first = self.first_of(later).map(|key| Span::new(span.file, key.range.clone()));
        match (name_of(&later.path), first) {
            (Some(kind), Some(first)) => twice(kind, name, span, first),
            (_, first) => {
                let message = format!("`{name}` is there twice");
                let fault = Diagnostic::new(Code::TomlSyntax, span, message, "the second");
                let fault = match later.header {
                    Some(_) if LISTS.contains(&name) => {
                        fault.help(format!("begin each with two brackets: `[[{name}]]`"))
                    }
                    Some(_) => fault.help("put what stands under both under one of them"),
                    None => fault.help("keep one of them"),
                };
                first.into_iter().fold(fault, |fault, first| fault.also(first, "the first"))
            }
        }
    }

    /// Where a table that is there twice and everything in it stands, in both copies; nothing for a plain key.
    pub fn copies(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let Some(later) = self.keys.iter().find(|key| key.range == *range && key.header.is_some()) else {
            return vec![];
        };
        let mut copies: Vec<Range<usize>> = vec![];
        let mut open: Option<usize> = None;
        for key in self.keys.iter().filter(|key| key.header.is_some()) {
            let start = key.header.unwrap_or_default();
            let belongs = key.path.starts_with(&later.path);
            match open {
                None if belongs => open = Some(start),
                Some(begun) if !belongs => {
                    copies.push(begun..start);
                    open = None;
                }
                _ => {}
            }
        }
        copies.extend(open.map(|begun| begun..self.length));
        copies
    }

    fn first_of(&self, later: &Key) -> Option<&Key> {
        self.keys.iter().find(|key| key.path == later.path).filter(|key| key.range != later.range)
    }
}

/// Follows the parser's events with the path of the table that it is in.
#[derive(Default)]
struct Reader {
    keys: Vec<Key>,
    table: Vec<String>,
    path: Vec<String>,
    range: Range<usize>,
    header: Option<usize>,
    depth: usize,
}

impl Reader {
    fn read(&mut self, event: &Event, source: &Source<'_>) {
        let range = event.span().start()..event.span().end();
        match event.kind() {
            EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                self.header = Some(range.start);
                self.table.clear();
                self.path.clear();
            }
            EventKind::SimpleKey if self.depth == 0 => {
                let mut key = std::borrow::Cow::Borrowed("");
                if let Some(raw) = source.get(*event) {
                    raw.decode_key(&mut key, &mut |_: ParseError| {});
                }
                self.path.push(key.into_owned());
                self.range = range;
            }
            EventKind::StdTableClose => {
                self.table = self.path.clone();
                self.finish();
            }
            EventKind::ArrayTableClose => {
                // Each entry of a list is a table of its own, so its keys repeat nobody's.
                self.path.push(format!("\0{}", range.start));
                self.table = std::mem::take(&mut self.path);
                self.header = None;
            }
            EventKind::KeyValSep if self.depth == 0 => {
                let key = std::mem::take(&mut self.path);
                self.path = self.table.iter().cloned().chain(key).collect();
                self.finish();
            }
            EventKind::InlineTableOpen | EventKind::ArrayOpen => self.depth += 1,
            EventKind::InlineTableClose | EventKind::ArrayClose => self.depth = self.depth.saturating_sub(1),
            EventKind::Newline if self.depth == 0 => self.path.clear(),
            _ => {}
        }
    }

    fn finish(&mut self) {
        let path = std::mem::take(&mut self.path);
        self.keys.push(Key { path, range: self.range.clone(), header: self.header.take() });
    }
}
