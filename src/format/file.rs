//! A file of the story: what it is for by its path, and how much of it could be read.

use super::keys::{DEBRIEF, SCENES, STORY};
use super::limits;
use super::spec::{NAMES, TableSpec, ValueKind};
use super::spelling::folder_language;
use super::table::Table;
use super::toml::{Reading, parse};
use super::walk::check_file;
use crate::source::{Faults, FileId, Source, Sources, Span};
use std::cell::OnceCell;

/// A file of a story's folder.
#[derive(Clone, Debug)]
pub struct File {
    /// The path relative to the folder, with `/`: `story.toml`, `nl/win.toml`.
    pub path: String,
    /// The file's text among the sources.
    pub id: FileId,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FileRole {
    Story,
    Debrief,
    /// An act's file, or one that no act names.
    Act(String),
}

/// A file's role, and the language that it is a translation to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FilePurpose {
    Source(FileRole),
    /// A file that repeats the texts of the file with that role.
    Translation(String, FileRole),
    /// The fingerprints of the source texts that a translation was accepted for.
    Lock(String),
    Other,
}

/// One file as far as it could be read.
pub(super) struct ParsedFile<'a> {
    pub purpose: FilePurpose,
    pub reading: Reading<'a>,
}

impl FilePurpose {
    /// What the file at a path, relative to the story's folder and with `/`, is for.
    fn of(path: &str) -> FilePurpose {
        let other = FilePurpose::Other;
        let Some((folder, file)) = path.split_once('/') else {
            return role(path).map_or(other, FilePurpose::Source);
        };
        match (folder_language(folder), file) {
            (Some(language), "accepted.lock") => FilePurpose::Lock(language),
            (Some(language), file) => role(file).map_or(other, |role| FilePurpose::Translation(language, role)),
            (None, _) => other,
        }
    }
}

fn role(file: &str) -> Option<FileRole> {
    let name = file.strip_suffix(".toml").filter(|name| !name.contains('/'))?;
    Some(match name {
        "story" => FileRole::Story,
        "debrief" => FileRole::Debrief,
        act => FileRole::Act(act.to_owned()),
    })
}

impl<'a> ParsedFile<'a> {
    /// Reads a file, unless no story is made of it.
    pub fn new(
        file: &File,
        source: &'a Source,
        readable: &'a OnceCell<String>,
        faults: &mut Faults,
    ) -> Option<ParsedFile<'a>> {
        let purpose = FilePurpose::of(&file.path);
        let reading = match kind(&purpose) {
            _ if purpose == FilePurpose::Other => return None,
            kind => parse(file.id, source, &kind, readable, faults),
        };
        Some(ParsedFile { purpose, reading })
    }

    /// Reports everything that the tables of the file may not hold.
    pub fn check(&self, faults: &mut Faults) {
        match kind(&self.purpose) {
            ValueKind::Table(spec) => check_file(&self.root(spec), &ValueKind::Table(spec), faults),
            kind => check_file(&self.root(&NAMES), &kind, faults),
        }
    }

    pub fn root(&self, spec: &'static TableSpec) -> Table<'_> {
        Table::new(self.reading.document, &self.reading.tables, 0..0, spec)
    }

    pub fn id(&self) -> FileId {
        self.reading.document.file
    }

    /// The point where the file begins.
    pub fn start(&self) -> Span {
        Span::new(self.id(), 0..0)
    }

    pub fn is(&self, role: &FileRole) -> bool {
        matches!(&self.purpose, FilePurpose::Source(own) if own == role)
    }
}

/// What the root table of a file may hold.
fn kind(purpose: &FilePurpose) -> ValueKind {
    match purpose {
        FilePurpose::Source(FileRole::Story) => ValueKind::Table(&STORY),
        FilePurpose::Source(FileRole::Debrief) => ValueKind::Table(&DEBRIEF),
        FilePurpose::Source(FileRole::Act(_)) => SCENES,
        FilePurpose::Translation(..) | FilePurpose::Lock(_) | FilePurpose::Other => ValueKind::Table(&NAMES),
    }
}

/// Reads the outermost table of a file that is no part of a story; `None` when the file is no TOML, and why is among
/// the faults. What `read` finds wrong in a file that has syntax errors may only follow from them, and is dropped.
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

#[cfg(test)]
mod tests {
    use super::{FilePurpose, FileRole};

    #[test]
    fn a_path_says_what_a_file_is_for() {
        let check = |path: &str, expected| assert_eq!(FilePurpose::of(path), expected, "{path}");
        check("story.toml", FilePurpose::Source(FileRole::Story));
        check("lead-in.toml", FilePurpose::Source(FileRole::Act("lead-in".into())));
        check("debrief.toml", FilePurpose::Source(FileRole::Debrief));
        check("nl/win.toml", FilePurpose::Translation("nl".into(), FileRole::Act("win".into())));
        check("pt-BR/story.toml", FilePurpose::Translation("pt-BR".into(), FileRole::Story));
        check("nl/accepted.lock", FilePurpose::Lock("nl".into()));
        for path in ["README.md", "schema/act.schema.json", "schema/act.toml", "nl/old/win.toml", "n/win.toml"] {
            check(path, FilePurpose::Other);
        }
    }
}
