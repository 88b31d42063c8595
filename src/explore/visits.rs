//! How likely a random game comes to a scene, is offered a choice, and makes it: at least once.
//!
//! What can happen once at most is as likely as it is expected often, and one pass forwards from the start finds that
//! for everything. What can happen again, in a tangle of scenes, is asked backwards inside the tangle only.

use super::chain::{Chain, MOST};
use super::graph::{Graph, Move, NONE};
use super::order::{Part, Place, Tangle, each_edge, is_loop};
use crate::story::SceneId;
use std::collections::HashMap;

/// The chances of a random game, by scene and by choice.
pub(super) struct Visits {
    /// That the scene is entered.
    pub scenes: Vec<f64>,
    /// That the choice is available.
    pub available: Vec<Vec<f64>>,
    /// That the choice is made.
    pub taken: Vec<Vec<f64>>,
}

/// Works out the chances; `choices` is the number of choices of each scene.
pub(super) fn visits(graph: &Graph, order: &[Part], choices: &[usize]) -> Visits {
    let per_choice = || choices.iter().map(|&count| vec![0.0; count]).collect::<Vec<_>>();
    let mut flow = Flow {
        graph,
        mass: vec![Vec::new(); graph.scenes.len()],
        visits: Visits {
            scenes: vec![0.0; graph.scenes.len()],
            available: per_choice(),
            taken: per_choice(),
        },
    };
    flow.add((graph.start, 0), 1.0);
    for part in order.iter().rev() {
        match part {
            Part::Scene(scene) => {
                let count = flow.mass[scene.index()].len() as u32;
                (0..count).for_each(|state| flow.pass_on((*scene, state)));
            }
            Part::Tangle(tangle) => flow.tangle(tangle),
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
    visits: Visits,
}

impl Flow<'_> {
    fn add(&mut self, (scene, state): Place, mass: f64) {
        let own = &mut self.mass[scene.index()];
        if own.is_empty() {
            own.resize(self.graph.states(scene).len(), 0.0);
        }
        own[state as usize] += mass;
    }

    fn mass(&self, (scene, state): Place) -> f64 {
        self.mass[scene.index()].get(state as usize).copied().unwrap_or(0.0)
    }

    /// Notes what happens in a state and sends its mass on to those it leads to.
    fn pass_on(&mut self, place: Place) {
        let mass = self.mass(place);
        if mass > 0.0 {
            self.note(place, mass);
            self.send(place, mass, |_| true);
        }
    }

    fn note(&mut self, (scene, state): Place, mass: f64) {
        self.visits.scenes[scene.index()] += mass;
        let Some(shape) = self.graph.states(scene).shape(state as usize) else { return };
        let share = mass / shape.moves.len() as f64;
        for each in shape.moves.iter().filter(|each| each.choice != NONE) {
            self.visits.available[scene.index()][each.choice as usize] += mass;
            self.visits.taken[scene.index()][each.choice as usize] += share;
        }
    }

    fn send(&mut self, place: Place, mass: f64, wanted: impl Fn(Place) -> bool) {
        let graph = self.graph;
        let share = mass / moves(graph, place);
        each_edge(graph, place, |_, arm, next| {
            if wanted(next) {
                self.add(next, share * arm.chance);
            }
        });
    }

    fn tangle(&mut self, tangle: &Tangle) {
        let arrivals: Vec<(Place, f64)> = tangle
            .order
            .iter()
            .map(|&place| (place, self.mass(place)))
            .filter(|&(_, mass)| mass > 0.0)
            .collect();
        for places in tangle.loops().rev() {
            if is_loop(self.graph, places) {
                self.go_round(places);
            } else {
                self.pass_on(places[0]);
            }
        }
        for scene in recurring(self.graph, tangle) {
            let choices = self.visits.available[scene.index()].len();
            let chance = |event: Event| {
                let values = Backwards::new(self.graph, tangle, event);
                arrivals.iter().map(|&(place, mass)| mass * values.at(place)).sum::<f64>()
            };
            self.visits.scenes[scene.index()] = chance(Event::Entered(scene));
            for choice in 0..choices as u8 {
                let [available, taken] = [Event::Available, Event::Taken].map(|event| event(scene, choice));
                self.visits.available[scene.index()][choice as usize] = chance(available);
                self.visits.taken[scene.index()][choice as usize] = chance(taken);
            }
        }
    }

    /// Finds how often the states of a loop are expected to be entered, and sends that on.
    fn go_round(&mut self, places: &[Place]) {
        let nodes: HashMap<Place, usize> =
            places.iter().enumerate().map(|(node, &place)| (place, node)).collect();
        let arrivals: Vec<f64> = places.iter().map(|&place| self.mass(place)).collect();
        let visits = if places.len() <= MOST {
            let solved = chain(self.graph, places, &nodes, |_, _| false).solve();
            solved.map(|solved| solved.visits(arrivals))
        } else {
            iterate(self.graph, places, &nodes, arrivals)
        };
        for (node, &place) in places.iter().enumerate() {
            let mass = visits.as_ref().map_or(0.0, |visits| visits[node]);
            if mass > 0.0 {
                self.note(place, mass);
                self.send(place, mass, |next| !nodes.contains_key(&next));
            }
        }
    }
}

fn moves(graph: &Graph, (scene, state): Place) -> f64 {
    graph.states(scene).shape(state as usize).map_or(1.0, |shape| shape.moves.len() as f64)
}

/// The random game inside a loop; moves that `ends` stop it.
fn chain(
    graph: &Graph,
    places: &[Place],
    nodes: &HashMap<Place, usize>,
    ends: impl Fn(Place, &Move) -> bool,
) -> Chain {
    let mut chain = Chain::new(places.len());
    for (node, &place) in places.iter().enumerate() {
        let states = graph.states(place.0);
        let Some(shape) = states.shape(place.1 as usize) else { continue };
        let share = 1.0 / shape.moves.len() as f64;
        for (each, own) in shape.moves(states.edges(place.1 as usize, shape)) {
            if each.arms.is_empty() {
                chain.add_leaving(node, share);
            }
            for (arm, &number) in each.arms.iter().zip(own) {
                match nodes.get(&(arm.to, number)).filter(|_| !ends(place, each)) {
                    Some(&to) => chain.add(node, to, share * arm.chance),
                    None => chain.add_leaving(node, share * arm.chance),
                }
            }
        }
    }
    chain
}

/// How often the states of a large loop are expected to be entered; `None` when it cannot be left.
fn iterate(
    graph: &Graph,
    places: &[Place],
    nodes: &HashMap<Place, usize>,
    arrivals: Vec<f64>,
) -> Option<Vec<f64>> {
    let mut visits = vec![0.0; places.len()];
    let mut waiting = arrivals;
    let total: f64 = waiting.iter().sum();
    let mut inside = total;
    for _ in 0..100_000 {
        if inside <= 1e-15 * total {
            return Some(visits);
        }
        for node in (0..places.len()).rev() {
            let mass = std::mem::take(&mut waiting[node]);
            if mass > 0.0 {
                visits[node] += mass;
                let share = mass / moves(graph, places[node]);
                each_edge(graph, places[node], |_, arm, next| {
                    if let Some(&to) = nodes.get(&next) {
                        waiting[to] += share * arm.chance;
                    }
                });
            }
        }
        inside = waiting.iter().sum();
    }
    None
}

/// The scenes of a tangle that some game enters more than once.
fn recurring(graph: &Graph, tangle: &Tangle) -> Vec<SceneId> {
    if tangle.scenes.len() > 64 {
        return tangle.scenes.clone();
    }
    let bit = |scene: SceneId| {
        tangle.scenes.iter().position(|&other| other == scene).map_or(0, |position| 1u64 << position)
    };
    let mut ahead: HashMap<SceneId, Vec<u64>> =
        tangle.scenes.iter().map(|&scene| (scene, vec![0; graph.states(scene).len()])).collect();
    let mut again = 0;
    for places in tangle.loops() {
        let mut union = 0;
        for &place in places {
            each_edge(graph, place, |_, _, next| {
                if let Some(of_next) = ahead.get(&next.0) {
                    union |= of_next[next.1 as usize] | bit(next.0);
                }
            });
        }
        for &(scene, state) in places {
            again |= union & bit(scene);
            ahead.get_mut(&scene).expect("a tangle has its own scenes")[state as usize] = union;
        }
    }
    tangle.scenes.iter().copied().filter(|&scene| again & bit(scene) != 0).collect()
}

/// Something that may happen in a tangle.
#[derive(Clone, Copy)]
enum Event {
    Entered(SceneId),
    Available(SceneId, u8),
    Taken(SceneId, u8),
}

/// For each state of a tangle, how likely an event happens from there on before the tangle is left.
struct Backwards<'a> {
    graph: &'a Graph<'a>,
    event: Event,
    chances: HashMap<SceneId, Vec<f64>>,
}

