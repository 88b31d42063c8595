//! The search itself: every reachable state, scene by scene, in the order in which scenes lead to each other.
//!
//! A component of the scenes' map is searched when everything that leads to it has been. Within a round, chunks of
//! states are looked at side by side, and each target scene then takes in the states found, chunk by chunk: so states
//! have the same numbers however many threads there are. A state is stored exactly, never as a hash.

use super::graph::{ArmEdge, Graph, Move, NONE, Shape, States, UNKNOWN};
use super::limits::{Limit, Limits, Progress};
use super::look::{Chunk, Exits, Look, split};
use super::packing::Packing;
use super::parallel;
use super::prose::Prose;
use super::scenes::SceneMap;
use super::table::Table;
use crate::engine::Engine;
use crate::story::{SceneId, Story};
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many states are looked at as one piece of work.
const CHUNK: usize = 2048;
/// How many keys' places are fetched from memory at the same time.
const BATCH: usize = 16;
/// How many states are looked at before what they lead to is taken in.
const ROUND: usize = 32 * CHUNK;

/// What a search is to keep.
#[derive(Clone, Copy)]
pub(super) enum Keep<'a> {
    /// The number of states and transitions only.
    Counts,
    /// What leads where.
    Edges,
    /// What leads where, and how many words are read on the way.
    Words(&'a Prose<'a>),
}

/// How a search goes about it.
pub(super) struct Plan<'a> {
    /// How the states of each scene are written; what their keys leave out is not told apart.
    pub packings: Vec<Packing>,
    /// What is kept.
    pub keep: Keep<'a>,
    /// When choices are counted, the number at which counting stops.
    pub horizon: Option<u64>,
}

/// Searches a story from its start. States are told apart as far as their packings do.
pub(super) fn search<'a>(
    story: &Story,
    engine: &Engine,
    map: &'a SceneMap,
    plan: Plan,
    limits: &Limits,
    progress: &mut dyn FnMut(Progress),
) -> (Graph<'a>, Option<Limit>) {
    let Plan { packings, keep, horizon } = plan;
    let scenes = packings
        .iter()
        .zip(&story.scenes)
        .map(|(packing, scene)| States {
            is_ending: scene.is_ending(),
            table: match keep {
                Keep::Counts => Table::counting(packing.words, packing.bits),
                Keep::Edges | Keep::Words(_) => Table::new(packing.words),
            },
            ..States::default()
        })
        .collect();
    let exits = story.scene_ids().map(|id| Exits::new(story, map, id)).collect();
    let graph = Graph {
        map,
        scenes,
        packings,
        start: story.start,
        words: engine.words() + usize::from(horizon.is_some()),
        complete: true,
        states: 1,
        transitions: 0,
        peak: 0,
    };
    let mut search = Search {
        story,
        engine,
        exits,
        keep,
        horizon,
        limits,
        graph,
        bytes: vec![0; story.scenes.len()],
        total: 0,
        overflowed: false,
    };
    let limit = search.run(progress);
    search.graph.complete = limit.is_none();
    search.graph.scenes.iter_mut().for_each(|states| states.table.seal());
    (search.graph, limit)
}

struct Search<'s, 'a> {
    story: &'s Story,
    engine: &'s Engine,
    exits: Vec<Exits>,
    keep: Keep<'s>,
    horizon: Option<u64>,
    limits: &'s Limits,
    graph: Graph<'a>,
    bytes: Vec<usize>,
    total: usize,
    /// Whether states were found for which there was no room.
    overflowed: bool,
}

