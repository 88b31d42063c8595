//! A file of the story as TOML, and how much of it can be trusted.

use super::role::Part;
use super::shape::Shape;
use super::table::{Document, Table};
use crate::source::Span;
use std::ops::Range;
use toml::de::DeTable;

/// One file as far as it could be read.
pub(crate) struct Parsed<'a> {
    /// The file.
    pub document: Document<'a>,
    /// What it is for.
    pub part: Part,
    /// Its text as it was written, also what is spoilt.
    pub written: &'a str,
    /// Its tables.
    pub tables: DeTable<'a>,
    /// What of it cannot be trusted.
    pub damage: Damage,
}

/// Places of a file that are not as their author meant them, because of mistakes that were reported before; what
/// seems wrong there is no mistake of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Damage {
    /// The whole file may have been misread.
    pub is_whole: bool,
    /// So little of it is TOML that none of it was read.
    pub is_hopeless: bool,
    /// Parts of it were left out, and what they declare is not known.
    pub is_torn: bool,
    /// These bytes may have been misread, such as a scene that is there twice.
    pub ranges: Vec<Range<usize>>,
}

impl Damage {
    /// Whether something that the file declares may be unknown.
    pub(crate) fn hides_names(&self) -> bool {
        self.is_whole || self.is_torn
    }

    /// Whether a place cannot be trusted.
    pub(crate) fn covers(&self, span: Span) -> bool {
        self.is_whole || self.ranges.iter().any(|range| range.contains(&(span.start as usize)))
    }
}

impl<'a> Parsed<'a> {
    /// The outermost table.
    pub(crate) fn root(&'a self, shape: &'static Shape) -> Table<'a> {
        Table::new(self.document, &self.tables, 0..0, shape)
    }

    /// The point where the file begins.
    pub(crate) fn start(&self) -> Span {
        Span::new(self.document.file, 0..0)
    }
}
