//! Everything that an expression or a template can name.
//!
//! The table is filled before the first expression is read, so that the order of files does not matter, and kept with
//! the story, so that playthroughs are read by the same rules.

use super::Decoded;
use super::expression::meaning::Meaning;
use super::spelling::Name;
use crate::source::{Code, Diagnostic, Span, suggest};
use crate::story::{ActId, SceneId, StakeholderId, VariableId};
use indexmap::IndexMap;
use indexmap::map::Entry;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// The help for a variable that nothing declares.
pub(super) const DECLARE: &str = "declare it in story.toml, under `[flag]`, `[counter]` or `[stakeholder]`";

#[derive(Default)]
pub struct Names {
    pub(super) values: Register<NamedValue>,
    pub(super) scenes: Register<SceneName>,
    pub(super) acts: Register<ActId>,
    pub(super) definitions: Vec<Definition>,
    written_out: AtomicUsize,
    /// Whether there may be scenes and choices that are not listed, because a file is unreadable or missing.
    pub(super) hides_scenes: bool,
}

/// Named things in the order in which they were declared, each with its place.
pub(super) type Register<T> = IndexMap<String, (Span, T)>;

/// Declares a thing. When its name is taken, the error is the place of the first one.
pub(super) fn declare<T>(register: &mut Register<T>, name: &str, span: Span, value: T) -> Result<(), Span> {
    match register.entry(name.to_owned()) {
        Entry::Occupied(first) => Err(first.get().0),
        Entry::Vacant(free) => {
            free.insert((span, value));
            Ok(())
        }
    }
}

/// The fault that nothing of a kind has a name. The help is the known name that was most likely meant, or else `help`.
pub(super) fn unknown<'n>(
    what: &str,
    name: &str,
    span: Span,
    known: impl IntoIterator<Item = &'n str>,
    help: &str,
) -> Diagnostic {
    let fault = Code::UnknownName.at(span, format!("no {what} is called `{name}`"), "not declared");
    fault.cause(format!("{what} {name}")).meant(suggest(name, known), help)
}

/// Lets things with misspelt names be found under the right spelling, too: only their declaration is a fault.
fn forgive<T: Clone>(register: &mut Register<T>, kind: Name) {
    let corrected = register.iter().filter_map(|(name, thing)| Some((kind.corrected(name)?, thing.clone())));
    for (name, thing) in corrected.collect::<Vec<_>>() {
        register.entry(name).or_insert(thing);
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum VariableKind {
    Stance(StakeholderId),
    Counter,
    Flag,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct VariableName {
    pub id: VariableId,
    pub kind: VariableKind,
    pub min: i32,
    pub max: i32,
}

#[derive(Clone, Debug)]
pub(super) struct SceneName {
    pub id: SceneId,
    pub is_ending: bool,
    pub choices: Vec<String>,
}

/// What a name in an expression stands for; there is one namespace.
#[derive(Clone, Copy, Debug)]
pub(super) enum NamedValue {
    Variable(VariableName),
    Definition(usize),
    /// Something whose declaration is at fault.
    Broken,
}

pub(super) struct Definition {
    pub name: String,
    pub span: Span,
    pub text: Decoded,
    /// What it stands for; `None` before it was checked, and when it is faulty.
    pub meaning: Option<Meaning>,
    pub is_used: AtomicBool,
}

impl Names {
    pub(super) fn forgive_spelling(&mut self) {
        forgive(&mut self.scenes, Name::Scene);
        forgive(&mut self.values, Name::Flag);
    }

    pub(super) fn variable(&self, name: &str) -> Option<VariableName> {
        match self.values.get(name)?.1 {
            NamedValue::Variable(variable) => Some(variable),
            NamedValue::Definition(_) | NamedValue::Broken => None,
        }
    }

    pub(super) fn scene(&self, name: &str) -> Option<&SceneName> {
        self.scenes.get(name).map(|(_, scene)| scene)
    }

    pub(super) fn act(&self, name: &str) -> Option<ActId> {
        self.acts.get(name).map(|(_, act)| *act)
    }

    pub(super) fn place(&self, name: &str) -> Option<Span> {
        self.values.get(name).map(|(span, _)| *span)
    }

    pub(super) fn variables(&self) -> impl Iterator<Item = (&str, VariableName)> {
        self.values.keys().filter_map(|name| Some((name.as_str(), self.variable(name)?)))
    }

    /// The fault that no scene has this name.
    pub(super) fn unknown_scene(&self, name: &str, span: Span) -> Diagnostic {
        let shaped = Name::Scene.shaped(name).unwrap_or_default();
        let help = match self.act(name) {
            Some(_) => format!("`{name}` is an act: name one of its scenes"),
            None if shaped.is_empty() => "name a scene that there is".to_owned(),
            None => format!("begin a scene with `[{shaped}]`, or name one that there is"),
        };
        let fault = Code::UnknownScene.at(span, format!("no scene is called `{name}`"), "unknown scene");
        let guess = suggest(&shaped, self.scenes.keys().map(String::as_str));
        fault.cause(format!("scene {name}")).meant(guess, help)
    }

    pub(super) fn value(&self, name: &str) -> Option<NamedValue> {
        self.values.get(name).map(|(_, value)| *value)
    }

    /// The lints that say which definitions no expression names.
    pub(super) fn unused_definitions(&self) -> impl Iterator<Item = Diagnostic> {
        let unused = self.definitions.iter().filter(|each| !each.is_used.load(Ordering::Relaxed));
        unused.map(|Definition { name, span, .. }| {
            let lint = Code::UnusedName.at(*span, format!("nothing uses the definition `{name}`"), "never used");
            lint.help("use it in a condition or a text, or remove it")
        })
    }

    /// Adds `parts` to the count of parts in definitions written out, and returns the count before.
    pub(super) fn write_out(&self, parts: usize) -> usize {
        self.written_out.fetch_add(parts, Ordering::Relaxed)
    }
}
