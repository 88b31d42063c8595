//! Compiled effects: what changes, in order, stopping at the bounds.

use super::predicate::{Compiler, Predicate, holds};
use super::{Field, Past};
use crate::story::{Change, Effect, SceneId};

/// A list of effects, applied in order.
#[derive(Clone, Debug, Default)]
pub struct Effects {
    groups: Box<[Group]>,
}

/// Changes that happen together, if a condition holds when their turn comes.
#[derive(Clone, Debug)]
struct Group {
    when: Option<Predicate>,
    instructions: Box<[Instruction]>,
}

#[derive(Clone, Copy, Debug)]
enum Instruction {
    Add(Field, i64),
    Assign(Field, u64),
}

impl Effects {
    /// Compiles the effects of a place in `scene`.
    pub fn new(effects: &[Effect], scene: SceneId, compiler: &Compiler, field: impl Fn(Change) -> Field) -> Effects {
        let instruction = |&change: &Change| {
            let field = field(change);
            match change {
                Change::Add(_, amount) => Instruction::Add(field, i64::from(amount)),
                Change::Assign(_, value) => Instruction::Assign(field, (value - field.min()) as u64),
            }
        };
        let group = |effect: &Effect| Group {
            when: effect.when.as_ref().map(|when| compiler.predicate(&when.expression, Some(scene))),
            instructions: effect.changes.iter().map(instruction).collect(),
        };
        Effects { groups: effects.iter().map(group).collect() }
    }

    /// Applies them. Each condition is judged when its turn comes; each sum stops at its bounds.
    pub fn apply(&self, words: &mut [u64]) {
        for group in &self.groups {
            if !holds(&group.when, words, &Past::NONE) {
                continue;
            }
            for instruction in &group.instructions {
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
