//! The first pass: what every file declares, so that the second knows every name whatever the order.
//!
//! Names are taken from faulty and half-readable files too, so that one mistake brings no false `unknown-name`
//! elsewhere.

use super::file::{FilePurpose, FileRole, ParsedFile};
use super::keys::{COUNTER, SCENE, STAKEHOLDER, STANCE, STORY};
use super::limits;
use super::names::NamedValue;
use super::spec::NAMES;
use super::spelling::{Name, twice};
use super::table::{Entry, Table, Value};
use super::{Names, SceneName, VariableKind, VariableName};
use crate::source::{Code, Diagnostic, Span};
use crate::story::{ActId, SceneId, StakeholderId, Variable, VariableId};

/// What the files declare, in the order of the story.
#[derive(Default)]
pub(super) struct Declared<'a> {
    /// Everything that can be named.
    pub names: Names,
    /// Stances, then counters, then flags.
    pub variables: Vec<Variable>,
    /// The acts in order; those that story.toml does not name come last.
    pub acts: Vec<DeclaredAct<'a>>,
    /// The scenes, act by act; a scene's position is its id.
    pub scenes: Vec<DeclaredScene<'a>>,
}

/// An act and where it was named.
pub(super) struct DeclaredAct<'a> {
    pub name: &'a str,
    /// Where `acts` names it; `None` for a file that nothing names.
    pub named: Option<Span>,
    /// The position of its file among the parsed ones.
    pub file: Option<usize>,
}

/// A scene as it stands in its file.
pub(super) struct DeclaredScene<'a> {
    pub name: &'a str,
    /// Where the name stands.
    pub span: Span,
    pub table: Table<'a>,
    /// The act whose file it stands in.
    pub act: ActId,
}

