//! The compiled rules of one scene: entering it, what is available in it, and the ways that lead out.

use super::predicate::{Compiler, Number, Predicate, holds};
use super::{Effects, Field, Layout, Past};
use crate::story::{self, Change, ChoiceId, SceneId};

/// What a way leads to in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// No arm holds: a dead end.
    Nowhere,
    /// One arm, by its position.
    Certain(u8),
    /// A draw among the arms that hold, whose weights add up to this.
    Drawn(u32),
}

/// How a scene goes on; a scene that is an ending has neither.
#[derive(Clone, Debug)]
enum CompiledBody {
    Ending,
    Goto(CompiledWay),
    Choices(Box<[CompiledChoice]>),
}

/// The compiled rules of one scene.
#[derive(Clone, Debug)]
pub struct Rules {
    visited: Option<Field>,
    again: Option<Field>,
    again_elsewhere: Option<Field>,
    effects: Effects,
    body: CompiledBody,
    has_fallback: bool,
}

#[derive(Clone, Debug)]
struct CompiledChoice {
    when: Option<Predicate>,
    /// The mark that it was made, if states have it.
    taken: Option<Field>,
    once: bool,
    fallback: bool,
    effects: Effects,
    way: CompiledWay,
}

/// A compiled way: the first arm that holds, or a draw among those that hold.
#[derive(Clone, Debug)]
pub struct CompiledWay {
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

impl Rules {
    pub(super) fn new(
        scene: &story::Scene,
        id: SceneId,
        layout: &Layout,
        compiler: &Compiler,
        field: impl Fn(Change) -> Field + Copy,
    ) -> Rules {
        let effects = |list: &[story::Effect]| Effects::new(list, id, compiler, field);
        let when = |condition: &Option<story::Condition>| {
            condition.as_ref().map(|when| compiler.predicate(&when.expression, Some(id)))
        };
        let way = |way: &story::Way| CompiledWay {
            arms: way
                .arms
                .iter()
                .map(|arm| CompiledArm {
                    when: when(&arm.when),
                    weight: compiler.number(&arm.weight, Some(id)),
                    effects: effects(&arm.effects),
                    to: arm.to,
                })
                .collect(),
            drawn: way.drawn,
        };
        let choice = |(index, choice): (usize, &story::Choice)| CompiledChoice {
            when: when(&choice.when),
            taken: layout.taken(ChoiceId { scene: id, index: index as u8 }),
            once: choice.once,
            fallback: choice.fallback,
            effects: effects(&choice.effects),
            way: way(&choice.goto),
        };
        Rules {
            visited: layout.visited[id.index()],
            again: layout.again[id.index()],
            again_elsewhere: layout.again_anywhere,
            effects: effects(&scene.effects),
            body: match &scene.body {
                story::Body::Ending { .. } => CompiledBody::Ending,
                story::Body::Goto(goto) => CompiledBody::Goto(way(goto)),
                story::Body::Choices(choices) => {
                    CompiledBody::Choices(choices.iter().enumerate().map(choice).collect())
                }
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

    /// The positions of the available choices, in order.
    pub fn available<'a>(&'a self, words: &'a [u64]) -> impl Iterator<Item = u8> + 'a {
        let choices = self.choices();
        let fallback = self.has_fallback && !choices.iter().any(|choice| !choice.fallback && choice.is_open(words));
        choices
            .iter()
            .enumerate()
            .filter(move |(_, choice)| choice.fallback == fallback && choice.is_open(words))
            .map(|(index, _)| index as u8)
    }

    /// Whether the choice of that position is available.
    pub fn is_available(&self, words: &[u64], index: u8) -> bool {
        self.available(words).any(|available| available == index)
    }

    pub(super) fn is_spent(&self, words: &[u64], index: u8) -> bool {
        self.choices()[index as usize].is_spent(words)
    }

    pub(super) fn choose(&self, words: &mut [u64], index: u8) {
        let choice = &self.choices()[index as usize];
        if let Some(taken) = choice.taken {
            taken.set_raw(words, 1);
        }
        choice.effects.apply(words);
    }

    pub(super) fn enter(&self, words: &mut [u64]) {
        if let Some(again) = self.again_elsewhere {
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
            CompiledBody::Ending | CompiledBody::Choices(_) => {
                unreachable!("only a scene that goes on by itself is left so")
            }
        }
    }

    pub(super) fn choice_way(&self, index: u8) -> &CompiledWay {
        &self.choices()[index as usize].way
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

    fn is_spent(&self, words: &[u64]) -> bool {
        self.once && self.taken.is_some_and(|taken| taken.raw(words) != 0)
    }
}

impl CompiledWay {
    pub(super) fn arms<'a>(&'a self, words: &'a [u64]) -> impl Iterator<Item = (u8, u32)> + 'a {
        let arms = self.arms.iter().enumerate();
        let holding = arms.filter(move |(_, arm)| holds(&arm.when, words, &Past::NONE));
        let weighted = holding.map(|(index, arm)| (index as u8, arm.weight.value(words, &Past::NONE)));
        let taking_part = weighted.filter(|&(_, weight)| weight > 0).map(|(arm, weight)| (arm, weight as u32));
        taking_part.take(if self.drawn { usize::MAX } else { 1 })
    }

    pub(super) fn outcome(&self, words: &[u64]) -> Outcome {
        let mut arms = self.arms(words);
        let Some((first, weight)) = arms.next() else { return Outcome::Nowhere };
        match arms.map(|(_, weight)| weight).sum() {
            0 => Outcome::Certain(first),
            others => Outcome::Drawn(weight + others),
        }
    }

    pub(super) fn take(&self, words: &mut [u64], arm: u8) -> SceneId {
        let arm = &self.arms[arm as usize];
        arm.effects.apply(words);
        arm.to
    }
}
