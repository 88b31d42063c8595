//! The first pass collects what every file declares, even a faulty one: the second knows every name, whatever the
//! order.

use super::file::{FileRole, ParsedFile};
use super::keys::{COUNTER, SCENE, STAKEHOLDER, STANCE, STORY};
use super::limits;
use super::names::{self, Definition, NamedValue};
use super::spec::NAMES;
use super::spelling::{Name, twice};
use super::table::{Entry, Table, Value};
use super::{Names, SceneName, VariableKind, VariableName};
use crate::source::{Code, Diagnostic, Faults, FileId, Span, suggest};
use crate::story::{ActId, SceneId, StakeholderId, Variable, VariableId};
use std::sync::atomic::AtomicBool;

/// What the files declare, in the order of the story.
#[derive(Default)]
pub(super) struct Declared<'a> {
    pub names: Names,
    /// Stances, then counters, then flags.
    pub variables: Vec<Variable>,
    /// The acts in order; those that story.toml does not name come last.
    pub acts: Vec<DeclaredAct<'a>>,
    /// The scenes, act by act; a scene's position is its id.
    pub scenes: Vec<DeclaredScene<'a>>,
    pub faults: Faults,
}

pub(super) struct DeclaredAct<'a> {
    pub name: &'a str,
    /// The place in `acts` that names the act; `None` for a file that nothing names.
    pub named: Option<Span>,
    /// The position of its file among the parsed ones; `None` without a file.
    pub file: Option<usize>,
}

pub(super) struct DeclaredScene<'a> {
    pub name: &'a str,
    pub span: Span,
    pub table: Table<'a>,
    pub act: ActId,
}

