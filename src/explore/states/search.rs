//! The search itself: every reachable state, scene by scene, in the order in which scenes lead to each other.
//!
//! The search takes the components of the scenes' map one by one, each after all that lead to it. In each round,
//! threads look at chunks of states side by side. Then each target scene takes in the states found, chunk by chunk: so
//! states have the same numbers however many threads there are. A state is stored exactly, never as a hash.

use super::graph::{ArmEdge, Graph, Move, NONE, OpenArm, Shape, States, UNKNOWN};
use super::look::{Chunk, FoundStates, look, position};
use super::packing::Packing;
use super::table::StateTable;
use crate::explore::abstraction::Subject;
use crate::explore::abstraction::slots::Abstraction;
use crate::explore::parallel;
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

/// What an exploration may use. A search stops at the first bound that it hits.
#[derive(Clone, Debug)]
pub struct Limits {
    /// The greatest number of states that a search keeps; `None` for no bound.
    pub states: Option<u64>,
    /// The most memory that states and their values may take, in bytes.
    pub memory: usize,
    /// The number of threads; results do not depend on it.
    pub threads: usize,
}

impl Default for Limits {
    /// No bound on states, a gibibyte of memory, one thread.
    fn default() -> Limits {
        Limits { states: None, memory: 1 << 30, threads: 1 }
    }
}

/// Which limit stopped a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    States,
    Memory,
    /// The two bounds of some chance did not come within 1e-9 of each other.
    Precision,
}

/// What an exploration reports from time to time while it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The number of states that the current search has found so far.
    pub states: u64,
}

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
        let counted = vec![0; story.scenes.len()];
        let mut search = Search { subject: self, keep, horizon, limits, graph, counted, bytes: 0, overflowed: false };
        let limit = search.run(progress);
        search.graph.complete = limit.is_none();
        search.graph.scenes.iter_mut().for_each(|states| states.table.seal());
        (search.graph, limit)
    }
}

struct Search<'s, 'l> {
    subject: &'s Subject<'s>,
    keep: Retention,
    horizon: Option<u64>,
    limits: &'l Limits,
    graph: Graph<'s>,
    /// The memory in use for each scene, and in sum, in bytes.
    counted: Vec<usize>,
    bytes: usize,
    /// Whether the search found a state for which the limit on states left no room.
    overflowed: bool,
}

