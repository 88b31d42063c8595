//! Everything that an expression or a template can name.
//!
//! The table is filled before the first expression is read, so that the order of files does not matter. It is kept with
//! the story, so that playthroughs are read with the same names.

use super::Decoded;
use super::expression::meaning::Meaning;
use super::spelling::Name;
use crate::source::{Code, Diagnostic, Span, suggest};
use crate::story::{ActId, SceneId, StakeholderId, VariableId};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

#[derive(Default)]
pub struct Names {
    pub(super) values: Register<NamedValue>,
    pub(super) scenes: Register<SceneName>,
    pub(super) acts: Register<ActId>,
    pub(super) goals: Vec<String>,
    pub(super) definitions: Vec<Definition>,
    written_out: AtomicUsize,
    /// Whether there may be scenes and choices that are not listed, because a file is unreadable or missing.
    pub(crate) hides_scenes: bool,
}

/// Named things, found by name and listed in the order in which they were declared.
pub(super) struct Register<T> {
    pub entries: Vec<Registered<T>>,
    /// For look-ups only. Lists come from `entries`, because a hash map has no fixed order.
    pub by_name: HashMap<String, usize>,
}

pub(super) struct Registered<T> {
    pub name: String,
    pub span: Span,
    pub value: T,
}

impl<T> Default for Register<T> {
    fn default() -> Register<T> {
        Register { entries: Vec::new(), by_name: HashMap::new() }
    }
}

impl<T> Register<T> {
    /// Adds a thing. When its name is taken, the error is the place of the thing that has it.
    pub fn insert(&mut self, name: &str, span: Span, value: T) -> Result<(), Span> {
        if let Some((_, first)) = self.find(name) {
            return Err(first);
        }
        self.by_name.insert(name.to_owned(), self.entries.len());
        self.entries.push(Registered { name: name.to_owned(), span, value });
        Ok(())
    }

    /// Lets `find` accept the right spelling of a name that is declared with a wrong one.
    pub fn forgive(&mut self, kind: Name) {
        for (index, entry) in self.entries.iter().enumerate() {
            if let Some(corrected) = kind.corrected(&entry.name) {
                self.by_name.entry(corrected).or_insert(index);
            }
        }
    }

