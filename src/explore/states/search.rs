//! The search itself: every reachable state, scene by scene, in the order in which scenes lead to each other.
//!
//! The search takes the components of the scenes' map one by one, each after all that lead to it. In each round,
//! threads look at chunks of states side by side. Then each target scene takes in the states found, chunk by chunk: so
//! states have the same numbers however many threads there are. A state is stored exactly, never as a hash.

use super::graph::{ArmEdge, Graph, Move, NONE, OpenArm, Shape, States, UNKNOWN};
use super::look::{Chunk, look, position};
use super::packing::Packing;
use super::table::StateTable;
use crate::engine::Engine;
use crate::explore::abstraction::Abstraction;
use crate::explore::limits::{Limit, Limits, Progress};
use crate::explore::parallel;
use crate::explore::subject::Subject;
use crate::story::{Arm, Scene, SceneId};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The number of states that one piece of work looks at.
const CHUNK: usize = 2048;
/// The most states that one round looks at before the search stores the states that follow.
const ROUND: usize = 32 * CHUNK;

/// The bytes that a search leaves free for each state: for the order of the states, and the values of one task.
pub const FOLLOW_UP: usize = 160;

#[derive(Clone, Copy)]
pub enum Retention {
    /// The number of states and transitions only.
    Counts,
    /// All states and edges. For each state, the search leaves this many bytes free for later work.
    Edges(usize),
}

impl Subject<'_> {
    /// Searches the states. Two states are one if they agree in what is `kept` and, with a `horizon`, in the number of
    /// choices made, counted up to it. The limit is `None` when the search came to its end.
    pub fn search(
        &self,
        kept: &[Abstraction],
        keep: Retention,
        horizon: Option<u64>,
        limits: &Limits,
        progress: &mut dyn FnMut(Progress),
    ) -> (Graph<'_>, Option<Limit>) {
        let Subject { story, engine, map, .. } = self;
        let packings = self.packings(kept, horizon);
        let states = |(packing, scene): (&Packing, &Scene)| States {
            is_ending: scene.is_ending(),
            table: match keep {
                Retention::Counts => StateTable::counting(packing.words, packing.bits),
                Retention::Edges(_) => StateTable::new(packing.words),
            },
            ..States::default()
        };
        let graph = Graph {
            map,
            scenes: packings.iter().zip(&story.scenes).map(states).collect(),
            start: story.start,
            words: engine.words() + usize::from(horizon.is_some()),
            complete: true,
            states: 1,
            transitions: 0,
            peak: 0,
            packings,
        };
        // Bytes for each arm: its key when it is found, and again when it is kept; its number; its edge.
        let of_arm = |arm: &Arm| graph.packings[arm.to.index()].words * 16 + 16;
        let of_scene = |scene: &Scene| 8 + scene.ways().flat_map(|way| &way.arms).map(of_arm).sum::<usize>();
        let successors = story.scenes.iter().map(of_scene).collect();
        let counted = vec![(0, 0); story.scenes.len()];
        let mut search =
            Search { engine, successors, keep, horizon, limits, graph, counted, bytes: 0, held: 0, overflowed: false };
        let limit = search.run(progress);
        search.graph.complete = limit.is_none();
        search.graph.scenes.iter_mut().for_each(|states| states.table.seal());
        (search.graph, limit)
    }
}

struct Search<'s, 'a> {
    engine: &'s Engine,
    /// For each scene, the most bytes that the successors of one state take before the search has stored them.
    successors: Vec<usize>,
    keep: Retention,
    horizon: Option<u64>,
    limits: &'s Limits,
    graph: Graph<'a>,
    /// For each scene its part of `bytes` (memory in use) and of `held` (number of states).
    counted: Vec<(usize, usize)>,
    bytes: usize,
    held: usize,
    /// Whether the search found a state for which the limit on states left no room.
    overflowed: bool,
}

