//! The first pass: what every file declares, so that the second knows every name whatever the order.
//!
//! Names are taken from faulty and half-readable files too, so that one mistake brings no false `unknown-name`
//! elsewhere. What is wrong with the values is for the second pass to say; here are only names that are taken twice,
//! misspelt, or too many.

use super::keys::{SCENE, STANCE, STORY};
use super::limits;
use super::parsed::Parsed;
use super::role::{FilePurpose, FileRole};
use super::shape::NAMED;
use super::spelling::{Name, twice};
use super::table::{Entry, Table};
use super::value::Value;
use super::{Names, SceneName, VariableKind, VariableName};
use crate::source::{Code, Diagnostic, Span};
use crate::story::{ActId, SceneId, StakeholderId, VariableId};

/// What the files declare, in the order of the story.
#[derive(Default)]
pub(crate) struct Declared<'a> {
    /// Everything that can be named.
    pub names: Names,
    /// The acts in order; those that story.toml does not name come last.
    pub acts: Vec<DeclaredAct<'a>>,
    /// The scenes, act by act; a scene's position is its id.
    pub scenes: Vec<DeclaredScene<'a>>,
}

/// An act and where it was named.
pub(crate) struct DeclaredAct<'a> {
    /// Its name.
    pub name: &'a str,
    /// Where `acts` names it; `None` for a file that nothing names.
    pub named: Option<Span>,
    /// The position of its file among the parsed ones.
    pub file: Option<usize>,
}

/// A scene as it stands in its file.
pub(crate) struct DeclaredScene<'a> {
    /// Its name, and its table.
    pub entry: Entry<'a>,
    /// The act whose file it stands in.
    pub act: ActId,
}

impl DeclaredScene<'_> {
    /// Whether it has choices and nothing else, as if the header above them were of another scene.
    pub(crate) fn is_headless(&self) -> bool {
        self.entry
            .value
            .raw()
            .as_table()
            .is_some_and(|table| table.len() == 1 && table.contains_key("choice"))
    }
}

/// Takes in what all files declare.
pub(crate) fn declare<'a>(files: &'a [Parsed<'a>], faults: &mut Vec<Diagnostic>) -> Declared<'a> {
    let mut declared = Declared::default();
    if let Some(story) = files.iter().find(|file| file.part == FilePurpose::Source(FileRole::Story)) {
        let root = story.root(&STORY);
        variables(&root, &mut declared.names, faults);
        definitions(&root, &mut declared.names, faults);
        acts(&root, files, &mut declared, faults);
    }
    scenes(files, &mut declared, faults);
    let is_act = |file: &Parsed<'_>| matches!(file.part, FilePurpose::Source(FileRole::Act(_)));
    declared.names.hides_scenes = files.iter().any(|file| is_act(file) && file.hides_names());
    declared
}

fn variables(root: &Table<'_>, names: &mut Names, faults: &mut Vec<Diagnostic>) {
    let stance = root.get("stance").and_then(|value| value.as_table(&STANCE));
    let mut next = 0;
    let mut declare = |kind: Name, entry: &Entry<'_>, sort: VariableKind, (min, max): (i32, i32)| {
        kind.check(entry.name, entry.span, faults);
        let id = VariableId(u16::try_from(next).unwrap_or(u16::MAX));
        if next == limits::VARIABLES {
            faults.push(limits::too_many(entry.span, "stakeholders, counters and flags", limits::VARIABLES));
        }
        next += 1;
        let variable = VariableName { id, kind: sort, min, max };
        if let Err(first) = names.declare_variable(entry.name, entry.span, variable) {
            faults.push(taken(kind, entry, first));
        }
    };
    let scale = stance.map_or(UNBOUNDED, |table| bounds(&table, None));
    for (index, entry) in root.named("stakeholder").iter().enumerate() {
        let id = StakeholderId(u16::try_from(index).unwrap_or(u16::MAX));
        declare(Name::Stakeholder, entry, VariableKind::Stance(id), scale);
    }
    for entry in &root.named("counter") {
        let table = entry.value.as_table(&super::keys::COUNTER);
        let range = table.map_or(UNBOUNDED, |table| bounds(&table, Some(0)));
        declare(Name::Counter, entry, VariableKind::Counter, range);
    }
    for entry in &root.named("flag") {
        declare(Name::Flag, entry, VariableKind::Flag, (0, 1));
    }
}

/// Bounds that exclude nothing, for what is wrongly declared.
const UNBOUNDED: (i32, i32) = (-limits::INTEGER, limits::INTEGER);

