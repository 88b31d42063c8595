//! A story as a model for the SPIN model checker, so that its states can be counted by another program.
//!
//! A state of rule 4 of docs/format.md is a state of the model. The model is one process that rests at one place. All
//! that happens between two states is an atomic sequence, so SPIN does not store what lies between. With `spin -o2 -a`
//! SPIN merges no states. The model's numbers are C's `int`, so conditions that multiply large numbers may overflow.

use super::notation::Notation;
use crate::engine::Engine;
use crate::story::{Arm, Body, Change, Choice, ChoiceId, Condition, Effect, Expression, SceneId, Story, Way};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Writes a story as a Promela model.
pub fn promela(story: &Story, engine: &Engine) -> String {
    let mut model = Model { story, engine, out: String::new(), depth: 0 };
    model.head();
    model.line("active proctype story() {");
    model.line("end: do");
    for id in story.scene_ids() {
        model.scene(id);
    }
    model.line("od }");
    model.out
}

struct Model<'a> {
    story: &'a Story,
    engine: &'a Engine,
    out: String,
    depth: usize,
}

impl Model<'_> {
    fn line(&mut self, text: &str) {
        let indent = self.depth * 2;
        writeln!(self.out, "{:indent$}{text}", "").expect("a string takes what is written");
    }

    /// Declares every part of a state, with its value in the first state.
    fn head(&mut self) {
        let (story, begin) = (self.story, self.engine.begin());
        let layout = self.engine.layout();
        self.line("/* Written by counterpitch. SPIN counts the states that `counterpitch explore --unreduced` counts:");
        self.line(
            "     spin -o2 -a story.pml && cc -O2 -DSAFETY -DVECTORSZ=4096 -o pan pan.c && ./pan -E -n -m1000000",
        );
        self.line("   When they do not fit: compile with -DCOLLAPSE (slower, smaller) or -DBITSTATE (a part only).");
        self.line("   LTSmin, on all cores and on several machines:");
        self.line("     spins -o3 story.pml && prom2lts-mc --state=tree story.pml.spins");
        self.line("     mpirun -np 64 prom2lts-dist story.pml.spins */");
        self.line(&format!("short scene = {};", self.engine.scene(&begin).0));
        for (index, variable) in story.variables.iter().enumerate() {
            let value = layout.variables[index].value(&begin);
            let kind = if variable.is_flag { "bit" } else { "short" };
            self.line(&format!("{kind} v_{} = {value};", variable.name));
            self.line(&format!("hidden short old_{};", variable.name));
        }
        if story.choice_ids().any(|choice| layout.taken(choice).is_some()) {
            self.line("hidden byte old_mark;");
        }
        for choice in story.choice_ids().filter(|&choice| layout.taken(choice).is_some()) {
            self.line(&format!("bit {} = 0;", taken(choice)));
        }
        for id in story.scene_ids() {
            if let Some(field) = layout.visited[id.index()] {
                self.line(&format!("bit {} = {};", visited(id), field.raw(&begin)));
            }
        }
        if let Some(field) = layout.again.iter().flatten().next() {
            self.line(&format!("bit again = {};", field.raw(&begin)));
        }
    }

    fn scene(&mut self, id: SceneId) {
        let story = self.story;
        match &story.scene(id).body {
            Body::Ending { .. } => {}
            Body::Goto(way) => {
                let holds: Vec<String> = way.arms.iter().map(|arm| self.takes_part(arm)).collect();
                let guard = format!("scene == {} && ({})", id.0, holds.join(" || "));
                self.line(&format!(":: atomic {{ {guard} -> /* {} */", story.scene(id).name));
                self.depth += 1;
                self.way(way, &[]);
                self.line("}");
                self.depth -= 1;
            }
            Body::Choices(choices) => {
                for (index, choice) in choices.iter().enumerate() {
                    let own = ChoiceId { scene: id, index: index as u8 };
                    let guard = format!("scene == {} && {}", id.0, self.available(id, choices, own));
                    self.line(&format!(":: atomic {{ {guard} -> /* {} */", story.choice_name(own)));
                    self.depth += 1;
                    self.choice(choice, own);
                    self.line("}");
                    self.depth -= 1;
                }
            }
        }
    }

    fn available(&self, scene: SceneId, choices: &[Choice], own: ChoiceId) -> String {
        let open = |index: usize| {
            let choice = &choices[index];
            let id = ChoiceId { scene, index: index as u8 };
            let fresh = if choice.once { format!(" && !{}", taken(id)) } else { String::new() };
            format!("({}{fresh})", self.condition(&choice.when))
        };
        let index = own.index as usize;
        if !choices[index].fallback {
            return open(index);
        }
        let others = (0..choices.len()).filter(|&other| !choices[other].fallback);
        others.fold(open(index), |guard, other| format!("{guard} && !{}", open(other)))
    }

    /// A choice after whose effects no arm holds leads nowhere: what it changed is put back.
    fn choice(&mut self, choice: &Choice, id: ChoiceId) {
        let changed: BTreeSet<&str> = choice
            .effects
            .iter()
            .flat_map(|effect| &effect.changes)
            .map(|change| self.story.variables[change.variable().index()].name.as_str())
            .collect();
        for name in &changed {
            self.line(&format!("old_{name} = v_{name};"));
        }
        let mut back: Vec<String> = changed.iter().map(|name| format!("v_{name} = old_{name};")).collect();
        if self.engine.layout().taken(id).is_some() {
            self.line(&format!("old_mark = {}; {} = 1;", taken(id), taken(id)));
            back.push(format!("{} = old_mark;", taken(id)));
        }
        self.effects(&choice.effects);
        self.way(&choice.goto, &back);
    }

    /// The guard of an arm: its `when` holds and its weight is above 0.
    fn takes_part(&self, arm: &Arm) -> String {
        match &arm.weight {
            Expression::Integer(_) => self.condition(&arm.when),
            weight => format!("({} && {} > 0)", self.condition(&arm.when), self.expression(weight)),
        }
    }

    fn way(&mut self, way: &Way, back: &[String]) {
        self.line("if");
        let mut before = String::new();
        for arm in &way.arms {
            let holds = self.takes_part(arm);
            self.line(&format!(":: ({holds}){before} ->"));
            if !way.drawn {
                write!(before, " && !({holds})").expect("a string takes what is written");
            }
            self.depth += 1;
            self.effects(&arm.effects);
            self.enter(arm.to);
            self.depth -= 1;
        }
        self.line(&format!(":: else -> skip; {}", back.join(" ")));
        self.line("fi");
    }

    fn enter(&mut self, id: SceneId) {
        let layout = self.engine.layout();
        let is_visited = layout.visited[id.index()].is_some();
        self.line(&format!("scene = {};", id.0));
        if layout.again.iter().flatten().next().is_some() {
            let before = if layout.again[id.index()].is_some() { visited(id) } else { "0".into() };
            self.line(&format!("again = {before};"));
        }
        if is_visited {
            self.line(&format!("{} = 1;", visited(id)));
        }
        self.effects(&self.story.scene(id).effects);
    }

    fn effects(&mut self, effects: &[Effect]) {
        for effect in effects {
            if effect.when.is_some() {
                self.line(&format!("if :: ({}) ->", self.condition(&effect.when)));
                self.depth += 1;
            }
            for &change in &effect.changes {
                self.change(change);
            }
            if effect.when.is_some() {
                self.depth -= 1;
                self.line(":: else -> skip fi;");
            }
        }
    }

    fn change(&mut self, change: Change) {
        let variable = &self.story.variables[change.variable().index()];
        let (name, min, max) = (&variable.name, variable.min, variable.max);
        match change {
            Change::Assign(_, value) => self.line(&format!("v_{name} = {value};")),
            Change::Add(_, amount) => {
                let sum = format!("v_{name} + ({amount})");
                self.line(&format!("v_{name} = ({sum} > {max} -> {max} : ({sum} < {min} -> {min} : {sum}));"));
            }
        }
    }

    fn condition(&self, when: &Option<Condition>) -> String {
        when.as_ref().map_or("true".into(), |when| self.expression(&when.expression))
    }

    fn expression(&self, expression: &Expression) -> String {
        let leaf = |expression: &Expression| match expression {
            Expression::Variable(id) => format!("v_{}", self.story.variables[id.index()].name),
            Expression::Visited(id) => visited(*id),
            Expression::Chosen(id) => taken(*id),
            Expression::Again => "again".into(),
            _ => unreachable!("a scene's rules do not ask for this"),
        };
        let choose = |when: &str, one: &str, other: &str| format!("({when} -> {one} : {other})");
        Notation { and: " && ", or: " || ", equal: "==", choose, leaf: &leaf }.write(expression)
    }
}

pub(super) fn taken(choice: ChoiceId) -> String {
    format!("taken_{}_{}", choice.scene.0, choice.index)
}

pub(super) fn visited(scene: SceneId) -> String {
    format!("visited_{}", scene.0)
}
