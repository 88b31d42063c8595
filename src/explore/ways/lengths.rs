//! How long a game is: the least, the most and the mean, in choices or in words, of games that reach an ending.
//!
//! One pass from the start on carries along what was counted on the ways to each state.

use super::flow::{Chain, at_random};
use crate::explore::order::{SceneComponent, each_edge};
use crate::explore::states::graph::{Graph, NONE, StateId};
use crate::explore::texts::prose::WordCount;

/// A callback. It gives what is counted on entering a state, and appends what is counted along each edge to the list.
type Costs<'p> = &'p mut dyn FnMut(StateId, &mut Vec<WordCount>) -> WordCount;

/// How long games are that reach an ending: in choices or in words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Length {
    pub min: u64,
    /// The most; `None` when there is no bound.
    pub max: Option<u64>,
    /// The mean under random play; `None` when a loop took too long to find it.
    pub mean: Option<f64>,
    /// The number of random games that were counted; `None` when all games were.
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

/// The totals of a state that no way leads to.
const NOTHING: PathTotals = PathTotals { min: u64::MAX, max: 0, chance: 0.0, sum: 0.0 };
const UNBOUNDED: u64 = u64::MAX;

impl PathTotals {
    /// The totals with `cost` added.
    fn and(self, cost: WordCount) -> PathTotals {
        PathTotals {
            min: self.min.saturating_add(u64::from(cost.least)),
            max: self.max.saturating_add(u64::from(cost.most)),
            sum: self.sum + cost.mean * self.chance,
            ..self
        }
    }

    /// Joins the totals of other ways, which a game takes with this chance.
    fn join(&mut self, other: PathTotals, chance: f64) {
        self.min = self.min.min(other.min);
        self.max = self.max.max(other.max);
        self.chance += chance * other.chance;
        self.sum += chance * other.sum;
    }
}

/// The number of choices in the games of a searched story; `None` when no ending was found.
pub fn choices(graph: &Graph, order: &[SceneComponent]) -> Option<Length> {
    length(graph, order, &mut |place, along| {
        for (each, _) in graph.moves(place) {
            along.extend(each.arms.iter().map(|_| WordCount::exactly(u32::from(each.choice != NONE))));
        }
        WordCount::default()
    })
}

/// The length of the games of a searched story, as `costs` counts it; `None` when no ending was found.
pub fn length(graph: &Graph, order: &[SceneComponent], costs: Costs) -> Option<Length> {
    let scenes = vec![Vec::new(); graph.scenes.len()];
    let mut lengths = Lengths { graph, costs, along: Vec::new(), scenes, ended: NOTHING, is_exact: true };
    *lengths.at((graph.start, 0)) = PathTotals { min: 0, max: 0, chance: 1.0, sum: 0.0 };
    for part in order.iter().rev() {
        part.starts_first(graph, |places, is_loop| {
            if is_loop {
                lengths.go_round(places);
            } else {
                lengths.leave(places[0], |_| true);
            }
        });
        part.scenes.iter().for_each(|scene| lengths.scenes[scene.index()] = Vec::new());
    }
    let PathTotals { min, max, chance, sum } = lengths.ended;
    (min != u64::MAX).then_some(Length {
        min,
        max: (max != UNBOUNDED).then_some(max),
        mean: lengths.is_exact.then_some(sum / chance),
        games: None,
    })
}

struct Lengths<'p> {
    graph: &'p Graph<'p>,
    costs: Costs<'p>,
    /// What is counted along the edges of the state that is looked at now.
    along: Vec<WordCount>,
    scenes: Vec<Vec<PathTotals>>,
    ended: PathTotals,
    is_exact: bool,
}

impl Lengths<'_> {
    fn counted(&self, (scene, state): StateId) -> PathTotals {
        self.scenes[scene.index()].get(state as usize).copied().unwrap_or(NOTHING)
    }

    fn at(&mut self, (scene, state): StateId) -> &mut PathTotals {
        let own = &mut self.scenes[scene.index()];
        if own.len() <= state as usize {
            own.resize(self.graph.states(scene).len(), NOTHING);
        }
        &mut own[state as usize]
    }

    /// Calls `visit` with the chance, the cost and the target of each edge of a state, as far as targets are known.
    /// Gives the cost of entering the state.
    fn each(&mut self, place: StateId, mut visit: impl FnMut(&mut Self, f64, WordCount, StateId)) -> WordCount {
        let graph = self.graph;
        let mut along = std::mem::take(&mut self.along);
        along.clear();
        let entry = (self.costs)(place, &mut along);
        let moves = graph.moves(place).count();
        each_edge(graph, place, |edge, _, arm, next| visit(self, arm.chance / moves as f64, entry + along[edge], next));
        self.along = along;
        entry
    }

    /// Adds what was counted up to a state to the totals of its `wanted` successors; at an ending, to `ended`.
    fn leave(&mut self, place: StateId, wanted: impl Fn(StateId) -> bool) {
        let counted = self.counted(place);
        let entry = self.each(place, |lengths, chance, cost, next| {
            if wanted(next) {
                lengths.at(next).join(counted.and(cost), chance);
            }
        });
        if self.graph.states(place.0).is_ending {
            self.ended.join(counted.and(entry), 1.0);
        }
    }

    /// Works out the totals in a strongly connected component of states, and sends them on to states outside.
    fn go_round(&mut self, places: &[StateId]) {
        let chain = Chain::new(self.graph, places, |_, shape, shares| at_random(shape, shares), |_, _| false);
        let mut totals: Vec<PathTotals> = places.iter().map(|&place| self.counted(place)).collect();
        let mut edges: Vec<(usize, usize, f64, WordCount)> = Vec::new();
        for (from, &place) in places.iter().enumerate() {
            self.each(place, |_, chance, cost, next| {
                edges.extend(chain.number(next).map(|to| (from, to, chance, cost)));
            });
        }
        let mut changed = true;
        while std::mem::take(&mut changed) {
            for &(from, to, _, cost) in &edges {
                let min = totals[from].and(cost).min;
                changed |= min < totals[to].min;
                totals[to].min = min.min(totals[to].min);
            }
        }
        // A game can go round the loop any number of times: if an edge inside it counts anything, there is no bound.
        let is_counted = edges.iter().any(|(.., cost)| cost.most > 0);
        let most = totals.iter().map(|totals| totals.max).max().unwrap_or(0);
        let (chances, is_exact) = chain.visits(totals.iter().map(|totals| totals.chance).collect());
        for &(from, to, chance, cost) in &edges {
            totals[to].sum += chances[from] * chance * cost.mean;
        }
        let (sums, are_exact) = chain.visits(totals.iter().map(|totals| totals.sum).collect());
        self.is_exact &= is_exact && are_exact;
        for (number, &place) in places.iter().enumerate() {
            let max = if is_counted { UNBOUNDED } else { most };
            *self.at(place) = PathTotals { min: totals[number].min, max, chance: chances[number], sum: sums[number] };
        }
        for &place in places {
            self.leave(place, |next| chain.number(next).is_none());
        }
    }
}
