//! The states that a search found, and the edges between them.

use super::packing::Packing;
use super::table::StateTable;
use crate::engine::{Engine, Past};
use crate::explore::order::components::SceneMap;
use crate::story::{ChoiceId, Exit, SceneId};
use std::collections::HashMap;

/// Stands for a state that a search did not keep because of its limits.
pub const UNKNOWN: u32 = u32::MAX;

/// As a choice: the scene goes on by itself. As an arm: no arm holds.
pub const NONE: u8 = u8::MAX;

/// An arm that can be taken in a state. The choice [`NONE`] is a scene that goes on by itself; the arm [`NONE`] says
/// that there is no way on after the choice.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct OpenArm {
    pub choice: u8,
    pub arm: u8,
    pub to: SceneId,
    pub weight: u32,
}

#[derive(Debug)]
pub struct Graph<'a> {
    pub map: &'a SceneMap,
    pub scenes: Vec<States>,
    /// How the states of each scene are written as keys.
    pub packings: Vec<Packing>,
    /// Where a game begins.
    pub start: SceneId,
    /// The machine words of a state. With a horizon, the last one is the number of choices made.
    pub words: usize,
    /// Whether every reachable state is here, with all edges that leave it.
    pub complete: bool,
    pub states: u64,
    /// The number of transitions from the states that were looked at.
    pub transitions: u64,
    /// The greatest memory use for the states at any time, in bytes.
    pub peak: usize,
}

/// The states of one scene, numbered in the order in which they were found, and what leads from them.
#[derive(Clone, Debug, Default)]
pub struct States {
    pub is_ending: bool,
    pub table: StateTable,
    /// The number of states that the search has looked at: the first ones.
    pub expanded: usize,
    /// The shape of each state that was looked at, as a position in `kinds`.
    pub shapes: Vec<u32>,
    /// Where the edges of each state begin in `edges`.
    pub firsts: Vec<u32>,
    /// The number of the state that each edge leads to; the shape names the scene of that state.
    pub edges: Vec<u32>,
    /// The different shapes, each once.
    pub kinds: Vec<Shape>,
    /// The position in `kinds` of the shape that a list of open arms makes.
    pub known: HashMap<Box<[OpenArm]>, u32>,
}

/// What can happen in a state. Many states of a scene share one shape.
#[derive(Clone, Debug)]
pub struct Shape {
    /// The available choices, or the one way on of a scene that goes on by itself; none at an ending or a dead end.
    pub moves: Box<[Move]>,
    pub targets: Box<[SceneId]>,
}

/// A choice, or going on by itself.
#[derive(Clone, Debug)]
pub struct Move {
    /// The choice's position; [`NONE`] for going on by itself.
    pub choice: u8,
    /// The arms that hold; none for a choice after which there is no way on.
    pub arms: Box<[ArmEdge]>,
}

impl Move {
    /// The scene or the choice that a game leaves by this move.
    pub fn exit(&self, scene: SceneId) -> Exit {
        if self.choice == NONE { Exit::Scene(scene) } else { Exit::Choice(ChoiceId { scene, index: self.choice }) }
    }
}

/// An arm that holds.
#[derive(Clone, Copy, Debug)]
pub struct ArmEdge {
    /// The arm's position in its way.
    pub arm: u8,
    /// The chance that the arm is taken; the chances of all arms of a move add up to 1.
    pub chance: f64,
    pub to: SceneId,
}

impl States {
    pub fn len(&self) -> usize {
        self.table.len
    }

    /// What can happen in a state; `None` when the search did not look at it.
    pub fn shape(&self, state: usize) -> Option<&Shape> {
        self.shapes.get(state).map(|&kind| &self.kinds[kind as usize])
    }

    /// For each edge of a state, the number of the state that it leads to, in the order of the shape's moves and arms.
    pub fn edges(&self, state: usize, shape: &Shape) -> &[u32] {
        &self.edges[self.firsts[state] as usize..][..shape.targets.len()]
    }

    /// The memory in use, in bytes.
    pub fn bytes(&self) -> usize {
        let numbers = [&self.shapes, &self.firsts, &self.edges].map(|list| list.capacity() * 4);
        self.table.bytes() + numbers.iter().sum::<usize>()
    }
}

impl Shape {
    /// Whether there is no way on, or a choice after which there is none. For an ending the answer is always true.
    pub fn has_dead_end(&self) -> bool {
        self.moves.is_empty() || self.moves.iter().any(|each| each.arms.is_empty())
    }

    /// The moves, each with the numbers of the states that its arms lead to.
    pub fn moves<'s>(&'s self, edges: &'s [u32]) -> impl Iterator<Item = (&'s Move, &'s [u32])> {
        let mut rest = edges;
        self.moves.iter().map(move |each| {
            let (own, others) = rest.split_at(each.arms.len());
            rest = others;
            (each, own)
        })
    }
}

/// One state: its scene, and its number there.
pub type StateId = (SceneId, u32);

/// What a state holds of the past: the number of choices made, if the search has a horizon.
pub fn past(engine: &Engine, words: &[u64]) -> Past {
    Past::after(words.get(engine.words()).copied().unwrap_or(0))
}

impl Graph<'_> {
    /// What can happen in a state; `None` when the search did not look at it.
    pub fn shape(&self, (scene, state): StateId) -> Option<&Shape> {
        self.states(scene).shape(state as usize)
    }

    /// For each edge of a state, the number of the state that it leads to. The shape names the scenes of these states.
    pub fn edges(&self, place @ (scene, state): StateId) -> &[u32] {
        self.shape(place).map_or(&[], |shape| self.states(scene).edges(state as usize, shape))
    }

    /// The moves of a state, each with its edges; none when the search did not look at the state.
    pub fn moves(&self, place: StateId) -> impl Iterator<Item = (&Move, &[u32])> {
        self.shape(place).into_iter().flat_map(move |shape| shape.moves(self.edges(place)))
    }

    pub fn states(&self, scene: SceneId) -> &States {
        &self.scenes[scene.index()]
    }

    /// Writes a state into `words`. A part that the state's key leaves out gets its least value.
    pub fn unpack(&self, scene: SceneId, state: usize, words: &mut [u64]) {
        self.packings[scene.index()].unpack(self.states(scene).table.key(state), words);
    }
}
