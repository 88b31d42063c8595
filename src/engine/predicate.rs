//! Expressions compiled against the layout of a state.

use super::layout::{Field, Layout};
use super::past::Past;
use crate::story::{ChoiceId, Comparison, Condition, Expression, Operation, SceneId, Story};
use std::sync::Arc;

#[derive(Clone, Debug)]
pub enum Predicate {
    Constant(bool),
    /// This field of one bit, a flag or a mark, is 1.
    Bit(Field),
    /// Compares a field with a number. Both are distances from the field's least value.
    Field(Field, Comparison, i64),
    Numbers(Comparison, Box<[Number; 2]>),
    /// The field's raw value `v` is in a set: bit `v % 64` of word `v / 64` is 1.
    In(Field, Arc<[u64]>),
    Not(Box<Predicate>),
    All(Box<[Predicate]>),
    Any(Box<[Predicate]>),
    /// The scene was entered, according to the game's [`Past`].
    Visited(SceneId),
    /// The current scene was entered before, according to the game's [`Past`].
    Again,
    /// The choice was made, according to the game's [`Past`].
    Chosen(ChoiceId),
}

/// A compiled integer expression. 64 bits suffice, because the loader keeps every value within ±2^62.
#[derive(Clone, Debug)]
pub enum Number {
    Constant(i64),
    Field(Field),
    Count(Box<[Predicate]>),
    /// Any other operation on numbers.
    Apply(Operation, Box<[Number]>),
    /// The number of choices made, according to the game's [`Past`].
    Choices,
}

impl Predicate {
    /// Evaluates the condition in the state `words`. Only the variants that name the game's past read `past`.
    pub fn holds(&self, words: &[u64], past: &Past) -> bool {
        match self {
            Predicate::Constant(value) => *value,
            Predicate::Bit(field) => field.raw(words) != 0,
            Predicate::Field(field, comparison, number) => comparison.holds(field.raw(words) as i64, *number),
            Predicate::Numbers(comparison, sides) => {
                comparison.holds(sides[0].value(words, past), sides[1].value(words, past))
            }
            Predicate::In(field, set) => {
                let raw = field.raw(words) as usize;
                set[raw / 64] >> (raw % 64) & 1 == 1
            }
            Predicate::Not(inner) => !inner.holds(words, past),
            Predicate::All(parts) => parts.iter().all(|part| part.holds(words, past)),
            Predicate::Any(parts) => parts.iter().any(|part| part.holds(words, past)),
            Predicate::Visited(scene) => past.visited(*scene),
            Predicate::Again => past.again,
            Predicate::Chosen(choice) => past.chosen(*choice),
        }
    }
}

/// Whether a condition holds; `None` stands for no condition and always holds.
pub(super) fn holds(when: &Option<Predicate>, words: &[u64], past: &Past) -> bool {
    when.as_ref().is_none_or(|when| when.holds(words, past))
}

impl Number {
    pub fn value(&self, words: &[u64], past: &Past) -> i64 {
        let of = |number: &Number| number.value(words, past);
        match self {
            Number::Constant(value) => *value,
            Number::Field(field) => i64::from(field.value(words)),
            Number::Count(parts) => parts.iter().filter(|part| part.holds(words, past)).count() as i64,
            Number::Apply(operation, parts) => {
                let values = parts.iter().map(of);
                match operation {
                    Operation::Min => values.min().unwrap_or(0),
                    Operation::Max => values.max().unwrap_or(0),
                    Operation::Sum => values.sum(),
                    Operation::Product => values.product(),
                    Operation::Negate => -of(&parts[0]),
                    Operation::Abs => of(&parts[0]).abs(),
                    _ => unreachable!("the result of any other operation is no number"),
                }
            }
            Number::Choices => past.choices as i64,
        }
    }
}

#[derive(Clone, Copy)]
pub struct Compiler<'a> {
    pub story: &'a Story,
    pub layout: &'a Layout,
    /// The scene in which expressions are judged; `None` for any. Only some scenes keep `again` in the state.
    pub scene: Option<SceneId>,
    pub from_past: bool,
}

