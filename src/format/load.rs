//! Loads a story: the steps in their order, and the result.

use super::declare::{Declared, declare};
use super::file::{File, FileRole, ParsedFile};
use super::fingerprint::fingerprint;
use super::keys::{DEBRIEF, STORY};
use super::lower::{Lower, Orphan};
use super::translation::Addresses;
use super::{Names, check_definitions, limits, story_file};
use crate::source::{Code, Diagnostic, Faults, FileId, Label, Severity, Sources, Span};
use crate::story::{SceneId, Story, Texts};
use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap, HashSet};

pub struct Loaded {
    /// The story; `None` when it has a fault. An orphan, a translated text that belongs to nothing, is no such fault.
    pub story: Option<Story>,
    /// All names of the story; a playthrough's expectations may use them.
    pub names: Names,
    /// Every fault of all files, in the order of the files and of the places in them.
    pub diagnostics: Vec<Diagnostic>,
    /// The translated texts that belong to nothing in the story. Each is also one of the faults.
    pub orphans: Vec<Orphan>,
}

/// Reads a story from the texts of its files, in any order, and passes over files that are no part of a story.
pub fn load(sources: &Sources, files: &[File]) -> Loaded {
    let mut faults = vec![];
    too_large(sources, files, &mut faults);
    if !faults.is_empty() {
        return Loaded::without_story(Names::default(), faults, files);
    }
    let readable: Vec<OnceCell<String>> = files.iter().map(|_| OnceCell::new()).collect();
    let parsed: Vec<ParsedFile<'_>> = files
        .iter()
        .zip(&readable)
        .filter_map(|(file, readable)| ParsedFile::new(file, sources.file(file.id), readable, &mut faults))
        .collect();
    let Some(story) = parsed.iter().find(|file| file.is(&FileRole::Story)) else {
        faults.extend(parsed.first().map(|file| {
            let fault = Code::UnknownActFile.at(file.start(), "there is no story.toml", "no story has this file");
            fault.help("a story begins with a story.toml that names its acts")
        }));
        return Loaded::without_story(Names::default(), faults, files);
    };
    let mut structure = vec![];
    if !story_file::is_supported(&story.root(&STORY), &mut structure) {
        faults.append(&mut structure);
        return Loaded::without_story(Names::default(), faults, files);
    }
    parsed.iter().for_each(|file| file.check(&mut structure));
    let mut declared = declare(&parsed);
    let strays = declared.check_act_files(&story.root(&STORY), &parsed);
    structure.append(&mut declared.faults);
    check_definitions(&mut declared.names, &mut structure);
    let (draft, orphans) = read(sources, &parsed, story, &declared, &mut structure);
    structure.retain(|fault| is_sound(fault, &parsed, story, declared.names.hides_scenes));
    faults.append(&mut structure);
    // Faults inside a file that belongs to no act do not matter: it is not part of the story.
    faults.retain(|fault| fault.code == Code::UnknownActFile || !strays.contains(&fault.span().file));
    let mut loaded = Loaded::without_story(declared.names, faults, files);
    loaded.orphans = orphans;
    let is_fault = |it: &Diagnostic| it.severity == Severity::Error && it.code != Code::OrphanTranslation;
    loaded.story = (!loaded.diagnostics.iter().any(is_fault)).then_some(draft);
    loaded.diagnostics.iter_mut().for_each(|fault| name_foreign_letter(sources, fault));
    leave_out(&mut loaded.diagnostics);
    loaded
}

