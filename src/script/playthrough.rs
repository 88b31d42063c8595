//! Reads playthrough files. Finds all faults of a file at once, but does not look up the names in its steps yet.

use crate::format::{self, Names, PLAYTHROUGH, STEP, Scope, Table, Value};
use crate::source::{Faults, FileId, Sources, Span};
use crate::story::{Condition, Expression};

#[derive(Clone, Debug)]
pub struct Playthrough {
    pub title: Option<String>,
    /// The ending that the game must come to; `None` when the game may stop anywhere.
    pub ending: Option<Named>,
    /// What must hold in the last state.
    pub expect: Option<Condition>,
    pub steps: Vec<ScriptStep>,
    /// The seed that decides the draws without a step; `None` when steps must name every draw.
    pub seed: Option<u64>,
    pub story: Option<String>,
    pub language: Option<String>,
    /// When the game was saved, as a date-time of TOML.
    pub saved: Option<String>,
    /// Whether a player who goes on from here cannot undo its decisions.
    pub is_final: bool,
    /// The place of the list of steps, or the beginning of the file when there is no list.
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub name: String,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct ScriptStep {
    pub span: Span,
    pub action: Action,
}

#[derive(Clone, Debug)]
pub enum Action {
    /// The player chooses: `scene.choice`, or the name alone for a choice of the current scene.
    Choose(Named),
    /// The outcome of the next draw: `scene.arm`.
    Draw(Named),
    /// The game does not go on; the expectations are checked.
    Look(Expectations),
}

/// What must hold in the state that the game entered last.
#[derive(Clone, Debug, Default)]
pub struct Expectations {
    pub expect: Option<Condition>,
    /// Choices that must be `available`, `locked` (shown with a reason why not) or `hidden`.
    pub offered: Vec<(&'static str, Named)>,
}

/// Reads a playthrough from its bytes alone, as [`parse`] does; `None` when the file has faults.
pub fn read(bytes: Vec<u8>, names: Option<&Names>) -> Option<Playthrough> {
    let mut sources = Sources::new();
    let file = sources.add(String::new(), bytes);
    parse(&sources, file, names).ok()
}

/// Reads a playthrough file. `names` are the story's, for the conditions; only the replay looks up the choices. Without
/// `names`, conditions are only placeholders, and must not be evaluated.
pub fn parse(sources: &Sources, file: FileId, names: Option<&Names>) -> Result<Playthrough, Faults> {
    let mut faults = Vec::new();
    let read = |table: &Table, faults: &mut Faults| Steps { names, faults }.playthrough(table);
    let playthrough = format::read_file(sources, file, &PLAYTHROUGH, &mut faults, read);
    faults.sort_by_key(|fault| fault.span());
    match playthrough {
        Some(playthrough) if faults.is_empty() => Ok(playthrough),
        _ => Err(faults),
    }
}

struct Steps<'r> {
    names: Option<&'r Names>,
    faults: &'r mut Faults,
}

impl Steps<'_> {
    fn playthrough(&mut self, table: &Table) -> Playthrough {
        let steps = table.get("steps");
        let text = |key| table.str(key).map(str::to_owned);
        let list = steps.and_then(Value::as_list).unwrap_or_default();
        Playthrough {
            title: text("title"),
            ending: table.get("ending").and_then(named),
            expect: self.condition(table),
            steps: list.into_iter().filter_map(|step| self.step(step)).collect(),
            seed: table.get("seed").and_then(Value::as_seed),
            story: text("story"),
            language: text("language"),
            saved: table.get("saved").and_then(Value::as_date_time),
            is_final: table.get("undo").and_then(Value::as_bool) == Some(false),
            span: steps.map_or(table.header, Value::span),
        }
    }

    fn condition(&mut self, table: &Table) -> Option<Condition> {
        let text = table.get("expect")?.as_decoded()?;
        match self.names {
            Some(names) => format::condition(&text, Scope::Playthrough, names, self.faults),
            None => Some(Condition { expression: Expression::Boolean(true), span: text.quoted() }),
        }
    }

    fn step(&mut self, value: Value) -> Option<ScriptStep> {
        let action = match value.as_table(&STEP) {
            None => Action::Choose(named(value)?),
            Some(table) => match table.get("draw") {
                Some(draw) => Action::Draw(named(draw)?),
                None => Action::Look(Expectations { expect: self.condition(&table), offered: offered(&table) }),
            },
        };
        Some(ScriptStep { span: value.span(), action })
    }
}

fn offered(table: &Table) -> Vec<(&'static str, Named)> {
    let lists = ["available", "locked", "hidden"].into_iter().filter_map(|key| Some((key, table.get(key)?.as_list()?)));
    lists.flat_map(|(key, list)| list.into_iter().filter_map(move |value| Some((key, named(value)?)))).collect()
}

fn named(value: Value) -> Option<Named> {
    Some(Named { name: value.as_str()?.to_owned(), span: value.span() })
}
