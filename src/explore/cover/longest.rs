//! Finds the game that shows most, if each item has a weight; and a bound on what any game shows.
//!
//! A game leaves a loop of states by the edge that leads to most. What the loop itself shows counts as nothing when a
//! game is looked for, and in full in the bound.

use super::displays::Displays;
use crate::explore::order::successors;
use crate::explore::states::graph::StateId;
use crate::explore::ways::paths::{EdgePath, PathStep, shortest_way, steps_of};
use std::collections::BTreeSet;

/// A game from the start to where it ends, and what it shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Tour {
    /// The states that the game passes, each with the edge by which the game goes on.
    path: EdgePath,
    pub items: Vec<u32>,
}

/// How much of what a loop shows counts in the values of its states.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LoopsCount {
    Nothing,
    Everything,
}

/// For each state how much a game can show from there on.
struct Futures {
    weights: Vec<f64>,
    values: Vec<Vec<f64>>,
}

impl Displays<'_> {
    /// A bound on the weight of what any game shows.
    pub fn bound(&self, weights: &[f64]) -> f64 {
        let futures = self.futures(weights, LoopsCount::Everything);
        futures.values[self.graph.start.index()][0]
    }

    /// A game that shows most, if an item shown twice counts twice.
    pub fn longest(&self, weights: &[f64]) -> Tour {
        let futures = self.futures(weights, LoopsCount::Nothing);
        self.tour(Vec::new(), (self.graph.start, 0), &futures)
    }

    /// A game that shows an item after the fewest steps.
    pub fn shortest(&self, item: u32) -> Tour {
        let start = (self.graph.start, 0);
        let has = |set: u32| self.sets[set as usize].binary_search(&item).is_ok();
        let shows = |place| has(self.shown_in(place));
        let along = |place| self.edges_of(place).find(|&(edge, _)| has(self.shown_along(place, edge)));
        let is_goal = |place| shows(place) || along(place).is_some();
        let found = if is_goal(start) {
            Some((Vec::new(), start))
        } else {
            shortest_way(&self.graph, start, |_| true, is_goal)
        };
        let (mut path, mut end) = found.expect("what is shown is shown in some state that can be reached");
        if let Some((edge, next)) = along(end).filter(|_| !shows(end)) {
            path.push((end, edge));
            end = next;
        }
        let futures = self.futures(&vec![0.0; self.items.len()], LoopsCount::Nothing);
        self.tour(path, end, &futures)
    }

    /// The steps of a game, as a playthrough has them.
    pub fn steps(&self, tour: &Tour) -> Vec<PathStep> {
        tour.path.iter().flat_map(|&(place, edge)| steps_of(&self.graph, place, edge)).collect()
    }

    /// The edges of a state by their positions, each with the state that it leads to.
    fn edges_of(&self, place: StateId) -> impl Iterator<Item = (usize, StateId)> + '_ {
        successors(&self.graph, place).enumerate()
    }

    fn target(&self, place: StateId, edge: usize) -> StateId {
        self.edges_of(place).nth(edge).expect("the state has the edge").1
    }

    /// The set of items that a state shows on entering it.
    fn shown_in(&self, (scene, state): StateId) -> u32 {
        self.shown[scene.index()][state as usize][0]
    }

    fn shown_along(&self, (scene, state): StateId, edge: usize) -> u32 {
        self.shown[scene.index()][state as usize][edge + 1]
    }

    fn futures(&self, weights: &[f64], count: LoopsCount) -> Futures {
        let of_set = |set: &[u32]| set.iter().map(|&item| weights[item as usize]).sum();
        let mut futures = Futures {
            weights: self.sets.iter().map(|set| of_set(set)).collect(),
            values: self.graph.scenes.iter().map(|states| vec![0.0; states.len()]).collect(),
        };
        for part in &self.order {
            part.sinks_first(&self.graph, |places, is_loop| {
                self.settle(places, &mut futures);
                if is_loop && count == LoopsCount::Everything {
                    let more = self.all_of(places, weights);
                    for &(scene, state) in places {
                        futures.values[scene.index()][state as usize] += more;
                    }
                }
            });
        }
        futures
    }

    /// Sets the values of one state, or of all states of a loop, from the best way out of them.
    fn settle(&self, places: &[StateId], futures: &mut Futures) {
        let best = self.way_out(places, futures).map_or(0.0, |(_, _, value)| value);
        for &place @ (scene, state) in places {
            let own = futures.weights[self.shown_in(place) as usize];
            futures.values[scene.index()][state as usize] = best + own;
        }
    }

    /// The best way out of some states: the state, its edge, and the value of what follows. `None` when no edge leads
    /// out.
    fn way_out(&self, places: &[StateId], futures: &Futures) -> Option<(StateId, usize, f64)> {
        let inside: BTreeSet<StateId> =
            if places.len() > 1 { places.iter().copied().collect() } else { BTreeSet::new() };
        let mut best: Option<(StateId, usize, f64)> = None;
        for &place in places {
            for (edge, next) in self.edges_of(place) {
                let value = futures.weights[self.shown_along(place, edge) as usize]
                    + futures.values[next.0.index()][next.1 as usize];
                let leaves = next != place && !inside.contains(&next);
                if leaves && best.is_none_or(|(_, _, most)| value > most) {
                    best = Some((place, edge, value));
                }
            }
        }
        best
    }

    /// The weight of all items that these states and their edges show.
    fn all_of(&self, places: &[StateId], weights: &[f64]) -> f64 {
        let mut items = BTreeSet::new();
        for &place in places {
            let along = self.edges_of(place).map(|(edge, _)| self.shown_along(place, edge));
            let sets = along.chain([self.shown_in(place)]);
            sets.for_each(|set| items.extend(self.sets[set as usize].iter().copied()));
        }
        items.into_iter().map(|item| weights[item as usize]).sum()
    }

    /// Follows the best way from a state to the end of the game. `path` is the way to that state.
    fn tour(&self, mut path: EdgePath, mut place: StateId, futures: &Futures) -> Tour {
        loop {
            let around = self.round.get(&place).map_or(std::slice::from_ref(&place), |&at| &self.loops[at]);
            let Some((exit, edge, _)) = self.way_out(around, futures) else { break };
            path.extend(self.between(place, exit));
            path.push((exit, edge));
            place = self.target(exit, edge);
        }
        let mut items: BTreeSet<u32> = BTreeSet::new();
        let ends = path.iter().map(|&(place, _)| place).chain([place]);
        let sets = ends.map(|place| self.shown_in(place));
        let sets = sets.chain(path.iter().map(|&(place, edge)| self.shown_along(place, edge)));
        sets.for_each(|set| items.extend(self.sets[set as usize].iter().copied()));
        Tour { path, items: items.into_iter().collect() }
    }

    /// A shortest way from a state of a loop to another state of the same loop.
    fn between(&self, from: StateId, to: StateId) -> EdgePath {
        if from == to {
            return Vec::new();
        }
        let is_inside = |next| self.round.get(&next) == self.round.get(&from);
        shortest_way(&self.graph, from, is_inside, |next| next == to).expect("the states lead to each other").0
    }
}
