//! The story, put together from what was read, when all of it could be.

use super::debrief_file::{DebriefFile, MOST_LESSONS};
use super::declare::Declared;
use super::fingerprint::Fingerprint;
use super::lower::SourceTexts;
use super::parsed::Parsed;
use super::role::{FilePurpose, FileRole};
use super::story_file::StoryFile;
use crate::story::{Act, Scene, Story, TextId, Texts};

/// Everything that a story is made of.
pub(crate) struct Pieces {
    /// What story.toml says.
    pub head: StoryFile,
    /// The scenes; `None` where one is at fault.
    pub scenes: Vec<Option<Scene>>,
    /// What debrief.toml says, if there is one.
    pub debrief: Option<DebriefFile>,
    /// The texts of the source language.
    pub texts: SourceTexts,
    /// The texts of the other languages.
    pub translations: Vec<Texts>,
}

/// Puts the story together; `None` when something is missing, for which a fault was found.
pub(crate) fn assemble(pieces: Pieces, declared: &Declared<'_>, files: &[Parsed<'_>]) -> Option<Story> {
    let Pieces { head, scenes, debrief, texts, translations } = pieces;
    let scenes: Vec<Scene> = scenes.into_iter().collect::<Option<_>>()?;
    let acts = acts(head.acts, &scenes)?;
    let source = Texts {
        language: head.language?,
        templates: texts.templates,
        spans: texts.spans.into_iter().map(Some).collect(),
        stale: vec![],
    };
    let debrief =
        debrief.unwrap_or(DebriefFile { lessons: vec![], moments: vec![], most_lessons: MOST_LESSONS });
    Some(Story {
        title: head.title?,
        start: head.start?,
        acts,
        scale: head.cast.scale,
        variables: head.cast.variables,
        stakeholders: head.cast.stakeholders,
        counters: head.cast.counters,
        flags: head.cast.flags,
        goals: head.goals,
        properties: head.properties,
        scenes,
        lessons: debrief.lessons,
        moments: debrief.moments,
        most_lessons: debrief.most_lessons,
        lints: head.lints,
        slots: texts.slots,
        texts: std::iter::once(source).chain(translations).collect(),
        fingerprint: fingerprint(declared, files),
    })
}

fn acts(acts: Vec<(String, Option<TextId>)>, scenes: &[Scene]) -> Option<Vec<Act>> {
    let mut next = 0;
    let with_scenes = acts.into_iter().enumerate().map(|(index, (name, title))| {
        let begin = next;
        next += scenes[begin..].iter().take_while(|scene| scene.act.index() == index).count();
        Some(Act { name, title: title?, scenes: u16::try_from(begin).ok()?..u16::try_from(next).ok()? })
    });
    with_scenes.collect()
}

/// Story.toml, the acts in their order, and the debrief; without what only configures lints.
fn fingerprint(declared: &Declared<'_>, files: &[Parsed<'_>]) -> String {
    let mut fingerprint = Fingerprint::new();
    for file in files.iter().filter(|file| file.part == FilePurpose::Source(FileRole::Story)) {
        fingerprint.file("story", file.tables(), (0, "lint"));
    }
    for act in &declared.acts {
        if let Some(file) = act.file {
            fingerprint.file(act.name, files[file].tables(), (1, "allow"));
        }
    }
    for file in files.iter().filter(|file| file.part == FilePurpose::Source(FileRole::Debrief)) {
        fingerprint.file("debrief", file.tables(), (0, ""));
    }
    fingerprint.finish()
}
