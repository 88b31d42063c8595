//! All parts of a state in one list, so that code can handle them alike; and what a search keeps of them.

use super::classes::{Classes, Domain};
use crate::engine::{Field, Layout};
use crate::explore::order::components::SceneMap;
use crate::story::{Change, ChoiceId, Expression, SceneId, Story};
use std::collections::{BTreeMap, HashMap};

/// A number whose greatest value is at least this is kept whole or not at all.
const FINE: u32 = 1024;

/// The most values that the partitions of all scenes may list; with more, numbers are kept whole or not at all.
const ROOM: usize = 1 << 27;

/// The parts of a state without its scene: variables, then the marks of the past. A slot is a position in this list; a
/// variable has the slot of its own number.
pub struct Slots<'a> {
    pub layout: &'a Layout,
    /// Where each part lies in a state. Parts with only one possible value are listed, too.
    pub fields: Vec<Field>,
    /// For each part a bound on its values in all games, counted from its least value.
    pub domains: Vec<Domain>,
    marks: HashMap<Field, usize>,
}

impl<'a> Slots<'a> {
    pub fn new(story: &Story, layout: &'a Layout, map: &SceneMap) -> Slots<'a> {
        let marks = layout.taken.iter().flatten().chain(&layout.visited).chain([&layout.again_anywhere]).flatten();
        let fields: Vec<Field> = layout.variables.iter().chain(marks).copied().collect();
        let occurring = greatest(story, map);
        let least = |at: usize, field: &Field| occurring.get(at).map_or(field.most, |&most| field.most.min(most));
        let most: Vec<u32> = fields.iter().enumerate().map(|(at, field)| least(at, field)).collect();
        let values: usize = most.iter().map(|&most| most.min(FINE) as usize + 1).sum();
        let fine = if values.saturating_mul(story.scenes.len()) > ROOM { 2 } else { FINE };
        let domains = most.into_iter().map(|most| Domain { most, is_whole: most >= fine }).collect();
        let marks = fields.iter().copied().zip(0..).skip(layout.variables.len()).collect();
        Slots { layout, fields, domains, marks }
    }

    /// The part that marks a choice as made; `None` when states hold no such mark.
    pub fn taken(&self, id: ChoiceId) -> Option<usize> {
        self.layout.taken(id).map(|field| self.marks[&field])
    }

    /// The part that marks a scene as entered; `None` when states hold no such mark.
    pub fn visited(&self, id: SceneId) -> Option<usize> {
        self.layout.visited[id.index()].map(|field| self.marks[&field])
    }

    /// The part that holds `again`; `None` when no state holds it.
    pub fn again(&self) -> Option<usize> {
        self.layout.again_anywhere.map(|field| self.marks[&field])
    }

    /// The parts that an expression reads, ascending, each once.
    pub fn read_by(&self, expression: &Expression) -> Vec<usize> {
        let mut read = Vec::new();
        expression.walk(&mut |part| match part {
            Expression::Variable(id) => read.push(id.index()),
            Expression::Visited(id) => read.extend(self.visited(*id)),
            Expression::Chosen(id) => read.extend(self.taken(*id)),
            Expression::Again => read.extend(self.again()),
            _ => {}
        });
        read.sort_unstable();
        read.dedup();
        read
    }
}

/// What is told apart in the states of one scene: the classes of each slot. A slot that is not listed has one class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Abstraction {
    pub slots: BTreeMap<usize, Classes>,
}

impl Abstraction {
    /// The classes of a slot; [`Classes::One`] for a slot that is not listed.
    pub fn classes(&self, slot: usize) -> &Classes {
        self.slots.get(&slot).unwrap_or(&Classes::One)
    }

    pub fn set(&mut self, slot: usize, classes: Classes) {
        match classes {
            Classes::One => self.slots.remove(&slot),
            _ => self.slots.insert(slot, classes),
        };
    }

    /// Refines the classes of a slot, so that they also tell apart all that `classes` does.
    pub fn meet(&mut self, slot: usize, classes: &Classes, slots: &Slots) {
        if *classes != Classes::One {
            let own = self.slots.entry(slot).or_insert(Classes::One);
            own.meet(classes, slots.domains[slot]);
        }
    }

    /// Refines all slots, so that they also tell apart all that `other` does.
    pub fn join(&mut self, other: &Abstraction, slots: &Slots) {
        other.slots.iter().for_each(|(&slot, classes)| self.meet(slot, classes, slots));
    }
}

/// For each variable a bound that no game exceeds, counted from the variable's least value. If no way leads back to a
/// scene, its effects add at most once; other effects may add without end. So a variable that stays below a few hundred
/// costs no more if the story allows it 30,000.
fn greatest(story: &Story, map: &SceneMap) -> Vec<u32> {
    let mut from: Vec<i64> = story.variables.iter().map(|each| i64::from(each.start)).collect();
    let mut gains = vec![0i64; from.len()];
    for component in &map.components {
        let times = if map.is_cyclic(component) { i64::from(u32::MAX) } else { 1 };
        let effects = component.iter().flat_map(|&scene| story.scene(scene).effects());
        for &change in effects.flat_map(|effect| &effect.changes) {
            let variable = change.variable().index();
            match change {
                Change::Add(_, amount) => {
                    let gain = times.saturating_mul(i64::from(amount.max(0)));
                    gains[variable] = gains[variable].saturating_add(gain);
                }
                Change::Assign(_, value) => from[variable] = from[variable].max(i64::from(value)),
            }
        }
    }
    let all = story.variables.iter().zip(from).zip(gains);
    let most = |from: i64, gain, min| (from - i64::from(min)).saturating_add(gain).clamp(0, i64::from(u32::MAX)) as u32;
    all.map(|((each, from), gain)| most(from, gain, each.min)).collect()
}