impl Search<'_, '_> {
    fn run(&mut self, progress: &mut dyn FnMut(Progress)) -> Option<Limit> {
        let mut begin = self.engine.begin().into_vec();
        begin.extend(self.horizon.map(|_| 0));
        let packing = &self.graph.packings[self.graph.start.index()];
        let mut key = vec![0; packing.words];
        packing.pack(&begin, &mut key);
        self.graph.scenes[self.graph.start.index()].table.insert(&key);
        self.account(self.graph.start);
        let map = self.graph.map;
        for component in map.components.iter().rev() {
            while let Some(round) = self.round(component) {
                self.expand(round);
                progress(Progress { states: self.graph.states });
                if let Some(limit) = self.exceeded() {
                    return Some(limit);
                }
            }
            for &scene in component {
                let states = &mut self.graph.scenes[scene as usize];
                match self.keep {
                    Retention::Counts => *states = States::default(),
                    Retention::Edges(_) => states.table.seal(),
                }
                self.account(SceneId(scene as u16));
            }
        }
        None
    }

    fn exceeded(&self) -> Option<Limit> {
        let is_full = self.limits.states.is_some_and(|most| self.graph.states >= most);
        let is_open = || self.graph.scenes.iter().any(|states| states.expanded < states.len());
        if self.overflowed || is_full && is_open() {
            return Some(Limit::States);
        }
        (self.used() > self.limits.memory).then_some(Limit::Memory)
    }

    /// The memory in use and the memory that must stay free, in bytes.
    fn used(&self) -> usize {
        let Retention::Edges(free) = self.keep else { return self.bytes };
        self.bytes + self.held * free
    }

    /// The next states of a component to look at, in chunks. Their successors surely fit into a quarter of the memory
    /// that is left; but at least one state is taken in any case. `None` when the search has looked at all.
    fn round(&self, component: &[u32]) -> Option<Vec<(SceneId, Range<usize>)>> {
        let mut chunks = Vec::new();
        let mut left = ROUND;
        let mut room = self.limits.memory.saturating_sub(self.used()) / 4;
        for &scene in component {
            let states = &self.graph.scenes[scene as usize];
            let weight = self.successors[scene as usize];
            let most = left.min(room / weight).max(usize::from(chunks.is_empty()));
            let end = states.len().min(states.expanded + most);
            room -= room.min((end - states.expanded) * weight);
            let mut from = states.expanded;
            while from < end {
                let to = end.min(from + CHUNK);
                chunks.push((SceneId(scene as u16), from..to));
                from = to;
            }
            left -= end - states.expanded;
        }
        (!chunks.is_empty()).then_some(chunks)
    }

    fn expand(&mut self, round: Vec<(SceneId, Range<usize>)>) {
        let count: usize = round.iter().map(|(_, range)| range.len()).sum();
        let threads = if count < CHUNK { 1 } else { self.limits.threads };
        for (scene, range) in &round {
            self.graph.scenes[scene.index()].expanded = range.end;
        }
        let notes_shapes = !matches!(self.keep, Retention::Counts);
        let mut chunks =
            parallel::map(threads, round, |run| look(self.engine, &self.graph, self.horizon, notes_shapes, run));
        self.graph.transitions += chunks.iter().map(|chunk| chunk.transitions).sum::<u64>();
        self.take_in(threads, &mut chunks);
        if notes_shapes {
            chunks.into_iter().for_each(|chunk| self.connect(chunk));
        }
        self.graph.peak = self.graph.peak.max(self.bytes);
    }

    /// Brings `bytes` and `held` up to date after a scene has changed.
    fn account(&mut self, scene: SceneId) {
        let states = &self.graph.scenes[scene.index()];
        let now = (states.bytes(), states.len());
        let before = std::mem::replace(&mut self.counted[scene.index()], now);
        self.bytes = self.bytes + now.0 - before.0;
        self.held = self.held + now.1 - before.1;
    }

