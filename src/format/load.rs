//! The order of loading, and what comes of it.

use super::declare::declare;
use super::keys::STORY;
use super::parsed::Parsed;
use super::read::read;
use super::role::{Part, Role};
use super::syntax::Reading;
use super::{Names, act_files, check_definitions, debrief_file, follow, limits, scene, story_file, syntax};
use crate::source::{Code, Diagnostic, FileId, Severity, Source, Sources, Span};
use crate::story::Story;
use std::cell::OnceCell;

/// A file of a story's folder.
#[derive(Clone, Debug)]
pub struct File {
    /// The path relative to the folder, with `/`: `story.toml`, `nl/win.toml`.
    pub path: String,
    /// The file's text among the sources.
    pub id: FileId,
}

/// What came of loading.
#[derive(Debug)]
pub struct Loaded {
    /// The story, unless there is a fault.
    pub story: Option<Story>,
    /// Everything that a playthrough's expectations can name.
    pub names: Names,
    /// Every fault of all files, in the order of the files and of the places in them.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts of translations that belong to nothing; each is among the faults, too.
    pub orphans: Vec<Orphan>,
    draft: Option<Story>,
}

/// A translated text that belongs to nothing in the story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orphan {
    /// The translation's language.
    pub language: String,
    /// The address at which the translation has it.
    pub address: String,
    /// Where it stands in the translation.
    pub span: Span,
}

impl Loaded {
    /// The story also when texts of its translations belong to nothing, provided that there is no other fault.
    pub fn despite_orphans(&self) -> Option<&Story> {
        self.story.as_ref().or(self.draft.as_ref())
    }
}

/// Reads a story from the texts of its files, in any order; files that are no part of a story are passed over.
pub fn load(sources: &Sources, files: &[File]) -> Loaded {
    let mut faults = vec![];
    too_large(sources, files, &mut faults);
    if !faults.is_empty() {
        return Loaded::without_story(Names::default(), faults, files);
    }
    let mended: Vec<OnceCell<String>> = files.iter().map(|_| OnceCell::new()).collect();
    let parsed: Vec<Parsed<'_>> = files
        .iter()
        .zip(&mended)
        .filter_map(|(file, mended)| parse(sources.file(file.id), mended, file, &mut faults))
        .collect();
    let Some(story) = parsed.iter().find(|file| file.part == Part::Source(Role::Story)) else {
        faults.extend(parsed.first().map(|file| {
            let message = "there is no story.toml";
            let fault =
                Diagnostic::new(Code::UnknownActFile, file.start(), message, "no story has this file");
            fault.help("a story begins with a story.toml that names its acts")
        }));
        return Loaded::without_story(Names::default(), faults, files);
    };
    let mut structure = vec![];
    if !story_file::is_supported(&story.root(&STORY), &mut structure) {
        faults.append(&mut structure);
        return Loaded::without_story(Names::default(), faults, files);
    }
    let mut declared = declare(&parsed, &mut structure);
    let misnamed = follow::misnamed(story.document.file, faults.iter().chain(&structure));
    let mut strays = act_files::check(&declared.acts, &story.root(&STORY), &parsed, &mut structure);
    strays.is_act_lost |= parsed.iter().any(|file| {
        let is_act = matches!(file.part, Part::Source(Role::Act(_)));
        is_act && sources.file(file.document.file).bad_byte().is_some()
    });
    check_definitions(&mut declared.names, &mut structure);
    let (draft, orphans) = read(sources, &parsed, story, &declared, &mut structure);
    structure.retain(|fault| is_sound(fault, &parsed, story));
    faults.append(&mut structure);
    follow::drop_consequences(&mut faults, &strays);
    follow::drop_renamed(&mut faults, misnamed);
    let mut loaded = Loaded::without_story(declared.names, faults, files);
    loaded.orphans = orphans;
    let is_fault = |diagnostic: &Diagnostic| diagnostic.severity == Severity::Error;
    if !loaded.diagnostics.iter().any(is_fault) {
        loaded.story = draft;
    } else if loaded.diagnostics.iter().all(|fault| fault.code == Code::OrphanTranslation) {
        loaded.draft = draft;
    }
    loaded
}

impl Loaded {
    fn without_story(names: Names, mut faults: Vec<Diagnostic>, files: &[File]) -> Loaded {
        let position = |fault: &Diagnostic| files.iter().position(|file| file.id == fault.span().file);
        faults.sort_by_cached_key(|fault| (position(fault), fault.span(), fault.code));
        let mut faults = follow::once_for_each_name(faults);
        for fault in &mut faults {
            let labels = fault.labels.iter_mut().map(|label| &mut label.text);
            std::iter::once(&mut fault.message).chain(labels).chain(&mut fault.help).for_each(on_one_line);
        }
        Loaded { story: None, names, diagnostics: faults, orphans: vec![], draft: None }
    }
}

/// Escapes what would break a line or steer a terminal: a message repeats names as their author wrote them.
fn on_one_line(text: &mut String) {
    let is_unseen = |character: char| character.is_control() || character.escape_debug().len() > 4;
    if text.contains(is_unseen) {
        let escape = |character: char| match is_unseen(character) {
            true => character.escape_debug().to_string(),
            false => character.to_string(),
        };
        *text = text.chars().map(escape).collect();
    }
}

fn too_large(sources: &Sources, files: &[File], faults: &mut Vec<Diagnostic>) {
    let mut all = 0;
    for file in files {
        let size = sources.file(file.id).text().len();
        let whole = all <= limits::FILES;
        all += size;
        let place = Span::new(file.id, 0..0);
        let mib = |bytes: usize| bytes / (1024 * 1024);
        if size > limits::FILE {
            let message = format!("{} is larger than {} MiB", file.path, mib(limits::FILE));
            faults.push(Diagnostic::new(Code::TooLarge, place, message, "this file is too large"));
        } else if whole && all > limits::FILES {
            let message = format!("the story's files are larger than {} MiB together", mib(limits::FILES));
            faults.push(Diagnostic::new(Code::TooLarge, place, message, "this file is one too many"));
        }
    }
}

fn parse<'a>(
    source: &'a Source,
    mended: &'a OnceCell<String>,
    file: &File,
    faults: &mut Vec<Diagnostic>,
) -> Option<Parsed<'a>> {
    let part = Part::of(&file.path);
    let name_of = match &part {
        Part::Source(Role::Story) => story_file::name_of,
        Part::Source(Role::Act(_)) => scene::name_of,
        Part::Source(Role::Debrief) => debrief_file::name_of,
        Part::Translation(..) | Part::Lock(_) => |_: &[String]| None,
        Part::Other => return None,
    };
    let Reading { document, tables, mut damage } = syntax::parse(file.id, source, mended, name_of, faults);
    // What story.toml declares stands anywhere in the others.
    damage.is_whole |= part == Part::Source(Role::Story) && damage.is_torn;
    Some(Parsed { document, part, written: source.text(), tables, damage })
}

/// Whether a fault is a mistake of its own, and does not only follow from one that makes a file unreadable.
fn is_sound(fault: &Diagnostic, files: &[Parsed<'_>], story: &Parsed<'_>) -> bool {
    let declares_unknown =
        matches!(fault.code, Code::UnknownName | Code::ExpressionType | Code::UnknownActFile);
    let file = files.iter().find(|file| file.document.file == fault.span().file);
    let is_covered =
        fault.code != Code::UnknownActFile && file.is_some_and(|file| file.damage.covers(fault.span()));
    let is_doubtful = declares_unknown && story.damage.is_whole;
    !is_covered && !is_doubtful
}
