//! Scenes, their choices, and where these lead.

use super::Scope;
use super::characters::is_unseen;
use super::declare::DeclaredScene;
use super::expression::weight;
use super::keys::{ARM, CHOICE};
use super::lower::Lower;
use super::names::MissingName;
use super::spelling::{Name, twice};
use super::table::{Entry, Table, Value};
use crate::source::{Code, Diagnostic, Span};
use crate::story::{Arm, Body, Choice, Expression, Scene, SceneId, TextKind, Way};
use std::collections::HashMap;

impl Lower<'_> {
    /// Reads a scene.
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

    /// The scene that a value names.
    pub fn target(&mut self, value: Value<'_>) -> SceneId {
        let Some(name) = value.as_str() else { return SceneId::default() };
        match self.names.scene(name) {
            Some(scene) => return scene.id,
            // These characters are reported, and may be all that is wrong.
            None if name.contains(is_unseen) => return SceneId::default(),
            None => {}
        }
        let message = format!("no scene is called `{name}`");
        let fault = Diagnostic::new(Code::UnknownScene, value.inside(), message, "unknown scene");
        let guess = self.names.guess_scene(name, |_| true, self.faults.len());
        self.faults.push(fault.cause(MissingName::Scene(name)).meant(guess, self.names.begin_scene(name)));
        SceneId::default()
    }

    /// Names each arm, by its `id` or its target, and reports names that are given twice.
    fn arm_names(&mut self, tables: &[Table<'_>]) -> Vec<String> {
        let mut shares: HashMap<&str, usize> = HashMap::new();
        for target in tables.iter().filter_map(|table| table.str("to")) {
            *shares.entry(target).or_default() += 1;
        }
        let mut first: HashMap<String, Span> = HashMap::new();
        let mut names = vec![];
        for (index, table) in tables.iter().enumerate() {
            let span = table.get("id").or_else(|| table.get("to")).map_or(table.header, Value::inside);
            let target = table.str("to").unwrap_or_default();
            let name = match table.str("id") {
                Some(id) => {
                    Name::Arm.check(id, span, &mut self.faults);
                    id.to_owned()
                }
                None if shares.get(target).is_some_and(|&shares| shares > 1) => {
                    format!("{target}-{}", index + 1)
                }
                None => target.to_owned(),
            };
            match first.get(&name) {
                _ if name.is_empty() => {}
                Some(&first) => self.faults.push(twice(Name::Arm, &name, span, first)),
                None => drop(first.insert(name.clone(), span)),
            }
            names.push(name);
        }
        names
    }

    fn mixed_weights(&mut self, tables: &[Table<'_>]) {
        let weighted = tables.iter().find_map(|table| table.entry("weight"));
        let plain = tables.iter().find(|table| !table.has("weight") && !table.has_misspelt("weight"));
        if let (Some(weighted), Some(plain)) = (weighted, plain) {
            let message = "either all arms of a list have a weight, or none";
            let fault = Diagnostic::new(Code::MixedWeights, plain.header, message, "no weight here");
            let help = "with weights the arms are drawn from, without them the first that holds is taken";
            self.faults.push(fault.also(weighted.span, "but one here").help(help));
        }
    }
}
