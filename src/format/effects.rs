//! `effects` and `set`: what changes.

use super::keys::ARM;
use super::lower::Lower;
use super::mistyped;
use super::names::{MissingName, declare, guess};
use super::spec::NAMES;
use super::spelling::Name;
use super::table::{Entry, Table, Value};
use super::{Scope, VariableKind, VariableName, condition};
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
    pub fn effects(&mut self, table: &Table<'_>) -> Vec<Effect> {
        let mut effects = vec![];
        for (key, verb) in [("effects", Verb::Add), ("set", Verb::Set)] {
            let Some(value) = table.get(key) else { continue };
            effects.extend(tables_of(value).into_iter().map(|value| self.effect(value, verb)));
        }
        effects
    }

    fn effect(&mut self, value: Value<'_>, verb: Verb) -> Effect {
        let when = value.as_table(&NAMES).and_then(|table| table.get("when")?.as_decoded());
        let when = when.and_then(|text| condition(&text, Scope::Scene, self.names, &mut self.faults));
        let entries = value.names();
        let changes = entries.iter().filter(|entry| entry.name != "when");
        Effect { when, changes: changes.filter_map(|entry| self.change(entry, verb)).collect() }
    }

    fn change(&mut self, entry: &Entry<'_>, verb: Verb) -> Option<Change> {
        let Entry { name, span, value } = *entry;
        let Some(variable) = self.names.variable(name) else {
            self.unknown_variable(entry);
            return None;
        };
        let sort = match variable.kind {
            VariableKind::Flag if verb == Verb::Set => {
                let message = format!("`{name}` is a flag, and `set` is for numbers");
                let fault = Diagnostic::new(Code::WrongType, span, message, "a flag");
                let value = value.as_bool().unwrap_or(true);
                self.faults.push(fault.help(format!("write `effects = {{ {name} = {value} }}`")));
                return None;
            }
            VariableKind::Flag => {
                let is_set = value.as_bool();
                if is_set.is_none() {
                    let fault = mistyped::unquoted::<bool>(value, "`true` or `false`");
                    self.faults.push(fault.help(format!("`{name}` is a flag: it is either set or not")));
                }
                return Some(Change::Assign(variable.id, i32::from(is_set?)));
            }
            VariableKind::Stance(_) => "a stance",
            VariableKind::Counter => "a counter",
        };
        let number = value.as_integer();
        if number.is_none() {
            let does = if verb == Verb::Add { "to add to it" } else { "that it is to be" };
            let help = format!("`{name}` is {sort}: give the number {does}");
            self.faults.push(match value.as_any_integer() {
                Some(_) => value.too_large(),
                None => mistyped::unquoted::<i32>(value, "an integer").help(help),
            });
        }
        match verb {
            Verb::Add => {
                self.oversized(entry, number?, variable);
                Some(Change::Add(variable.id, number?))
            }
            Verb::Set => self.assignment(entry, number?, variable),
        }
    }

    fn oversized(&mut self, entry: &Entry<'_>, amount: i32, variable: VariableName) {
        let (name, whole) = (entry.name, variable.max - variable.min);
        if amount.abs() > whole {
            let message = format!("`{name}` moves by {amount}, and its whole scale is {whole}");
            let label = format!("from {} to {}", variable.min, variable.max);
            let lint = Diagnostic::new(Code::OversizedEffect, entry.value.span(), message, label);
            let lint = lint.help(format!("write `set = {{ {name} = … }}` where a value is meant"));
            self.lints.push((self.scene, lint));
        }
    }

    fn assignment(&mut self, entry: &Entry<'_>, number: i32, variable: VariableName) -> Option<Change> {
        let (name, VariableName { min, max, .. }) = (entry.name, variable);
        if (min..=max).contains(&number) {
            return Some(Change::Assign(variable.id, number));
        }
        let message = format!("`{name}` cannot be {number}");
        let label = format!("from {min} to {max}");
        let fault = Diagnostic::new(Code::OutOfRange, entry.value.span(), message, label);
        let place = self.names.place(name);
        self.faults.push(place.into_iter().fold(fault, |fault, place| fault.also(place, "declared here")));
        None
    }

    fn unknown_variable(&mut self, entry: &Entry<'_>) {
        let name = entry.name;
        let fault = |message, label: &str| Diagnostic::new(Code::UnknownName, entry.span, message, label);
        self.faults.push(match self.names.place(name) {
            Some(place) => {
                let message = format!("`{name}` is a definition, which nothing can change");
                fault(message, "not a variable").also(place, "defined here")
            }
            None => {
                let names = self.names.variables().map(|(name, _)| name);
                // A string is no change: it is the condition under which there is one.
                let is_condition = entry.value.as_str().is_some();
                let names = names.chain(is_condition.then_some("when"));
                let when = ARM.meant(name).filter(|&meant| meant == "when");
                let guess = when.or_else(|| guess(name, names, self.faults.len()));
                let declare = match entry.value.as_bool() {
                    _ if is_condition => {
                        "a condition is called `when`; a change is a number, `true` or `false`".to_owned()
                    }
                    Some(_) => declare(Some(Name::Flag)),
                    None => declare(Some(Name::Counter)),
                };
                let fault = fault(format!("nothing is called `{name}`"), "not declared");
                fault.cause(MissingName::Value(name)).meant(guess, declare)
            }
        });
    }
}

/// One table, or a list of them.
fn tables_of(value: Value<'_>) -> Vec<Value<'_>> {
    value.as_list().unwrap_or_else(|| vec![value])
}
