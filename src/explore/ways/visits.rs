//! How likely a random game comes to a scene, is offered a choice, and makes it: at least once.
//!
//! What can happen once at most is as likely as it is expected often, and one pass forwards from the start finds that
//! for everything. What can happen again, in a cyclic component, is asked backwards inside it only.

use super::again::{LocalEvent, chances};
use super::chain::Chain;
use crate::explore::order::{CyclicComponent, SceneComponent, StateId, each_edge};
use crate::explore::states::graph::{Graph, NONE};
use crate::story::SceneId;

/// The chances of a random game, by scene and by choice; at least that much where a loop took too long.
#[derive(Debug, Default)]
pub struct Visits {
    /// Whether they are exact.
    pub is_exact: bool,
    /// That the scene is entered.
    pub scenes: Vec<f64>,
    /// That the choice is available.
    pub available: Vec<Vec<f64>>,
    /// That the choice is made.
    pub taken: Vec<Vec<f64>>,
}

/// Works out the chances; `choices` is the number of choices of each scene.
pub fn visits(graph: &Graph, order: &[SceneComponent], choices: &[usize]) -> Visits {
    let per_choice = || choices.iter().map(|&count| vec![0.0; count]).collect::<Vec<_>>();
    let mut flow = Flow {
        graph,
        mass: vec![Vec::new(); graph.scenes.len()],
        settled: vec![false; graph.scenes.len()],
        visits: Visits {
            is_exact: true,
            scenes: vec![0.0; graph.scenes.len()],
            available: per_choice(),
            taken: per_choice(),
        },
    };
    flow.add((graph.start, 0), 1.0);
    for part in order.iter().rev() {
        match part {
            SceneComponent::Scene(scene) => {
                let count = flow.mass[scene.index()].len() as u32;
                (0..count).for_each(|state| flow.pass_on((*scene, state)));
            }
            SceneComponent::Cyclic(cyclic) => flow.cyclic(cyclic),
        }
        for scene in part.scenes() {
            flow.mass[scene.index()] = Vec::new();
        }
    }
    flow.visits
}

struct Flow<'a> {
    graph: &'a Graph<'a>,
    /// How often each state is expected to be entered, as far as it is known.
    mass: Vec<Vec<f64>>,
    /// The scenes whose chances are known, though they can be entered again.
    settled: Vec<bool>,
    visits: Visits,
}

