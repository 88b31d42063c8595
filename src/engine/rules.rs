//! The compiled rules of one scene: entering it, what is available in it, what changes, and the ways that lead out.

use super::layout::Field;
use super::past::Past;
use super::predicate::{Compiler, Number, Predicate, holds};
use crate::story::{self, Change, ChoiceId, SceneId};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// No arm holds: a dead end.
    Nowhere,
    /// This arm follows without a draw; the number is its position.
    Certain(u8),
    /// The world draws among the arms that hold; the number is the sum of their weights.
    Drawn(u32),
}

/// The rules of one scene. A scene without a `goto` and without choices is an ending.
#[derive(Clone, Debug)]
pub struct Rules {
    visited: Option<Field>,
    again: Option<Field>,
    again_anywhere: Option<Field>,
    effects: Effects,
    pub(super) goto: Option<CompiledWay>,
    pub(super) choices: Box<[CompiledChoice]>,
    has_fallback: bool,
}

#[derive(Clone, Debug)]
pub(super) struct CompiledChoice {
    when: Option<Predicate>,
    /// The mark that the choice was made; `None` when states keep no such mark.
    taken: Option<Field>,
    once: bool,
    fallback: bool,
    effects: Effects,
    pub way: CompiledWay,
}

/// A compiled way. If `drawn`, the world draws among the arms that hold; otherwise the first of them follows.
#[derive(Clone, Debug)]
pub(super) struct CompiledWay {
    arms: Box<[CompiledArm]>,
    drawn: bool,
}

#[derive(Clone, Debug)]
struct CompiledArm {
    when: Option<Predicate>,
    weight: Number,
    effects: Effects,
    to: SceneId,
}

/// Groups of changes. Those of a group share one condition, judged just before them; `None` always holds.
type Effects = Box<[(Option<Predicate>, Box<[Instruction]>)]>;

#[derive(Clone, Copy, Debug)]
enum Instruction {
    Add(Field, i64),
    Assign(Field, u64),
}

impl Rules {
    pub(super) fn new(scene: &story::Scene, id: SceneId, compiler: &Compiler) -> Rules {
        let layout = compiler.layout;
        let arm = |arm: &story::Arm| CompiledArm {
            when: compiler.when(&arm.when),
            weight: compiler.number(&arm.weight),
            effects: compiled(&arm.effects, compiler),
            to: arm.to,
        };
        let way = |way: &story::Way| CompiledWay { arms: way.arms.iter().map(arm).collect(), drawn: way.drawn };
        let choice = |(index, choice): (usize, &story::Choice)| CompiledChoice {
            when: compiler.when(&choice.when),
            taken: layout.taken(ChoiceId { scene: id, index: index as u8 }),
            once: choice.once,
            fallback: choice.fallback,
            effects: compiled(&choice.effects, compiler),
            way: way(&choice.goto),
        };
        Rules {
            visited: layout.visited[id.index()],
            again: layout.again[id.index()],
            again_anywhere: layout.again_anywhere,
            effects: compiled(&scene.effects, compiler),
            goto: scene.goto().map(way),
            choices: scene.choices().iter().enumerate().map(choice).collect(),
            has_fallback: scene.choices().iter().any(|choice| choice.fallback),
        }
    }

    pub fn is_ending(&self) -> bool {
        self.goto.is_none() && !self.has_choices()
    }

    pub fn has_choices(&self) -> bool {
        !self.choices.is_empty()
    }

    /// The positions of the available choices, in order. Fallbacks are available only when no other choice is.
    pub fn available<'a>(&'a self, words: &'a [u64]) -> impl Iterator<Item = u8> + 'a {
        let choices = &self.choices;
        let fallback = self.has_fallback && !choices.iter().any(|choice| !choice.fallback && choice.is_open(words));
        let open = move |(_, choice): &(usize, &CompiledChoice)| choice.fallback == fallback && choice.is_open(words);
        choices.iter().enumerate().filter(open).map(|(index, _)| index as u8)
    }

    pub(super) fn enter(&self, words: &mut [u64]) {
        if let Some(again) = self.again_anywhere {
            let before = self.again.and(self.visited).map_or(0, |visited| visited.raw(words));
            again.set_raw(words, before);
        }
        if let Some(visited) = self.visited {
            visited.set_raw(words, 1);
        }
        apply(&self.effects, words);
    }
}

impl CompiledChoice {
    fn is_open(&self, words: &[u64]) -> bool {
        !self.is_spent(words) && holds(&self.when, words, &Past::NONE)
    }

    pub fn is_spent(&self, words: &[u64]) -> bool {
        self.once && self.taken.is_some_and(|taken| taken.raw(words) != 0)
    }

    pub fn make(&self, words: &mut [u64]) {
        if let Some(taken) = self.taken {
            taken.set_raw(words, 1);
        }
        apply(&self.effects, words);
    }
}

impl CompiledWay {
    pub fn arms<'a>(&'a self, words: &'a [u64]) -> impl Iterator<Item = (u8, u32)> + 'a {
        let arms = self.arms.iter().enumerate();
        let holding = arms.filter(move |(_, arm)| holds(&arm.when, words, &Past::NONE));
        let weighted = holding.map(|(index, arm)| (index as u8, arm.weight.value(words, &Past::NONE)));
        let taking_part = weighted.filter(|&(_, weight)| weight > 0).map(|(arm, weight)| (arm, weight as u32));
        taking_part.take(if self.drawn { usize::MAX } else { 1 })
    }

    pub fn take(&self, words: &mut [u64], arm: u8) -> SceneId {
        let arm = &self.arms[arm as usize];
        apply(&arm.effects, words);
        arm.to
    }
}

fn compiled(effects: &[story::Effect], compiler: &Compiler) -> Effects {
    let instruction = |&change: &Change| {
        let field = compiler.layout.variable(change.variable());
        match change {
            Change::Add(_, amount) => Instruction::Add(field, i64::from(amount)),
            Change::Assign(_, value) => Instruction::Assign(field, (value - field.min) as u64),
        }
    };
    let group =
        |effect: &story::Effect| (compiler.when(&effect.when), effect.changes.iter().map(instruction).collect());
    effects.iter().map(group).collect()
}

/// Applies effects in order. Each condition sees the changes before it; each sum stops at its bounds.
fn apply(effects: &Effects, words: &mut [u64]) {
    for (when, instructions) in effects {
        if !holds(when, words, &Past::NONE) {
            continue;
        }
        for instruction in instructions {
            match *instruction {
                Instruction::Add(field, amount) => {
                    let sum = (field.raw(words) as i64 + amount).clamp(0, i64::from(field.most));
                    field.set_raw(words, sum as u64);
                }
                Instruction::Assign(field, raw) => field.set_raw(words, raw),
            }
        }
    }
}
