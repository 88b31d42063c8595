//! What can happen more than once in a tangle of scenes: how likely it happens at least once.

use crate::explore::chances::chain::{Chain, MOST, sweeps};
use crate::explore::order::{Place, Tangle};
use crate::explore::states::graph::{Graph, Move};
use crate::story::SceneId;
use std::collections::HashMap;

/// Something that may happen in a tangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The scene is entered.
    Entered(SceneId),
    /// The choice is available.
    Available(SceneId, u8),
    /// The choice is made.
    Taken(SceneId, u8),
}

impl Event {
    fn scene(self) -> SceneId {
        match self {
            Event::Entered(scene) | Event::Available(scene, _) | Event::Taken(scene, _) => scene,
        }
    }
}

/// How many events are followed at a time.
const LANES: usize = 8;

/// The chances of some events, by the state.
type Row = [f64; LANES];

/// How likely each event happens at least once in a random game that comes into a tangle as `arrivals` say, and whether
/// that is exact; otherwise it is at least as likely.
pub fn chances(
    graph: &Graph,
    tangle: &Tangle,
    events: &[Event],
    arrivals: &[(Place, f64)],
) -> (Vec<f64>, bool) {
    let mut chances = Vec::new();
    let mut is_exact = true;
    for events in events.chunks(LANES) {
        let Backwards { rows, is_exact: of_events, .. } = Backwards::new(graph, tangle, events).pass(tangle);
        is_exact &= of_events;
        let of_lane = |lane: usize| -> f64 {
            let of_arrival =
                |&((scene, state), mass): &(Place, f64)| mass * rows[scene.index()][state as usize][lane];
            arrivals.iter().map(of_arrival).sum()
        };
        chances.extend((0..events.len()).map(of_lane));
    }
    (chances, is_exact)
}

/// For each state of a tangle, how likely events happen from there on before the tangle is left.
struct Backwards<'a> {
    graph: &'a Graph<'a>,
    /// For each scene the lanes of the events that can happen there.
    events: Vec<Vec<(usize, Event)>>,
    rows: Vec<Vec<Row>>,
    is_exact: bool,
}

impl<'a> Backwards<'a> {
    fn new(graph: &'a Graph<'a>, tangle: &Tangle, events: &[Event]) -> Backwards<'a> {
        let mut of_scene = vec![Vec::new(); graph.scenes.len()];
        for (lane, &event) in events.iter().enumerate() {
            of_scene[event.scene().index()].push((lane, event));
        }
        let mut rows = vec![Vec::new(); graph.scenes.len()];
        for &scene in &tangle.scenes {
            rows[scene.index()] = vec![[0.0; LANES]; graph.states(scene).len()];
        }
        Backwards { graph, events: of_scene, rows, is_exact: true }
    }

    fn pass(mut self, tangle: &Tangle) -> Backwards<'a> {
        for (places, is_loop) in tangle.loops() {
            if is_loop {
                self.go_round(places);
            } else {
                let (scene, state) = places[0];
                self.rows[scene.index()][state as usize] = self.row(places[0], |_| false);
            }
        }
        self
    }

    /// Whether an event has happened once a state is entered.
    fn happens_in(&self, (scene, state): Place, event: Event) -> bool {
        match event {
            Event::Entered(_) => true,
            Event::Available(_, choice) => {
                let shape = self.graph.states(scene).shape(state as usize);
                shape.is_some_and(|shape| shape.moves.iter().any(|each| each.choice == choice))
            }
            Event::Taken(..) => false,
        }
    }

    fn happens_by(each: &Move, event: Event) -> bool {
        matches!(event, Event::Taken(_, choice) if each.choice == choice)
    }

    /// The chances of what happens in a state or after it, not counting what comes after states to be skipped.
    fn row(&self, (scene, state): Place, skip: impl Fn(Place) -> bool) -> Row {
        let mut row = [0.0; LANES];
        let events = &self.events[scene.index()];
        let states = self.graph.states(scene);
        if let Some(shape) = states.shape(state as usize) {
            let share = 1.0 / shape.moves.len() as f64;
            for (each, own) in shape.moves(states.edges(state as usize, shape)) {
                let mut value = [0.0; LANES];
                for (arm, &number) in each.arms.iter().zip(own) {
                    let next = self.rows[arm.to.index()].get(number as usize);
                    if let Some(next) = next.filter(|_| !skip((arm.to, number))) {
                        (0..LANES).for_each(|lane| value[lane] += arm.chance * next[lane]);
                    }
                }
                for &(lane, _) in events.iter().filter(|&&(_, event)| Backwards::happens_by(each, event)) {
                    value[lane] = 1.0;
                }
                (0..LANES).for_each(|lane| row[lane] += share * value[lane]);
            }
        }
        for &(lane, _) in events.iter().filter(|&&(_, event)| self.happens_in((scene, state), event)) {
            row[lane] = 1.0;
        }
        row
    }

    fn set(&mut self, (scene, state): Place, lane: usize, chance: f64) {
        self.rows[scene.index()][state as usize][lane] = chance;
    }

    fn go_round(&mut self, places: &[Place]) {
        let nodes: HashMap<Place, usize> =
            places.iter().enumerate().map(|(node, &place)| (place, node)).collect();
        let mut open = [true; LANES];
        if places.len() <= MOST {
            let gains: Vec<Row> =
                places.iter().map(|&place| self.row(place, |next| nodes.contains_key(&next))).collect();
            for (lane, open) in open.iter_mut().enumerate() {
                let ends = |place: Place, each: &Move| {
                    let mut own = self.events[place.0.index()].iter().filter(|&&(own, _)| own == lane);
                    own.any(|&(_, event)| self.happens_in(place, event) || Backwards::happens_by(each, event))
                };
                if let Some(solved) = chain(self.graph, places, &nodes, ends).solve() {
                    let values = solved.values(gains.iter().map(|row| row[lane]).collect());
                    places.iter().zip(values).for_each(|(&place, value)| self.set(place, lane, value));
                    *open = false;
                }
            }
        }
        for _ in 0..sweeps(places.len()) {
            let mut change = 0.0f64;
            for &place in places {
                let row = self.row(place, |_| false);
                for lane in (0..LANES).filter(|&lane| open[lane]) {
                    change = change.max(row[lane] - self.rows[place.0.index()][place.1 as usize][lane]);
                    self.set(place, lane, row[lane]);
                }
            }
            if change <= 1e-16 {
                return;
            }
        }
        self.is_exact = false;
    }
}

/// The number of moves of a state.
pub fn moves(graph: &Graph, (scene, state): Place) -> f64 {
    graph.states(scene).shape(state as usize).map_or(1.0, |shape| shape.moves.len() as f64)
}

/// The random game inside a loop; moves that `ends` stop it.
pub fn chain(
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