impl<'a> Backwards<'a> {
    fn new(graph: &'a Graph<'a>, tangle: &Tangle, event: Event) -> Backwards<'a> {
        let chances =
            tangle.scenes.iter().map(|&scene| (scene, vec![0.0; graph.states(scene).len()])).collect();
        let mut backwards = Backwards { graph, event, chances };
        for places in tangle.loops() {
            if is_loop(graph, places) {
                backwards.go_round(places);
            } else {
                let chance = backwards.chance(places[0]);
                backwards.set(places[0], chance);
            }
        }
        backwards
    }

    fn at(&self, (scene, state): Place) -> f64 {
        self.chances.get(&scene).map_or(0.0, |chances| chances[state as usize])
    }

    fn set(&mut self, (scene, state): Place, chance: f64) {
        self.chances.get_mut(&scene).expect("a tangle has its own scenes")[state as usize] = chance;
    }

    /// Whether the event has happened once a state is entered.
    fn happens_in(&self, (scene, state): Place) -> bool {
        match self.event {
            Event::Entered(wanted) => wanted == scene,
            Event::Available(wanted, choice) => {
                let shape = self.graph.states(scene).shape(state as usize);
                wanted == scene && shape.is_some_and(|shape| shape.moves.iter().any(|m| m.choice == choice))
            }
            Event::Taken(..) => false,
        }
    }

    fn happens_by(&self, (scene, _): Place, each: &Move) -> bool {
        matches!(self.event, Event::Taken(wanted, choice) if wanted == scene && each.choice == choice)
    }

    /// The chance of what happens by leaving a state, not counting what comes after inside `nodes`.
    fn gain(&self, place: Place, skip: impl Fn(Place) -> bool) -> f64 {
        if self.happens_in(place) {
            return 1.0;
        }
        let share = 1.0 / moves(self.graph, place);
        let Some(shape) = self.graph.states(place.0).shape(place.1 as usize) else { return 0.0 };
        let mut gain: f64 =
            shape.moves.iter().map(|each| if self.happens_by(place, each) { share } else { 0.0 }).sum();
        each_edge(self.graph, place, |each, arm, next| {
            if !self.happens_by(place, each) && !skip(next) {
                gain += share * arm.chance * self.at(next);
            }
        });
        gain
    }

    fn chance(&self, place: Place) -> f64 {
        self.gain(place, |_| false)
    }

    fn go_round(&mut self, places: &[Place]) {
        let nodes: HashMap<Place, usize> =
            places.iter().enumerate().map(|(node, &place)| (place, node)).collect();
        if places.len() <= MOST {
            let ends = |place: Place, each: &Move| self.happens_in(place) || self.happens_by(place, each);
            if let Some(solved) = chain(self.graph, places, &nodes, ends).solve() {
                let gains = places.iter().map(|&place| self.gain(place, |next| nodes.contains_key(&next)));
                let values = solved.values(gains.collect());
                places.iter().zip(values).for_each(|(&place, value)| self.set(place, value));
                return;
            }
        }
        for _ in 0..100_000 {
            let mut change = 0.0f64;
            for &place in places {
                let chance = self.chance(place);
                change = change.max(chance - self.at(place));
                self.set(place, chance);
            }
            if change <= 1e-16 {
                break;
            }
        }
    }
}
