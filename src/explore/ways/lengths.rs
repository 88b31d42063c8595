//! How long a game is: the least, the most and the mean, in choices or in words, of games that reach an ending.
//!
//! One pass from the start on carries along what was counted on the ways to each state. It needs one part of the graph
//! at a time, with the states that the part leads to. So it can follow a search that drops what lies behind it.

use super::chain::Chain;
use super::flow::at_random;
use crate::explore::order::{SceneComponent, StateId};
use crate::explore::states::graph::{Graph, NONE, UNKNOWN};
use crate::explore::texts::entries::WordReader;
use crate::explore::texts::spread::WordCount;
use crate::story::SceneId;

/// What is counted.
pub enum Measure<'p> {
    /// Choices made.
    Choices,
    /// Words read.
    Words(WordReader<'p>),
}

impl Measure<'_> {
    /// Gives what is counted on entering a state. Writes what is counted along each of its edges into `along`.
    fn costs(&mut self, graph: &Graph, (scene, state): StateId, along: &mut Vec<WordCount>) -> WordCount {
        along.clear();
        let Some(shape) = graph.states(scene).shape(state as usize) else { return WordCount::default() };
        match self {
            Measure::Words(reader) => reader.costs(graph, (scene, state), shape, along),
            Measure::Choices => {
                for each in &shape.moves {
                    let cost = WordCount::exactly(u32::from(each.choice != NONE));
                    along.extend(each.arms.iter().map(|_| cost));
                }
                WordCount::default()
            }
        }
    }
}

/// How long games are that reach an ending: in choices or in words, as the measure says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Length {
    /// The least.
    pub min: u64,
    /// The most; `None` when there is no bound.
    pub max: Option<u64>,
    /// The mean under random play; `None` when a loop took too long to find it.
    pub mean: Option<f64>,
    /// How many random games were counted; `None` when all were.
    pub games: Option<u32>,
}

/// What was counted on the ways from the start to a state.
#[derive(Clone, Copy, Debug)]
struct PathTotals {
    min: u64,
    max: u64,
    /// How often a game is expected to come here; outside loops that is the chance that it does.
    chance: f64,
    /// The expected count on coming here, times `chance`.
    sum: f64,
}

/// No way leads here.
const NOTHING: PathTotals = PathTotals { min: u64::MAX, max: 0, chance: 0.0, sum: 0.0 };
const UNBOUNDED: u64 = u64::MAX;

impl PathTotals {
    /// The totals when `cost` is counted, too.
    fn and(self, cost: WordCount) -> PathTotals {
        PathTotals {
            min: self.min.saturating_add(u64::from(cost.least)),
            max: self.max.saturating_add(u64::from(cost.most)),
            sum: self.sum + cost.mean * self.chance,
            ..self
        }
    }

    /// Adds the totals of other ways, which a game takes with a chance.
    fn join(&mut self, other: PathTotals, chance: f64) {
        self.min = self.min.min(other.min);
        self.max = self.max.max(other.max);
        self.chance += chance * other.chance;
        self.sum += chance * other.sum;
    }
}

/// Measures the games of a searched story; `None` when no ending was found.
pub fn length(graph: &Graph, order: &[SceneComponent], measure: Measure) -> Option<Length> {
    let mut lengths = Lengths::new(graph.scenes.len(), graph.start, measure);
    order.iter().rev().for_each(|part| lengths.pass(graph, part));
    lengths.length()
}

/// Measures games part by part, from the start on.
pub struct Lengths<'p> {
    measure: Measure<'p>,
    /// What is counted along the edges of the state under way.
    along: Vec<WordCount>,
    scenes: Vec<Vec<PathTotals>>,
    ended: PathTotals,
    is_exact: bool,
}

