//! Looking at states: what can happen in each, and which states that leads to. Everything comes from the engine.

use super::graph::{Graph, NONE};
use super::packing::Packing;
use crate::engine::Engine;
use crate::explore::order::scenes::SceneMap;
use crate::story::{ChoiceId, Exit, SceneId, Story, Way};
use std::collections::HashMap;
use std::ops::Range;

/// Where the arms of a scene lead, as positions among the scene's targets.
pub struct Exits {
    goto: Vec<u16>,
    choices: Vec<Vec<u16>>,
    /// The most bytes that the successors of one state take, until the search has taken them in.
    pub bytes: usize,
}

impl Exits {
    /// Lists the targets of a scene.
    pub fn new(story: &Story, map: &SceneMap, packings: &[Packing], id: SceneId) -> Exits {
        let targets = &map.targets[id.index()];
        let of = |way: &Way| {
            let position = |to: &SceneId| targets.binary_search(to).expect("the map has every arm") as u16;
            way.arms.iter().map(|arm| position(&arm.to)).collect()
        };
        let scene = story.scene(id);
        // For each arm: a key when it is found, and again when it is kept; its number; its edge.
        let bytes = |way: &Way| way.arms.iter().map(|arm| packings[arm.to.index()].words * 16 + 16).sum::<usize>();
        Exits {
            bytes: 8 + scene.ways().map(bytes).sum::<usize>(),
            goto: scene.goto().map(of).unwrap_or_default(),
            choices: scene.choices().iter().map(|choice| of(&choice.goto)).collect(),
        }
    }

    /// The position of an arm's target among the targets of the scene.
    pub fn target(&self, choice: u8, arm: u8) -> usize {
        let arms = if choice == NONE { &self.goto } else { &self.choices[choice as usize] };
        arms[arm as usize] as usize
    }
}

/// One arm of a choice, with its weight, in one word. The choice [`NONE`] is a scene that goes on by itself; the arm
/// [`NONE`] says that there is no way on.
fn code(choice: u8, arm: u8, weight: u32) -> u64 {
    u64::from(weight) << 16 | u64::from(choice) << 8 | u64::from(arm)
}

/// The weight of a code.
pub fn weight(code: u64) -> f64 {
    (code >> 16) as f64
}

/// The choice and the arm of a code.
pub fn split(code: u64) -> (u8, u8) {
    ((code >> 8) as u8, code as u8)
}

/// What was seen from a run of states of a scene.
pub struct Chunk {
    /// The scene.
    pub scene: SceneId,
    /// For each state what can happen, as a position in `kinds`.
    pub shapes: Vec<u32>,
    /// What can happen in a state, each once, as codes of choices and arms in order.
    pub kinds: Vec<Box<[u64]>>,
    /// For each target of the scene the keys of the states that were found there, in the order of the edges.
    pub found: Vec<Vec<u64>>,
    /// The numbers of the states in `found`, once they are known.
    pub numbers: Vec<Vec<u32>>,
    /// The number of codes of all these states.
    pub transitions: u64,
}

/// Looks at a run of states of a scene. With a `horizon`, states hold the number of choices made, counted up to it.
/// Without `notes_shapes` only the states that follow are noted, not what can happen.
pub fn look<'a>(
    engine: &'a Engine,
    graph: &'a Graph<'a>,
    exits: &'a [Exits],
    horizon: Option<u64>,
    notes_shapes: bool,
    (scene, states): (SceneId, Range<usize>),
) -> Chunk {
    let targets = graph.map.targets[scene.index()].len();
    let chunk = Chunk {
        scene,
        shapes: Vec::new(),
        kinds: Vec::new(),
        found: vec![Vec::new(); targets],
        numbers: vec![Vec::new(); targets],
        transitions: 0,
    };
    let (exits, next) = (&exits[scene.index()], vec![0; graph.words]);
    let mut look = Look { engine, graph, exits, horizon, chunk, known: HashMap::new(), next, codes: Vec::new() };
    let (mut here, mut chosen) = (vec![0; graph.words], vec![0; graph.words]);
    for state in states {
        graph.unpack(scene, state, &mut here);
        look.state(&here, &mut chosen);
        if notes_shapes {
            look.note_shape();
        }
    }
    look.chunk
}

struct Look<'a> {
    engine: &'a Engine,
    graph: &'a Graph<'a>,
    exits: &'a Exits,
    horizon: Option<u64>,
    chunk: Chunk,
    known: HashMap<Box<[u64]>, u32>,
    next: Vec<u64>,
    /// What can happen in the state under way.
    codes: Vec<u64>,
}

impl Look<'_> {
    /// Looks at one state; `chosen` is a buffer for the state after a choice.
    fn state(&mut self, here: &[u64], chosen: &mut [u64]) {
        let scene = self.chunk.scene;
        self.codes.clear();
        let rules = self.engine.rules(scene);
        if rules.has_choices() {
            for index in rules.available(here) {
                let choice = ChoiceId { scene, index };
                chosen.copy_from_slice(here);
                self.engine.choose(chosen, choice);
                if let (Some(horizon), Some(count)) = (self.horizon, chosen.last_mut()) {
                    *count = (*count + 1).min(horizon);
                }
                self.exit(Exit::Choice(choice), index, chosen);
            }
        } else if !rules.is_ending() {
            self.exit(Exit::Scene(scene), NONE, here);
        }
        self.chunk.transitions += self.codes.len() as u64;
    }

    fn exit(&mut self, exit: Exit, choice: u8, words: &[u64]) {
        let before = self.codes.len();
        for (arm, weight) in self.engine.arms(words, exit) {
            self.next.copy_from_slice(words);
            let to = self.engine.take(&mut self.next, exit, arm);
            self.engine.enter(&mut self.next, to);
            self.codes.push(code(choice, arm, weight));
            let packing = &self.graph.packings[to.index()];
            let found = &mut self.chunk.found[self.exits.target(choice, arm)];
            let from = found.len();
            found.resize(from + packing.words, 0);
            packing.pack(&self.next, &mut found[from..]);
        }
        if self.codes.len() == before && choice != NONE {
            self.codes.push(code(choice, NONE, 0));
        }
    }

    fn note_shape(&mut self) {
        if let Some(&last) = self.chunk.shapes.last()
            && *self.chunk.kinds[last as usize] == *self.codes
        {
            self.chunk.shapes.push(last);
            return;
        }
        let kinds = &mut self.chunk.kinds;
        let kind = self.known.get(self.codes.as_slice()).copied().unwrap_or_else(|| {
            let kind = kinds.len() as u32;
            kinds.push(self.codes.as_slice().into());
            self.known.insert(self.codes.as_slice().into(), kind);
            kind
        });
        self.chunk.shapes.push(kind);
    }
}
