//! A file of the story: what it is for, and how much of it could be read.

use super::keys::{DEBRIEF, SCENES, STORY, ValueKind};
use super::load::File;
use super::role::{FilePurpose, FileRole};
use super::shape::{NAMED, TableSpec};
use super::table::Table;
use super::toml::{Reading, parse};
use crate::source::{Diagnostic, FileId, Source, Span};
use std::cell::OnceCell;
use toml::de::DeTable;

/// One file as far as it could be read.
pub(crate) struct Parsed<'a> {
    /// What it is for.
    pub part: FilePurpose,
    reading: Reading<'a>,
}

impl<'a> Parsed<'a> {
    /// Reads a file, unless no story is made of it.
    pub(crate) fn new(
        file: &File,
        source: &'a Source,
        readable: &'a OnceCell<String>,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<Parsed<'a>> {
        let part = FilePurpose::of(&file.path);
        let root = match &part {
            FilePurpose::Source(FileRole::Story) => ValueKind::Table(&STORY),
            FilePurpose::Source(FileRole::Act(_)) => SCENES,
            FilePurpose::Source(FileRole::Debrief) => ValueKind::Table(&DEBRIEF),
            FilePurpose::Translation(..) | FilePurpose::Lock(_) => ValueKind::Table(&NAMED),
            FilePurpose::Other => return None,
        };
        let reading = parse(file.id, source, &root, readable, faults);
        Some(Parsed { part, reading })
    }

    /// The outermost table.
    pub(crate) fn root(&'a self, shape: &'static TableSpec) -> Table<'a> {
        Table::new(self.reading.document, &self.reading.tables, 0..0, shape)
    }

    /// The tables as they stand in the file.
    pub(crate) fn tables(&self) -> &DeTable<'a> {
        &self.reading.tables
    }

    /// Which file it is.
    pub(crate) fn id(&self) -> FileId {
        self.reading.document.file
    }

    /// The point where the file begins.
    pub(crate) fn start(&self) -> Span {
        Span::new(self.id(), 0..0)
    }

    /// Whether names that the file declares may be unknown.
    pub(crate) fn hides_names(&self) -> bool {
        self.reading.hides_names
    }

    /// Whether what seems wrong at a place of the file follows from a fault that is reported.
    pub(crate) fn is_broken_at(&self, span: Span) -> bool {
        self.reading.is_broken_at(span)
    }
}
