//! Bisimulation: states of a scene from which the same can follow become one.
//!
//! The work goes from the sinks backwards. Two states become one if they have the same label, the same shape, and
//! successors of the same classes (Revuz, "Minimisation of acyclic deterministic automata in linear time", 1992).
//! States of a loop stay apart. Every question about the future of a state has exactly the same answer for its class.

use super::{SceneComponent, successors};
use crate::explore::states::graph::{Graph, StateId, States};
use crate::explore::states::table::StateTable;
use crate::story::SceneId;

/// In place of a class: the state has no class yet.
const NONE: u32 = u32::MAX;

/// A graph of classes of states.
pub struct Quotient<'a> {
    /// The classes, each with the key of one of its states. The start is the first state of its scene.
    pub graph: Graph<'a>,
    /// The class of each state, by scene.
    pub classes: Vec<Vec<u32>>,
}

/// Merges the states of a graph in which every state is known. `label` writes what else must be the same in merged
/// states: for all states of one scene the same number of words.
pub fn quotient<'a>(
    graph: &Graph<'a>,
    order: &[SceneComponent],
    label: impl FnMut(StateId, &mut Vec<u64>),
) -> Quotient<'a> {
    let empty = |states: &States| States {
        is_ending: states.is_ending,
        table: StateTable::new(states.table.width),
        kinds: states.kinds.clone(),
        ..States::default()
    };
    let mut merger = Merger {
        graph,
        scenes: graph.scenes.iter().map(empty).collect(),
        classes: graph.scenes.iter().map(|states| vec![NONE; states.len()]).collect(),
        label,
    };
    merger.add((graph.start, 0));
    let mut known: Vec<Option<Known>> = graph.scenes.iter().map(|_| None).collect();
    for part in order {
        part.scenes.iter().for_each(|&scene| known[scene.index()] = Some(merger.known(scene)));
        part.sinks_first(graph, |places, is_loop| {
            if is_loop {
                places.iter().for_each(|&place| merger.add(place));
                places.iter().for_each(|&place| merger.connect(place));
            } else if let Some(known) = &mut known[places[0].0.index()] {
                merger.merge(places[0], known);
            }
        });
        for scene in &part.scenes {
            known[scene.index()] = None;
            merger.scenes[scene.index()].table.seal();
        }
    }
    let Merger { scenes, classes, .. } = merger;
    let states = scenes.iter().map(|states| states.len() as u64).sum();
    let graph = Graph { scenes, packings: graph.packings.clone(), states, ..*graph };
    Quotient { graph, classes }
}

struct Merger<'g, 'a, L> {
    graph: &'g Graph<'a>,
    scenes: Vec<States>,
    classes: Vec<Vec<u32>>,
    label: L,
}

/// The classes of a scene that can still take in states.
struct Known {
    /// What tells the classes apart: labels, shapes and the classes of successors.
    keys: StateTable,
    classes: Vec<u32>,
    key: Vec<u64>,
}

impl<L: FnMut(StateId, &mut Vec<u64>)> Merger<'_, '_, L> {
    fn known(&mut self, scene: SceneId) -> Known {
        let states = self.graph.states(scene);
        let edges = states.kinds.iter().map(|shape| shape.targets.len()).max().unwrap_or(0);
        let mut key = Vec::new();
        if states.len() > 0 {
            (self.label)((scene, 0), &mut key);
        }
        Known { keys: StateTable::new(key.len() + edges + 1), classes: Vec::new(), key }
    }

    /// Gives a state a class of its own, if it has none.
    fn add(&mut self, (scene, state): StateId) {
        let class = &mut self.classes[scene.index()][state as usize];
        if *class == NONE {
            let states = self.graph.states(scene);
            let own = &mut self.scenes[scene.index()];
            *class = own.table.push(states.table.key(state as usize));
            own.shapes.push(states.shapes[state as usize]);
            own.firsts.push(0);
        }
    }

    /// Gives a state's class its edges: they lead to the classes of the state's successors.
    fn connect(&mut self, place @ (scene, state): StateId) {
        let class = self.classes[scene.index()][state as usize] as usize;
        let own = &mut self.scenes[scene.index()];
        own.firsts[class] = own.edges.len() as u32;
        let classes = &self.classes;
        own.edges.extend(successors(self.graph, place).map(|(to, number)| classes[to.index()][number as usize]));
    }

    /// Puts a state into the class with the same label, shape and successors, or into a new class.
    fn merge(&mut self, place @ (scene, state): StateId, known: &mut Known) {
        let mut key = std::mem::take(&mut known.key);
        key.clear();
        let states = self.graph.states(scene);
        (self.label)(place, &mut key);
        key.push(u64::from(states.shapes[state as usize]));
        let classes = &self.classes;
        key.extend(successors(self.graph, place).map(|(to, next)| u64::from(classes[to.index()][next as usize])));
        key.resize(known.keys.width, 0);
        let own = &mut self.classes[scene.index()][state as usize];
        let (number, is_new) = known.keys.insert_within(&key, true);
        known.key = key;
        if !is_new && *own == NONE {
            *own = known.classes[number as usize];
            return;
        }
        self.add(place);
        self.connect(place);
        if is_new {
            known.classes.push(self.classes[scene.index()][state as usize]);
        }
    }
}
