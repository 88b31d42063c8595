//! A story as a model for PRISM and Storm: the same states, and the chances of all ways on.
//!
//! In a Markov chain each enabled command has the same chance: that is random play. In a decision process a strategy
//! picks one: that is free play.

use super::abstraction::reads::asks_choices;
use super::machine::{Machine, Notation, StatePart, Updates, WayOn};
use crate::engine::Engine;
use crate::story::{Arm, SceneId, Story};
use std::fmt::Write;

/// How a model decides between choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrismModel {
    /// Every available choice is equally likely: a Markov chain (`dtmc`).
    Random,
    /// The player decides: a Markov decision process (`mdp`).
    Free,
}

/// Writes a story as a PRISM model. Its header has the formulas that ask for endings and goals.
pub fn prism(story: &Story, engine: &Engine, model: PrismModel) -> String {
    let choose = |when: &str, one: &str, other: &str| format!("({when} ? {one} : {other})");
    let clamp = |sum: &str, min: i32, max: i32| format!("max({min}, min({max}, {sum}))");
    let notation = Notation { and: " & ", or: " | ", equal: "=", choose, clamp };
    let machine = Machine { story, engine, notation };
    let mut writer = Writer { machine, out: String::new() };
    writer.head(model);
    writer.declare();
    writer.machine.ways().iter().for_each(|each| writer.way(each));
    let over = writer.over();
    writer.line(format_args!("  [] ended -> {over};"));
    writer.line(format_args!("endmodule\n"));
    writer.foot();
    writer.out
}

struct Writer<'a> {
    machine: Machine<'a>,
    out: String,
}

impl Writer<'_> {
    fn line(&mut self, line: std::fmt::Arguments) {
        writeln!(self.out, "{line}").expect("a string takes what is written");
    }

    fn head(&mut self, model: PrismModel) {
        let story = self.machine.story;
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
        for id in story.endings() {
            self.line(format_args!("//   P{query}=? [ F \"{}\" ]", ending_label(story, id)));
        }
        for goal in &story.goals {
            match goal.expressions().any(asks_choices) {
                true => self.line(format_args!("//   (\"{}\" asks for the number of choices made)", goal.id)),
                false => self.line(format_args!("//   R{{\"{}\"}}{query}=? [ C ]", identifier(&goal.id))),
            }
        }
        self.line(format_args!("\n{word}\n"));
    }

    fn declare(&mut self) {
        let Machine { story, engine, .. } = self.machine;
        let endings: Vec<String> = story.endings().map(|id| format!("scene={}", id.0)).collect();
        let ended = if endings.is_empty() { "false".into() } else { endings.join(" | ") };
        self.line(format_args!("formula ended = {ended};\n\nmodule story"));
        self.line(format_args!("  scene : [0..{}] init {};", story.scenes.len(), engine.scene(&engine.begin()).0));
        for part in self.machine.parts() {
            let kind = part.range.map_or("bool".into(), |(min, max)| format!("[{min}..{max}]"));
            self.line(format_args!("  {} : {kind} init {};", part.name, first(&part)));
        }
    }

    /// The updates that lead to the extra state after all endings.
    fn over(&self) -> String {
        let firsts = self.machine.parts().into_iter().map(|part| (first(&part), part.name));
        moved(self.machine.story.scenes.len(), firsts.map(|(first, name)| (name, first)))
    }

    /// Writes the commands of a way: one for a draw, otherwise one for each arm, of which at most one is enabled at a
    /// time. If perhaps no arm of a choice holds, one more command leads to the state after all endings.
    fn way(&mut self, each: &WayOn) {
        let WayOn { way, guard, holds, values, .. } = each;
        self.line(format_args!("  // {}", each.name));
        let updates: Vec<String> = way.arms.iter().map(|arm| self.updates(arm, values)).collect();
        let some = format!("({})", holds.join(" | "));
        if way.drawn {
            let share = |(arm, holds): (&Arm, &String)| {
                let weight = self.machine.expression(&arm.weight, values);
                if holds == "true" { weight } else { format!("({holds} ? {weight} : 0)") }
            };
            let shares: Vec<String> = way.arms.iter().zip(holds).map(share).collect();
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
        if each.is_choice && !holds.iter().any(|holds| holds == "true") {
            let over = self.over();
            self.line(format_args!("  [] {guard} & !{some} -> {over};"));
        }
    }

    /// The state after an arm, as updates.
    fn updates(&self, arm: &Arm, values: &Updates) -> String {
        let mut values = values.clone();
        self.machine.apply(&arm.effects, &mut values);
        values.extend(self.machine.marks(arm.to));
        self.machine.apply(&self.machine.story.scene(arm.to).effects, &mut values);
        moved(arm.to.index(), values.into_iter().filter(|(name, value)| name != value))
    }

    /// Writes labels for the endings, and the worth of each goal as a reward at the ending.
    fn foot(&mut self) {
        let story = self.machine.story;
        self.line(format_args!("label \"ended\" = ended;"));
        for id in story.endings() {
            self.line(format_args!("label \"{}\" = scene={};", ending_label(story, id), id.0));
        }
        for goal in story.goals.iter().filter(|goal| !goal.expressions().any(asks_choices)) {
            self.line(format_args!("\nrewards \"{}\"", identifier(&goal.id)));
            let mut before = String::new();
            for worth in &goal.worths {
                let when = self.machine.condition(&worth.when, &Updates::new());
                self.line(format_args!("  ended & {when}{before} : {};", worth.value));
                before += &format!(" & !{when}");
            }
            self.line(format_args!("endrewards"));
        }
    }
}

fn first(part: &StatePart) -> String {
    if part.range.is_some() { part.first.to_string() } else { (part.first == 1).to_string() }
}

/// The updates of a command: to the scene with this number, and for each of `changes` from a name to its new value.
fn moved(scene: usize, changes: impl Iterator<Item = (String, String)>) -> String {
    changes.fold(format!("(scene'={scene})"), |all, (name, value)| all + &format!(" & ({name}'={value})"))
}

fn ending_label(story: &Story, id: SceneId) -> String {
    format!("ending_{}", identifier(&story.scene(id).name))
}

/// A name in letters, digits and underscores. `_` is doubled and `-` becomes `_`, so different names stay different.
fn identifier(name: &str) -> String {
    name.replace('_', "__").replace('-', "_")
}
