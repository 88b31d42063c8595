//! A file of the story: its role, which its path decides, and what could be read of it.

use super::keys::{DEBRIEF, SCENES, STORY};
use super::limits;
use super::spec::{NAMES, TableSpec, ValueKind};
use super::spelling::folder_language;
use super::table::Table;
use super::toml::{Reading, parse};
use super::walk::check_file;
use crate::source::{Faults, FileId, Source, Sources, Span};
use std::cell::OnceCell;

#[derive(Clone, Debug)]
pub struct File {
    /// The path relative to the story's folder, with `/`: `story.toml`, `nl/win.toml`.
    pub path: String,
    pub id: FileId,
}

#[derive(PartialEq, Eq)]
pub(super) enum FileRole {
    Story,
    Debrief,
    /// A file of scenes, by its name without `.toml`; it may be that no act has this name.
    Act(String),
    /// `accepted.lock`: the fingerprints of the source texts for which a translation was accepted.
    Lock,
}

/// One file as far as it could be read.
pub(super) struct ParsedFile<'a> {
    /// The language of a translation; `None` for a file of the story itself.
    pub language: Option<String>,
    pub role: FileRole,
    pub reading: Reading<'a>,
    kind: ValueKind,
}

impl<'a> ParsedFile<'a> {
    /// Reads a file; `None` when its path is not that of a story's file.
    pub fn new(
        file: &File,
        source: &'a Source,
        readable: &'a OnceCell<String>,
        faults: &mut Faults,
    ) -> Option<ParsedFile<'a>> {
        let (language, name) = match file.path.split_once('/') {
            Some((folder, name)) => (Some(folder_language(folder)?), name),
            None => (None, file.path.as_str()),
        };
        let (role, kind) = match name.strip_suffix(".toml") {
            Some("story") => (FileRole::Story, ValueKind::Table(&STORY)),
            Some("debrief") => (FileRole::Debrief, ValueKind::Table(&DEBRIEF)),
            Some(act) if !act.contains('/') => (FileRole::Act(act.to_owned()), SCENES),
            None if name == "accepted.lock" && language.is_some() => (FileRole::Lock, ValueKind::Table(&NAMES)),
            _ => return None,
        };
        let kind = if language.is_some() { ValueKind::Table(&NAMES) } else { kind };
        let reading = parse(file.id, source, &kind, readable, faults);
        Some(ParsedFile { language, role, reading, kind })
    }

    /// Reports everything that the tables of the file may not hold.
    pub fn check(&self, faults: &mut Faults) {
        let ValueKind::Table(spec) = self.kind else { return check_file(&self.root(&NAMES), &self.kind, faults) };
        check_file(&self.root(spec), &self.kind, faults);
    }

    pub fn root(&self, spec: &'static TableSpec) -> Table<'_> {
        Table::new(self.reading.document, &self.reading.tables, 0..0, spec)
    }

    pub fn id(&self) -> FileId {
        self.reading.document.file
    }

    pub fn start(&self) -> Span {
        Span::new(self.id(), 0..0)
    }

    /// Whether this is the story's own file with this role, not a translation's.
    pub fn is(&self, role: &FileRole) -> bool {
        self.language.is_none() && self.role == *role
    }
}

/// Reads the root table of a file that is not part of a story, such as a playthrough; `None` if it is too large or no
/// TOML, which is a fault. Faults inside a repeated table are dropped, because the repetition may cause them.
pub(crate) fn read_file<R>(
    sources: &Sources,
    file: FileId,
    spec: &'static TableSpec,
    faults: &mut Faults,
    read: impl FnOnce(&Table, &mut Faults) -> R,
) -> Option<R> {
    let source = sources.file(file);
    if source.text().len() > limits::FILE {
        faults.push(limits::large_file(file, source.path()));
        return None;
    }
    let readable = OnceCell::new();
    let kind = ValueKind::Table(spec);
    let reading = parse(file, source, &kind, &readable, faults);
    if reading.hides_names {
        return None;
    }
    let mut found = Vec::new();
    let root = Table::new(reading.document, &reading.tables, 0..0, spec);
    check_file(&root, &kind, &mut found);
    let result = read(&root, &mut found);
    found.retain(|fault| !reading.is_broken_at(fault.span()));
    faults.append(&mut found);
    Some(result)
}