impl Search<'_, '_> {
    fn run(&mut self, progress: &mut dyn FnMut(Progress)) -> Option<Limit> {
        let start = self.graph.start;
        let mut begin = self.subject.engine.begin().into_vec();
        begin.extend(self.horizon.map(|_| 0));
        let packing = &self.graph.packings[start.index()];
        let mut key = vec![0; packing.words];
        packing.pack(&begin, &mut key);
        self.graph.scenes[start.index()].table.insert(&key);
        self.account(start);
        for component in self.graph.map.components.iter().rev() {
            while let Some(round) = self.round(component) {
                self.expand(round);
                progress(Progress { states: self.graph.states });
                if let Some(limit) = self.exceeded() {
                    return Some(limit);
                }
            }
            for &scene in component {
                let states = &mut self.graph.scenes[scene.index()];
                match self.keep {
                    Retention::Counts => *states = States::default(),
                    Retention::Edges(_) => states.table.seal(),
                }
                self.account(scene);
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
        self.bytes + self.graph.states as usize * free
    }

    /// Brings `bytes` up to date after a scene has changed.
    fn account(&mut self, scene: SceneId) {
        let now = self.graph.states(scene).bytes();
        self.bytes = self.bytes + now - std::mem::replace(&mut self.counted[scene.index()], now);
    }

    /// The most bytes that the successors of one state of a scene take before the search has stored them.
    fn most_found(&self, scene: SceneId) -> usize {
        // For each arm: its key when it is found, and again when it is kept; its number; its edge.
        let of_arm = |arm: &Arm| self.graph.packings[arm.to.index()].words * 16 + 16;
        8 + self.subject.story.scene(scene).ways().flat_map(|way| &way.arms).map(of_arm).sum::<usize>()
    }

    /// The next states of a component to look at, in chunks. Their successors surely fit into a quarter of the memory
    /// that is left; but at least one state is taken in any case. `None` when the search has looked at all.
    fn round(&self, component: &[SceneId]) -> Option<Vec<(SceneId, Range<usize>)>> {
        let mut chunks = Vec::new();
        let mut left = ROUND;
        let mut room = self.limits.memory.saturating_sub(self.used()) / 4;
        for &scene in component {
            let states = self.graph.states(scene);
            let each = self.most_found(scene);
            let most = left.min(room / each).max(usize::from(chunks.is_empty()));
            let (from, end) = (states.expanded, states.len().min(states.expanded + most));
            chunks.extend((from..end).step_by(CHUNK).map(|from| (scene, from..end.min(from + CHUNK))));
            room -= room.min((end - from) * each);
            left -= end - from;
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
        let look = |run| look(self.subject.engine, &self.graph, self.horizon, notes_shapes, run);
        let mut chunks = parallel::map(threads, round, look);
        self.graph.transitions += chunks.iter().map(|chunk| chunk.transitions).sum::<u64>();
        self.take_in(threads, &mut chunks);
        if notes_shapes {
            chunks.into_iter().for_each(|chunk| self.connect(chunk));
        }
        self.graph.peak = self.graph.peak.max(self.bytes);
    }

    /// Gives the found states their numbers. One thread takes in all states of a scene, chunk by chunk: so the numbers
    /// do not depend on how many threads there are.
    fn take_in(&mut self, threads: usize, chunks: &mut [Chunk]) {
        let room = self.limits.states.map_or(usize::MAX, |most| most.saturating_sub(self.graph.states) as usize);
        let mut work: BTreeMap<SceneId, (StateTable, Vec<&mut FoundStates>)> = BTreeMap::new();
        let mut most = 0;
        for chunk in chunks.iter_mut() {
            let all = self.graph.map.targets[chunk.scene.index()].iter().zip(&mut chunk.found);
            for (&to, found) in all.filter(|(_, found)| !found.keys.is_empty()) {
                let table = &mut self.graph.scenes[to.index()].table;
                let (table, all) = work.entry(to).or_insert_with(|| (std::mem::take(table), Vec::new()));
                most += found.keys.len() / table.width;
                all.push(found);
            }
        }
        let is_tight = most > room;
        let wants_numbers = is_tight || !matches!(self.keep, Retention::Counts);
        let left = AtomicUsize::new(room);
        let insert = |(to, (mut table, all)): (SceneId, (StateTable, Vec<&mut FoundStates>))| {
            let (before, width) = (table.len, table.width);
            let mut number = |key: &[u64]| {
                if !is_tight {
                    return table.insert(key);
                }
                let (state, is_new) = table.insert_within(key, left.load(Ordering::Relaxed) > 0);
                left.fetch_sub(usize::from(is_new), Ordering::Relaxed);
                state
            };
            for found in all {
                let keys = std::mem::take(&mut found.keys);
                // Numbers that nobody asks for take no memory.
                found.numbers = keys.chunks_exact(width).map(&mut number).filter(|_| wants_numbers).collect();
            }
            (to, table.len - before, table)
        };
        let threads = if is_tight { 1 } else { threads };
        for (to, new, table) in parallel::map(threads, work.into_iter().collect(), insert) {
            self.graph.states += new as u64;
            self.graph.scenes[to.index()].table = table;
            self.account(to);
        }
        let mut found = chunks.iter().flat_map(|chunk| &chunk.found);
        self.overflowed = is_tight && found.any(|found| found.numbers.contains(&UNKNOWN));
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
        let mut numbers: Vec<_> = chunk.found.iter().map(|found| found.numbers.iter()).collect();
        for &shape in &chunk.shapes {
            states.shapes.push(kinds[shape as usize]);
            states.firsts.push(states.edges.len() as u32);
            states.edges.extend(targets[shape as usize].iter().filter_map(|&target| numbers[target].next()));
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
