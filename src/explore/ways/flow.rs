//! How often each state is expected to be entered: one pass forwards from the start, which solves a Markov chain for
//! each strongly connected component of states.

use crate::explore::chances::elimination::{Elimination, Row};
use crate::explore::order::SceneComponent;
use crate::explore::states::graph::{Graph, Move, Shape, StateId, UNKNOWN};
use std::collections::HashMap;

/// The most arms that `iterate` follows, where elimination costs too much.
const PATIENCE: usize = 200_000_000;

/// A way of playing. `flow` plays all games at once, and tells the policy how they go.
pub trait Policy {
    /// Writes the chance of each move of a state into `shares`, which is empty before.
    fn shares(&self, place: StateId, shape: &Shape, shares: &mut Vec<f64>);
    /// Called for each state: with how often games are expected to enter it, and the chance of each of its moves.
    fn enter(&mut self, place: StateId, visits: f64, shares: &[f64]);
    /// Called for each loop: with how often games come into each of its states from outside.
    fn go_round(&mut self, _chain: &Chain, _arrivals: &[f64]) {}
    /// Called for each cyclic component after all its states: with how often games came into them from outside.
    fn leave(&mut self, _part: &SceneComponent, _arrivals: &[(StateId, f64)]) {}
}

/// Writes the shares of random play: the same for all moves.
pub fn at_random(shape: &Shape, shares: &mut Vec<f64>) {
    shares.resize(shape.moves.len(), 1.0 / shape.moves.len() as f64);
}

/// Plays from the start on, and calls the policy. Gives whether the policy was told exact numbers; otherwise they are
/// too small, because a loop took too long. Leaves out states from which no game leaves their loop.
pub fn flow(graph: &Graph, order: &[SceneComponent], policy: &mut impl Policy) -> bool {
    let mass = vec![Vec::new(); graph.scenes.len()];
    let mut flow = Flow { graph, policy, mass, shares: Vec::new(), is_exact: true };
    flow.add((graph.start, 0), 1.0);
    for part in order.iter().rev() {
        let arrivals = part.cyclic.iter().map(|&place| (place, flow.mass(place)));
        let arrivals: Vec<(StateId, f64)> = arrivals.filter(|&(_, mass)| mass > 0.0).collect();
        part.starts_first(graph, |places, is_loop| {
            if is_loop {
                flow.go_round(places);
            } else {
                flow.send(places[0], flow.mass(places[0]), |_| true);
            }
        });
        if !part.cyclic.is_empty() {
            flow.policy.leave(part, &arrivals);
        }
        part.scenes.iter().for_each(|scene| flow.mass[scene.index()] = Vec::new());
    }
    flow.is_exact
}

struct Flow<'a, P> {
    graph: &'a Graph<'a>,
    policy: &'a mut P,
    /// How often each state is expected to be entered, as far as it is known.
    mass: Vec<Vec<f64>>,
    shares: Vec<f64>,
    is_exact: bool,
}

impl<P: Policy> Flow<'_, P> {
    fn add(&mut self, (scene, state): StateId, mass: f64) {
        let own = &mut self.mass[scene.index()];
        if own.is_empty() {
            own.resize(self.graph.states(scene).len(), 0.0);
        }
        own[state as usize] += mass;
    }

    fn mass(&self, (scene, state): StateId) -> f64 {
        self.mass[scene.index()].get(state as usize).copied().unwrap_or(0.0)
    }

    /// Tells the policy of a state. Shares the state's mass among its successors that are `wanted`.
    fn send(&mut self, place: StateId, mass: f64, wanted: impl Fn(StateId) -> bool) {
        if mass == 0.0 {
            return;
        }
        let graph = self.graph;
        let Some(shape) = graph.shape(place) else { return self.policy.enter(place, mass, &[]) };
        let mut shares = std::mem::take(&mut self.shares);
        shares.clear();
        self.policy.shares(place, shape, &mut shares);
        self.policy.enter(place, mass, &shares);
        for ((each, own), share) in graph.moves(place).zip(&shares) {
            for (arm, &number) in each.arms.iter().zip(own) {
                if *share > 0.0 && number != UNKNOWN && wanted((arm.to, number)) {
                    self.add((arm.to, number), mass * share * arm.chance);
                }
            }
        }
        self.shares = shares;
    }

    /// Finds how often the states of a loop are expected to be entered, and sends these numbers on to states outside.
    fn go_round(&mut self, places: &[StateId]) {
        let arrivals: Vec<f64> = places.iter().map(|&place| self.mass(place)).collect();
        if arrivals.iter().all(|&mass| mass == 0.0) {
            return;
        }
        let shares = |place: StateId, shape: &Shape, shares: &mut Vec<f64>| {
            self.policy.shares(place, shape, shares);
        };
        let chain = Chain::new(self.graph, places, shares, |_, _| false);
        let (visits, is_exact) = chain.visits(arrivals.clone());
        self.is_exact &= is_exact;
        for (&place, visits) in places.iter().zip(visits) {
            self.send(place, visits, |next| chain.number(next).is_none());
        }
        self.policy.go_round(&chain, &arrivals);
    }
}

