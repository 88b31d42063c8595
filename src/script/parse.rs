//! From the text of a playthrough file to its steps, with every fault at once.

use super::playthrough::{Action, Expectations, Named, Playthrough, ScriptStep};
use crate::format::{self, Names, PLAYTHROUGH, STEP, Scope, Table, Value};
use crate::source::{Code, Diagnostic, FileId, Sources};
use crate::story::Condition;

/// How many faults of one file are reported: what comes after so many is hardly worth reading.
const MOST_FAULTS: usize = 100;

/// Reads a playthrough file. Its expectations are checked against a story's names; whether its choices exist is for
/// the replay to say.
///
/// # Errors
/// The faults of the file, in the order of their places.
pub fn parse(sources: &Sources, file: FileId, names: &Names) -> Result<Playthrough, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let playthrough = format::read_file(sources, file, &PLAYTHROUGH, &mut faults, |table, faults| {
        let mut reader = Steps { names, faults };
        reader.playthrough(file, table)
    });
    faults.sort_by_key(|fault: &Diagnostic| fault.span());
    faults.truncate(MOST_FAULTS);
    match playthrough {
        Some(playthrough) if faults.is_empty() => Ok(playthrough),
        _ => Err(faults),
    }
}

struct Steps<'r> {
    names: &'r Names,
    faults: &'r mut Vec<Diagnostic>,
}

impl Steps<'_> {
    fn playthrough(&mut self, file: FileId, table: &Table) -> Playthrough {
        table.unknown_keys(self.faults);
        let steps = table.get("steps");
        Playthrough {
            file,
            title: self.text(table, "title"),
            ending: table.get("ending").and_then(|value| self.named(value)),
            expect: self.condition(table),
            steps: steps.map(|steps| self.steps(steps)).unwrap_or_default(),
            seed: table.get("seed").and_then(|value| value.unsigned(self.faults)),
            story: self.text(table, "story"),
            language: self.text(table, "language"),
            saved: table.get("saved").and_then(|value| value.date_time(self.faults)),
            is_final: table.get("undo").and_then(|value| value.boolean(self.faults)) == Some(false),
            span: steps.map_or(table.header(), Value::span),
        }
    }

    fn text(&mut self, table: &Table, key: &str) -> Option<String> {
        table.get(key).and_then(|value| self.named(value)).map(|named| named.name)
    }

    fn named(&mut self, value: Value) -> Option<Named> {
        let text = value.decoded(self.faults)?;
        format::check_characters(&text, self.faults);
        Some(Named { name: text.value().to_owned(), span: text.quoted() })
    }

    fn condition(&mut self, table: &Table) -> Option<Condition> {
        let text = table.get("expect")?.decoded(self.faults)?;
        format::condition(&text, Scope::Playthrough, self.names, self.faults)
    }

    fn steps(&mut self, steps: Value) -> Vec<ScriptStep> {
        let steps = steps.list(self.faults).unwrap_or_default();
        steps.into_iter().filter_map(|step| self.step(step)).collect()
    }

    fn step(&mut self, value: Value) -> Option<ScriptStep> {
        let span = value.span();
        let Some(table) = value.as_table(&STEP) else {
            if !value.is_string() {
                let message = format!("a step must be a choice or a table, not {}", value.kind());
                let fault = Diagnostic::new(Code::WrongType, span, message, value.kind());
                self.faults.push(fault.help(
                    "a step is `\"scene.choice\"`, `{ draw = \"scene.arm\" }`, `{ expect = \"…\" }`, or a table with \
                     `available`, `locked` or `hidden`",
                ));
                return None;
            }
            return self.named(value).map(|named| ScriptStep { span, action: Action::Choose(named) });
        };
        table.unknown_keys(self.faults);
        let action = match table.get("draw") {
            Some(draw) => {
                if let Some(other) = STEP.names().find(|key| *key != "draw" && table.has(key)) {
                    let other = table.key_span(other).expect("the key is there");
                    let message = "a step that names a draw can say nothing else";
                    let fault = Diagnostic::new(
                        Code::ConflictingKeys,
                        other,
                        message,
                        "belongs in a step of its own",
                    );
                    self.faults.push(fault.also(draw.span(), "the draw"));
                }
                Action::Draw(self.named(draw)?)
            }
            None => Action::Look(Expectations {
                expect: self.condition(&table),
                available: self.choices(&table, "available"),
                locked: self.choices(&table, "locked"),
                hidden: self.choices(&table, "hidden"),
            }),
        };
        if table.entries().is_empty() {
            let message = "a step says what is done, or what must be so";
            let fault = Diagnostic::new(Code::MissingKey, span, message, "this step says nothing");
            self.faults.push(fault.help("give it `draw`, `expect`, `available`, `locked` or `hidden`"));
        }
        Some(ScriptStep { span, action })
    }

    fn choices(&mut self, table: &Table, key: &str) -> Vec<Named> {
        let list = table.get(key).and_then(|value| value.list(self.faults)).unwrap_or_default();
        list.into_iter().filter_map(|value| self.named(value)).collect()
    }
}