impl Flow<'_> {
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

    /// Notes what happens in a state and sends its mass on to those it leads to.
    fn pass_on(&mut self, place: StateId) {
        let mass = self.mass(place);
        if mass > 0.0 {
            self.note(place, mass);
            self.send(place, mass, |_| true);
        }
    }

    fn note(&mut self, (scene, state): StateId, mass: f64) {
        self.visits.scenes[scene.index()] += mass;
        let Some(shape) = self.graph.states(scene).shape(state as usize) else { return };
        let share = mass / shape.moves.len() as f64;
        for each in shape.moves.iter().filter(|each| each.choice != NONE) {
            self.visits.available[scene.index()][each.choice as usize] += mass;
            self.visits.taken[scene.index()][each.choice as usize] += share;
        }
    }

    fn send(&mut self, place: StateId, mass: f64, wanted: impl Fn(StateId) -> bool) {
        let graph = self.graph;
        let share = mass / moves(graph, place);
        each_edge(graph, place, |_, arm, next| {
            if wanted(next) {
                self.add(next, share * arm.chance);
            }
        });
    }

    fn cyclic(&mut self, cyclic: &CyclicComponent) {
        let arrivals: Vec<(StateId, f64)> = cyclic
            .order
            .iter()
            .map(|&place| (place, self.mass(place)))
            .filter(|&(_, mass)| mass > 0.0)
            .collect();
        for (places, is_loop) in cyclic.loops().rev() {
            if is_loop {
                self.go_round(places);
            } else {
                self.pass_on(places[0]);
            }
        }
        let mut events = Vec::new();
        for scene in recurring(self.graph, cyclic) {
            if self.settled[scene.index()] {
                continue;
            }
            events.push(LocalEvent::Entered(scene));
            for choice in 0..self.visits.available[scene.index()].len() as u8 {
                events.extend([LocalEvent::Available(scene, choice), LocalEvent::Taken(scene, choice)]);
            }
        }
        let (chances, is_exact) = chances(self.graph, cyclic, &events, &arrivals);
        self.visits.is_exact &= is_exact;
        for (&event, chance) in events.iter().zip(chances) {
            match event {
                LocalEvent::Entered(scene) => self.visits.scenes[scene.index()] = chance,
                LocalEvent::Available(scene, choice) => {
                    self.visits.available[scene.index()][choice as usize] = chance;
                }
                LocalEvent::Taken(scene, choice) => {
                    self.visits.taken[scene.index()][choice as usize] = chance
                }
            }
        }
    }

    /// Finds how often the states of a component are expected to be entered, and sends that on.
    fn go_round(&mut self, places: &[StateId]) {
        let chain = Chain::new(self.graph, places, |_, _| false);
        let arrivals: Vec<f64> = places.iter().map(|&place| self.mass(place)).collect();
        let (visits, is_exact) = chain.visits(arrivals.clone());
        self.visits.is_exact &= is_exact;
        for (&place, mass) in places.iter().zip(visits) {
            if mass > 0.0 {
                self.note(place, mass);
                self.send(place, mass, |next| chain.number(next).is_none());
            }
        }
        for (number, &(scene, _)) in places.iter().enumerate() {
            if chain.is_solved() && self.graph.states(scene).len() == 1 {
                self.settle(&chain, number, &arrivals);
            }
        }
    }

    /// How likely the only state of a scene is entered at least once, and what can happen there happens: from how often
    /// it is expected after it has been entered.
    fn settle(&mut self, chain: &Chain, number: usize, arrivals: &[f64]) {
        let place = chain.places[number];
        let scene = place.0.index();
        let mut gains = vec![0.0; arrivals.len()];
        gains[number] = 1.0;
        let Some(visits) = chain.values(gains) else { return };
        let comes = |number: usize| visits[number] / visits[chain.number(place).unwrap_or(number)];
        let entered: f64 = arrivals.iter().enumerate().map(|(from, mass)| mass * comes(from)).sum();
        // For each move the chance that the game does not come back after it.
        let mut parts: Vec<(u8, f64)> = Vec::new();
        let states = self.graph.states(place.0);
        let Some(shape) = states.shape(place.1 as usize) else { return };
        for (each, own) in shape.moves(states.edges(place.1 as usize, shape)) {
            let arms = each.arms.iter().zip(own);
            let back =
                arms.filter_map(|(arm, &number)| Some(arm.chance * comes(chain.number((arm.to, number))?)));
            parts.push((each.choice, 1.0 - back.sum::<f64>()));
        }
        self.visits.scenes[scene] = entered;
        for &(choice, _) in parts.iter().filter(|&&(choice, _)| choice != NONE) {
            let others = parts.iter().filter(|&&(other, _)| other != choice).map(|&(_, parts)| parts);
            self.visits.available[scene][choice as usize] = entered;
            self.visits.taken[scene][choice as usize] = entered / (1.0 + others.sum::<f64>());
        }
        self.settled[scene] = true;
    }
}

/// The number of moves of a state.
fn moves(graph: &Graph, (scene, state): StateId) -> f64 {
    graph.states(scene).shape(state as usize).map_or(1.0, |shape| shape.moves.len() as f64)
}

/// The scenes of a cyclic component that some game enters more than once.
fn recurring(graph: &Graph, cyclic: &CyclicComponent) -> Vec<SceneId> {
    if cyclic.scenes.len() > 64 {
        return cyclic.scenes.clone();
    }
    let bit = |scene: SceneId| {
        cyclic.scenes.iter().position(|&other| other == scene).map_or(0, |position| 1u64 << position)
    };
    let mut ahead: Vec<Vec<u64>> = vec![Vec::new(); graph.scenes.len()];
    let mut bits = vec![0; graph.scenes.len()];
    for &scene in &cyclic.scenes {
        ahead[scene.index()] = vec![0; graph.states(scene).len()];
        bits[scene.index()] = bit(scene);
    }
    let mut again = 0;
    for (places, _) in cyclic.loops() {
        let mut union = 0;
        for &place in places {
            each_edge(graph, place, |_, _, (scene, state)| {
                if let Some(of_next) = ahead[scene.index()].get(state as usize) {
                    union |= of_next | bits[scene.index()];
                }
            });
        }
        for &(scene, state) in places {
            again |= union & bits[scene.index()];
            ahead[scene.index()][state as usize] = union;
        }
    }
    cyclic.scenes.iter().copied().filter(|&scene| again & bit(scene) != 0).collect()
}
