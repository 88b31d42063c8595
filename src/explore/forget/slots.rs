//! The parts of a state in one list, so that they can be reasoned about alike.

use crate::engine::{Engine, Field};
use crate::story::{ChoiceId, Expression, SceneId, Story, VariableId};

/// Every number inside a state but the scene: variables first, then the marks of the past.
#[derive(Clone, Debug)]
pub struct Slots {
    /// Where each lies in a state; those of one possible value included.
    pub fields: Vec<Field>,
    taken: Vec<Vec<Option<usize>>>,
    visited: Vec<Option<usize>>,
    again: Option<usize>,
    again_in: Vec<bool>,
}

impl Slots {
    /// Lists the parts of the states of a story.
    pub fn new(story: &Story, engine: &Engine) -> Slots {
        let layout = engine.layout();
        let mut fields = layout.variables.clone();
        let mut add = |field: Option<Field>| {
            field.map(|field| {
                fields.push(field);
                fields.len() - 1
            })
        };
        let taken =
            layout.taken.iter().map(|choices| choices.iter().map(|&field| add(field)).collect()).collect();
        let visited = layout.visited.iter().map(|&field| add(field)).collect();
        let again = add(layout.again.iter().flatten().next().copied());
        let again_in = story.scene_ids().map(|id| layout.again[id.index()].is_some()).collect();
        Slots { fields, taken, visited, again, again_in }
    }

    /// The greatest value of a part, counted from its least.
    pub fn most(&self, slot: usize) -> u32 {
        self.fields[slot].most()
    }

    /// The part that holds a variable.
    pub fn variable(&self, id: VariableId) -> usize {
        id.index()
    }

    /// The part that holds the mark of a choice made, if states have it.
    pub fn taken(&self, id: ChoiceId) -> Option<usize> {
        self.taken[id.scene.index()][id.index as usize]
    }

    /// The part that holds the mark of a scene entered, if states have it.
    pub fn visited(&self, id: SceneId) -> Option<usize> {
        self.visited[id.index()]
    }

    /// The part that holds `again`, if states have it.
    pub fn again(&self) -> Option<usize> {
        self.again
    }

    /// Whether a scene keeps `again`; it is zero elsewhere.
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
