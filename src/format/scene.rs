//! Reads scenes and their choices: what they change, and where they lead.

use super::characters::is_unseen;
use super::declare::DeclaredScene;
use super::expression::weight;
use super::keys::{ARM, CHOICE};
use super::lower::Lower;
use super::names::{declare, guess};
use super::spec::NAMES;
use super::spelling::{Name, twice};
use super::table::{Entry, Table, Value};
use super::{Scope, VariableKind, VariableName, condition};
use crate::source::{Code, Span};
use crate::story::{Arm, Body, Change, Choice, Effect, Expression, Scene, SceneId, TextKind, Way};

impl Lower<'_> {
    pub fn scene(&mut self, declared: &DeclaredScene<'_>) -> Scene {
        let DeclaredScene { name, span, table, act } = declared;
        let title_kind = if table.has("ending") { TextKind::Plain } else { TextKind::Line };
        let title = table.get("title");
        let title = title.and_then(|value| self.add_text(value, format!("{name}.title"), title_kind, Scope::Scene));
        Scene {
            name: (*name).to_owned(),
            span: *span,
            act: *act,
            title,
            time: self.text(table, name, "time"),
            place: self.text(table, name, "place"),
            text: self.text(table, name, "text"),
            told: self.text(table, name, "told"),
            sign: self.text(table, name, "sign"),
            effects: self.effects(table),
            body: self.body(table, name),
            allow: self.allow(table),
        }
    }

    fn allow(&self, table: &Table<'_>) -> Vec<Code> {
        let list = table.get("allow").and_then(Value::as_list).unwrap_or_default();
        list.into_iter().filter_map(|value| Code::parse(value.as_str()?)).collect()
    }

    fn body(&mut self, table: &Table<'_>, name: &str) -> Body {
        let choices = table.named("choice");
        let hint = self.text(table, name, "hint");
        match table.get("goto") {
            _ if !choices.is_empty() => {
                Body::Choices(choices.iter().filter_map(|entry| self.choice(entry, name)).collect())
            }
            Some(value) => Body::Goto(self.way(value, name)),
            None => Body::Ending { hint },
        }
    }

    fn choice(&mut self, entry: &Entry<'_>, scene: &str) -> Option<Choice> {
        let table = &entry.value.as_table(&CHOICE)?;
        let owner = &format!("{scene}.choice.{}", entry.name);
        Some(Choice {
            name: entry.name.to_owned(),
            span: entry.span,
            label: self.text(table, owner, "label").unwrap_or_default(),
            told: self.text(table, owner, "told"),
            when: self.condition(table, "when"),
            locked: self.text(table, owner, "locked"),
            once: table.is_set("once"),
            fallback: table.is_set("fallback"),
            text: self.text(table, owner, "text"),
            effects: self.effects(table),
            goto: self.way(table.get("goto")?, owner),
        })
    }

    /// Reads a `goto`; `owner` is the address of the scene or choice that has it.
    fn way(&mut self, value: Value<'_>, owner: &str) -> Way {
        let span = value.span();
        let list = value.as_list().unwrap_or_default();
        let tables: Vec<Table<'_>> = list.into_iter().filter_map(|value| value.as_table(&ARM)).collect();
        let names = self.arm_names(&tables);
        self.mixed_weights(&tables);
        let arms = tables.iter().zip(names).map(|(table, name)| self.arm(table, name, owner));
        let mut arms: Vec<Arm> = arms.collect();
        if let Some(name) = value.as_str() {
            let (weight, to) = (Expression::Integer(1), self.target(value));
            let (name, when, weight_span, text, told, effects) = (name.to_owned(), None, None, None, None, vec![]);
            arms.push(Arm { name, span, when, weight, weight_span, text, told, effects, to });
        }
        Way { arms, drawn: tables.iter().any(|table| table.has("weight")), span }
    }

    fn arm(&mut self, table: &Table<'_>, name: String, owner: &str) -> Arm {
        let owner = &format!("{owner}.goto.{name}");
        Arm {
            name,
            span: table.header,
            when: self.condition(table, "when"),
            weight: self.weight(table).unwrap_or(Expression::Integer(1)),
            weight_span: table.get("weight").map(Value::inside),
            text: self.text(table, owner, "text"),
            told: self.text(table, owner, "told"),
            effects: self.effects(table),
            to: table.get("to").map_or(SceneId::default(), |value| self.target(value)),
        }
    }

    fn weight(&mut self, table: &Table<'_>) -> Option<Expression> {
        let value = table.get("weight")?;
        match value.as_decoded() {
            Some(text) => weight(&text, self.names, &mut self.faults),
            None => value.as_any_integer().map(Expression::Integer),
        }
    }

    /// The scene that a value names. An unknown name is reported, and gives the first scene.
    pub fn target(&mut self, value: Value<'_>) -> SceneId {
        let Some(name) = value.as_str() else { return SceneId::default() };
        match self.names.scene(name) {
            Some(scene) => return scene.id,
            // Another check reports the invisible characters. They may be all that is wrong with the name.
            None if name.contains(is_unseen) => return SceneId::default(),
            None => {}
        }
        let fault = Code::UnknownScene.at(value.inside(), format!("no scene is called `{name}`"), "unknown scene");
        let guess = self.names.guess_scene(name, |_| true, self.faults.len());
        self.faults.push(fault.cause(format!("scene {name}")).meant(guess, self.names.begin_scene(name)));
        SceneId::default()
    }

    /// Names each arm, by its `id` or its target, and reports a name that two arms have.
    fn arm_names(&mut self, tables: &[Table<'_>]) -> Vec<String> {
        let mut names: Vec<(String, Span)> = vec![];
        for (index, table) in tables.iter().enumerate() {
            let span = table.get("id").or_else(|| table.get("to")).map_or(table.header, Value::inside);
            let (id, target) = (table.str("id"), table.str("to").unwrap_or_default());
            let shares = tables.iter().filter(|table| table.str("to") == Some(target)).count();
            id.into_iter().for_each(|id| Name::Arm.check(id, span, &mut self.faults));
            let name = match id {
                Some(id) => id.to_owned(),
                None if shares > 1 => format!("{target}-{}", index + 1),
                None => target.to_owned(),
            };
            if let Some(&(_, first)) = names.iter().find(|(own, _)| *own == name && !name.is_empty()) {
                self.faults.push(twice(Name::Arm, &name, span, first));
            }
            names.push((name, span));
        }
        names.into_iter().map(|(name, _)| name).collect()
    }

    fn mixed_weights(&mut self, tables: &[Table<'_>]) {
        let weighted = tables.iter().find_map(|table| table.entry("weight"));
        let plain = tables.iter().find(|table| !table.has("weight") && !table.has_misspelt("weight"));
        if let (Some(weighted), Some(plain)) = (weighted, plain) {
            let message = "either all arms of a list have a weight, or none";
            let fault = Code::MixedWeights.at(plain.header, message, "no weight here");
            let help = "with weights the arms are drawn from, without them the first that holds is taken";
            self.faults.push(fault.also(weighted.span, "but one here").help(help));
        }
    }
}

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
            let tables = value.as_list().unwrap_or_else(|| vec![value]);
            effects.extend(tables.into_iter().map(|value| self.effect(value, verb)));
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
                let fault = Code::WrongType.at(span, format!("`{name}` is a flag, and `set` is for numbers"), "a flag");
                let value = value.as_bool().unwrap_or(true);
                self.faults.push(fault.help(format!("write `effects = {{ {name} = {value} }}`")));
                return None;
            }
            VariableKind::Flag => {
                let is_set = value.as_bool();
                if is_set.is_none() {
                    let fault = value.unquoted::<bool>("`true` or `false`");
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
                None => value.unquoted::<i32>("an integer").help(help),
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
            let lint = Code::OversizedEffect.at(entry.value.span(), message, label);
            self.lints.push((self.scene, lint.help(format!("write `set = {{ {name} = … }}` where a value is meant"))));
        }
    }

    fn assignment(&mut self, entry: &Entry<'_>, number: i32, variable: VariableName) -> Option<Change> {
        let (name, VariableName { min, max, .. }) = (entry.name, variable);
        if (min..=max).contains(&number) {
            return Some(Change::Assign(variable.id, number));
        }
        let message = format!("`{name}` cannot be {number}");
        let fault = Code::OutOfRange.at(entry.value.span(), message, format!("from {min} to {max}"));
        let place = self.names.place(name);
        self.faults.push(place.into_iter().fold(fault, |fault, place| fault.also(place, "declared here")));
        None
    }

    fn unknown_variable(&mut self, entry: &Entry<'_>) {
        let name = entry.name;
        let fault = |message, label: &str| Code::UnknownName.at(entry.span, message, label);
        self.faults.push(match self.names.place(name) {
            Some(place) => fault(format!("`{name}` is a definition, which nothing can change"), "not a variable")
                .also(place, "defined here"),
            None => {
                let names = self.names.variables().map(|(name, _)| name);
                // A string cannot be a change, so the author probably means the condition `when`.
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
                fault.cause(format!("value {name}")).meant(guess, declare)
            }
        });
    }
}
