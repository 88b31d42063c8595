//! How likely a random game comes to a scene, is offered a choice, or makes the choice, at least once.
//!
//! If an event can happen only once, its chance is how often it is expected: one pass forwards finds this for all
//! events. In a cyclic component an event can happen again: it needs a pass backwards inside the component.

use super::flow::{Chain, Policy, at_random, flow};
use crate::explore::order::{SceneComponent, ahead, successors};
use crate::explore::states::graph::{Graph, Move, NONE, Shape, StateId};
use crate::story::{Scene, SceneId, Story};

/// The chances of a random game, by scene and by choice; lower bounds where a loop took too long.
#[derive(Debug, Default)]
pub struct Visits {
    pub is_exact: bool,
    pub scenes: Vec<f64>,
    pub available: Vec<Vec<f64>>,
    pub taken: Vec<Vec<f64>>,
    /// How often each arm is expected to be taken: by scene, by choice (a scene that goes on by itself counts as one),
    /// by arm.
    pub passed: Vec<Vec<Vec<f64>>>,
}

impl Visits {
    /// The chances of a story of which nothing is known.
    pub fn unknown(story: &Story) -> Visits {
        let per_choice = || story.scenes.iter().map(|scene| vec![0.0; scene.choices().len()]).collect::<Vec<_>>();
        let arms = |scene: &Scene| scene.ways().map(|way| vec![0.0; way.arms.len()]).collect();
        Visits {
            is_exact: false,
            scenes: vec![0.0; story.scenes.len()],
            available: per_choice(),
            taken: per_choice(),
            passed: story.scenes.iter().map(arms).collect(),
        }
    }
}

pub fn visits(graph: &Graph, order: &[SceneComponent], story: &Story) -> Visits {
    let visits = Visits { is_exact: true, ..Visits::unknown(story) };
    let mut random = Random { graph, settled: vec![false; graph.scenes.len()], visits };
    let is_exact = flow(graph, order, &mut random);
    random.visits.is_exact &= is_exact;
    random.visits
}

struct Random<'a> {
    graph: &'a Graph<'a>,
    /// For each scene, whether `settle` has set its chances, though games can enter the scene again.
    settled: Vec<bool>,
    visits: Visits,
}

impl Policy for Random<'_> {
    fn shares(&self, _: StateId, shape: &Shape, shares: &mut Vec<f64>) {
        at_random(shape, shares);
    }

    fn enter(&mut self, place @ (scene, _): StateId, visits: f64, shares: &[f64]) {
        self.visits.scenes[scene.index()] += visits;
        let Some(shape) = self.graph.shape(place) else { return };
        for (each, share) in shape.moves.iter().zip(shares).filter(|(each, _)| each.choice != NONE) {
            self.visits.available[scene.index()][each.choice as usize] += visits;
            self.visits.taken[scene.index()][each.choice as usize] += visits * share;
        }
        for (each, share) in shape.moves.iter().zip(shares) {
            let way = if each.choice == NONE { 0 } else { each.choice as usize };
            for arm in &each.arms {
                self.visits.passed[scene.index()][way][arm.arm as usize] += visits * share * arm.chance;
            }
        }
    }

    fn go_round(&mut self, chain: &Chain, arrivals: &[f64]) {
        for (number, &(scene, _)) in chain.places.iter().enumerate() {
            if self.graph.states(scene).len() == 1 {
                self.settle(chain, number, arrivals);
            }
        }
    }

    fn leave(&mut self, part: &SceneComponent, arrivals: &[(StateId, f64)]) {
        for scene in recurring(self.graph, part) {
            if self.settled[scene.index()] {
                continue;
            }
            let count = self.visits.available[scene.index()].len();
            let of_choice = |choice| [LocalEvent::Available(scene, choice), LocalEvent::Taken(scene, choice)];
            let events = [LocalEvent::Entered(scene)].into_iter().chain((0..count as u8).flat_map(of_choice));
            let mut found = Vec::new();
            for events in Vec::from_iter(events).chunks(WIDTH) {
                let from = chances(self.graph, part, events);
                self.visits.is_exact &= from.is_exact;
                let of =
                    |column: usize| arrivals.iter().map(|&(place, mass)| mass * from.of(place)[column]).sum::<f64>();
                found.extend((0..events.len()).map(of));
            }
            self.visits.scenes[scene.index()] = found[0];
            for choice in 0..count {
                self.visits.available[scene.index()][choice] = found[1 + 2 * choice];
                self.visits.taken[scene.index()][choice] = found[2 + 2 * choice];
            }
        }
    }
}

impl Random<'_> {
    /// Sets the chances of a scene whose only state lies in a loop. The chance to come to this state from another state
    /// is a quotient: its expected visits from there, divided by its expected visits from itself.
    fn settle(&mut self, chain: &Chain, number: usize, arrivals: &[f64]) {
        let place = chain.places[number];
        let scene = place.0.index();
        let mut gains = vec![0.0; arrivals.len()];
        gains[number] = 1.0;
        let Some(visits) = chain.values(gains) else { return };
        let comes = |from: usize| visits[from] / visits[number];
        let entered: f64 = arrivals.iter().enumerate().map(|(from, mass)| mass * comes(from)).sum();
        // For each move the chance that the game does not come back after it.
        let mut parts: Vec<(u8, f64)> = Vec::new();
        for (each, own) in self.graph.moves(place) {
            let arms = each.arms.iter().zip(own);
            let back = arms.filter_map(|(arm, &number)| Some(arm.chance * comes(chain.number((arm.to, number))?)));
            parts.push((each.choice, 1.0 - back.sum::<f64>()));
        }
        self.visits.scenes[scene] = entered;
        for &(choice, _) in parts.iter().filter(|&&(choice, _)| choice != NONE) {
            let others = parts.iter().filter(|&&(other, _)| other != choice).map(|&(_, part)| part);
            self.visits.available[scene][choice as usize] = entered;
            self.visits.taken[scene][choice as usize] = entered / (1.0 + others.sum::<f64>());
        }
        self.settled[scene] = true;
    }
}