/// Takes in what all files declare.
pub(super) fn declare<'a>(files: &'a [ParsedFile<'a>], faults: &mut Vec<Diagnostic>) -> Declared<'a> {
    let mut declared = Declared::default();
    if let Some(story) = files.iter().find(|file| file.is(&FileRole::Story)) {
        let root = story.root(&STORY);
        variables(&root, &mut declared, faults);
        definitions(&root, &mut declared.names, faults);
        declared.names.goals = root.named("goal").iter().map(|entry| entry.name.to_owned()).collect();
        named_acts(&root, files, &mut declared, faults);
    }
    for (index, file) in files.iter().enumerate() {
        if let FilePurpose::Source(FileRole::Act(name)) = &file.purpose
            && declared.names.act(name).is_none()
        {
            let id = ActId(id(declared.acts.len()));
            // The name is free, so declaring it cannot fail.
            let _ = declared.names.acts.insert(name, file.start(), id);
            declared.acts.push(DeclaredAct { name, named: None, file: Some(index) });
        }
    }
    for act in 0..declared.acts.len() {
        let Some(file) = declared.acts[act].file.map(|file| &files[file]) else { continue };
        declared.names.hides_scenes |= file.reading.hides_names;
        for entry in file.root(&NAMES).entries() {
            scene(entry, ActId(id(act)), file.reading.is_broken_at(entry.span), &mut declared, faults);
        }
    }
    declared.names.forgive_spelling();
    declared
}

/// The id at a position; more things than there are ids are a fault, so that the last id may serve them all.
fn id(position: usize) -> u16 {
    u16::try_from(position).unwrap_or(u16::MAX)
}

fn variables(root: &Table<'_>, declared: &mut Declared<'_>, faults: &mut Vec<Diagnostic>) {
    let stance = root.get("stance").and_then(|value| value.as_table(&STANCE));
    let scale = stance.map_or(UNBOUNDED, |table| bounds(&table, None, faults));
    let scale_place = stance.and_then(|table| table.get("max")).map(Value::span);
    for (index, entry) in root.named("stakeholder").iter().enumerate() {
        let table = entry.value.as_table(&STAKEHOLDER);
        let start = start(table.and_then(|table| table.get("stance")), scale, scale_place, faults);
        let kind = VariableKind::Stance(StakeholderId(id(index)));
        variable(Name::Stakeholder, entry, kind, (scale, start), declared, faults);
    }
    for entry in &root.named("counter") {
        let table = entry.value.as_table(&COUNTER);
        let range = table.map_or(UNBOUNDED, |table| bounds(&table, Some(0), faults));
        let get = |key| table.and_then(|table| table.get(key));
        let start = start(get("start"), range, get("max").map(Value::span), faults);
        variable(Name::Counter, entry, VariableKind::Counter, (range, start), declared, faults);
    }
    for entry in &root.named("flag") {
        variable(Name::Flag, entry, VariableKind::Flag, ((0, 1), 0), declared, faults);
    }
}

fn variable(
    name: Name,
    entry: &Entry<'_>,
    kind: VariableKind,
    ((min, max), start): ((i32, i32), i32),
    declared: &mut Declared<'_>,
    faults: &mut Vec<Diagnostic>,
) {
    let position = declared.variables.len();
    if position == limits::VARIABLES {
        faults.push(limits::too_many(entry.span, "stakeholders, counters and flags", limits::VARIABLES));
    }
    let value = VariableName { id: VariableId(id(position)), kind, min, max };
    if let Err(first) = declared.names.values.insert(entry.name, entry.span, NamedValue::Variable(value)) {
        faults.push(taken(name, entry, first));
    }
    let is_flag = kind == VariableKind::Flag;
    let (name, span) = (entry.name.to_owned(), entry.span);
    declared.variables.push(Variable { name, span, min, max, start, is_flag });
}

/// Bounds that exclude nothing, for what is wrongly declared.
pub(super) const UNBOUNDED: (i32, i32) = (-limits::INTEGER, limits::INTEGER);

fn bounds(table: &Table<'_>, least: Option<i32>, faults: &mut Vec<Diagnostic>) -> (i32, i32) {
    let min = if table.has("min") { table.integer("min") } else { least };
    let (Some(min), Some(max), Some(place)) = (min, table.integer("max"), table.get("max")) else {
        return UNBOUNDED;
    };
    if min <= max {
        return (min, max);
    }
    let message = format!("`max` cannot be {max} when `min` is {min}");
    let fault = Diagnostic::new(Code::OutOfRange, place.span(), message, format!("less than {min}"));
    faults.push(match table.get("min") {
        Some(value) => fault.also(value.span(), "the least"),
        None => fault.help("without `min` the least is 0"),
    });
    UNBOUNDED
}

/// Reads a value that a game begins with.
fn start(value: Option<Value<'_>>, (min, max): (i32, i32), bounds: Option<Span>, faults: &mut Vec<Diagnostic>) -> i32 {
    let Some((value, start)) = value.and_then(|value| Some((value, value.as_integer()?))) else { return min };
    if !(min..=max).contains(&start) {
        let message = format!("`{}` cannot be {start}", value.key);
        let fault = Diagnostic::new(Code::OutOfRange, value.span(), message, format!("from {min} to {max}"));
        let place = bounds.unwrap_or(value.span());
        faults.push(fault.also(place, "the bounds are set here"));
    }
    start
}

fn definitions(root: &Table<'_>, names: &mut Names, faults: &mut Vec<Diagnostic>) {
    for entry in &root.named("define") {
        let declared = match entry.value.as_decoded() {
            Some(text) => names.declare_definition(entry.name, entry.span, text),
            None => names.values.insert(entry.name, entry.span, NamedValue::Broken),
        };
        if let Err(first) = declared {
            faults.push(taken(Name::Definition, entry, first));
        }
    }
}

/// The fault that a name of the namespace of expressions is given twice, perhaps to different things.
fn taken(kind: Name, entry: &Entry<'_>, first: Span) -> Diagnostic {
    let message = format!("the name `{}` is taken, so no {} can have it", entry.name, kind.what());
    Diagnostic::new(Code::DuplicateId, entry.span, message, "the second")
        .also(first, "the first")
        .help("stakeholders, counters, flags and definitions share their names")
}

fn named_acts<'a>(
    root: &Table<'a>,
    files: &'a [ParsedFile<'a>],
    declared: &mut Declared<'a>,
    faults: &mut Vec<Diagnostic>,
) {
    let list = root.get("acts").and_then(Value::as_list).unwrap_or_default();
    for (name, span) in list.into_iter().filter_map(|value| Some((value.as_str()?, value.inside()))) {
        Name::Act.check(name, span, faults);
        let name = name.trim_end_matches(".toml");
        let id = ActId(id(declared.acts.len()));
        match declared.names.acts.insert(name, span, id) {
            Err(first) => faults.push(twice(Name::Act, name, span, first)),
            Ok(()) => {
                let file = files.iter().position(|file| file.is(&FileRole::Act(name.to_owned())));
                declared.acts.push(DeclaredAct { name, named: Some(span), file });
            }
        }
    }
}

fn scene<'a>(
    entry: Entry<'a>,
    act: ActId,
    is_damaged: bool,
    declared: &mut Declared<'a>,
    faults: &mut Vec<Diagnostic>,
) {
    let Entry { name, span, value } = entry;
    let Some(table) = value.as_table(&SCENE) else {
        if value.as_list().is_some() {
            let tables = value.as_list().into_iter().flatten().filter_map(|value| value.as_table(&SCENE));
            let choices = tables.flat_map(|table| table.named("choice")).map(|choice| choice.name.to_owned()).collect();
            let scene = SceneName { id: SceneId(0), is_ending: true, choices };
            // Its header is at fault already; whether the name is free as well matters no more.
            let _ = declared.names.scenes.insert(name, span, scene);
        }
        return;
    };
    if declared.scenes.len() == limits::SCENES {
        faults.push(limits::too_many(span, "scenes", limits::SCENES));
    }
    let id = SceneId(id(declared.scenes.len()));
    let choices = table.names_meant_for("choice").iter().map(|choice| choice.name.to_owned()).collect();
    // A scene of which nothing is known but its name may be meant as an ending.
    let goes_on = table.has("choice") || table.has("goto") || table.has_stray_table();
    let is_ending = table.has("ending") || is_damaged || !goes_on;
    let scene = SceneName { id, is_ending, choices };
    if let Err(first) = declared.names.scenes.insert(name, span, scene) {
        faults.push(twice(Name::Scene, name, span, first));
    }
    declared.scenes.push(DeclaredScene { name, span, table, act });
}