impl Search<'_, '_> {
    fn run(&mut self, progress: &mut dyn FnMut(Progress)) -> Option<Limit> {
        let mut begin = self.engine.begin().into_vec();
        begin.extend(self.horizon.map(|_| 0));
        let packing = &self.graph.packings[self.story.start.index()];
        let mut key = vec![0; packing.words];
        packing.pack(&begin, &mut key);
        self.graph.scenes[self.story.start.index()].table.insert(&key);
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
                let table = &mut self.graph.scenes[scene as usize].table;
                match self.keep {
                    Keep::Counts => *table = Table::new(table.width()),
                    Keep::Edges | Keep::Words(_) => table.seal(),
                }
                self.account(SceneId(scene as u16));
            }
        }
        None
    }

    fn exceeded(&self) -> Option<Limit> {
        let is_full = self.limits.states.is_some_and(|most| self.graph.states >= most);
        if self.overflowed || is_full && self.is_open() {
            return Some(Limit::States);
        }
        (self.total > self.limits.memory).then_some(Limit::Memory)
    }

    fn is_open(&self) -> bool {
        self.graph.scenes.iter().any(|states| states.expanded < states.len())
    }

    /// The next states of a component to be looked at, in chunks.
    fn round(&self, component: &[u32]) -> Option<Vec<(SceneId, Range<usize>)>> {
        let mut chunks = Vec::new();
        let mut left = ROUND;
        for &scene in component {
            let states = &self.graph.scenes[scene as usize];
            let end = states.len().min(states.expanded + left);
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
        let mut chunks = parallel::map(threads, round, |(scene, range)| self.look(scene, range));
        self.graph.transitions += chunks.iter().map(|chunk| chunk.transitions).sum::<u64>();
        self.take_in(threads, &mut chunks);
        if !matches!(self.keep, Keep::Counts) {
            chunks.into_iter().for_each(|chunk| self.connect(chunk));
        }
        self.graph.peak = self.graph.peak.max(self.total);
    }

    /// Looks at a run of states: what can happen in each, and which states that leads to.
    fn look(&self, scene: SceneId, range: Range<usize>) -> Chunk {
        let prose = match self.keep {
            Keep::Words(prose) => Some(prose),
            Keep::Counts | Keep::Edges => None,
        };
        let mut look = Look::new(self.engine, &self.graph, &self.exits, scene, prose, self.horizon);
        if matches!(self.keep, Keep::Counts) {
            look = look.counting();
        }
        range.for_each(|state| look.state(state));
        look.finish()
    }

    /// Gives the states found their numbers. Every target is served by one thread, chunk by chunk.
    fn take_in(&mut self, threads: usize, chunks: &mut [Chunk]) {
        let before = self.graph.states;
        let mut of_target: Vec<Vec<(usize, usize)>> = vec![Vec::new(); self.graph.scenes.len()];
        let mut room = usize::MAX;
        if let Some(most) = self.limits.states {
            room = most.saturating_sub(before) as usize;
        }
        let mut most_found = 0;
        for (number, chunk) in chunks.iter_mut().enumerate() {
            for (position, target) in self.graph.map.targets[chunk.scene.index()].iter().enumerate() {
                if !chunk.found[position].is_empty() {
                    of_target[target.index()].push((number, position));
                    most_found += chunk.found[position].len() / self.graph.packings[target.index()].words;
                }
            }
        }
        let is_tight = most_found > room;
        let work: Vec<_> = self
            .graph
            .scenes
            .iter_mut()
            .enumerate()
            .filter(|(target, _)| !of_target[*target].is_empty())
            .map(|(target, states)| {
                let found: Vec<Vec<u64>> = of_target[target]
                    .iter()
                    .map(|&(number, position)| std::mem::take(&mut chunks[number].found[position]))
                    .collect();
                (target, &mut states.table, found)
            })
            .collect();
        let wants_numbers = is_tight || !matches!(self.keep, Keep::Counts);
        let left = AtomicUsize::new(room);
        let insert = |(target, table, found): (usize, &mut Table, Vec<Vec<u64>>)| {
            let before = table.len();
            let width = table.width();
            let number = |table: &mut Table, key: &[u64]| {
                if !is_tight {
                    return table.insert(key);
                }
                let room = left.load(Ordering::Relaxed);
                let (state, is_new) = table.insert_within(key, room > 0);
                left.fetch_sub(usize::from(is_new), Ordering::Relaxed);
                state
            };
            let numbers: Vec<Vec<u32>> = found
                .into_iter()
                .map(|keys| {
                    let mut numbers = Vec::new();
                    for batch in keys.chunks(width * BATCH) {
                        let fetched = batch.chunks_exact(width).fold(0, |any, key| any ^ table.touch(key));
                        std::hint::black_box(fetched);
                        let of_batch = batch.chunks_exact(width).map(|key| number(table, key));
                        if wants_numbers { numbers.extend(of_batch) } else { of_batch.for_each(drop) }
                    }
                    numbers
                })
                .collect();
            (target, numbers, table.len() - before)
        };
        for (target, numbers, new) in parallel::map(if is_tight { 1 } else { threads }, work, insert) {
            self.graph.states += new as u64;
            self.overflowed |= is_tight && numbers.iter().flatten().any(|&number| number == UNKNOWN);
            for (&(number, position), list) in of_target[target].iter().zip(numbers) {
                chunks[number].numbers[position] = list;
            }
            self.account(SceneId(target as u16));
        }
    }

    /// Notes what leads from the states of a chunk to which.
    fn connect(&mut self, chunk: Chunk) {
        let exits = &self.exits[chunk.scene.index()];
        let states = &mut self.graph.scenes[chunk.scene.index()];
        let story = self.story;
        let kinds: Vec<u32> = chunk
            .kinds
            .iter()
            .map(|codes| match states.known.get(codes) {
                Some(&kind) => kind,
                None => {
                    let kind = states.kinds.len() as u32;
                    states.kinds.push(shape(story, chunk.scene, codes));
                    states.known.insert(codes.clone(), kind);
                    kind
                }
            })
            .collect();
        let targets: Vec<Vec<usize>> = chunk
            .kinds
            .iter()
            .map(|codes| {
                let arms = codes.iter().map(|&code| split(code)).filter(|&(_, arm)| arm != NONE);
                arms.map(|(choice, arm)| exits.target(choice, arm)).collect()
            })
            .collect();
        let mut next = vec![0; chunk.numbers.len()];
        for &shape in &chunk.shapes {
            states.shapes.push(kinds[shape as usize]);
            states.firsts.push(states.edges.len() as u32);
            for &target in &targets[shape as usize] {
                states.edges.push(chunk.numbers[target][next[target]]);
                next[target] += 1;
            }
        }
        states.words.extend(chunk.words);
        states.edge_words.extend(chunk.edge_words);
        self.account(chunk.scene);
    }

    fn account(&mut self, scene: SceneId) {
        let bytes = self.graph.scenes[scene.index()].bytes();
        let known = &mut self.bytes[scene.index()];
        self.total = self.total + bytes - *known;
        *known = bytes;
    }
}

fn shape(story: &Story, id: SceneId, codes: &[u16]) -> Shape {
    let scene = story.scene(id);
    let mut moves: Vec<Move> = Vec::new();
    for of_move in codes.chunk_by(|&a, &b| split(a).0 == split(b).0) {
        let choice = split(of_move[0]).0;
        let way = if choice == NONE { scene.goto() } else { Some(&scene.choices()[choice as usize].goto) };
        let way = way.expect("a way was taken");
        let arms = of_move.iter().map(|&code| split(code).1).filter(|&arm| arm != NONE);
        let total: f64 = arms.clone().map(|arm| f64::from(way.arms[arm as usize].weight)).sum();
        let edge = |arm: u8| {
            let held = &way.arms[arm as usize];
            ArmEdge { arm, chance: f64::from(held.weight) / total, to: held.to }
        };
        moves.push(Move { choice, arms: arms.map(edge).collect() });
    }
    let targets: Box<[SceneId]> = moves.iter().flat_map(|each| &each.arms).map(|arm| arm.to).collect();
    Shape { edges: targets.len(), targets, moves: moves.into() }
}