impl<'a> Compiler<'a> {
    /// Compiles expressions that rule 4 of docs/format.md counts: what they ask about the past is in the state.
    pub fn of_rules(story: &'a Story, layout: &'a Layout) -> Compiler<'a> {
        Compiler { story, layout, scene: None, from_past: false }
    }

    /// Compiles expressions that rule 4 does not count, such as a translation's: they ask a game's [`Past`].
    pub fn of_past(story: &'a Story, layout: &'a Layout) -> Compiler<'a> {
        Compiler { story, layout, scene: None, from_past: true }
    }

    pub fn when(&self, when: &Option<Condition>) -> Option<Predicate> {
        when.as_ref().map(|when| self.predicate(&when.expression))
    }

    /// Compiles a condition.
    pub fn predicate(&self, expression: &Expression) -> Predicate {
        let all = |parts: &[Expression]| parts.iter().map(|part| self.predicate(part)).collect();
        match expression {
            Expression::Boolean(value) => Predicate::Constant(*value),
            Expression::Variable(id) => Predicate::Bit(self.layout.variable(*id)),
            Expression::Visited(id) => match self.layout.visited[id.index()] {
                Some(field) if !self.from_past => Predicate::Bit(field),
                _ => Predicate::Visited(*id),
            },
            Expression::Again => {
                let layout = self.layout;
                let field = self.scene.map_or(layout.again_anywhere, |scene| layout.again[scene.index()]);
                field.filter(|_| !self.from_past).map_or(Predicate::Again, Predicate::Bit)
            }
            Expression::Ended => self.in_scenes(self.story.endings().map(SceneId::index)),
            Expression::At(id) => Predicate::Field(self.layout.scene, Comparison::Equal, i64::from(id.0)),
            Expression::Act(id) => self.in_scenes(self.story.acts[id.index()].scenes.clone().map(usize::from)),
            Expression::Chosen(id) => match self.layout.taken(*id) {
                Some(field) if !self.from_past => Predicate::Bit(field),
                _ => Predicate::Chosen(*id),
            },
            Expression::Apply(Operation::Not, parts) => Predicate::Not(Box::new(self.predicate(&parts[0]))),
            Expression::Apply(Operation::And, parts) => Predicate::All(all(parts)),
            Expression::Apply(Operation::Or, parts) => Predicate::Any(all(parts)),
            Expression::Compare(comparison, sides) => match &**sides {
                // The most common kind gets a fast form that reads one field.
                [Expression::Variable(id), Expression::Integer(number)] => {
                    let field = self.layout.variable(*id);
                    Predicate::Field(field, *comparison, number - i64::from(field.min))
                }
                [one, other] => Predicate::Numbers(*comparison, Box::new([self.number(one), self.number(other)])),
            },
            _ => unreachable!("a loaded story has only booleans as conditions"),
        }
    }

    /// Compiles an integer expression.
    pub fn number(&self, expression: &Expression) -> Number {
        match expression {
            Expression::Integer(value) => Number::Constant(*value),
            Expression::Variable(id) => Number::Field(self.layout.variable(*id)),
            Expression::Choices => Number::Choices,
            Expression::Apply(Operation::Count, parts) => {
                Number::Count(parts.iter().map(|part| self.predicate(part)).collect())
            }
            Expression::Apply(operation, parts) if !operation.is_condition() => {
                Number::Apply(*operation, parts.iter().map(|part| self.number(part)).collect())
            }
            _ => unreachable!("a loaded story has only integers as numbers"),
        }
    }

    fn in_scenes(&self, scenes: impl Iterator<Item = usize>) -> Predicate {
        let mut set = vec![0; self.story.scenes.len().div_ceil(64)];
        scenes.for_each(|scene| set[scene / 64] |= 1 << (scene % 64));
        Predicate::In(self.layout.scene, set.into())
    }
}
