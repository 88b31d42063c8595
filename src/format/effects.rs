//! `effects` and `set`: what changes.

use super::lower::Lower;
use super::names::{DECLARE, MissingName};
use super::shape::NAMED;
use super::table::{Entry, Table};
use super::value::Value;
use super::{Scope, VariableKind, VariableName};
use crate::source::{Code, Diagnostic};
use crate::story::{Change, Effect};

/// What a table of changes does with its numbers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verb {
    /// `effects`: numbers are added, flags assigned.
    Add,
    /// `set`: numbers are assigned.
    Set,
}

impl Lower<'_> {
    /// Reads the `effects` and the `set` of a table into one list, in the order in which they happen.
    pub fn changes(&mut self, table: &Table<'_>) -> Vec<Effect> {
        let mut effects = vec![];
        for (key, verb) in [("effects", Verb::Add), ("set", Verb::Set)] {
            if let Some(value) = table.get(key) {
                self.change_tables(value, verb, &mut effects);
            }
        }
        effects
    }

    fn change_tables(&mut self, value: Value<'_>, verb: Verb, effects: &mut Vec<Effect>) {
        if let Some(table) = value.as_table(&NAMED) {
            effects.push(self.change_table(&table, verb));
        } else if let Some(list) = value.as_list() {
            for value in list {
                if let Some(table) = value.table(&NAMED, &mut self.faults) {
                    effects.push(self.change_table(&table, verb));
                }
            }
        } else {
            let example = match verb {
                Verb::Add => "`effects = { evenings = -1, listened = true }`",
                Verb::Set => "`set = { evenings = 0 }`",
            };
            let fault = value.wrong_type("a table or a list of tables");
            self.faults.push(fault.help(format!("write {example}")));
        }
    }

    fn change_table(&mut self, table: &Table<'_>, verb: Verb) -> Effect {
        let when = self.condition_if(table.get("when"), Scope::Scene);
        let entries = table.entries();
        let changes = entries.iter().filter(|entry| entry.name != "when");
        let changes = changes.filter_map(|entry| self.change(entry, verb)).collect();
        Effect { when, changes }
    }

    fn change(&mut self, entry: &Entry<'_>, verb: Verb) -> Option<Change> {
        let Some(variable) = self.names.variable(entry.name) else {
            self.unknown_variable(entry);
            return None;
        };
        let is_flag = variable.kind == VariableKind::Flag;
        match (is_flag, verb) {
            (true, Verb::Add) => self.flag(entry, variable),
            (true, Verb::Set) => {
                let name = entry.name;
                let message = format!("`{name}` is a flag, and `set` is for numbers");
                let fault = Diagnostic::new(Code::WrongType, entry.span, message, "a flag");
                self.faults.push(fault.help(format!("write `effects = {{ {name} = true }}`")));
                None
            }
            (false, Verb::Add) => {
                let amount = self.amount(entry, variable)?;
                Some(Change::Add(variable.id, amount))
            }
            (false, Verb::Set) => self.assignment(entry, variable),
        }
    }

    fn flag(&mut self, entry: &Entry<'_>, variable: VariableName) -> Option<Change> {
        let name = entry.name;
        if let Some(value) = entry.value.raw().as_bool() {
            return Some(Change::Assign(variable.id, i32::from(value)));
        }
        let fault = entry.value.wrong_type("`true` or `false`");
        self.faults.push(fault.help(format!("`{name}` is a flag: it is either set or not")));
        None
    }

    fn amount(&mut self, entry: &Entry<'_>, variable: VariableName) -> Option<i32> {
        if entry.value.raw().is_integer() {
            return entry.value.small_integer(&mut self.faults);
        }
        let sort = match variable.kind {
            VariableKind::Stance(_) => "a stance",
            VariableKind::Counter | VariableKind::Flag => "a counter",
        };
        let fault = entry.value.wrong_type("an integer");
        self.faults.push(fault.help(format!("`{}` is {sort}: give the number to add to it", entry.name)));
        None
    }

    fn assignment(&mut self, entry: &Entry<'_>, variable: VariableName) -> Option<Change> {
        let value = self.amount(entry, variable)?;
        let VariableName { min, max, .. } = variable;
        if (min..=max).contains(&value) {
            return Some(Change::Assign(variable.id, value));
        }
        let name = entry.name;
        let message = format!("`{name}` cannot be {value}");
        let label = format!("from {min} to {max}");
        let mut fault = Diagnostic::new(Code::OutOfRange, entry.value.span(), message, label);
        if let Some(place) = self.names.place(name) {
            fault = fault.also(place, "declared here");
        }
        self.faults.push(fault);
        None
    }

    fn unknown_variable(&mut self, entry: &Entry<'_>) {
        let name = entry.name;
        if let Some(place) = self.names.place(name) {
            let message = format!("`{name}` is a definition, which nothing can change");
            let fault = Diagnostic::new(Code::UnknownName, entry.span, message, "not a variable");
            self.faults.push(fault.also(place, "defined here"));
            return;
        }
        let message = format!("nothing is called `{name}`");
        let fault = Diagnostic::new(Code::UnknownName, entry.span, message, "not declared")
            .cause(MissingName::Value(name));
        let guess = self.names.guess_variable(name, self.faults.len());
        self.faults.push(match guess {
            Some(guess) => fault.help(format!("did you mean `{guess}`?")).fix(entry.span, guess),
            None => fault.help(DECLARE),
        });
    }
}
