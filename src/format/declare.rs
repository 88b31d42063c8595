//! The first pass over the files collects what they declare, even faulty files. So the second pass knows every name,
//! whatever the order of the files.

use super::file::{FileRole, ParsedFile};
use super::keys::{COUNTER, SCENE, STAKEHOLDER, STANCE, STORY};
use super::limits;
use super::names::NamedValue;
use super::spec::NAMES;
use super::spelling::{Name, twice};
use super::table::{Entry, Table, Value};
use super::{Names, SceneName, VariableKind, VariableName};
use crate::source::{Code, Diagnostic, Faults, FileId, Span, suggest};
use crate::story::{ActId, SceneId, StakeholderId, Variable, VariableId};

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
    /// The place in the list `acts` of story.toml that names the act; `None` if only a file has its name.
    pub named: Option<Span>,
    /// The position of the act's file among the parsed files; `None` when the file is missing.
    pub file: Option<usize>,
}

pub(super) struct DeclaredScene<'a> {
    pub name: &'a str,
    pub span: Span,
    pub table: Table<'a>,
    /// The act whose file declares the scene.
    pub act: ActId,
}

pub(super) fn declare<'a>(files: &'a [ParsedFile<'a>]) -> Declared<'a> {
    let mut declared = Declared::default();
    if let Some(story) = files.iter().find(|file| file.is(&FileRole::Story)) {
        let root = story.root(&STORY);
        declared.variables(&root);
        declared.definitions(&root);
        declared.names.goals = root.named("goal").iter().map(|entry| entry.name.to_owned()).collect();
        declared.named_acts(&root, files);
    }
    for (index, file) in files.iter().enumerate() {
        if let (None, FileRole::Act(name)) = (&file.language, &file.role)
            && declared.names.act(name).is_none()
        {
            // The name is free, so declaring it cannot fail.
            let _ = declared.names.acts.insert(name, file.start(), ActId(id(declared.acts.len())));
            declared.acts.push(DeclaredAct { name, named: None, file: Some(index) });
        }
    }
    for act in 0..declared.acts.len() {
        let Some(file) = declared.acts[act].file.map(|file| &files[file]) else { continue };
        declared.names.hides_scenes |= file.reading.hides_names;
        for entry in file.root(&NAMES).entries() {
            declared.scene(entry, ActId(id(act)), file.reading.is_broken_at(entry.span));
        }
    }
    declared.names.forgive_spelling();
    declared
}

/// The id of the thing at a position. Too many things are a fault anyway, so the rest may share the last id.
fn id(position: usize) -> u16 {
    u16::try_from(position).unwrap_or(u16::MAX)
}

/// Bounds that allow every integer. They replace faulty bounds, so that these cause no further faults.
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
        let declared = self.names.values.insert(entry.name, span, NamedValue::Variable(value));
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

    /// Reads the value that a variable has at the start; without a value, `min`. `bounds` is the place of the bounds.
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
            let declared = match entry.value.as_decoded() {
                Some(text) => self.names.declare_definition(entry.name, entry.span, text),
                None => self.names.values.insert(entry.name, entry.span, NamedValue::Broken),
            };
            self.taken(Name::Definition, entry, declared);
        }
    }

    /// Reports a second declaration of a name. Stakeholders, counters, flags and definitions share their names.
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
            match self.names.acts.insert(name, span, ActId(id(self.acts.len()))) {
                Err(first) => self.faults.push(twice(Name::Act, name, span, first)),
                Ok(()) => {
                    let file = files.iter().position(|file| file.is(&FileRole::Act(name.to_owned())));
                    self.acts.push(DeclaredAct { name, named: Some(span), file });
                }
            }
        }
    }

    fn scene(&mut self, entry: Entry<'a>, act: ActId, is_damaged: bool) {
        let Entry { name, span, value } = entry;
        let owned = |choices: Vec<Entry<'_>>| choices.iter().map(|choice| choice.name.to_owned()).collect();
        let Some(table) = value.as_table(&SCENE) else {
            if let Some(list) = value.as_list() {
                let tables = list.into_iter().filter_map(|value| value.as_table(&SCENE));
                let choices = owned(tables.flat_map(|table| table.named("choice")).collect());
                // The walk over the tables reports the header `[[…]]`. The name is declared all the same, so that its
                // uses cause no more faults, and a name that is there already causes none either.
                let scene = SceneName { id: SceneId(0), is_ending: true, choices };
                let _ = self.names.scenes.insert(name, span, scene);
            }
            return;
        };
        if self.scenes.len() == limits::SCENES {
            self.faults.push(limits::too_many(span, "scenes", limits::SCENES));
        }
        // A scene that leads nowhere may be meant as an ending, and so may a scene whose table is damaged.
        let goes_on = table.has("choice") || table.has("goto") || table.has_stray_table();
        let is_ending = table.has("ending") || is_damaged || !goes_on;
        let choices = owned(table.names_meant_for("choice"));
        let scene = SceneName { id: SceneId(id(self.scenes.len())), is_ending, choices };
        if let Err(first) = self.names.scenes.insert(name, span, scene) {
            self.faults.push(twice(Name::Scene, name, span, first));
        }
        self.scenes.push(DeclaredScene { name, span, table, act });
    }

    /// Reports acts without a file and files without an act; returns the files without an act. If a file seems to be
    /// meant for an act, one fault reports both.
    pub fn check_act_files(&mut self, story: &Table<'_>, files: &[ParsedFile<'_>]) -> Vec<FileId> {
        if story.get("acts").and_then(Value::as_list).is_none_or(|list| list.is_empty()) {
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
            let guess = suggest(act.name, strays.iter().map(|stray| stray.name));
            let meant = guess.or(only);
            strays.retain(|stray| Some(stray.name) != meant);
            self.names.hides_scenes |= meant.is_none();
            let is_titled = story.named("act").iter().any(|entry| entry.name == act.name);
            let help = "put the scenes of the act into a file of that name, beside story.toml";
            self.faults.push(match (guess, only) {
                (Some(guess), _) if is_titled => fault.help(format!("rename {guess}.toml to {}.toml", act.name)),
                (None, Some(only)) => fault
                    .help(format!("name the act `{only}`, or rename the file {only}.toml, which belongs to no act")),
                (guess, _) => fault.meant(guess, help),
            });
        }
        let stray = |file: &ParsedFile<'_>, name: &str, label: &str, help: String| {
            let message = format!("no act is called `{name}`");
            (file.id(), Code::UnknownActFile.at(file.start(), message, label).help(help))
        };
        let own = strays.iter().filter_map(|act| {
            let help = match suggest(act.name, ["debrief", "story"]) {
                Some(meant) => format!("did you mean {meant}.toml? then rename the file"),
                None => format!("add \"{}\" to `acts` in story.toml, or move the file away", act.name),
            };
            Some(stray(&files[act.file?], act.name, "this file belongs to no act", help))
        });
        let translated = files.iter().filter_map(|file| match (&file.language, &file.role) {
            (Some(_), FileRole::Act(name)) if !self.acts.iter().any(|act| act.name == name) => {
                let guess = suggest(name, self.acts.iter().map(|act| act.name));
                let to = guess.map_or(", or move it away".to_owned(), |guess| format!(" to {guess}.toml"));
                let label = "this translation belongs to no act";
                Some(stray(file, name, label, format!("rename the file{to}")))
            }
            _ => None,
        });
        let (strays, faults): (Vec<FileId>, Vec<Diagnostic>) = own.chain(translated).unzip();
        self.faults.extend(faults);
        strays
    }
}
