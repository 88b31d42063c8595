//! What a condition tells apart: for each part of a state that it reads, which values it cannot distinguish.

use super::classes::Classes;
use super::slots::Slots;
use crate::engine::{Engine, Past};
use crate::story::{Expression, SceneId, Story};
use std::collections::HashMap;
use std::rc::Rc;

/// If the slots that a condition reads have at most this many combinations of values, every combination is judged.
const COMBINATIONS: u64 = 1 << 11;

/// Classes for some parts of a state; a part that is not listed is not read.
pub type Splits = Rc<[(usize, Classes)]>;

/// Works out what conditions tell apart. Keeps each result, so that no condition is worked out twice.
pub struct Reads<'a> {
    story: &'a Story,
    engine: &'a Engine,
    slots: &'a Slots,
    known: HashMap<(&'a Expression, Option<SceneId>), Splits>,
}

impl<'a> Reads<'a> {
    pub fn new(story: &'a Story, engine: &'a Engine, slots: &'a Slots) -> Reads<'a> {
        Reads { story, engine, slots, known: HashMap::new() }
    }

    /// What a condition tells apart when it is judged in `scene`.
    pub fn condition(&mut self, expression: &'a Expression, scene: SceneId) -> Splits {
        let key = (expression, names_scenes(expression).then_some(scene));
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let mut splits: Vec<(usize, Classes)> = Vec::new();
        self.split(expression, scene, &mut splits);
        splits.retain(|(_, classes)| *classes != Classes::One);
        splits.sort_unstable_by_key(|&(slot, _)| slot);
        let splits: Splits = splits.into();
        self.known.insert(key, splits.clone());
        splits
    }

    fn split(&mut self, expression: &'a Expression, scene: SceneId, out: &mut Vec<(usize, Classes)>) {
        let read = self.slots.read_by(expression);
        let combinations = read.iter().map(|&slot| u64::from(self.slots.most(slot)) + 1).fold(1, u64::saturating_mul);
        if combinations <= COMBINATIONS && is_condition(expression, self.story) {
            self.judge_all(expression, scene, &read, out);
        } else {
            self.take_apart(expression, scene, out);
        }
    }

    /// Adds the classes of each part that a condition reads to `out`. Two values share a class when the condition says
    /// the same for both, whatever the other parts are.
    fn judge_all(&self, expression: &Expression, scene: SceneId, read: &[usize], out: &mut Vec<(usize, Classes)>) {
        let verdicts = self.verdicts(expression, scene, read);
        let mut stride = 1;
        for &slot in read {
            let size = self.slots.most(slot) as usize + 1;
            let signature = |value: u16| -> Vec<bool> {
                let blocks = verdicts.chunks(stride * size);
                let own = |block: &[bool]| block[value as usize * stride..][..stride].to_vec();
                blocks.flat_map(own).collect()
            };
            add(out, slot, Classes::by(self.slots.domains[slot], signature), self);
            stride *= size;
        }
    }

    /// What a condition says in a scene for each combination of values of the slots that it reads; the first slot varies
    /// fastest.
    pub fn verdicts(&self, expression: &Expression, scene: SceneId, read: &[usize]) -> Vec<bool> {
        let predicate = self.engine.rule_predicate(self.story, expression);
        let mut words = vec![0; self.engine.words()];
        self.engine.layout().scene.set_raw(&mut words, u64::from(scene.0));
        let size = |slot: usize| self.slots.most(slot) as usize + 1;
        let total: usize = read.iter().map(|&slot| size(slot)).product();
        let verdict = |mut combination: usize| {
            for &slot in read {
                self.slots.fields[slot].set_raw(&mut words, (combination % size(slot)) as u64);
                combination /= size(slot);
            }
            predicate.holds(&words, &Past::NONE)
        };
        (0..total).map(verdict).collect()
    }

    /// For an expression that cannot be judged in all combinations: it tells apart at most what its parts tell apart.
    fn take_apart(&mut self, expression: &'a Expression, scene: SceneId, out: &mut Vec<(usize, Classes)>) {
        if let Expression::All(parts) | Expression::Any(parts) = expression {
            let decided = matches!(expression, Expression::Any(_));
            if parts.iter().any(|part| self.constant(part, scene) == Some(decided)) {
                return;
            }
        }
        let parts = expression.parts();
        if parts.is_empty() {
            self.slots.read_by(expression).into_iter().for_each(|slot| add(out, slot, Classes::Each, self));
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

fn add(out: &mut Vec<(usize, Classes)>, slot: usize, classes: Classes, reads: &Reads) {
    match out.iter_mut().find(|(other, _)| *other == slot) {
        Some((_, both)) => both.meet(&classes, reads.slots.domains[slot]),
        None => out.push((slot, classes)),
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
        Expression::Integer(_) | Expression::Choices | Expression::Count(_) | Expression::Abs(_) => false,
        Expression::Min(_) | Expression::Max(_) | Expression::Negate(_) => false,
        Expression::Sum(_) | Expression::Product(_) => false,
        _ => true,
    };
    is_boolean && !asks_choices(expression)
}
