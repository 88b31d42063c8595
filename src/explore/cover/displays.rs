//! What is shown in each state and along each edge of a story. States with the same future are merged.

use crate::explore::abstraction::{Question, Subject};
use crate::explore::order::quotient::quotient;
use crate::explore::order::{SceneComponent, order, states_of};
use crate::explore::states::graph::{Graph, StateId};
use crate::explore::states::search::{Limits, Progress, Retention};
use crate::explore::texts::prose::WordCounts;
use crate::explore::texts::showing::Showable;
use std::collections::{BTreeMap, HashMap};

/// The bytes that the search leaves free for each state: for its class, and for the order of the states of loops.
const FOLLOW_UP: usize = 40;

/// A graph, and what games show in its states and along its edges.
pub struct Displays<'a> {
    pub graph: Graph<'a>,
    pub order: Vec<SceneComponent>,
    pub items: Vec<Showable>,
    /// The lists of items that states and edges show, each once.
    pub sets: Vec<Box<[u32]>>,
    /// By scene and state, positions in `sets`: what is shown on entering the state, then what along each of its edges.
    pub shown: Vec<Vec<Box<[u32]>>>,
    /// The loops: the states of each lead to each other.
    pub loops: Vec<Vec<StateId>>,
    /// The position in `loops` of a state's loop. States outside all loops are not listed.
    pub round: HashMap<StateId, usize>,
}

/// Gives a number to each item, to each list of items, and to each display: what a state and its edges show.
#[derive(Default)]
struct Numbers {
    items: Vec<Showable>,
    number: BTreeMap<Showable, u32>,
    sets: Vec<Box<[u32]>>,
    of_set: HashMap<Box<[u32]>, u32>,
    /// The number of each display. A display is what a state shows on entering it, and along each of its edges.
    of_display: HashMap<Box<[u32]>, u64>,
}

impl Numbers {
    /// The numbers of the lists that a state shows: on entering it, then along each edge.
    fn display(&mut self, prose: &WordCounts, graph: &Graph, place: StateId) -> Vec<u32> {
        let mut lists: Vec<Vec<u32>> = vec![Vec::new(); graph.edges(place).len() + 1];
        let mut here = vec![0; graph.words];
        graph.unpack(place.0, place.1 as usize, &mut here);
        prose.moment(&here, &mut |edge, what| {
            let item = *self.number.entry(what).or_insert_with(|| {
                self.items.push(what);
                self.items.len() as u32 - 1
            });
            lists[edge.map_or(0, |edge| edge + 1)].push(item);
        });
        lists.into_iter().map(|list| self.set(list)).collect()
    }

    fn set(&mut self, mut list: Vec<u32>) -> u32 {
        list.sort_unstable();
        list.dedup();
        let list: Box<[u32]> = list.into();
        *self.of_set.entry(list.clone()).or_insert_with(|| {
            self.sets.push(list);
            self.sets.len() as u32 - 1
        })
    }
}

impl<'a> Displays<'a> {
    /// Searches a story for all that it shows; `None` when a limit was hit.
    pub fn new(subject: &'a Subject, limits: &Limits, progress: &mut dyn FnMut(Progress)) -> Option<Displays<'a>> {
        let prose = WordCounts::new(subject.story, subject.engine);
        let kept = subject.abstractions(&Question::shown(subject.story));
        let (graph, limit) = subject.search(&kept, Retention::Edges(FOLLOW_UP), None, limits, progress);
        if limit.is_some() {
            return None;
        }
        let mut numbers = Numbers::default();
        let label = |place: StateId, key: &mut Vec<u64>| {
            let display = numbers.display(&prose, &graph, place).into();
            let count = numbers.of_display.len() as u64;
            key.push(*numbers.of_display.entry(display).or_insert(count));
        };
        let merged = quotient(&graph, &order(&graph), label).graph;
        let mut display = |place| numbers.display(&prose, &merged, place).into_boxed_slice();
        let mut of_scene = |scene| states_of(&merged, scene).map(&mut display).collect();
        let shown = subject.story.scene_ids().map(&mut of_scene).collect();
        let Numbers { items, sets, .. } = numbers;
        let order = order(&merged);
        let mut loops = Vec::new();
        for part in &order {
            part.sinks_first(&merged, |places, is_loop| loops.extend(is_loop.then(|| places.to_vec())));
        }
        let of_loop = |(at, places): (usize, &Vec<StateId>)| places.iter().map(move |&place| (place, at)).collect();
        let round = loops.iter().enumerate().flat_map::<Vec<_>, _>(of_loop).collect();
        Some(Displays { graph: merged, order, items, sets, shown, loops, round })
    }
}
