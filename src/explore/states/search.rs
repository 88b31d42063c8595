//! The search itself: every reachable state, scene by scene, in the order in which scenes lead to each other.
//!
//! The search takes the components of the scenes' map one by one, each after all that lead to it. In each round,
//! threads look at chunks of states side by side. Then each target scene takes in the states found, chunk by chunk: so
//! states have the same numbers however many threads there are. A state is stored exactly, never as a hash.

use super::graph::{Graph, States};
use super::look::{Chunk, Exits, Look};
use super::packing::Packing;
use super::table::StateTable;
use crate::engine::Engine;
use crate::explore::limits::{Limit, Limits, Progress};
use crate::explore::order::scenes::SceneMap;
use crate::explore::parallel;
use crate::story::{SceneId, Story};
use std::ops::Range;

/// How many states are looked at as one piece of work.
const CHUNK: usize = 2048;
/// The most states that are looked at before the search takes in what they lead to.
const ROUND: usize = 32 * CHUNK;

/// The bytes that stay free for each state for later work: for the order of the states and the values of one task.
pub const FOLLOW_UP: usize = 160;

/// What a search is to keep.
#[derive(Clone, Copy)]
pub enum Retention {
    /// The number of states and transitions only.
    Counts,
    /// What leads where. This many bytes for each state stay free for what is worked out afterwards.
    Edges(usize),
    /// What leads where, until a [`ComponentReader`] has read the scene.
    Read,
}

/// A callback. The search calls it once for each component of the scenes' map, when all its states and all that leads
/// from them are known.
pub type ComponentReader<'r> = &'r mut dyn FnMut(&Graph, &[u32]);

/// How a search writes states, and what it keeps.
pub struct Plan {
    /// How the states of each scene are written; what their keys leave out is not told apart.
    pub packings: Vec<Packing>,
    /// What is kept.
    pub keep: Retention,
    /// The number at which the count of choices stops; `None` when choices are not counted.
    pub horizon: Option<u64>,
}

/// Searches a story from its start. States with the same key are one. The limit is `None` when the search came to its
/// end.
pub fn search<'a>(
    story: &Story,
    engine: &Engine,
    map: &'a SceneMap,
    plan: Plan,
    limits: &Limits,
    read: ComponentReader,
    progress: &mut dyn FnMut(Progress),
) -> (Graph<'a>, Option<Limit>) {
    let Plan { packings, keep, horizon } = plan;
    let scenes = packings
        .iter()
        .zip(&story.scenes)
        .map(|(packing, scene)| States {
            is_ending: scene.is_ending(),
            table: match keep {
                Retention::Counts => StateTable::counting(packing.words, packing.bits),
                Retention::Edges(_) | Retention::Read => StateTable::new(packing.words),
            },
            ..States::default()
        })
        .collect();
    let exits = story.scene_ids().map(|id| Exits::new(story, map, &packings, id)).collect();
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
        counted: vec![(0, 0); story.scenes.len()],
        bytes: 0,
        held: 0,
        overflowed: false,
    };
    let limit = search.run(read, progress);
    search.graph.complete = limit.is_none();
    search.graph.scenes.iter_mut().for_each(|states| states.table.seal());
    (search.graph, limit)
}

pub struct Search<'s, 'a> {
    pub story: &'s Story,
    pub engine: &'s Engine,
    pub exits: Vec<Exits>,
    pub keep: Retention,
    pub horizon: Option<u64>,
    pub limits: &'s Limits,
    pub graph: Graph<'a>,
    /// For each scene its share of `bytes` and of `held`.
    counted: Vec<(usize, usize)>,
    /// The bytes that the states take.
    bytes: usize,
    /// The number of states in memory.
    held: usize,
    /// Whether states were found for which there was no room.
    pub overflowed: bool,
}

impl Search<'_, '_> {
    fn run(&mut self, read: ComponentReader, progress: &mut dyn FnMut(Progress)) -> Option<Limit> {
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
            read(&self.graph, component);
            for &scene in component {
                let states = &mut self.graph.scenes[scene as usize];
                match self.keep {
                    Retention::Counts | Retention::Read => *states = States::default(),
                    Retention::Edges(_) => states.table.seal(),
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
        (self.used() > self.limits.memory || self.limits.is_cancelled()).then_some(Limit::Memory)
    }

    /// The memory in use, in bytes, with what is kept free.
    fn used(&self) -> usize {
        let Retention::Edges(free) = self.keep else { return self.bytes };
        self.bytes + self.held * free
    }

    fn is_open(&self) -> bool {
        self.graph.scenes.iter().any(|states| states.expanded < states.len())
    }

    /// The next states of a component to look at, in chunks: at least one, else no more than surely fit into a quarter
    /// of the memory that is left. `None` when no state is left.
    fn round(&self, component: &[u32]) -> Option<Vec<(SceneId, Range<usize>)>> {
        let mut chunks = Vec::new();
        let mut left = ROUND;
        let mut room = self.limits.memory.saturating_sub(self.used()) / 4;
        for &scene in component {
            let states = &self.graph.scenes[scene as usize];
            let weight = self.exits[scene as usize].bytes;
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
        let mut chunks = parallel::map(threads, round, |(scene, range)| self.look(scene, range));
        self.graph.transitions += chunks.iter().map(|chunk| chunk.transitions).sum::<u64>();
        self.take_in(threads, &mut chunks);
        if !matches!(self.keep, Retention::Counts) {
            chunks.into_iter().for_each(|chunk| self.connect(chunk));
        }
        self.graph.peak = self.graph.peak.max(self.bytes);
    }

    /// Looks at a run of states: what can happen in each, and which states that leads to.
    fn look(&self, scene: SceneId, range: Range<usize>) -> Chunk {
        let mut look = Look::new(self.engine, &self.graph, &self.exits, scene, self.horizon);
        if matches!(self.keep, Retention::Counts) {
            look = look.counting();
        }
        range.for_each(|state| look.state(state));
        look.finish()
    }

    /// Brings `bytes` and `held` up to date after a scene has changed.
    pub fn account(&mut self, scene: SceneId) {
        let states = &self.graph.scenes[scene.index()];
        let now = (states.bytes(), states.len());
        let before = std::mem::replace(&mut self.counted[scene.index()], now);
        self.bytes = self.bytes + now.0 - before.0;
        self.held = self.held + now.1 - before.1;
    }
}
