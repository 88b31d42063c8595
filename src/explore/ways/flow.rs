//! How often each state is expected to be entered: one pass forwards from the start.

use super::chain::Chain;
use crate::explore::order::SceneComponent;
use crate::explore::states::graph::{Graph, Shape, StateId, UNKNOWN};

/// A way of playing many games at once, which notes how they go.
pub trait Policy {
    /// Writes how likely each move of a state is made.
    fn shares(&self, place: StateId, shape: &Shape, shares: &mut Vec<f64>);
    /// Called for each state: how often it is expected to be entered, and how likely each of its moves is made.
    fn enter(&mut self, place: StateId, visits: f64, shares: &[f64]);
    /// Called for each loop: how often games come into each of its states from outside.
    fn go_round(&mut self, _chain: &Chain, _arrivals: &[f64]) {}
    /// Called for each cyclic component after all its states: how often games came into them from outside.
    fn leave(&mut self, _part: &SceneComponent, _arrivals: &[(StateId, f64)]) {}
}

/// Writes the shares of random play.
pub fn at_random(shape: &Shape, shares: &mut Vec<f64>) {
    shares.resize(shape.moves.len(), 1.0 / shape.moves.len() as f64);
}

/// Plays from the start on, and calls the policy. Gives whether the policy was told exact numbers; otherwise they are
/// too small, because loops take long. States of loops that a game never leaves from there are left out: nothing comes
/// of them.
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
                flow.pass_on(places[0]);
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

    fn pass_on(&mut self, place: StateId) {
        self.send(place, self.mass(place), |_| true);
    }

    /// Tells the policy of a state. Adds the state's mass to those of its successors that are `wanted`.
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

    /// Finds how often the states of a loop are expected to be entered, and sends that on to states outside.
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
