//! All parts of a state in one list, so that code can handle them alike.

use super::classes::Domain;
use crate::engine::{Engine, Field};
use crate::explore::order::components::SceneMap;
use crate::story::{Change, ChoiceId, Expression, SceneId, Story, VariableId};

/// A number whose greatest value is at least this is kept whole or not at all.
const FINE: u32 = 1024;

/// The most values that the partitions of all scenes may list; with more, numbers are kept whole or not at all.
const ROOM: usize = 1 << 27;

/// The parts of a state without its scene: variables, then the marks of the past. A slot is a position in this list.
#[derive(Clone, Debug)]
pub struct Slots {
    /// Where each part lies in a state. Parts with only one possible value are listed, too.
    pub fields: Vec<Field>,
    /// For each part a bound on its values in all games, counted from its least value.
    pub domains: Vec<Domain>,
    taken: Vec<Vec<Option<usize>>>,
    visited: Vec<Option<usize>>,
    again: Option<usize>,
    again_in: Vec<bool>,
}

impl Slots {
    pub fn new(story: &Story, engine: &Engine, map: &SceneMap) -> Slots {
        let layout = engine.layout();
        let mut fields = layout.variables.clone();
        let mut add = |field: Option<Field>| {
            field.map(|field| {
                fields.push(field);
                fields.len() - 1
            })
        };
        let taken = layout.taken.iter().map(|choices| choices.iter().map(|&field| add(field)).collect()).collect();
        let visited = layout.visited.iter().map(|&field| add(field)).collect();
        let again = add(layout.again_anywhere);
        let again_in = story.scene_ids().map(|id| layout.again[id.index()].is_some()).collect();
        let occurring = greatest(story, map);
        let least = |at: usize, field: &Field| occurring.get(at).map_or(field.most(), |&most| field.most().min(most));
        let most: Vec<u32> = fields.iter().enumerate().map(|(at, field)| least(at, field)).collect();
        let values: usize = most.iter().map(|&most| most.min(FINE) as usize + 1).sum();
        let fine = if values.saturating_mul(story.scenes.len()) > ROOM { 2 } else { FINE };
        let domains = most.into_iter().map(|most| Domain { most, is_whole: most >= fine }).collect();
        Slots { fields, domains, taken, visited, again, again_in }
    }

    /// A bound on the values of a part in all games, counted from its least value.
    pub fn most(&self, slot: usize) -> u32 {
        self.domains[slot].most
    }

    pub fn variable(&self, id: VariableId) -> usize {
        id.index()
    }

    /// The part that marks a choice as made; `None` when states hold no such mark.
    pub fn taken(&self, id: ChoiceId) -> Option<usize> {
        self.taken[id.scene.index()][id.index as usize]
    }

    /// The part that marks a scene as entered; `None` when states hold no such mark.
    pub fn visited(&self, id: SceneId) -> Option<usize> {
        self.visited[id.index()]
    }

    /// The part that holds `again`; `None` when no state holds it.
    pub fn again(&self) -> Option<usize> {
        self.again
    }

    /// Whether the states of a scene hold `again`; elsewhere it is 0.
    pub fn keeps_again(&self, id: SceneId) -> bool {
        self.again_in[id.index()]
    }

    /// The parts that an expression reads, ascending, each once.
    pub fn read_by(&self, expression: &Expression) -> Vec<usize> {
        let mut read = Vec::new();
        expression.walk(&mut |part| match part {
            Expression::Variable(id) => read.push(self.variable(*id)),
            Expression::Visited(id) => read.extend(self.visited(*id)),
            Expression::Chosen(id) => read.extend(self.taken(*id)),
            Expression::Again => read.extend(self.again),
            _ => {}
        });
        read.sort_unstable();
        read.dedup();
        read
    }
}

/// For each variable a bound that no game exceeds, counted from the variable's least value. If no way leads back to a
/// scene, its effects add at most once; other effects may add without end. So a variable that stays below a few hundred
/// costs no more if the story allows it 30,000.
fn greatest(story: &Story, map: &SceneMap) -> Vec<u32> {
    let mut from: Vec<i64> = story.variables.iter().map(|each| i64::from(each.start)).collect();
    let mut gains = vec![0i64; from.len()];
    for component in map.components.iter() {
        let times = if map.is_cyclic(component) { i64::from(u32::MAX) } else { 1 };
        for scene in component.iter().map(|&scene| story.scene(SceneId(scene as u16))) {
            for &change in scene.effects().flat_map(|effect| &effect.changes) {
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
    }
    let all = story.variables.iter().zip(from).zip(gains);
    let most = |from: i64, gain, min| (from - i64::from(min)).saturating_add(gain).clamp(0, i64::from(u32::MAX)) as u32;
    all.map(|((each, from), gain)| most(from, gain, each.min)).collect()
}