impl<'p> Lengths<'p> {
    /// Begins at the start of a story with this many scenes.
    pub fn new(scenes: usize, start: SceneId, measure: Measure<'p>) -> Lengths<'p> {
        let mut scenes = vec![Vec::new(); scenes];
        scenes[start.index()] = vec![PathTotals { min: 0, max: 0, chance: 1.0, sum: 0.0 }];
        Lengths { measure, along: Vec::new(), scenes, ended: NOTHING, is_exact: true }
    }

    /// How long the games are that have ended; `None` when none has.
    pub fn length(&self) -> Option<Length> {
        let PathTotals { min, max, chance, sum } = self.ended;
        (min != u64::MAX).then_some(Length {
            min,
            max: (max != UNBOUNDED).then_some(max),
            mean: self.is_exact.then_some(sum / chance),
            games: None,
        })
    }

    /// Counts on through a part. All parts that lead to it must have been passed before.
    pub fn pass(&mut self, graph: &Graph, part: &SceneComponent) {
        part.starts_first(graph, |places, is_loop| {
            if is_loop {
                self.go_round(graph, places);
            } else {
                self.leave(graph, places[0], |_| true);
            }
        });
        for scene in part.scenes() {
            self.scenes[scene.index()] = Vec::new();
        }
    }

    fn counted(&self, (scene, state): StateId) -> PathTotals {
        self.scenes[scene.index()].get(state as usize).copied().unwrap_or(NOTHING)
    }

    fn at(&mut self, graph: &Graph, (scene, state): StateId) -> &mut PathTotals {
        let own = &mut self.scenes[scene.index()];
        if own.len() <= state as usize {
            own.resize(graph.states(scene).len(), NOTHING);
        }
        &mut own[state as usize]
    }

    /// Adds what was counted up to a state to the totals of those of its successors that are `wanted`.
    fn leave(&mut self, graph: &Graph, place: StateId, wanted: impl Fn(StateId) -> bool) {
        let mut along = std::mem::take(&mut self.along);
        let entry = self.measure.costs(graph, place, &mut along);
        let counted = self.counted(place).and(entry);
        if graph.states(place.0).is_ending {
            self.ended.join(counted, 1.0);
        }
        each_edge(graph, place, &along, |chance, cost, next| {
            if wanted(next) {
                self.at(graph, next).join(counted.and(cost), chance);
            }
        });
        self.along = along;
    }

    /// Counts on through a strongly connected component of states.
    fn go_round(&mut self, graph: &Graph, places: &[StateId]) {
        let chain = Chain::new(graph, places, |_, shape, shares| at_random(shape, shares), |_, _| false);
        let costs: Vec<(WordCount, Vec<WordCount>)> = places
            .iter()
            .map(|&place| {
                let mut along = Vec::new();
                (self.measure.costs(graph, place, &mut along), along)
            })
            .collect();
        self.least(graph, &chain, &costs);
        self.most(graph, &chain, &costs);
        self.mean(graph, &chain, &costs);
        for &place in places {
            self.leave(graph, place, |next| chain.number(next).is_none());
        }
    }

    fn least(&mut self, graph: &Graph, chain: &Chain, costs: &[(WordCount, Vec<WordCount>)]) {
        let mut changed = true;
        while changed {
            changed = false;
            for (&place, (entry, along)) in chain.places.iter().zip(costs) {
                let min = self.counted(place).min.saturating_add(u64::from(entry.least));
                each_edge(graph, place, along, |_, cost, next| {
                    let there = self.at(graph, next);
                    let nearer = min.saturating_add(u64::from(cost.least));
                    if chain.number(next).is_some() && nearer < there.min {
                        there.min = nearer;
                        changed = true;
                    }
                });
            }
        }
    }

    /// Sets the most of a loop's states: no bound if a way round counts anything, else the most of the ways in.
    fn most(&mut self, graph: &Graph, chain: &Chain, costs: &[(WordCount, Vec<WordCount>)]) {
        let mut most = chain.places.iter().map(|&place| self.counted(place).max).max().unwrap_or(0);
        for (&place, &(entry, ref along)) in chain.places.iter().zip(costs) {
            each_edge(graph, place, along, |_, cost, next| {
                if chain.number(next).is_some() && (cost + entry).most > 0 {
                    most = UNBOUNDED;
                }
            });
        }
        for &place in chain.places {
            self.at(graph, place).max = most;
        }
    }

    /// Sets the chances and the sums of a loop's states: how often each is expected to be entered, and what has been
    /// counted by then.
    fn mean(&mut self, graph: &Graph, chain: &Chain, costs: &[(WordCount, Vec<WordCount>)]) {
        let places = chain.places;
        let arrivals = places.iter().map(|&place| self.counted(place).chance).collect();
        let (chances, is_exact) = chain.visits(arrivals);
        let mut sums: Vec<f64> = places.iter().map(|&place| self.counted(place).sum).collect();
        for ((&place, chance_here), &(entry, ref along)) in places.iter().zip(&chances).zip(costs) {
            each_edge(graph, place, along, |chance, cost, next| {
                if let Some(number) = chain.number(next) {
                    sums[number] += chance_here * chance * (entry + cost).mean;
                }
            });
        }
        let (sums, are_exact) = chain.visits(sums);
        self.is_exact &= is_exact && are_exact;
        for ((&place, chance), sum) in places.iter().zip(chances).zip(sums) {
            let there = self.at(graph, place);
            (there.chance, there.sum) = (chance, sum);
        }
    }
}

/// Calls `visit` with the chance, the cost and the target of each edge of a state, if the target is known.
fn each_edge(
    graph: &Graph,
    (scene, state): StateId,
    along: &[WordCount],
    mut visit: impl FnMut(f64, WordCount, StateId),
) {
    let states = graph.states(scene);
    let Some(shape) = states.shape(state as usize) else { return };
    let share = 1.0 / shape.moves.len() as f64;
    let mut costs = along.iter();
    for (each, own) in shape.moves(states.edges(state as usize, shape)) {
        for ((arm, &number), &cost) in each.arms.iter().zip(own).zip(&mut costs) {
            if number != UNKNOWN {
                visit(share * arm.chance, cost, (arm.to, number));
            }
        }
    }
}
