//! The random game inside a strongly connected component of states.

use crate::explore::chances::elimination::{Elimination, Row, Work};
use crate::explore::order::StateId;
use crate::explore::states::graph::{Graph, Move};
use std::collections::HashMap;

/// How many arms may be followed where elimination costs too much.
const PATIENCE: usize = 200_000_000;

/// A Markov chain, its states numbered in the order of their places.
pub struct Chain<'p> {
    pub places: &'p [StateId],
    numbers: HashMap<StateId, u32>,
    rows: Vec<Row>,
    solved: Elimination,
    is_closed: bool,
}

impl<'p> Chain<'p> {
    /// The chain of a component; it is left by the moves that `end` it.
    pub fn new(graph: &Graph, places: &'p [StateId], ends: impl Fn(StateId, &Move) -> bool) -> Chain<'p> {
        let numbers: HashMap<StateId, u32> =
            places.iter().enumerate().map(|(number, &place)| (place, number as u32)).collect();
        let mut rows = Vec::new();
        for &place in places {
            let states = graph.states(place.0);
            let mut row = Row::default();
            if let Some(shape) = states.shape(place.1 as usize) {
                let share = 1.0 / shape.moves.len() as f64;
                for (each, own) in shape.moves(states.edges(place.1 as usize, shape)) {
                    row.leaves += if each.arms.is_empty() { share } else { 0.0 };
                    for (arm, &number) in each.arms.iter().zip(own) {
                        match numbers.get(&(arm.to, number)).filter(|_| !ends(place, each)) {
                            Some(&to) => row.arms.push((to, share * arm.chance)),
                            None => row.leaves += share * arm.chance,
                        }
                    }
                }
            }
            row.merge();
            rows.push(row);
        }
        let is_closed = rows.iter().all(|row| row.leaves == 0.0);
        let all: Vec<Option<u32>> =
            (0..places.len() as u32).map(|state| (!is_closed).then_some(state)).collect();
        let effort = Work { each: usize::MAX, all: 1_000_000 + 200 * places.len() };
        let solved = Elimination::new(rows.clone(), &all, effort);
        Chain { places, numbers, rows, solved, is_closed }
    }

    /// The number of a state.
    pub fn number(&self, place: StateId) -> Option<usize> {
        self.numbers.get(&place).map(|&number| number as usize)
    }

    /// Whether no move leads out.
    pub fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// Whether the chain is solved; otherwise its answers take long, or are less than they should be.
    pub fn is_solved(&self) -> bool {
        self.solved.is_whole && !self.is_closed
    }

    /// The values v with v = gains + chances v.
    pub fn values(&self, gains: Vec<f64>) -> Option<Vec<f64>> {
        self.is_solved().then(|| self.solved.values(gains))
    }

    /// How often each state is expected to be visited, and whether that is exact; otherwise it is more often. A chain
    /// that cannot be left counts for nothing: no game comes out of it.
    pub fn visits(&self, arrivals: Vec<f64>) -> (Vec<f64>, bool) {
        if self.is_closed {
            (vec![0.0; arrivals.len()], true)
        } else if self.solved.is_whole {
            (self.solved.visits(arrivals), true)
        } else {
            self.iterate(arrivals)
        }
    }

    fn iterate(&self, mut waiting: Vec<f64>) -> (Vec<f64>, bool) {
        let mut visits = vec![0.0; waiting.len()];
        let total: f64 = waiting.iter().sum();
        let mut inside = total;
        let arms: usize = self.rows.iter().map(|row| row.arms.len()).sum();
        for _ in 0..(PATIENCE / arms.max(1)).max(16) {
            if inside <= 1e-15 * total {
                return (visits, true);
            }
            for number in (0..visits.len()).rev() {
                let mass = std::mem::take(&mut waiting[number]);
                visits[number] += mass;
                for &(to, chance) in &self.rows[number].arms {
                    waiting[to as usize] += mass * chance;
                }
            }
            inside = waiting.iter().sum();
        }
        (visits, false)
    }
}