/// A Markov chain, its states numbered in the order of their places.
pub struct Chain<'p> {
    pub places: &'p [StateId],
    numbers: HashMap<StateId, u32>,
    rows: Vec<Row>,
    /// For each state whether a game can leave the chain from there.
    leaves: Vec<bool>,
    solved: Elimination,
    /// Whether no move leads out.
    pub is_closed: bool,
}

impl<'p> Chain<'p> {
    /// The chain of a component. `shares` writes how likely a player makes each move of a state; a move for which
    /// `ends` is true leaves the chain.
    pub fn new(
        graph: &Graph,
        places: &'p [StateId],
        shares: impl Fn(StateId, &Shape, &mut Vec<f64>),
        ends: impl Fn(StateId, &Move) -> bool,
    ) -> Chain<'p> {
        let numbers: HashMap<StateId, u32> =
            places.iter().enumerate().map(|(number, &place)| (place, number as u32)).collect();
        let mut rows = Vec::new();
        let mut of_moves = Vec::new();
        for &place in places {
            let mut row = Row::default();
            of_moves.clear();
            graph.shape(place).into_iter().for_each(|shape| shares(place, shape, &mut of_moves));
            let moves = graph.moves(place).zip(&of_moves);
            for ((each, own), &share) in moves.filter(|(_, share)| **share > 0.0) {
                row.leaves += if each.arms.is_empty() { share } else { 0.0 };
                for (arm, &number) in each.arms.iter().zip(own) {
                    match numbers.get(&(arm.to, number)).filter(|_| !ends(place, each)) {
                        Some(&to) => row.arms.push((to, share * arm.chance)),
                        None => row.leaves += share * arm.chance,
                    }
                }
            }
            row.merge();
            rows.push(row);
        }
        let leaves = drop_traps(&mut rows);
        let is_closed = !leaves.contains(&true);
        let all: Vec<Option<u32>> = (0..places.len() as u32).map(|state| (!is_closed).then_some(state)).collect();
        let solved = Elimination::new(rows.clone(), &all, usize::MAX, 1_000_000 + 200 * places.len());
        Chain { places, numbers, rows, leaves, solved, is_closed }
    }

    /// The number of a state; `None` when it is not in the chain.
    pub fn number(&self, place: StateId) -> Option<usize> {
        self.numbers.get(&place).map(|&number| number as usize)
    }

    /// Solves v = gains + chances · v; `None` when the chain is not solved.
    pub fn values(&self, gains: Vec<f64>) -> Option<Vec<f64>> {
        (self.solved.is_whole && !self.is_closed).then(|| self.solved.values(gains))
    }

    /// How often each state is expected to be visited, and whether that is exact; otherwise the numbers are too small.
    /// A state from which no game leaves the chain counts 0.
    pub fn visits(&self, arrivals: Vec<f64>) -> (Vec<f64>, bool) {
        if self.is_closed {
            return (vec![0.0; arrivals.len()], true);
        }
        let (mut visits, is_exact) =
            if self.solved.is_whole { (self.solved.visits(arrivals), true) } else { self.iterate(arrivals) };
        visits.iter_mut().zip(&self.leaves).for_each(|(visits, leaves)| *visits *= f64::from(u8::from(*leaves)));
        (visits, is_exact)
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

/// Finds the states from which no game leaves the chain, and makes all arms to them leave the chain. Gives for each
/// state whether a game could leave the chain from it before that change.
fn drop_traps(rows: &mut [Row]) -> Vec<bool> {
    let mut led_to_by = vec![Vec::new(); rows.len()];
    for (state, row) in rows.iter().enumerate() {
        row.arms.iter().for_each(|&(to, _)| led_to_by[to as usize].push(state));
    }
    let mut leaves: Vec<bool> = rows.iter().map(|row| row.leaves > 0.0).collect();
    let mut open: Vec<usize> = (0..rows.len()).filter(|&state| leaves[state]).collect();
    while let Some(state) = open.pop() {
        for &before in &led_to_by[state] {
            if !std::mem::replace(&mut leaves[before], true) {
                open.push(before);
            }
        }
    }
    if leaves.contains(&true) && leaves.contains(&false) {
        for row in rows {
            let lost: f64 = row.arms.iter().filter(|&&(to, _)| !leaves[to as usize]).map(|&(_, chance)| chance).sum();
            row.arms.retain(|&(to, _)| leaves[to as usize]);
            row.leaves += lost;
        }
    }
    leaves
}
