//! Shortest playthroughs: fewest choices, then fewest steps, then the first in the order of the file.

use crate::explore::order::{SceneComponent, all_states, each_edge};
use crate::explore::states::graph::{Graph, Move, NONE, StateId};
use crate::story::{ChoiceId, Exit, SceneId};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap, HashSet, VecDeque};

/// One step of a path: a choice of the player, or a draw of the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathStep {
    Choice(ChoiceId),
    /// The world draws the arm at this position.
    Draw(Exit, u8),
}

/// A shortest path from the start to a state that shows something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    pub steps: Vec<PathStep>,
    pub scene: SceneId,
    /// How the last turn ends, after the path has come to its last state.
    pub turn: TurnEnd,
    /// The steps of a loop from that state back to it, if the path shows that a game can go on for ever; else empty.
    pub cycle: Vec<PathStep>,
}

/// How a turn ends after it has come to a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TurnEnd {
    /// It ends in that state.
    Ends,
    /// It ends after these draws: the game goes on by itself from that state.
    GoesOn(Vec<PathStep>),
    /// It never ends: the game goes on by itself for ever.
    Endless,
}

impl Path {
    /// The path along a route; finds out how its last turn ends.
    pub fn new(graph: &Graph, Route { steps, end }: Route) -> Path {
        let goes_on = |place| graph.moves(place).any(|(each, _)| each.choice == NONE);
        let turn = if goes_on(end) {
            let rest = shortest_between(graph, end, |_| true, |place| !goes_on(place));
            rest.map_or(TurnEnd::Endless, TurnEnd::GoesOn)
        } else {
            TurnEnd::Ends
        };
        Path { steps, scene: end.0, turn, cycle: Vec::new() }
    }

    /// The steps for a game to follow: those of the path, and those to the end of its last turn, if the turn ends.
    pub fn playthrough(&self) -> Vec<PathStep> {
        let rest = if let TurnEnd::GoesOn(rest) = &self.turn { rest } else { &Vec::new() };
        self.steps.iter().chain(rest).copied().collect()
    }
}

/// The steps of a shortest path from one state through `allowed` states to a `goal`; `None` when there is none. The
/// first state itself is a goal only if a loop comes back to it.
pub fn shortest_between(
    graph: &Graph,
    from: StateId,
    allowed: impl Fn(StateId) -> bool,
    goal: impl Fn(StateId) -> bool,
) -> Option<Vec<PathStep>> {
    let (way, _) = shortest_way(graph, from, allowed, goal)?;
    Some(way.into_iter().flat_map(|(place, edge)| steps_of(graph, place, edge)).collect())
}

/// A way through a graph: states, each with the position of the edge by which it goes on.
pub type EdgePath = Vec<(StateId, usize)>;

/// The way with the fewest edges from one state through `allowed` states to a `goal`, and the goal; `None` when there
/// is none. The first state itself is a goal only if a loop comes back to it.
pub fn shortest_way(
    graph: &Graph,
    from: StateId,
    allowed: impl Fn(StateId) -> bool,
    goal: impl Fn(StateId) -> bool,
) -> Option<(EdgePath, StateId)> {
    let mut came: HashMap<StateId, (StateId, usize)> = HashMap::new();
    let mut open = VecDeque::from([from]);
    let mut found = None;
    while let (Some(place), None) = (open.pop_front(), found) {
        each_edge(graph, place, |edge, _, _, next| {
            if !came.contains_key(&next) && allowed(next) {
                came.insert(next, (place, edge));
                open.push_back(next);
                found = found.or_else(|| goal(next).then_some(next));
            }
        });
    }
    let end = found?;
    let mut way = Vec::new();
    let mut place = end;
    while way.is_empty() || place != from {
        let before = came[&place];
        way.push(before);
        place = before.0;
    }
    way.reverse();
    Some((way, end))
}

/// A way from the start.
#[derive(Clone, Debug)]
pub struct Route {
    pub steps: Vec<PathStep>,
    pub end: StateId,
}

/// How far every state is from the start: choices in the high 32 bits, all steps from scene to scene in the low 32
/// bits.
pub struct Paths<'a> {
    graph: &'a Graph<'a>,
    distances: Vec<Vec<u64>>,
}

const FAR: u64 = u64::MAX;

fn cost(each: &Move) -> u64 {
    if each.choice == NONE { 1 } else { (1 << 32) + 1 }
}