    pub fn find(&self, name: &str) -> Option<(&T, Span)> {
        let entry = &self.entries[*self.by_name.get(name)?];
        Some((&entry.value, entry.span))
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.as_str())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum VariableKind {
    Stance(StakeholderId),
    Counter,
    Flag,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct VariableName {
    pub id: VariableId,
    pub kind: VariableKind,
    pub min: i32,
    pub max: i32,
}

#[derive(Clone, Debug)]
pub(crate) struct SceneName {
    pub id: SceneId,
    pub is_ending: bool,
    pub choices: Vec<String>,
}

/// What a name in an expression stands for. Variables and definitions share one namespace.
#[derive(Clone, Copy, Debug)]
pub(super) enum NamedValue {
    Variable(VariableName),
    Definition(usize),
    /// Something with a faulty declaration. Its uses are not reported.
    Broken,
}

pub(super) struct Definition {
    pub name: String,
    pub span: Span,
    pub text: Decoded,
    /// The meaning of the definition; `None` before the definition is checked, and when it is faulty.
    pub meaning: Option<Meaning>,
    pub is_used: AtomicBool,
}

impl Names {
    /// Declares a definition, which [`super::check_definitions`] reads later. When its name is taken, the error is the
    /// place of the name's first declaration.
    pub(super) fn declare_definition(&mut self, name: &str, span: Span, text: Decoded) -> Result<(), Span> {
        let declared = self.values.insert(name, span, NamedValue::Definition(self.definitions.len()));
        let (name, meaning, is_used) = (name.to_owned(), None, AtomicBool::new(false));
        self.definitions.push(Definition { name, span, text, meaning, is_used });
        declared
    }

    /// Lets expressions use the right spelling of a name whose declaration is misspelt, which alone is the fault.
    pub(super) fn forgive_spelling(&mut self) {
        self.scenes.forgive(Name::Scene);
        self.values.forgive(Name::Flag);
    }

    pub(crate) fn variable(&self, name: &str) -> Option<VariableName> {
        match self.values.find(name)? {
            (NamedValue::Variable(variable), _) => Some(*variable),
            (NamedValue::Definition(_) | NamedValue::Broken, _) => None,
        }
    }

    pub(crate) fn scene(&self, name: &str) -> Option<&SceneName> {
        self.scenes.find(name).map(|(scene, _)| scene)
    }

    pub(crate) fn act(&self, name: &str) -> Option<ActId> {
        self.acts.find(name).map(|(act, _)| *act)
    }

    pub(crate) fn place(&self, name: &str) -> Option<Span> {
        self.values.find(name).map(|(_, span)| span)
    }

    pub(crate) fn variables(&self) -> impl Iterator<Item = (&str, VariableName)> {
        self.values.entries.iter().filter_map(|entry| match entry.value {
            NamedValue::Variable(variable) => Some((entry.name.as_str(), variable)),
            NamedValue::Definition(_) | NamedValue::Broken => None,
        })
    }

    /// The scene that a word most likely means, among those that `is_meant` accepts; `faults` is passed to [`guess`].
    pub(super) fn guess_scene(&self, word: &str, is_meant: impl Fn(&SceneName) -> bool, faults: usize) -> Option<&str> {
        let shaped = Name::Scene.shaped(word)?;
        let bare = shaped.split_once('-').map_or("", |(_, rest)| rest);
        let named = |name: &str| {
            let scene = &self.scenes.entries[*self.scenes.by_name.get(name)?];
            is_meant(&scene.value).then_some(scene.name.as_str())
        };
        let scenes = self.scenes.entries.iter().filter(|scene| is_meant(&scene.value));
        let near = || guess(&shaped, scenes.map(|scene| scene.name.as_str()), faults);
        named(&shaped).or_else(|| named(bare)).or_else(near)
    }

    /// The help for a scene that does not exist and whose name resembles none.
    pub(super) fn begin_scene(&self, name: &str) -> String {
        match Name::Scene.shaped(name) {
            _ if self.act(name).is_some() => format!("`{name}` is an act: name one of its scenes"),
            Some(_) if name.contains('.') => {
                "a scene's name has no dot; `chosen('scene.choice')` asks about a choice".to_owned()
            }
            Some(name) => format!("begin a scene with `[{name}]`, or name one that there is"),
            None => "name a scene that there is".to_owned(),
        }
    }

    pub(super) fn value(&self, name: &str) -> Option<NamedValue> {
        self.values.find(name).map(|(value, _)| *value)
    }

    /// A lint for each definition that no expression uses.
    pub(super) fn unused_definitions(&self) -> impl Iterator<Item = Diagnostic> {
        let unused = self.definitions.iter().filter(|each| !each.is_used.load(Ordering::Relaxed));
        unused.map(|Definition { name, span, .. }| {
            let lint = Code::UnusedName.at(*span, format!("nothing uses the definition `{name}`"), "never used");
            lint.help("use it in a condition or a text, or remove it")
        })
    }

    /// Adds to the number of nodes that the whole story copies from definitions; returns the number before.
    pub(super) fn write_out(&self, parts: usize) -> usize {
        self.written_out.fetch_add(parts, Ordering::Relaxed)
    }
}

/// The help for an unknown name that resembles no known one; `wanted` is the kind of name that its place needs.
pub(super) fn declare(wanted: Option<Name>) -> String {
    format!("declare it in story.toml, such as under `[{}]`", wanted.unwrap_or(Name::Flag).what())
}

/// Finds the candidate that `word` most likely means. After many `faults` it compares fewer candidates, to save time.
pub(super) fn guess<'a>(word: &str, candidates: impl Iterator<Item = &'a str>, faults: usize) -> Option<&'a str> {
    const MOST_COMPARISONS: usize = 4_000_000;
    suggest(word, candidates.take(MOST_COMPARISONS / (faults + 1)))
}
