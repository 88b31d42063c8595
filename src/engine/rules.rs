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

#[derive(Clone, Debug)]
enum CompiledBody {
    Ending,
    Goto(CompiledWay),
    Choices(Box<[CompiledChoice]>),
}

#[derive(Clone, Debug)]
pub struct Rules {
    visited: Option<Field>,
    again: Option<Field>,
    again_anywhere: Option<Field>,
    effects: Effects,
    body: CompiledBody,
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

/// Changes that share one condition, judged just before them; `None` always holds.
type EffectGroup = (Option<Predicate>, Box<[Instruction]>);

#[derive(Clone, Debug)]
struct Effects(Box<[EffectGroup]>);

#[derive(Clone, Copy, Debug)]
enum Instruction {
    Add(Field, i64),
    Assign(Field, u64),
}

impl Rules {
    pub(super) fn new(scene: &story::Scene, id: SceneId, compiler: &Compiler) -> Rules {
        let layout = compiler.layout;
        let effects = |list: &[story::Effect]| Effects::new(list, id, compiler);
        let arm = |arm: &story::Arm| CompiledArm {
            when: compiler.when(&arm.when, Some(id)),
            weight: compiler.number(&arm.weight, Some(id)),
            effects: effects(&arm.effects),
            to: arm.to,
        };
        let way = |way: &story::Way| CompiledWay { arms: way.arms.iter().map(arm).collect(), drawn: way.drawn };
        let choice = |(index, choice): (usize, &story::Choice)| CompiledChoice {
            when: compiler.when(&choice.when, Some(id)),
            taken: layout.taken(ChoiceId { scene: id, index: index as u8 }),
            once: choice.once,
            fallback: choice.fallback,
            effects: effects(&choice.effects),
            way: way(&choice.goto),
        };
        Rules {
            visited: layout.visited[id.index()],
            again: layout.again[id.index()],
            again_anywhere: layout.again_anywhere,
            effects: effects(&scene.effects),
            body: match &scene.body {
                story::Body::Ending { .. } => CompiledBody::Ending,
                story::Body::Goto(goto) => CompiledBody::Goto(way(goto)),
                story::Body::Choices(list) => CompiledBody::Choices(list.iter().enumerate().map(choice).collect()),
            },
            has_fallback: scene.choices().iter().any(|choice| choice.fallback),
        }
    }

    pub fn is_ending(&self) -> bool {
        matches!(self.body, CompiledBody::Ending)
    }

    pub fn has_choices(&self) -> bool {
        matches!(self.body, CompiledBody::Choices(_))
    }

    /// The positions of the available choices, in order. Fallbacks are available only when no other choice is.
    pub fn available<'a>(&'a self, words: &'a [u64]) -> impl Iterator<Item = u8> + 'a {
        let choices = self.choices();
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
        self.effects.apply(words);
    }

    pub(super) fn goto(&self) -> &CompiledWay {
        match &self.body {
            CompiledBody::Goto(way) => way,
            _ => unreachable!("only a scene that goes on by itself has a way of its own"),
        }
    }

    pub(super) fn choice(&self, choice: ChoiceId) -> &CompiledChoice {
        &self.choices()[choice.index as usize]
    }

    fn choices(&self) -> &[CompiledChoice] {
        match &self.body {
            CompiledBody::Choices(choices) => choices,
            CompiledBody::Ending | CompiledBody::Goto(_) => &[],
        }
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
        self.effects.apply(words);
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

    pub fn outcome(&self, words: &[u64]) -> Outcome {
        let mut arms = self.arms(words);
        let Some((first, weight)) = arms.next() else { return Outcome::Nowhere };
        match arms.map(|(_, weight)| weight).sum() {
            0 => Outcome::Certain(first),
            others => Outcome::Drawn(weight + others),
        }
    }

    pub fn take(&self, words: &mut [u64], arm: u8) -> SceneId {
        let arm = &self.arms[arm as usize];
        arm.effects.apply(words);
        arm.to
    }
}

impl Effects {
    fn new(effects: &[story::Effect], scene: SceneId, compiler: &Compiler) -> Effects {
        let instruction = |&change: &Change| {
            let field = compiler.layout.variable(change.variable());
            match change {
                Change::Add(_, amount) => Instruction::Add(field, i64::from(amount)),
                Change::Assign(_, value) => Instruction::Assign(field, (value - field.min()) as u64),
            }
        };
        let group = |effect: &story::Effect| {
            (compiler.when(&effect.when, Some(scene)), effect.changes.iter().map(instruction).collect())
        };
        Effects(effects.iter().map(group).collect())
    }

    /// Applies the effects in order. Each condition sees the changes before it; each sum stops at its bounds.
    fn apply(&self, words: &mut [u64]) {
        for (when, instructions) in &self.0 {
            if !holds(when, words, &Past::NONE) {
                continue;
            }
            for instruction in instructions {
                match *instruction {
                    Instruction::Add(field, amount) => {
                        let sum = (field.raw(words) as i64 + amount).clamp(0, i64::from(field.most()));
                        field.set_raw(words, sum as u64);
                    }
                    Instruction::Assign(field, raw) => field.set_raw(words, raw),
                }
            }
        }
    }
}
