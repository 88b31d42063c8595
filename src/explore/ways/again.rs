//! How likely an event happens at least once in a cyclic component of scenes, where it can happen again.

use super::chain::Chain;
use super::flow::at_random;
use crate::explore::order::{CyclicComponent, StateId};
use crate::explore::states::graph::{Graph, Move};
use crate::story::SceneId;
use std::collections::HashSet;

/// Something that may happen in a cyclic component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocalEvent {
    /// The scene is entered.
    Entered(SceneId),
    /// The choice is available.
    Available(SceneId, u8),
    /// The choice is made.
    Taken(SceneId, u8),
}

impl LocalEvent {
    fn scene(self) -> SceneId {
        match self {
            LocalEvent::Entered(scene) | LocalEvent::Available(scene, _) | LocalEvent::Taken(scene, _) => scene,
        }
    }
}

/// How many events are followed at a time.
const WIDTH: usize = 8;

/// The chances of the events in one state.
type EventChances = [f64; WIDTH];

/// How likely each event happens at least once in a random game; `arrivals` says how often a game comes into each state
/// of the component from outside. The `bool` says whether that is exact; otherwise the chances are lower bounds.
pub fn chances(
    graph: &Graph,
    cyclic: &CyclicComponent,
    events: &[LocalEvent],
    arrivals: &[(StateId, f64)],
) -> (Vec<f64>, bool) {
    let mut chances = Vec::new();
    let mut is_exact = true;
    for events in events.chunks(WIDTH) {
        let Backwards { rows, is_exact: of_events, .. } = Backwards::new(graph, cyclic, events).pass(cyclic);
        is_exact &= of_events;
        let of_column = |column: usize| -> f64 {
            let of_arrival =
                |&((scene, state), mass): &(StateId, f64)| mass * rows[scene.index()][state as usize][column];
            arrivals.iter().map(of_arrival).sum()
        };
        chances.extend((0..events.len()).map(of_column));
    }
    (chances, is_exact)
}

/// For each state of a cyclic component, how likely each event happens from there on, before the game leaves the
/// component.
struct Backwards<'a> {
    graph: &'a Graph<'a>,
    /// For each scene the columns of the events that can happen there.
    events: Vec<Vec<(usize, LocalEvent)>>,
    rows: Vec<Vec<EventChances>>,
    columns: usize,
    is_exact: bool,
}

impl<'a> Backwards<'a> {
    fn new(graph: &'a Graph<'a>, cyclic: &CyclicComponent, events: &[LocalEvent]) -> Backwards<'a> {
        let mut of_scene = vec![Vec::new(); graph.scenes.len()];
        for (column, &event) in events.iter().enumerate() {
            of_scene[event.scene().index()].push((column, event));
        }
        let mut rows = vec![Vec::new(); graph.scenes.len()];
        for &scene in &cyclic.scenes {
            rows[scene.index()] = vec![[0.0; WIDTH]; graph.states(scene).len()];
        }
        Backwards { graph, events: of_scene, rows, columns: events.len(), is_exact: true }
    }

    fn pass(mut self, cyclic: &CyclicComponent) -> Backwards<'a> {
        for (places, is_loop) in cyclic.runs().rev() {
            if is_loop {
                self.go_round(places);
            } else {
                let (scene, state) = places[0];
                self.rows[scene.index()][state as usize] = self.row(places[0], |_| false);
            }
        }
        self
    }

    /// Whether an event happens when a state is entered.
    fn happens_in(&self, (scene, state): StateId, event: LocalEvent) -> bool {
        match event {
            LocalEvent::Entered(_) => true,
            LocalEvent::Available(_, choice) => {
                let shape = self.graph.states(scene).shape(state as usize);
                shape.is_some_and(|shape| shape.moves.iter().any(|each| each.choice == choice))
            }
            LocalEvent::Taken(..) => false,
        }
    }

    fn happens_by(each: &Move, event: LocalEvent) -> bool {
        matches!(event, LocalEvent::Taken(_, choice) if each.choice == choice)
    }

    /// The chances that the events happen in a state or after it. What comes after successors to `skip` does not count.
    fn row(&self, (scene, state): StateId, skip: impl Fn(StateId) -> bool) -> EventChances {
        let mut row = [0.0; WIDTH];
        let events = &self.events[scene.index()];
        let states = self.graph.states(scene);
        if let Some(shape) = states.shape(state as usize) {
            let share = 1.0 / shape.moves.len() as f64;
            for (each, own) in shape.moves(states.edges(state as usize, shape)) {
                let mut value = [0.0; WIDTH];
                for (arm, &number) in each.arms.iter().zip(own) {
                    let next = self.rows[arm.to.index()].get(number as usize);
                    if let Some(next) = next.filter(|_| !skip((arm.to, number))) {
                        (0..WIDTH).for_each(|column| value[column] += arm.chance * next[column]);
                    }
                }
                for &(column, _) in events.iter().filter(|&&(_, event)| Backwards::happens_by(each, event)) {
                    value[column] = 1.0;
                }
                (0..WIDTH).for_each(|column| row[column] += share * value[column]);
            }
        }
        for &(column, _) in events.iter().filter(|&&(_, event)| self.happens_in((scene, state), event)) {
            row[column] = 1.0;
        }
        row
    }

    fn set(&mut self, (scene, state): StateId, column: usize, chance: f64) {
        self.rows[scene.index()][state as usize][column] = chance;
    }

    fn go_round(&mut self, places: &[StateId]) {
        let inside: HashSet<StateId> = places.iter().copied().collect();
        let gains: Vec<EventChances> =
            places.iter().map(|&place| self.row(place, |next| inside.contains(&next))).collect();
        for column in 0..self.columns {
            let ends = |place: StateId, each: &Move| {
                let mut own = self.events[place.0.index()].iter().filter(|&&(own, _)| own == column);
                own.any(|&(_, event)| self.happens_in(place, event) || Backwards::happens_by(each, event))
            };
            let chain = Chain::new(self.graph, places, |_, shape, shares| at_random(shape, shares), ends);
            match chain.values(gains.iter().map(|row| row[column]).collect()) {
                Some(values) => {
                    places.iter().zip(values).for_each(|(&place, value)| self.set(place, column, value));
                }
                None => self.is_exact &= chain.is_closed(),
            }
        }
    }
}