    /// Gives the found states their numbers. One thread takes in all states of a scene, chunk by chunk: so the numbers
    /// do not depend on how many threads there are.
    fn take_in(&mut self, threads: usize, chunks: &mut [Chunk]) {
        let room = self.limits.states.map_or(usize::MAX, |most| most.saturating_sub(self.graph.states) as usize);
        let mut of_target: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
        let mut most_found = 0;
        for (number, chunk) in chunks.iter().enumerate() {
            for (position, target) in self.graph.map.targets[chunk.scene.index()].iter().enumerate() {
                if !chunk.found[position].is_empty() {
                    of_target.entry(target.index()).or_default().push((number, position));
                    most_found += chunk.found[position].len() / self.graph.packings[target.index()].words;
                }
            }
        }
        let is_tight = most_found > room;
        let mut take = |(target, from): (usize, Vec<(usize, usize)>)| {
            let keys = from.iter().map(|&(number, position)| std::mem::take(&mut chunks[number].found[position]));
            let keys: Vec<Vec<u64>> = keys.collect();
            (target, from, std::mem::take(&mut self.graph.scenes[target].table), keys)
        };
        let work: Vec<_> = of_target.into_iter().map(&mut take).collect();
        let wants_numbers = is_tight || !matches!(self.keep, Retention::Counts);
        let left = AtomicUsize::new(room);
        let insert = |(target, from, mut table, keys): (usize, _, StateTable, Vec<Vec<u64>>)| {
            let width = table.width();
            let mut number = |key: &[u64]| {
                if !is_tight {
                    return table.insert(key);
                }
                let (state, is_new) = table.insert_within(key, left.load(Ordering::Relaxed) > 0);
                left.fetch_sub(usize::from(is_new), Ordering::Relaxed);
                state
            };
            let mut number_all = |keys: Vec<u64>| -> Vec<u32> {
                let numbers = keys.chunks_exact(width).map(&mut number);
                if wants_numbers {
                    return numbers.collect();
                }
                numbers.for_each(drop);
                Vec::new()
            };
            let numbers: Vec<Vec<u32>> = keys.into_iter().map(&mut number_all).collect();
            (target, from, numbers, table)
        };
        for (target, from, numbers, table) in parallel::map(if is_tight { 1 } else { threads }, work, insert) {
            let before = self.counted[target].1;
            self.graph.states += (table.len() - before) as u64;
            self.graph.scenes[target].table = table;
            self.overflowed |= is_tight && numbers.iter().flatten().any(|&number| number == UNKNOWN);
            for ((number, position), list) in from.into_iter().zip(numbers) {
                chunks[number].numbers[position] = list;
            }
            self.account(SceneId(target as u16));
        }
    }

    /// Stores the shapes and the edges of the states of a chunk.
    fn connect(&mut self, chunk: Chunk) {
        let to = &self.graph.map.targets[chunk.scene.index()];
        let states = &mut self.graph.scenes[chunk.scene.index()];
        let mut of_kind = |open: &[OpenArm]| {
            let kind = *states.known.entry(open.into()).or_insert_with(|| {
                states.kinds.push(shape(open));
                states.kinds.len() as u32 - 1
            });
            (kind, open.iter().filter(|open| open.arm != NONE).map(|open| position(to, open.to)).collect())
        };
        let (kinds, targets): (Vec<u32>, Vec<Vec<usize>>) = chunk.kinds.iter().map(|open| of_kind(open)).unzip();
        let mut next = vec![0; chunk.numbers.len()];
        for &shape in &chunk.shapes {
            states.shapes.push(kinds[shape as usize]);
            states.firsts.push(states.edges.len() as u32);
            for &target in &targets[shape as usize] {
                states.edges.push(chunk.numbers[target][next[target]]);
                next[target] += 1;
            }
        }
        self.account(chunk.scene);
    }
}

/// Makes the shape that all states of a scene with these open arms share.
fn shape(open: &[OpenArm]) -> Shape {
    let of_move = |arms: &[OpenArm]| {
        let choice = arms[0].choice;
        let arms = arms.iter().filter(|open| open.arm != NONE);
        let total: f64 = arms.clone().map(|open| f64::from(open.weight)).sum();
        let edge = |open: &OpenArm| ArmEdge { arm: open.arm, chance: f64::from(open.weight) / total, to: open.to };
        Move { choice, arms: arms.map(edge).collect() }
    };
    let moves: Box<[Move]> = open.chunk_by(|one, other| one.choice == other.choice).map(of_move).collect();
    Shape { targets: moves.iter().flat_map(|each| &each.arms).map(|arm| arm.to).collect(), moves }
}
