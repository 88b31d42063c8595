//! `goto`: a scene, or a list of arms.

use super::expression::weight;
use super::keys::ARM;
use super::lower::Lower;
use super::names::{MissingName, begin_scene};
use super::spelling::{Name, twice};
use super::table::Table;
use super::value::Value;
use super::{Scope, limits};
use crate::source::{Code, Diagnostic, Span};
use crate::story::{Arm, Expression, SceneId, TextKind, Way};
use std::collections::HashMap;

impl Lower<'_> {
    /// Reads a `goto`; `owner` is the address of the scene or choice that has it.
    pub fn way(&mut self, value: Value<'_>, owner: &str) -> Option<Way> {
        if value.raw().is_str() {
            let (name, inside) = value.string(&mut self.faults)?;
            let to = self.target(name, inside)?;
            let arm = Arm {
                name: name.to_owned(),
                span: value.span(),
                when: None,
                weight: Expression::Integer(1),
                text: None,
                told: None,
                effects: vec![],
                to,
            };
            return Some(Way { arms: vec![arm], drawn: false, span: value.span() });
        }
        let Some(list) = value.as_list() else {
            let fault = value.wrong_type("a scene or a list of arms");
            self.faults.push(fault.help("write `goto = \"scene\"` or `goto = [{ to = \"scene\" }]`"));
            return None;
        };
        self.arms(value, list, owner)
    }

    fn arms(&mut self, value: Value<'_>, list: Vec<Value<'_>>, owner: &str) -> Option<Way> {
        if list.is_empty() {
            let fault =
                Diagnostic::new(Code::MissingKey, value.span(), "`goto` has no arms", "leads nowhere");
            self.faults.push(fault.help("write `goto = \"scene\"` or `goto = [{ to = \"scene\" }]`"));
            return None;
        }
        if let Some(extra) = list.get(limits::ARMS) {
            self.faults.push(limits::too_many(extra.span(), "arms in a list", limits::ARMS));
            return None;
        }
        if let Some(value) = list.iter().find(|value| value.as_table(&ARM).is_none()) {
            let fault = Diagnostic::new(
                Code::WrongType,
                value.span(),
                format!("an arm of a `goto` must be a table, not {}", value.kind()),
                value.kind(),
            );
            let to = value.raw().as_str().unwrap_or("scene");
            self.faults.push(fault.help(format!("write `{{ to = \"{to}\" }}`")));
            return None;
        }
        let tables: Vec<Table<'_>> = list.iter().filter_map(|value| value.as_table(&ARM)).collect();
        let names = self.arm_names(&tables);
        self.mixed_weights(&tables);
        let drawn = tables.iter().any(|table| table.has("weight"));
        let arms: Vec<Option<Arm>> =
            tables.iter().zip(names).map(|(table, name)| self.arm(table, name, owner)).collect();
        let arms: Option<Vec<Arm>> = arms.into_iter().collect();
        Some(Way { arms: arms?, drawn, span: value.span() })
    }

    fn arm(&mut self, table: &Table<'_>, name: Option<String>, owner: &str) -> Option<Arm> {
        let address = |key: &str| format!("{owner}.goto.{}.{key}", name.as_deref().unwrap_or(""));
        let to = table.need("to", &mut self.faults).and_then(|value| {
            let (name, inside) = value.string(&mut self.faults)?;
            self.target(name, inside)
        });
        let when = self.condition_if(table.get("when"), Scope::Scene);
        let weight = table.get("weight").and_then(|value| self.weight(value));
        let text = table
            .get("text")
            .and_then(|value| self.text(value, address("text"), TextKind::Prose, Scope::Scene));
        let told = table
            .get("told")
            .and_then(|value| self.text(value, address("told"), TextKind::Line, Scope::Scene));
        let effects = self.changes(table);
        table.unknown_keys(&mut self.faults);
        let span = table.header();
        Some(Arm {
            name: name?,
            span,
            when,
            weight: weight.unwrap_or(Expression::Integer(1)),
            text,
            told,
            effects,
            to: to?,
        })
    }

    fn weight(&mut self, value: Value<'_>) -> Option<Expression> {
        if value.raw().is_str() {
            let text = value.decoded(&mut self.faults)?;
            return weight(&text, self.names, &mut self.faults);
        }
        let mut faults = vec![];
        if let Some(weight) = value.integer(&mut faults) {
            if (1..=limits::WEIGHT).contains(&weight) {
                return Some(Expression::Integer(weight));
            }
            let message = format!("a weight cannot be {weight}");
            faults.push(Diagnostic::new(
                Code::OutOfRange,
                value.span(),
                message,
                format!("from 1 to {}", limits::WEIGHT),
            ));
        }
        let shares = "weights are shares: 3 and 1 make 3 in 4; an expression such as \"1 + buyer\" stands in quotation marks";
        self.faults.extend(faults.into_iter().map(|fault| fault.help(shares)));
        None
    }

    /// The scene of that name.
    pub fn target(&mut self, name: &str, span: Span) -> Option<SceneId> {
        if let Some(scene) = self.names.scene(name) {
            return Some(scene.id);
        }
        let fault = Diagnostic::new(
            Code::UnknownScene,
            span,
            format!("no scene is called `{name}`"),
            "unknown scene",
        )
        .cause(MissingName::Scene(name));
        let guess = self.names.guess_scene(name, self.faults.len());
        self.faults.push(match guess {
            Some(guess) => fault.help(format!("did you mean `{guess}`?")).fix(span, guess),
            None => fault.help(begin_scene(name)),
        });
        None
    }

    /// Names each arm, by its `id` or its target, and reports names that are given twice.
    fn arm_names(&mut self, tables: &[Table<'_>]) -> Vec<Option<String>> {
        let string =
            |table: &Table<'_>, key| table.get(key).and_then(|value| value.raw().as_str()?.to_owned().into());
        let targets: Vec<Option<String>> = tables.iter().map(|table| string(table, "to")).collect();
        let mut shares: HashMap<&str, usize> = HashMap::new();
        for target in targets.iter().flatten() {
            *shares.entry(target).or_default() += 1;
        }
        let mut first: HashMap<String, Span> = HashMap::new();
        let mut names = vec![];
        for (index, table) in tables.iter().enumerate() {
            let place = table.get("id").or_else(|| table.get("to"));
            let span = place.map_or(table.header(), |value| {
                if value.raw().is_str() { value.inside() } else { value.span() }
            });
            let name = match (table.get("id"), &targets[index]) {
                (Some(value), _) => value.string(&mut self.faults).map(|(name, inside)| {
                    Name::Arm.check(name, inside, &mut self.faults);
                    name.to_owned()
                }),
                (None, Some(target)) if shares[target.as_str()] > 1 => {
                    Some(format!("{target}-{}", index + 1))
                }
                (None, target) => target.clone(),
            };
            if let Some(name) = &name {
                match first.get(name) {
                    Some(&first) => self.faults.push(twice(Name::Arm, name, span, first)),
                    None => drop(first.insert(name.clone(), span)),
                }
            }
            names.push(name);
        }
        names
    }

    fn mixed_weights(&mut self, tables: &[Table<'_>]) {
        let weighted = tables.iter().find_map(|table| table.key_span("weight"));
        let plain = tables.iter().find(|table| !table.has("weight") && !table.has_misspelt("weight"));
        if let (Some(weighted), Some(plain)) = (weighted, plain) {
            let fault = Diagnostic::new(
                Code::MixedWeights,
                plain.header(),
                "either all arms of a list have a weight, or none",
                "no weight here",
            );
            let help = "with weights the arms are drawn from, without them the first that holds is taken";
            self.faults.push(fault.also(weighted, "but one here").help(help));
        }
    }
}