impl<'a> Paths<'a> {
    /// Measures how far every state is from the start, on ways through `allowed` states only.
    pub fn new(graph: &'a Graph<'a>, order: &[SceneComponent], allowed: impl Fn(StateId) -> bool) -> Paths<'a> {
        let distances = graph.scenes.iter().map(|states| vec![FAR; states.len()]).collect();
        let mut paths = Paths { graph, distances };
        if allowed((graph.start, 0)) {
            paths.distances[graph.start.index()][0] = 0;
        }
        for part in order.iter().rev() {
            part.starts_first(graph, |places, is_loop| {
                if is_loop {
                    paths.through(places, &allowed);
                } else {
                    paths.reach(places[0], &allowed, |_, _| {});
                }
            });
        }
        paths
    }

    /// How far a state is from the start, in choices; `None` when no allowed way leads there.
    pub fn choices(&self, place: StateId) -> Option<u32> {
        let distance = self.distance(place);
        (distance != FAR).then_some((distance >> 32) as u32)
    }

    fn distance(&self, (scene, state): StateId) -> u64 {
        self.distances[scene.index()][state as usize]
    }

    /// Lowers the distance of each successor that the way through this state makes nearer. Calls `nearer` with the new
    /// distance and the successor.
    fn reach(&mut self, place: StateId, allowed: &impl Fn(StateId) -> bool, mut nearer: impl FnMut(u64, StateId)) {
        let own = self.distance(place);
        if own == FAR {
            return;
        }
        let (graph, distances) = (self.graph, &mut self.distances);
        each_edge(graph, place, |_, each, _, next| {
            let there = &mut distances[next.0.index()][next.1 as usize];
            let distance = own + cost(each);
            if distance < *there && allowed(next) {
                *there = distance;
                nearer(distance, next);
            }
        });
    }

    /// Measures the states of a loop, the nearest first (Dijkstra's algorithm).
    fn through(&mut self, places: &[StateId], allowed: &impl Fn(StateId) -> bool) {
        let inside: HashSet<StateId> = places.iter().copied().collect();
        let mut open: BinaryHeap<Reverse<(u64, StateId)>> =
            places.iter().map(|&place| Reverse((self.distance(place), place))).collect();
        while let Some(Reverse((distance, place))) = open.pop() {
            if distance == self.distance(place) {
                let mut nearer = Vec::new();
                self.reach(place, allowed, |distance, next| nearer.push((distance, next)));
                open.extend(nearer.into_iter().filter(|(_, next)| inside.contains(next)).map(Reverse));
            }
        }
    }

    /// For each target, a shortest way to a state that has this target. `targets` lists the targets of a state.
    pub fn shortest<T: Ord>(&self, targets: impl Fn(StateId) -> Vec<T>) -> BTreeMap<T, Route> {
        let mut nearest: BTreeMap<T, u64> = BTreeMap::new();
        for place in all_states(self.graph).filter(|&place| self.distance(place) != FAR) {
            for target in targets(place) {
                let held = nearest.entry(target).or_insert(FAR);
                *held = self.distance(place).min(*held);
            }
        }
        let route = |(target, nearest)| {
            let route = self.route(nearest, |place| targets(place).contains(&target));
            (target, route)
        };
        nearest.into_iter().map(route).collect()
    }

    /// The way to a target at distance `nearest` from the start: of several, the first in the order of the file.
    fn route(&self, nearest: u64, is_target: impl Fn(StateId) -> bool) -> Route {
        let mut seen: HashSet<StateId> = HashSet::new();
        // The states on the way, each with the position of the edge that is tried next.
        let mut way: Vec<(StateId, usize)> = vec![((self.graph.start, 0), 0)];
        while let Some(&mut (place, ref mut tried)) = way.last_mut() {
            let own = self.distance(place);
            if own == nearest && is_target(place) {
                break;
            }
            let mut on = None;
            each_edge(self.graph, place, |edge, each, _, next| {
                let distance = own + cost(each);
                let is_nearer = distance <= nearest && distance == self.distance(next);
                if on.is_none() && edge >= *tried && is_nearer && seen.insert(next) {
                    (on, *tried) = (Some(next), edge + 1);
                }
            });
            match on {
                Some(next) => way.push((next, 0)),
                None => _ = way.pop(),
            }
        }
        let (end, _) = way.pop().expect("some way leads to a state whose distance is known");
        let steps = way.into_iter().flat_map(|(place, tried)| steps_of(self.graph, place, tried - 1)).collect();
        Route { steps, end }
    }
}

/// The steps of a playthrough file that lead along an edge of a state.
pub fn steps_of(graph: &Graph, place @ (scene, _): StateId, edge: usize) -> Vec<PathStep> {
    let mut arms = graph.moves(place).flat_map(|(each, _)| each.arms.iter().map(move |arm| (each, arm)));
    let (each, arm) = arms.nth(edge).expect("the state has the edge");
    let exit = each.exit(scene);
    let mut steps = Vec::new();
    if let Exit::Choice(choice) = exit {
        steps.push(PathStep::Choice(choice));
    }
    if each.arms.len() > 1 {
        steps.push(PathStep::Draw(exit, arm.arm));
    }
    steps
}
