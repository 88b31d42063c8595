//! From the text of a playthrough file to its steps, with every fault at once.

use super::playthrough::{Action, Expectations, Named, Playthrough, ScriptStep};
use crate::format::{self, Names, PLAYTHROUGH, STEP, Scope, Table, Value};
use crate::source::{Diagnostic, FileId, Sources};
use crate::story::{Condition, Expression};

/// How many faults of one file are reported: what comes after so many is hardly worth reading.
const MOST_FAULTS: usize = 100;

/// Reads a playthrough file. Its expectations are checked against a story's names; whether its choices exist is for
/// the replay to say.
///
/// # Errors
/// The faults of the file, in the order of their places.
pub fn parse(sources: &Sources, file: FileId, names: &Names) -> Result<Playthrough, Vec<Diagnostic>> {
    read(sources, file, Some(names))
}

/// Reads the bytes of a playthrough file of whatever story: its expectations are there, but are not what was written.
/// `None` for what is no playthrough.
pub fn parse_alone(bytes: Vec<u8>) -> Option<Playthrough> {
    let mut sources = Sources::new();
    let file = sources.add(String::new(), bytes);
    read(&sources, file, None).ok()
}

fn read(sources: &Sources, file: FileId, names: Option<&Names>) -> Result<Playthrough, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let playthrough = format::read_file(sources, file, &PLAYTHROUGH, &mut faults, |table, faults| {
        let mut reader = Steps { names, faults };
        reader.playthrough(table)
    });
    faults.sort_by_key(|fault: &Diagnostic| fault.span());
    faults.truncate(MOST_FAULTS);
    match playthrough {
        Some(playthrough) if faults.is_empty() => Ok(playthrough),
        _ => Err(faults),
    }
}

struct Steps<'r> {
    names: Option<&'r Names>,
    faults: &'r mut Vec<Diagnostic>,
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
                None => Action::Look(Expectations {
                    expect: self.condition(&table),
                    available: choices(&table, "available"),
                    locked: choices(&table, "locked"),
                    hidden: choices(&table, "hidden"),
                }),
            },
        };
        Some(ScriptStep { span: value.span(), action })
    }
}

fn choices(table: &Table, key: &str) -> Vec<Named> {
    let list = table.get(key).and_then(Value::as_list).unwrap_or_default();
    list.into_iter().filter_map(named).collect()
}

fn named(value: Value) -> Option<Named> {
    Some(Named { name: value.as_str()?.to_owned(), span: value.span() })
}
