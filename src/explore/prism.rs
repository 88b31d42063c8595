//! A story as a model for PRISM and Storm: the same states, and the chances of all ways on.
//!
//! A state of rule 4 of docs/format.md is a state of the model. What happens between two states is one command; its
//! updates are expressions over the state before it. In a Markov chain each enabled command has the same chance: that
//! is random play. In a decision process a strategy picks one: that is free play.

use super::abstraction::reads::asks_choices;
use super::notation::Notation;
use super::promela::{taken, visited};
use crate::engine::Engine;
use crate::story::{Arm, Body, Change, Choice, ChoiceId, Condition, Effect, Exit, Expression, SceneId, Story};
use std::collections::BTreeMap;
use std::fmt::Write;

/// How a model decides between choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrismModel {
    /// Every available choice is equally likely: a Markov chain (`dtmc`).
    Random,
    /// The player decides: a Markov decision process (`mdp`).
    Free,
}

/// Writes the model, with the formulas of endings and goals in its header.
pub fn prism(story: &Story, engine: &Engine, model: PrismModel) -> String {
    let mut writer = Writer { story, engine, out: String::new() };
    writer.head(model);
    writer.declare();
    for id in story.scene_ids() {
        writer.scene(id);
    }
    let over: Vec<String> = writer.variables().into_iter().map(|(name, _, first)| update(&name, &first)).collect();
    writer.line(format_args!("  [] ended -> (scene'={}) & {};", story.scenes.len(), over.join(" & ")));
    writer.line(format_args!("endmodule\n"));
    writer.foot();
    writer.out
}

/// The values of a state in the making, as expressions over the state before. A variable that is not listed has not
/// changed.
type Updates = BTreeMap<String, String>;

struct Writer<'a> {
    story: &'a Story,
    engine: &'a Engine,
    out: String,
}

