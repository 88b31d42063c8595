//! What a condition tells apart: for each part of a state that it reads, which values it cannot distinguish.

use super::classes::Classes;
use super::slots::{Abstraction, Slots};
use crate::engine::{Engine, Past};
use crate::story::{Expression, Operation, SceneId, Story};
use std::collections::HashMap;
use std::rc::Rc;

/// If the slots that a condition reads have at most this many combinations of values, every combination is judged.
const COMBINATIONS: u64 = 1 << 11;

/// Works out what conditions tell apart. Keeps each result, so that no condition is worked out twice.
pub struct Reads<'a> {
    story: &'a Story,
    engine: &'a Engine,
    slots: &'a Slots<'a>,
    known: HashMap<(&'a Expression, Option<SceneId>), Rc<Abstraction>>,
}

impl<'a> Reads<'a> {
    pub fn new(story: &'a Story, engine: &'a Engine, slots: &'a Slots) -> Reads<'a> {
        Reads { story, engine, slots, known: HashMap::new() }
    }

    /// What a condition tells apart when it is judged in `scene`.
    pub fn condition(&mut self, expression: &'a Expression, scene: SceneId) -> Rc<Abstraction> {
        let key = (expression, names_scenes(expression).then_some(scene));
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let mut told_apart = Abstraction::default();
        self.split(expression, scene, &mut told_apart);
        self.known.entry(key).or_insert(told_apart.into()).clone()
    }

    fn split(&self, expression: &Expression, scene: SceneId, out: &mut Abstraction) {
        let read = self.slots.read_by(expression);
        let combinations = read.iter().map(|&slot| self.size(slot) as u64).fold(1, u64::saturating_mul);
        if combinations <= COMBINATIONS && is_condition(expression, self.story) {
            self.judge_all(expression, scene, &read, out);
        } else {
            self.take_apart(expression, scene, &read, out);
        }
    }

    /// The number of values of a slot.
    fn size(&self, slot: usize) -> usize {
        self.slots.domains[slot].most as usize + 1
    }

    /// Adds the classes of each part that a condition reads to `out`. Two values share a class when the condition says
    /// the same for both, whatever the other parts are.
    fn judge_all(&self, expression: &Expression, scene: SceneId, read: &[usize], out: &mut Abstraction) {
        let verdicts = self.verdicts(expression, scene, read);
        let mut stride = 1;
        for &slot in read {
            let block = stride * self.size(slot);
            let signature = |value: u16| -> Vec<bool> {
                let own = |block: &[bool]| block[value as usize * stride..][..stride].to_vec();
                verdicts.chunks(block).flat_map(own).collect()
            };
            out.meet(slot, &Classes::by(self.slots.domains[slot], signature), self.slots);
            stride = block;
        }
    }

    /// What a condition says in a scene for each combination of values of the slots that it reads; the first slot varies
    /// fastest.
    pub fn verdicts(&self, expression: &Expression, scene: SceneId, read: &[usize]) -> Vec<bool> {
        let predicate = self.engine.rule_predicate(self.story, expression);
        let mut words = vec![0; self.engine.words()];
        self.engine.layout().scene.set_raw(&mut words, u64::from(scene.0));
        let verdict = |mut combination: usize| {
            for &slot in read {
                self.slots.fields[slot].set_raw(&mut words, (combination % self.size(slot)) as u64);
                combination /= self.size(slot);
            }
            predicate.holds(&words, &Past::NONE)
        };
        (0..read.iter().map(|&slot| self.size(slot)).product()).map(verdict).collect()
    }

    /// For an expression that cannot be judged in all combinations: it tells apart at most what its parts tell apart.
    fn take_apart(&self, expression: &Expression, scene: SceneId, read: &[usize], out: &mut Abstraction) {
        if let Expression::Apply(operation @ (Operation::And | Operation::Or), parts) = expression {
            let decided = *operation == Operation::Or;
            if parts.iter().any(|part| self.constant(part, scene) == Some(decided)) {
                return;
            }
        }
        let parts = expression.parts();
        if parts.is_empty() {
            read.iter().for_each(|&slot| out.set(slot, Classes::Each));
        }
        parts.iter().for_each(|part| self.split(part, scene, out));
    }

    /// Whether a condition holds in a scene; `None` when that depends on more than the scene.
    fn constant(&self, expression: &Expression, scene: SceneId) -> Option<bool> {
        if !self.slots.read_by(expression).is_empty() || asks_choices(expression) {
            return None;
        }
        self.verdicts(expression, scene, &[]).pop()
    }
}

/// Whether an expression depends on the number of choices made. No slot holds that number.
pub fn asks_choices(expression: &Expression) -> bool {
    expression.has(|part| matches!(part, Expression::Choices))
}

fn names_scenes(expression: &Expression) -> bool {
    expression.has(|part| matches!(part, Expression::Ended | Expression::At(_) | Expression::Act(_)))
}

/// Whether an expression is a boolean that depends on the state alone.
fn is_condition(expression: &Expression, story: &Story) -> bool {
    let is_boolean = match expression {
        Expression::Variable(id) => story.variables[id.index()].is_flag,
        Expression::Apply(operation, _) => operation.is_condition(),
        Expression::Integer(_) | Expression::Choices => false,
        _ => true,
    };
    is_boolean && !asks_choices(expression)
}