pub(super) fn declare<'a>(files: &'a [ParsedFile<'a>]) -> Declared<'a> {
    let mut declared = Declared::default();
    if let Some(story) = files.iter().find(|file| file.is(&FileRole::Story)) {
        let root = story.root(&STORY);
        declared.variables(&root);
        declared.definitions(&root);
        declared.named_acts(&root, files);
    }
    for (index, file) in files.iter().enumerate() {
        if let (None, FileRole::Act(name)) = (&file.language, &file.role)
            && declared.names.act(name).is_none()
        {
            // The name is free, so declaring it cannot fail.
            let _ = names::declare(&mut declared.names.acts, name, file.start(), ActId(id(declared.acts.len())));
            declared.acts.push(DeclaredAct { name, named: None, file: Some(index) });
        }
    }
    for act in 0..declared.acts.len() {
        let Some(file) = declared.acts[act].file.map(|file| &files[file]) else { continue };
        declared.names.hides_scenes |= file.reading.is_broken;
        for entry in file.root(&NAMES).entries() {
            declared.scene(entry, ActId(id(act)));
        }
    }
    declared.names.forgive_spelling();
    declared
}

/// The id at a position. More things than ids are a fault, so that the last id may serve for all the rest.
fn id(position: usize) -> u16 {
    u16::try_from(position).unwrap_or(u16::MAX)
}

/// Bounds that allow every integer. They replace bounds that are wrongly declared.
pub(super) const UNBOUNDED: (i32, i32) = (-limits::INTEGER, limits::INTEGER);

impl<'a> Declared<'a> {
    fn variables(&mut self, root: &Table<'_>) {
        let stance = root.get("stance").and_then(|value| value.as_table(&STANCE));
        let scale = stance.map_or(UNBOUNDED, |table| self.bounds(&table, None));
        let scale_place = stance.and_then(|table| table.get("max")).map(Value::span);
        for (index, entry) in root.named("stakeholder").iter().enumerate() {
            let table = entry.value.as_table(&STAKEHOLDER);
            let start = self.start(table.and_then(|table| table.get("stance")), scale, scale_place);
            let kind = VariableKind::Stance(StakeholderId(id(index)));
            self.variable(Name::Stakeholder, entry, kind, scale, start);
        }
        for entry in &root.named("counter") {
            let table = entry.value.as_table(&COUNTER);
            let range = table.map_or(UNBOUNDED, |table| self.bounds(&table, Some(0)));
            let get = |key| table.and_then(|table| table.get(key));
            let start = self.start(get("start"), range, get("max").map(Value::span));
            self.variable(Name::Counter, entry, VariableKind::Counter, range, start);
        }
        for entry in &root.named("flag") {
            self.variable(Name::Flag, entry, VariableKind::Flag, (0, 1), 0);
        }
    }

    fn variable(&mut self, what: Name, entry: &Entry<'_>, kind: VariableKind, (min, max): (i32, i32), start: i32) {
        let (position, span) = (self.variables.len(), entry.span);
        if position == limits::VARIABLES {
            self.faults.push(limits::too_many(span, "stakeholders, counters and flags", limits::VARIABLES));
        }
        let value = VariableName { id: VariableId(id(position)), kind, min, max };
        let declared = names::declare(&mut self.names.values, entry.name, span, NamedValue::Variable(value));
        self.taken(what, entry, declared);
        let (name, is_flag) = (entry.name.to_owned(), kind == VariableKind::Flag);
        self.variables.push(Variable { name, span, min, max, start, is_flag });
    }

    fn bounds(&mut self, table: &Table<'_>, least: Option<i32>) -> (i32, i32) {
        let min = if table.has("min") { table.integer("min") } else { least };
        let (Some(min), Some(max), Some(place)) = (min, table.integer("max"), table.get("max")) else {
            return UNBOUNDED;
        };
        if min <= max {
            return (min, max);
        }
        let message = format!("`max` cannot be {max} when `min` is {min}");
        let fault = Code::OutOfRange.at(place.span(), message, format!("less than {min}"));
        self.faults.push(match table.get("min") {
            Some(value) => fault.also(value.span(), "the least"),
            None => fault.help("without `min` the least is 0"),
        });
        UNBOUNDED
    }

    /// Reads the value of a variable at the start; without one, it is `min`.
    fn start(&mut self, value: Option<Value<'_>>, (min, max): (i32, i32), bounds: Option<Span>) -> i32 {
        let Some((value, start)) = value.and_then(|value| Some((value, value.as_integer()?))) else { return min };
        if !(min..=max).contains(&start) {
            let message = format!("`{}` cannot be {start}", value.key);
            let fault = Code::OutOfRange.at(value.span(), message, format!("from {min} to {max}"));
            self.faults.push(fault.also(bounds.unwrap_or(value.span()), "the bounds are set here"));
        }
        start
    }

    fn definitions(&mut self, root: &Table<'_>) {
        for entry in &root.named("define") {
            let value = match entry.value.as_decoded() {
                Some(text) => {
                    let index = self.names.definitions.len();
                    let (name, meaning, is_used) = (entry.name.to_owned(), None, AtomicBool::new(false));
                    self.names.definitions.push(Definition { name, span: entry.span, text, meaning, is_used });
                    NamedValue::Definition(index)
                }
                None => NamedValue::Broken,
            };
            let declared = names::declare(&mut self.names.values, entry.name, entry.span, value);
            self.taken(Name::Definition, entry, declared);
        }
    }

    /// Reports a second declaration of a name. Everything that expressions name shares one namespace.
    fn taken(&mut self, kind: Name, entry: &Entry<'_>, declared: Result<(), Span>) {
        let Err(first) = declared else { return };
        let message = format!("the name `{}` is taken, so no {} can have it", entry.name, kind.what());
        let fault = Code::DuplicateId.at(entry.span, message, "the second").also(first, "the first");
        self.faults.push(fault.help("stakeholders, counters, flags and definitions share their names"));
    }

    fn named_acts(&mut self, root: &Table<'a>, files: &'a [ParsedFile<'a>]) {
        let list = root.get("acts").and_then(Value::as_list).unwrap_or_default();
        for (name, span) in list.into_iter().filter_map(|value| Some((value.as_str()?, value.inside()))) {
            Name::Act.check(name, span, &mut self.faults);
            let name = name.trim_end_matches(".toml");
            match names::declare(&mut self.names.acts, name, span, ActId(id(self.acts.len()))) {
                Err(first) => self.faults.push(twice(Name::Act, name, span, first)),
                Ok(()) => {
                    let file = files.iter().position(|file| file.is(&FileRole::Act(name.to_owned())));
                    self.acts.push(DeclaredAct { name, named: Some(span), file });
                }
            }
        }
    }

    fn scene(&mut self, entry: Entry<'a>, act: ActId) {
        let Entry { name, span, value } = entry;
        let Some(table) = value.as_table(&SCENE) else { return };
        if self.scenes.len() == limits::SCENES {
            self.faults.push(limits::too_many(span, "scenes", limits::SCENES));
        }
        // A scene that leads nowhere may be meant as an ending.
        let goes_on = table.has("choice") || table.has("goto") || table.has_stray_table();
        let is_ending = table.has("ending") || !goes_on;
        let choices = table.named("choice").iter().map(|choice| choice.name.to_owned()).collect();
        let scene = SceneName { id: SceneId(id(self.scenes.len())), is_ending, choices };
        if let Err(first) = names::declare(&mut self.names.scenes, name, span, scene) {
            self.faults.push(twice(Name::Scene, name, span, first));
        }
        self.scenes.push(DeclaredScene { name, span, table, act });
    }

    /// Reports acts without a file and files without an act, and returns these files. Where one is meant for the other,
    /// both are one fault.
    pub fn check_act_files(&mut self, files: &[ParsedFile<'_>]) -> Vec<FileId> {
        if self.acts.iter().all(|act| act.named.is_none()) {
            // Another check reports a missing or empty list of acts.
            return vec![];
        }
        let mut strays: Vec<&DeclaredAct<'_>> = self.acts.iter().filter(|act| act.named.is_none()).collect();
        let lost: Vec<&DeclaredAct<'_>> = self.acts.iter().filter(|act| act.file.is_none()).collect();
        let only = match (lost.as_slice(), strays.as_slice()) {
            ([_], [only]) => Some(only.name),
            _ => None,
        };
        for act in lost {
            let Some(span) = act.named else { continue };
            let message = format!("the act `{}` has no file", act.name);
            let fault = Code::UnknownActFile.at(span, message, format!("there is no {}.toml", act.name));
            let meant = suggest(act.name, strays.iter().map(|stray| stray.name)).or(only);
            strays.retain(|stray| Some(stray.name) != meant);
            self.names.hides_scenes |= meant.is_none();
            self.faults.push(match meant {
                Some(meant) => fault
                    .help(format!("name the act `{meant}`, or rename the file {meant}.toml, which belongs to no act")),
                None => fault.help("put the scenes of the act into a file of that name, beside story.toml"),
            });
        }
        let is_stray = |file: &ParsedFile<'_>, name: &str| match file.language {
            Some(_) => self.acts.iter().all(|act| act.name != name),
            None => strays.iter().any(|stray| stray.name == name),
        };
        let stray = |file: &ParsedFile<'_>| {
            let FileRole::Act(name) = &file.role else { return None };
            let label = "this file belongs to no act";
            let fault = Code::UnknownActFile.at(file.start(), format!("no act is called `{name}`"), label);
            let help = format!("add \"{name}\" to `acts` in story.toml, or move or rename the file");
            is_stray(file, name).then(|| (file.id(), fault.help(help)))
        };
        let (strays, faults): (Vec<FileId>, Vec<Diagnostic>) = files.iter().filter_map(stray).unzip();
        self.faults.extend(faults);
        strays
    }
}
