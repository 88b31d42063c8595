//! Shortest playthroughs: fewest choices, then fewest steps, then the first in the order of the file.

use crate::explore::order::{SceneComponent, each_edge};
use crate::explore::states::graph::{Graph, Move, NONE, StateId};
use crate::story::{ChoiceId, Exit, SceneId};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet, VecDeque};

/// One step of a playthrough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathStep {
    Choice(ChoiceId),
    /// The world draws an arm, by its position.
    Draw(Exit, u8),
}

/// A shortest path from the start to a state that shows something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    pub steps: Vec<PathStep>,
    pub scene: SceneId,
    /// How the turn ends in which the path comes to that state.
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

    /// The steps for a game to follow: the path, and on to the end of its last turn, if it has one.
    pub fn playthrough(&self) -> Vec<PathStep> {
        let rest = if let TurnEnd::GoesOn(rest) = &self.turn { rest } else { &Vec::new() };
        self.steps.iter().chain(rest).copied().collect()
    }
}

/// The steps of a shortest path from one state through `allowed` states to a `goal`. The first state itself is a goal
/// only if a loop comes back to it.
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

/// The way with the fewest edges from one state through `allowed` states to a `goal`, and the goal. The first state
/// itself is a goal only if a loop comes back to it.
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
    order: &'a [SceneComponent],
    distances: Vec<Vec<u64>>,
}

const FAR: u64 = u64::MAX;

fn cost(each: &Move) -> u64 {
    if each.choice == NONE { 1 } else { (1 << 32) + 1 }
}

impl<'a> Paths<'a> {
    /// Measures how far every state is from the start, on ways through `allowed` states only.
    pub fn new(graph: &'a Graph<'a>, order: &'a [SceneComponent], allowed: impl Fn(StateId) -> bool) -> Paths<'a> {
        let distances = graph.scenes.iter().map(|states| vec![FAR; states.len()]).collect();
        let mut paths = Paths { graph, order, distances };
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

    /// Shortens the distances of a state's successors to the way through this state. Calls `nearer` for each that
    /// changes.
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

    /// Goes through a loop from its nearest state outwards (Dijkstra).
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

    /// For each of up to 64 targets a shortest way to a state of the target; `None` when there is none. `is_target`
    /// gives the targets of a state, as bits.
    pub fn shortest(&self, targets: usize, is_target: impl Fn(StateId) -> u64) -> Vec<Option<Route>> {
        let mut nearest = vec![FAR; targets];
        self.each_place(|place| {
            let distance = self.distance(place);
            let bits = if distance == FAR { 0 } else { is_target(place) };
            each_bit(bits, |target| nearest[target] = nearest[target].min(distance));
        });
        let mut marks: Vec<Vec<u64>> = vec![Vec::new(); self.graph.scenes.len()];
        self.each_place(|place| {
            let own = self.distance(place);
            let list = &mut marks[place.0.index()];
            if list.is_empty() {
                list.resize(self.graph.states(place.0).len(), 0);
            }
            if own == FAR {
                return;
            }
            let bits = is_target(place);
            let mut mark = 0;
            each_bit(bits, |target| mark |= u64::from(nearest[target] == own) << target);
            each_edge(self.graph, place, |_, each, _, next| {
                if self.distance(next) == own + cost(each) {
                    mark |= marks[next.0.index()].get(next.1 as usize).copied().unwrap_or(0);
                }
            });
            marks[place.0.index()][place.1 as usize] = mark;
        });
        (0..targets).map(|target| self.walk(target, nearest[target], &marks)).collect()
    }

    /// Visits every state after all states that are farther from the start on ways through it.
    fn each_place(&self, mut visit: impl FnMut(StateId)) {
        for part in self.order {
            part.sinks_first(self.graph, |places, _| {
                if let [place] = places {
                    visit(*place);
                } else {
                    let mut sorted = places.to_vec();
                    sorted.sort_unstable_by_key(|&place| Reverse((self.distance(place), place)));
                    sorted.into_iter().for_each(&mut visit);
                }
            });
        }
    }

    fn walk(&self, target: usize, nearest: u64, marks: &[Vec<u64>]) -> Option<Route> {
        if nearest == FAR {
            return None;
        }
        let mut steps = Vec::new();
        let mut place = (self.graph.start, 0);
        while self.distance(place) < nearest {
            let own = self.distance(place);
            let mut taken: Option<(usize, StateId)> = None;
            each_edge(self.graph, place, |edge, each, _, next| {
                let marked = marks[next.0.index()].get(next.1 as usize).is_some_and(|mark| mark >> target & 1 == 1);
                if taken.is_none() && marked && self.distance(next) == own + cost(each) {
                    taken = Some((edge, next));
                }
            });
            let (edge, next) = taken?;
            steps.extend(steps_of(self.graph, place, edge));
            place = next;
        }
        Some(Route { steps, end: place })
    }
}

fn each_bit(mut bits: u64, mut visit: impl FnMut(usize)) {
    while bits != 0 {
        visit(bits.trailing_zeros() as usize);
        bits &= bits - 1;
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
