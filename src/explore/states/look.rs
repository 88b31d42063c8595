//! Looks at states: what can happen in each, and which states follow. The engine answers both.

use super::graph::{Graph, NONE, OpenArm};
use crate::engine::Engine;
use crate::story::{ChoiceId, Exit, SceneId};
use std::collections::HashMap;
use std::ops::Range;

pub struct Chunk {
    pub scene: SceneId,
    /// For each state what can happen, as a position in `kinds`.
    pub shapes: Vec<u32>,
    /// The different lists of open arms that states have, each once. A list is in the order of choices and arms.
    pub kinds: Vec<Box<[OpenArm]>>,
    /// For each target of the scene, the states that the arms lead to there, in the order of the edges.
    pub found: Vec<FoundStates>,
    /// The number of open arms of all states of the chunk.
    pub transitions: u64,
}

#[derive(Clone, Default)]
pub struct FoundStates {
    pub keys: Vec<u64>,
    /// The numbers of the states, which take the place of the keys once they are known.
    pub numbers: Vec<u32>,
}

/// Looks at a run of states of a scene. With a `horizon`, states hold the number of choices made, counted up to the
/// horizon. Without `notes_shapes` only the states that follow are noted, not what can happen.
pub fn look(
    engine: &Engine,
    graph: &Graph,
    horizon: Option<u64>,
    notes_shapes: bool,
    (scene, states): (SceneId, Range<usize>),
) -> Chunk {
    let targets = &graph.map.targets[scene.index()];
    let found = vec![FoundStates::default(); targets.len()];
    let chunk = Chunk { scene, shapes: Vec::new(), kinds: Vec::new(), found, transitions: 0 };
    let [mut here, mut chosen, next] = std::array::from_fn(|_| vec![0; graph.words]);
    let mut look = Look { engine, graph, targets, chunk, known: HashMap::new(), next, open: Vec::new() };
    let rules = engine.rules(scene);
    for state in states {
        graph.unpack(scene, state, &mut here);
        look.open.clear();
        if rules.has_choices() {
            for index in rules.available(&here) {
                let choice = ChoiceId { scene, index };
                chosen.copy_from_slice(&here);
                engine.choose(&mut chosen, choice);
                if let (Some(horizon), Some(count)) = (horizon, chosen.last_mut()) {
                    *count = (*count + 1).min(horizon);
                }
                look.exit(Exit::Choice(choice), index, &chosen);
            }
        } else if !rules.is_ending() {
            look.exit(Exit::Scene(scene), NONE, &here);
        }
        look.chunk.transitions += look.open.len() as u64;
        if notes_shapes {
            look.note_shape();
        }
    }
    look.chunk
}

struct Look<'a> {
    engine: &'a Engine,
    graph: &'a Graph<'a>,
    targets: &'a [SceneId],
    chunk: Chunk,
    known: HashMap<Box<[OpenArm]>, u32>,
    next: Vec<u64>,
    /// The open arms of the state that is looked at now.
    open: Vec<OpenArm>,
}

impl Look<'_> {
    fn exit(&mut self, exit: Exit, choice: u8, words: &[u64]) {
        let before = self.open.len();
        for (arm, weight) in self.engine.arms(words, exit) {
            self.next.copy_from_slice(words);
            let to = self.engine.take(&mut self.next, exit, arm);
            self.engine.enter(&mut self.next, to);
            self.open.push(OpenArm { choice, arm, to, weight });
            let packing = &self.graph.packings[to.index()];
            let found = &mut self.chunk.found[position(self.targets, to)].keys;
            let from = found.len();
            found.resize(from + packing.words, 0);
            packing.pack(&self.next, &mut found[from..]);
        }
        if self.open.len() == before && choice != NONE {
            self.open.push(OpenArm { choice, arm: NONE, to: self.chunk.scene, weight: 0 });
        }
    }

    fn note_shape(&mut self) {
        let kinds = &mut self.chunk.kinds;
        let last = self.chunk.shapes.last().copied().filter(|&last| *kinds[last as usize] == *self.open);
        let known = last.or_else(|| self.known.get(self.open.as_slice()).copied());
        self.chunk.shapes.push(known.unwrap_or_else(|| {
            let kind = kinds.len() as u32;
            kinds.push(self.open.as_slice().into());
            self.known.insert(self.open.as_slice().into(), kind);
            kind
        }));
    }
}

/// The position of a scene among the targets of another.
pub fn position(targets: &[SceneId], to: SceneId) -> usize {
    targets.iter().position(|&target| target == to).expect("the map has every arm")
}