impl Writer<'_> {
    fn line(&mut self, line: std::fmt::Arguments) {
        writeln!(self.out, "{line}").expect("a string takes what is written");
    }

    fn head(&mut self, model: PrismModel) {
        let (word, query, play) = match model {
            PrismModel::Random => ("dtmc", "", "random play: every available choice is equally likely"),
            PrismModel::Free => ("mdp", "max", "free play: the player decides"),
        };
        self.line(format_args!(
            "// Written by counterpitch, for {play}. The states are those that `counterpitch explore --unreduced`\n\
             // counts, and one more: where every ending leads, and a choice after which there is no way on.\n//\n\
             //   prism story.prism -pf 'FORMULA'\n\
             //   storm --prism story.prism --prop 'FORMULA'\n//\n\
             // When the states do not fit: `storm --engine dd`, or `prism -mtbdd`, keep them as decision diagrams.\n\
             // LTSmin reads this model too: `prism2lts-sym`, and on several machines `mpirun prism2lts-dist`.\n//"
        ));
        for id in self.story.endings() {
            self.line(format_args!("//   P{query}=? [ F \"{}\" ]", ending_label(self.story, id)));
        }
        for goal in &self.story.goals {
            match goal.expressions().any(asks_choices) {
                true => self.line(format_args!("//   (\"{}\" asks for the number of choices made)", goal.id)),
                false => self.line(format_args!("//   R{{\"{}\"}}{query}=? [ C ]", identifier(&goal.id))),
            }
        }
        self.line(format_args!("\n{word}\n"));
    }

    /// Every part of a state but the place: its name, its type, its value in the first state.
    fn variables(&self) -> Vec<(String, String, String)> {
        let (story, layout, begin) = (self.story, self.engine.layout(), self.engine.begin());
        let mut all = Vec::new();
        for (variable, field) in story.variables.iter().zip(&layout.variables) {
            let value = field.value(&begin);
            all.push(match variable.is_flag {
                true => (format!("v_{}", variable.name), "bool".into(), (value == 1).to_string()),
                false => {
                    let range = format!("[{}..{}]", variable.min, variable.max);
                    (format!("v_{}", variable.name), range, value.to_string())
                }
            });
        }
        let mut mark = |name: String, is_set: bool| all.push((name, "bool".into(), is_set.to_string()));
        for choice in story.choice_ids().filter(|&choice| layout.taken(choice).is_some()) {
            mark(taken(choice), false);
        }
        for id in story.scene_ids() {
            if let Some(field) = layout.visited[id.index()] {
                mark(visited(id), field.raw(&begin) == 1);
            }
        }
        if let Some(field) = layout.again.iter().flatten().next() {
            mark("again".into(), field.raw(&begin) == 1);
        }
        all
    }

    fn declare(&mut self) {
        let first = self.engine.scene(&self.engine.begin()).0;
        let endings: Vec<String> = self.story.endings().map(|id| format!("scene={}", id.0)).collect();
        let ended = if endings.is_empty() { "false".into() } else { endings.join(" | ") };
        self.line(format_args!("formula ended = {ended};\n\nmodule story"));
        self.line(format_args!("  scene : [0..{}] init {first};", self.story.scenes.len()));
        for (name, kind, value) in self.variables() {
            self.line(format_args!("  {name} : {kind} init {value};"));
        }
    }

    fn scene(&mut self, id: SceneId) {
        match &self.story.scene(id).body {
            Body::Ending { .. } => {}
            Body::Goto(_) => {
                self.line(format_args!("  // {}", self.story.scene(id).name));
                self.way(Exit::Scene(id), format!("scene={}", id.0), &Updates::new());
            }
            Body::Choices(choices) => {
                for (index, choice) in choices.iter().enumerate() {
                    let own = ChoiceId { scene: id, index: index as u8 };
                    self.line(format_args!("  // {}", self.story.choice_name(own)));
                    let mut values = Updates::new();
                    if self.engine.layout().taken(own).is_some() {
                        values.insert(taken(own), "true".into());
                    }
                    self.effects(&choice.effects, &mut values);
                    self.way(Exit::Choice(own), self.available(id, choices, index), &values);
                }
            }
        }
    }

    fn available(&self, scene: SceneId, choices: &[Choice], index: usize) -> String {
        let open = |index: usize| {
            let fresh = ChoiceId { scene, index: index as u8 };
            let once = if choices[index].once { format!(" & !{}", taken(fresh)) } else { String::new() };
            format!("({}{once})", self.condition(&choices[index].when, &Updates::new()))
        };
        let mut guard = format!("scene={} & {}", scene.0, open(index));
        for other in (0..choices.len()).filter(|&other| choices[index].fallback && !choices[other].fallback) {
            guard += &format!(" & !{}", open(other));
        }
        guard
    }

    /// Writes the commands of a way: one for a draw, otherwise one for each arm, of which at most one is enabled. A
    /// choice after which perhaps no arm holds gets one more: it leads to the state after all endings.
    fn way(&mut self, exit: Exit, guard: String, values: &Updates) {
        let way = self.story.way(exit);
        let holds: Vec<String> = way.arms.iter().map(|arm| self.takes_part(arm, values)).collect();
        let updates: Vec<String> = way.arms.iter().map(|arm| self.updates(arm, values)).collect();
        let some = format!("({})", holds.join(" | "));
        if way.drawn {
            let share = |(arm, holds): (&Arm, &String)| {
                let weight = self.expression(&arm.weight, values);
                if holds == "true" { weight } else { format!("({holds} ? {weight} : 0)") }
            };
            let shares: Vec<String> = way.arms.iter().zip(&holds).map(share).collect();
            let sum = shares.join(" + ");
            let arm =
                |(index, arm): (usize, &Arm)| format!("{}/({sum}) : {} // {}", shares[index], updates[index], arm.name);
            let arms: Vec<String> = way.arms.iter().enumerate().map(arm).collect();
            self.line(format_args!("  [] {guard} & {some} ->\n      {}\n    ;", arms.join("\n    + ")));
        } else {
            let mut before = String::new();
            for (holds, update) in holds.iter().zip(&updates) {
                self.line(format_args!("  [] {guard} & {holds}{before} -> {update};"));
                before += &format!(" & !{holds}");
            }
        }
        if matches!(exit, Exit::Choice(_)) && !holds.iter().any(|holds| holds == "true") {
            let over = self.variables().into_iter().map(|(name, _, first)| update(&name, &first));
            let over = over.fold(format!("(scene'={})", self.story.scenes.len()), |all, one| all + " & " + &one);
            self.line(format_args!("  [] {guard} & !{some} -> {over};"));
        }
    }

    /// The guard of an arm: its condition holds and its weight is above 0.
    fn takes_part(&self, arm: &Arm, values: &Updates) -> String {
        let condition = self.condition(&arm.when, values);
        match &arm.weight {
            Expression::Integer(_) => condition,
            weight => format!("({condition} & {} > 0)", self.expression(weight, values)),
        }
    }

    /// The state after an arm, as updates.
    fn updates(&self, arm: &Arm, values: &Updates) -> String {
        let (layout, mut values) = (self.engine.layout(), values.clone());
        self.effects(&arm.effects, &mut values);
        let is_visited = layout.visited[arm.to.index()].is_some();
        let before = values.get(&visited(arm.to)).cloned().unwrap_or_else(|| visited(arm.to));
        if layout.again.iter().flatten().next().is_some() {
            let again = if layout.again[arm.to.index()].is_some() { before } else { "false".into() };
            values.insert("again".into(), again);
        }
        if is_visited {
            values.insert(visited(arm.to), "true".into());
        }
        self.effects(&self.story.scene(arm.to).effects, &mut values);
        let changes = values.iter().filter(|(name, value)| name != value);
        let changes = changes.map(|(name, value)| update(name, value));
        changes.fold(format!("(scene'={})", arm.to.0), |all, one| all + " & " + &one)
    }

    fn effects(&self, effects: &[Effect], values: &mut Updates) {
        for effect in effects {
            let when = effect.when.as_ref().map(|when| self.expression(&when.expression, values));
            for &change in &effect.changes {
                let variable = &self.story.variables[change.variable().index()];
                let name = format!("v_{}", variable.name);
                let old = values.get(&name).unwrap_or(&name);
                let new = match (change, &when) {
                    (Change::Assign(_, value), None) => literal(value, variable.is_flag),
                    (Change::Assign(_, value), Some(when)) => {
                        format!("({when} ? {} : {old})", literal(value, variable.is_flag))
                    }
                    (Change::Add(_, amount), when) => {
                        let amount = match when {
                            None => format!("({amount})"),
                            Some(when) => format!("({when} ? {amount} : 0)"),
                        };
                        format!("max({}, min({}, {old} + {amount}))", variable.min, variable.max)
                    }
                };
                values.insert(name, new);
            }
        }
    }

    /// Writes labels for the endings, and the worth of each goal as a reward at the ending.
    fn foot(&mut self) {
        let (story, none) = (self.story, Updates::new());
        self.line(format_args!("label \"ended\" = ended;"));
        for id in story.endings() {
            self.line(format_args!("label \"{}\" = scene={};", ending_label(story, id), id.0));
        }
        for goal in story.goals.iter().filter(|goal| !goal.expressions().any(asks_choices)) {
            self.line(format_args!("\nrewards \"{}\"", identifier(&goal.id)));
            let mut before = String::new();
            for worth in &goal.worths {
                let when = self.condition(&worth.when, &none);
                self.line(format_args!("  ended & {when}{before} : {};", worth.value));
                before += &format!(" & !{when}");
            }
            self.line(format_args!("endrewards"));
        }
    }

    fn condition(&self, when: &Option<Condition>, values: &Updates) -> String {
        when.as_ref().map_or("true".into(), |when| self.expression(&when.expression, values))
    }

    fn expression(&self, expression: &Expression, values: &Updates) -> String {
        let story = self.story;
        let value = |name: String| values.get(&name).cloned().unwrap_or(name);
        let leaf = |expression: &Expression| match expression {
            Expression::Variable(id) => value(format!("v_{}", story.variables[id.index()].name)),
            Expression::Visited(id) => value(visited(*id)),
            Expression::Chosen(id) => value(taken(*id)),
            Expression::Again => value("again".into()),
            Expression::Ended => "ended".into(),
            Expression::At(id) => format!("(scene={})", id.0),
            Expression::Act(id) => {
                let scenes = &story.acts[id.index()].scenes;
                format!("(scene>={} & scene<{})", scenes.start, scenes.end)
            }
            _ => unreachable!("what asks for choices is left out, and all else has parts"),
        };
        let choose = |when: &str, one: &str, other: &str| format!("({when} ? {one} : {other})");
        Notation { and: " & ", or: " | ", equal: "=", choose, leaf: &leaf }.write(expression)
    }
}

fn update(name: &str, value: &str) -> String {
    format!("({name}'={value})")
}

fn literal(value: i32, is_flag: bool) -> String {
    if is_flag { (value == 1).to_string() } else { value.to_string() }
}

fn ending_label(story: &Story, id: SceneId) -> String {
    format!("ending_{}", identifier(&story.scene(id).name))
}

/// A name in letters, digits and underscores; an underscore in it is doubled, so that two names stay two.
fn identifier(name: &str) -> String {
    name.replace('_', "__").replace('-', "_")
}
