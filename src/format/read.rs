//! The second pass: everything but names, in the order of the story, and then the translations.

use super::assemble::{Pieces, assemble};
use super::declare::Declared;
use super::keys::{DEBRIEF, STORY};
use super::load::Orphan;
use super::lower::Lower;
use super::parsed::Parsed;
use super::role::{FilePurpose, FileRole};
use super::translation::{Addresses, Translation};
use crate::source::{Code, Diagnostic, Sources, Span};
use crate::story::{Scene, Story};
use std::collections::{BTreeSet, HashSet};

/// Reads everything that the files say, against the names that they declare. The story is there when all of it could
/// be read, and the texts of translations that belong to nothing are listed.
pub(crate) fn read(
    sources: &Sources,
    files: &[Parsed<'_>],
    story: &Parsed<'_>,
    declared: &Declared<'_>,
    faults: &mut Vec<Diagnostic>,
) -> (Option<Story>, Vec<Orphan>) {
    let mut lower = Lower::new(&declared.names);
    let mut unsure: HashSet<String> = HashSet::new();
    let head = lower.story_file(&story.root(&STORY), &declared.acts);
    if !lower.faults.is_empty() || story.hides_names() {
        unsure.insert("story.toml".into());
    }
    let mut scenes: Vec<Option<Scene>> = vec![];
    for (index, scene) in declared.scenes.iter().enumerate() {
        let before = lower.faults.len();
        let below = declared.scenes.get(index + 1).filter(|below| below.is_headless());
        scenes.push(lower.scene(scene, below));
        if lower.faults.len() > before {
            unsure.insert(scene.entry.name.to_owned());
            unsure.extend(below.map(|below| below.entry.name.to_owned()));
        }
    }
    let debrief = files.iter().find(|file| file.part == FilePurpose::Source(FileRole::Debrief));
    let before = lower.faults.len();
    let debrief_file = debrief.map(|file| lower.debrief_file(&file.root(&DEBRIEF)));
    if lower.faults.len() > before {
        unsure.insert("debrief.toml".into());
    }
    let addresses = files
        .iter()
        .any(|file| matches!(file.part, FilePurpose::Translation(..)))
        .then(|| Addresses::of(&lower, unsure));
    let translations =
        addresses.map_or(vec![], |addresses| translations(&mut lower, sources, files, &addresses));
    let mut orphans = vec![];
    for translation in &translations {
        let language = &translation.texts.language;
        let orphan = |(address, span): &(String, Span)| Orphan {
            language: language.clone(),
            address: address.clone(),
            span: *span,
        };
        orphans.extend(translation.orphans.iter().map(orphan));
    }
    let damaged = files.iter().any(|file| file.hides_names() && matches!(file.part, FilePurpose::Source(_)));
    lower.faults.retain(|fault| !(damaged && fault.code == Code::OrphanTranslation));
    faults.append(&mut lower.faults);
    let translations = translations.into_iter().map(|translation| translation.texts).collect();
    let pieces = Pieces { head, scenes, debrief: debrief_file, texts: lower.texts, translations };
    (assemble(pieces, declared, files), orphans)
}

fn translations(
    lower: &mut Lower<'_>,
    sources: &Sources,
    files: &[Parsed<'_>],
    addresses: &Addresses,
) -> Vec<Translation> {
    let languages: BTreeSet<&str> = files
        .iter()
        .filter_map(|file| match &file.part {
            FilePurpose::Translation(language, _) => Some(language.as_str()),
            FilePurpose::Source(_) | FilePurpose::Lock(_) | FilePurpose::Other => None,
        })
        .collect();
    let mut translations = vec![];
    for wanted in languages {
        let mut translation = lower.translation(wanted);
        for file in files {
            if let FilePurpose::Translation(language, role) = &file.part
                && language == wanted
            {
                lower.translated_file(file, role, addresses, &mut translation);
            }
        }
        let lock = files.iter().find(|file| file.part == FilePurpose::Lock(wanted.to_owned()));
        if let Some(lock) = lock {
            lower.staleness(lock, sources, &mut translation);
        }
        translations.push(translation);
    }
    translations
}