/// The scenes of a cyclic component that some game enters more than once; all its scenes if it has more than 64.
fn recurring(graph: &Graph, part: &SceneComponent) -> Vec<SceneId> {
    if part.scenes.len() > 64 {
        return part.scenes.clone();
    }
    let mut bits = vec![0; graph.scenes.len()];
    part.scenes.iter().enumerate().for_each(|(at, scene)| bits[scene.index()] = 1 << at);
    let own = |(scene, _): StateId| bits[scene.index()];
    let ahead = ahead(graph, std::slice::from_ref(part), |_| u64::MAX, own);
    let mut again = 0;
    part.sinks_first(graph, |places, _| {
        for &place in places {
            let next = successors(graph, place).filter_map(|(scene, state)| ahead[scene.index()].get(state as usize));
            again |= own(place) & next.fold(0, |bits, next| bits | next);
        }
    });
    part.scenes.iter().copied().filter(|scene| again & bits[scene.index()] != 0).collect()
}

/// Something that may happen in a cyclic component, perhaps again and again.
#[derive(Clone, Copy, Debug)]
enum LocalEvent {
    Entered(SceneId),
    Available(SceneId, u8),
    Taken(SceneId, u8),
}

impl LocalEvent {
    /// Whether the event happens when a state is entered.
    fn is_in(self, graph: &Graph, place: StateId) -> bool {
        match self {
            LocalEvent::Entered(scene) => scene == place.0,
            LocalEvent::Available(scene, choice) => {
                scene == place.0 && graph.moves(place).any(|(each, _)| each.choice == choice)
            }
            LocalEvent::Taken(..) => false,
        }
    }

    fn is_by(self, (scene, _): StateId, each: &Move) -> bool {
        matches!(self, LocalEvent::Taken(own, choice) if own == scene && each.choice == choice)
    }
}

/// The number of events that one pass follows.
const WIDTH: usize = 8;

/// For each state of a cyclic component, how likely some events happen at least once from there on, before a random
/// game leaves the component. Without `is_exact`, the chances are lower bounds.
struct EventChances {
    rows: Vec<Vec<[f64; WIDTH]>>,
    is_exact: bool,
}

impl EventChances {
    fn of(&self, (scene, state): StateId) -> &[f64; WIDTH] {
        self.rows[scene.index()].get(state as usize).unwrap_or(&[0.0; WIDTH])
    }
}

fn chances(graph: &Graph, part: &SceneComponent, events: &[LocalEvent]) -> EventChances {
    let mut chances = EventChances { rows: vec![Vec::new(); graph.scenes.len()], is_exact: true };
    for &scene in &part.scenes {
        chances.rows[scene.index()] = vec![[0.0; WIDTH]; graph.states(scene).len()];
    }
    part.sinks_first(graph, |places, is_loop| {
        let mut values: Vec<_> = places.iter().map(|&place| next_chances(graph, &chances, events, place)).collect();
        for (column, event) in events.iter().enumerate().filter(|_| is_loop) {
            let ends = |place, each: &Move| event.is_in(graph, place) || event.is_by(place, each);
            let chain = Chain::new(graph, places, |_, shape, shares| at_random(shape, shares), ends);
            let solved = chain.values(values.iter().map(|row| row[column]).collect());
            chances.is_exact &= solved.is_some() || chain.is_closed;
            let solved = solved.unwrap_or_else(|| vec![0.0; places.len()]);
            values.iter_mut().zip(solved).for_each(|(row, value)| row[column] = value);
        }
        for (&(scene, state), row) in places.iter().zip(values) {
            chances.rows[scene.index()][state as usize] = row;
        }
    });
    chances
}

/// The chance that each event happens in a state or after it, from the chances of the states that follow.
fn next_chances(graph: &Graph, chances: &EventChances, events: &[LocalEvent], place: StateId) -> [f64; WIDTH] {
    let (mut row, mut count) = ([0.0; WIDTH], 0.0);
    for (each, own) in graph.moves(place) {
        count += 1.0;
        let mut value = [0.0; WIDTH];
        for (arm, &to) in each.arms.iter().zip(own) {
            let next = chances.of((arm.to, to));
            (0..WIDTH).for_each(|column| value[column] += arm.chance * next[column]);
        }
        let by = events.iter().enumerate().filter(|(_, event)| event.is_by(place, each));
        by.for_each(|(column, _)| value[column] = 1.0);
        (0..WIDTH).for_each(|column| row[column] += value[column]);
    }
    if count > 0.0 {
        row.iter_mut().for_each(|value| *value /= count);
    }
    let here = events.iter().enumerate().filter(|(_, event)| event.is_in(graph, place));
    here.for_each(|(column, _)| row[column] = 1.0);
    row
}