/// Reads all files, with the names that the first pass found. The story is valid only if there is no fault.
fn read(
    sources: &Sources,
    files: &[ParsedFile<'_>],
    story_file: &ParsedFile<'_>,
    declared: &Declared<'_>,
    faults: &mut Faults,
) -> (Story, Vec<Orphan>) {
    let mut lower = Lower::new(&declared.names);
    let root = story_file.root(&STORY);
    let mut story = lower.story_file(&root, declared);
    for (scene, id) in declared.scenes.iter().zip((0..=u16::MAX).map(SceneId)) {
        lower.scene = Some(id);
        story.scenes.push(lower.scene(scene));
    }
    lower.scene = None;
    if let Some(debrief) = files.iter().find(|file| file.is(&FileRole::Debrief)) {
        lower.debrief_file(&debrief.root(&DEBRIEF), &mut story);
    }
    faults.append(&mut lower.faults);
    let addresses = Addresses::of(&lower);
    let translations = translations(&mut lower, sources, files, &addresses);
    // If a source file is faulty, a text of its translation may seem to belong to nothing only because of the fault.
    let faulty: HashSet<FileId> = faults.iter().map(|fault| fault.span().file).collect();
    let is_faulty = |role: &FileRole| files.iter().any(|file| file.is(role) && faulty.contains(&file.id()));
    let is_unsure = |file: &&ParsedFile<'_>| file.language.is_some() && is_faulty(&file.role);
    let unsure: HashSet<FileId> = files.iter().filter(is_unsure).map(ParsedFile::id).collect();
    let is_damaged = files.iter().any(|file| file.reading.hides_names && file.language.is_none());
    let causes: HashSet<&String> = faults.iter().filter_map(|fault| fault.cause.as_ref()).collect();
    lower.faults.retain(|fault| {
        let has_owner = fault.cause.as_ref().is_some_and(|cause| causes.contains(cause));
        let is_sure = has_owner || !unsure.contains(&fault.span().file);
        fault.code != Code::OrphanTranslation || is_sure && !is_damaged
    });
    faults.append(&mut lower.faults);
    lower.texts.language = root.str("language").unwrap_or_default().to_owned();
    story.slots = lower.slots;
    story.texts = vec![lower.texts];
    story.texts.extend(translations);
    story.noticed = lower.lints;
    story.noticed.extend(declared.names.unused_definitions().map(|lint| (None, lint)));
    story.fingerprint = of_story(declared, files);
    lower.orphans.sort_by(|one, other| one.language.cmp(&other.language));
    (story, lower.orphans)
}

fn translations(
    lower: &mut Lower<'_>,
    sources: &Sources,
    files: &[ParsedFile<'_>],
    addresses: &Addresses,
) -> Vec<Texts> {
    let mut translations: BTreeMap<&str, Texts> = BTreeMap::new();
    let (locks, files): (Vec<_>, Vec<_>) = files.iter().partition(|file| file.role == FileRole::Lock);
    for (file, language) in files.into_iter().filter_map(|file| Some((file, file.language.as_ref()?))) {
        let translation = translations.entry(language).or_insert_with(|| lower.translation(language));
        lower.translated_file(file, addresses, translation);
    }
    for (language, translation) in &mut translations {
        if let Some(lock) = locks.iter().find(|lock| lock.language.as_deref() == Some(language)) {
            lower.staleness(lock, sources, translation);
        }
    }
    translations.into_values().collect()
}

/// The fingerprint of story.toml, the acts in their order and the debrief, without the keys that only set lints.
fn of_story(declared: &Declared<'_>, files: &[ParsedFile<'_>]) -> String {
    let of_role = |role| files.iter().filter(move |file| file.is(role));
    let acts = declared.acts.iter().filter_map(|act| Some((act.name, &files[act.file?], (1, "allow"))));
    let story = of_role(&FileRole::Story).map(|file| ("story", file, (0, "lint")));
    let debrief = of_role(&FileRole::Debrief).map(|file| ("debrief", file, (0, "")));
    fingerprint(story.chain(acts).chain(debrief).map(|(name, file, skipped)| (name, &file.reading.tables, skipped)))
}

impl Loaded {
    fn without_story(names: Names, mut faults: Vec<Diagnostic>, files: &[File]) -> Loaded {
        let position = |fault: &Diagnostic| files.iter().position(|file| file.id == fault.span().file);
        let follows = |fault: &Diagnostic| fault.code == Code::OrphanTranslation;
        faults.sort_by_cached_key(|fault| (follows(fault), position(fault), fault.span(), fault.code));
        let mut faults = once_for_each_cause(faults);
        for fault in &mut faults {
            let labels = fault.labels.iter_mut().map(|label| &mut label.text);
            std::iter::once(&mut fault.message).chain(labels).chain(&mut fault.help).for_each(on_one_line);
        }
        Loaded { story: None, names, diagnostics: faults, orphans: vec![] }
    }
}

/// Writes into the label which character of a name is not ASCII: it may look like an ASCII letter, or be invisible.
fn name_foreign_letter(sources: &Sources, fault: &mut Diagnostic) {
    use Code::{BadId, UnknownKey, UnknownName, UnknownScene};
    let is_name = matches!(fault.code, BadId | UnknownKey | UnknownName | UnknownScene);
    let is_strange = |c: &char| !c.is_ascii() && (c.is_alphabetic() || c.escape_debug().len() > 4);
    let other = sources.text(fault.span()).chars().find(is_strange);
    if let Some(other) = other.filter(|_| is_name) {
        let point = u32::from(other);
        fault.labels[0].text = match other.is_alphabetic() {
            true => format!("`{other}` (U+{point:04X}) is no letter of `a` to `z`"),
            false => format!("holds U+{point:04X}, which cannot be seen"),
        };
    }
}

/// Escapes characters that would break a line or control a terminal, because a message repeats names as written.
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

fn too_large(sources: &Sources, files: &[File], faults: &mut Faults) {
    let mut all = 0;
    for file in files {
        let size = sources.file(file.id).text().len();
        let whole = all <= limits::FILES;
        all += size;
        if size > limits::FILE {
            faults.push(limits::large_file(file.id, &file.path));
        } else if whole && all > limits::FILES {
            let mib = limits::FILES / (1024 * 1024);
            let message = format!("the story's files are larger than {mib} MiB together");
            let place = Span::new(file.id, 0..0);
            faults.push(Code::TooLarge.at(place, message, "this file is one too many"));
        }
    }
}

/// Whether a fault is certain. It is not if it lies in an unreadable part of a file, or if such a part may declare the
/// name that seems unknown.
fn is_sound(fault: &Diagnostic, files: &[ParsedFile<'_>], story: &ParsedFile<'_>, hides_scenes: bool) -> bool {
    let is_broken = |file: &ParsedFile<'_>| file.id() == fault.span().file && file.reading.is_broken_at(fault.span());
    let may_be_hidden = match fault.code {
        Code::UnknownActFile => return !story.reading.hides_names,
        Code::UnknownName | Code::ExpressionType => story.reading.hides_names,
        Code::UnknownScene => hides_scenes,
        Code::OrphanTranslation => hides_scenes || story.reading.hides_names,
        _ => false,
    };
    !may_be_hidden && !files.iter().any(is_broken)
}

/// The most other places that a fault lists: a name that is gone may have hundreds of uses.
const MOST_PLACES: usize = 8;

/// Joins the faults of one cause into the first of them, which lists the other places. The fault of a translated text
/// joins an earlier fault, but no fault joins it.
fn once_for_each_cause(faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut kept: Vec<Diagnostic> = vec![];
    let mut first: HashMap<String, usize> = HashMap::new();
    for fault in faults {
        let is_translation = fault.code == Code::OrphanTranslation;
        let Some(&owner) = fault.cause.as_ref().and_then(|cause| first.get(cause)) else {
            if let Some(cause) = fault.cause.clone().filter(|_| !is_translation) {
                first.insert(cause, kept.len());
            }
            kept.push(fault);
            continue;
        };
        let owner = &mut kept[owner];
        // A fix would mend only one of the places.
        owner.fix = None;
        if owner.labels.len() <= MOST_PLACES {
            let text = if is_translation { "and translated here" } else { "and here" };
            owner.labels.push(Label { span: fault.span(), text: text.to_owned() });
        }
    }
    kept
}

/// The most faults of a story that are listed: more are hardly worth reading.
const MOST_FAULTS: usize = 100;

/// Cuts a list of faults off at [`MOST_FAULTS`], and says how many are not listed.
fn leave_out(faults: &mut Faults) {
    if faults.len() > MOST_FAULTS + 1 {
        let message = format!("{} more faults are not listed", faults.len() - MOST_FAULTS);
        let first = &faults[MOST_FAULTS];
        let last = first.code.at(first.span(), message, "the first of them is here");
        faults.truncate(MOST_FAULTS);
        faults.push(last);
    }
}