fn bounds(table: &Table<'_>, least: Option<i32>) -> (i32, i32) {
    let read = |key| table.get(key).and_then(|value: Value<'_>| value.small_integer(&mut vec![]));
    let min = if table.has("min") { read("min") } else { least };
    match (min, read("max")) {
        (Some(min), Some(max)) if min <= max => (min, max),
        _ => UNBOUNDED,
    }
}

fn definitions(root: &Table<'_>, names: &mut Names, faults: &mut Vec<Diagnostic>) {
    for entry in &root.named("define") {
        Name::Definition.check(entry.name, entry.span, faults);
        let taken_at = match entry.value.decoded(faults) {
            Some(text) => names.declare_definition(entry.name, entry.span, text),
            None => names.declare_broken(entry.name, entry.span),
        };
        if let Err(first) = taken_at {
            faults.push(taken(Name::Definition, entry, first));
        }
    }
}

/// The fault that a name of the namespace of expressions is given twice, perhaps to different things.
fn taken(kind: Name, entry: &Entry<'_>, first: Span) -> Diagnostic {
    let Entry { name, span, .. } = *entry;
    let what = kind.what();
    let message = format!("the name `{name}` is taken, so no {what} can have it");
    Diagnostic::new(Code::DuplicateId, span, message, "the second")
        .also(first, "the first")
        .help("stakeholders, counters, flags and definitions share their names")
}

fn acts<'a>(
    root: &Table<'a>,
    files: &'a [Parsed<'a>],
    declared: &mut Declared<'a>,
    faults: &mut Vec<Diagnostic>,
) {
    let list = root.get("acts").and_then(Value::as_list).unwrap_or_default();
    let named = list.into_iter().filter_map(|value| Some((value.raw().as_str()?, value.inside())));
    for (name, span) in named {
        Name::Act.check(name, span, faults);
        let id = ActId(u16::try_from(declared.acts.len()).unwrap_or(u16::MAX));
        match declared.names.declare_act(name, span, id) {
            Err(first) => faults.push(twice(Name::Act, name, span, first)),
            Ok(()) => {
                let wanted = FilePurpose::Source(FileRole::Act(name.to_owned()));
                let file = files.iter().position(|file| file.part == wanted);
                declared.acts.push(DeclaredAct { name, named: Some(span), file });
            }
        }
    }
}

fn scenes<'a>(files: &'a [Parsed<'a>], declared: &mut Declared<'a>, faults: &mut Vec<Diagnostic>) {
    for (index, file) in files.iter().enumerate() {
        if let FilePurpose::Source(FileRole::Act(name)) = &file.part
            && declared.names.act(name).is_none()
        {
            let id = ActId(u16::try_from(declared.acts.len()).unwrap_or(u16::MAX));
            // The name is free, so declaring it cannot fail.
            let _ = declared.names.declare_act(name, file.start(), id);
            declared.acts.push(DeclaredAct { name, named: None, file: Some(index) });
        }
    }
    let acts: Vec<(ActId, usize)> = declared
        .acts
        .iter()
        .enumerate()
        .filter_map(|(act, declared)| Some((ActId(u16::try_from(act).ok()?), declared.file?)))
        .collect();
    for (act, file) in acts {
        for entry in files[file].root(&NAMED).entries() {
            let is_damaged = files[file].is_broken_at(entry.span);
            scene(entry, act, is_damaged, declared, faults);
        }
    }
    declared.names.forgive_spelling();
}

fn scene<'a>(
    entry: Entry<'a>,
    act: ActId,
    is_damaged: bool,
    declared: &mut Declared<'a>,
    faults: &mut Vec<Diagnostic>,
) {
    let Some(table) = entry.value.as_table(&SCENE) else {
        if entry.value.as_list().is_some() {
            let scene = SceneName { id: SceneId(0), is_ending: true, choices: vec![] };
            // Its header is at fault already; whether the name is free as well matters no more.
            let _ = declared.names.declare_scene(entry.name, entry.span, scene);
        }
        return declared.scenes.push(DeclaredScene { entry, act });
    };
    if declared.scenes.len() == limits::SCENES {
        faults.push(limits::too_many(entry.span, "scenes", limits::SCENES));
    }
    Name::Scene.check(entry.name, entry.span, faults);
    let id = SceneId(u16::try_from(declared.scenes.len()).unwrap_or(u16::MAX));
    let choices = table.names_meant_for("choice").iter().map(|choice| choice.name.to_owned()).collect();
    // A scene of which nothing is known but its name may be meant as an ending.
    let goes_on = table.has("choice") || table.has("goto") || table.has_stray_table();
    let is_ending = table.has("ending") || is_damaged || !goes_on;
    if let Err(first) =
        declared.names.declare_scene(entry.name, entry.span, SceneName { id, is_ending, choices })
    {
        faults.push(twice(Name::Scene, entry.name, entry.span, first));
    }
    declared.scenes.push(DeclaredScene { entry, act });
}
