//! The order in which values are worked out: every state after the states that it leads to, the states of a loop
//! together.

pub(super) mod components;
pub(super) mod quotient;

use crate::explore::states::graph::{ArmEdge, Graph, Move, StateId, UNKNOWN};
use crate::story::SceneId;
use components::{components, settle_all};
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

/// The states of one component of the scenes' map: of one scene, or of scenes that lead to each other. Their values can
/// be worked out once those of all earlier components are known.
#[derive(Clone, Debug)]
pub struct SceneComponent {
    pub scenes: Vec<SceneId>,
    /// For a cycle of scenes, their states: each before those that it leads to outside its loop. Otherwise empty.
    pub cyclic: Vec<StateId>,
    /// The ranges of `cyclic` that are loops of states. All other states lie in no loop.
    loops: Vec<Range<usize>>,
}

impl SceneComponent {
    /// Visits the states, each after those that it leads to. A loop is visited as a whole: then the `bool` is `true`.
    pub fn sinks_first(&self, graph: &Graph, mut visit: impl FnMut(&[StateId], bool)) {
        self.alone(graph).for_each(|place| visit(&[place], false));
        self.runs().rev().for_each(|(places, is_loop)| visit(places, is_loop));
    }

    /// Visits the states, each after those that lead to it. A loop is visited as a whole: then the `bool` is `true`.
    pub fn starts_first(&self, graph: &Graph, mut visit: impl FnMut(&[StateId], bool)) {
        self.alone(graph).for_each(|place| visit(&[place], false));
        self.runs().for_each(|(places, is_loop)| visit(places, is_loop));
    }

    /// The states of a single scene that does not lead to itself; none for other components.
    fn alone(&self, graph: &Graph) -> impl Iterator<Item = StateId> {
        let scene = self.scenes.first().filter(|_| self.cyclic.is_empty());
        scene.map(|&scene| states_of(graph, scene)).into_iter().flatten()
    }

    /// The states of `cyclic` in order: each loop as a whole, each other state alone. The `bool` says which is a loop.
    fn runs(&self) -> impl DoubleEndedIterator<Item = (&[StateId], bool)> {
        let end = self.cyclic.len();
        (0..=self.loops.len()).flat_map(move |number| {
            let from = number.checked_sub(1).map_or(0, |before| self.loops[before].end);
            let round = self.loops.get(number).cloned().unwrap_or(end..end);
            let alone = self.cyclic[from..round.start].chunks(1).map(|place| (place, false));
            alone.chain((!round.is_empty()).then(|| (&self.cyclic[round], true)))
        })
    }
}

/// Puts the states of a graph in order, sinks first.
pub fn order(graph: &Graph) -> Vec<SceneComponent> {
    let part = |scenes: &Vec<SceneId>| match graph.map.is_cyclic(scenes) {
        true => cyclic(graph, scenes.clone(), |_| true),
        false => SceneComponent { scenes: scenes.clone(), cyclic: Vec::new(), loops: Vec::new() },
    };
    graph.map.components.iter().map(part).collect()
}

pub fn has_loops(order: &[SceneComponent]) -> bool {
    order.iter().any(|part| !part.loops.is_empty())
}

/// The states that lead back to themselves through `allowed` states.
pub fn in_loops(graph: &Graph, allowed: impl Fn(StateId) -> bool) -> HashSet<StateId> {
    let scenes = (0..graph.scenes.len() as u16).map(SceneId).collect();
    let SceneComponent { cyclic, loops, .. } = cyclic(graph, scenes, allowed);
    loops.into_iter().flat_map(|round| cyclic[round].to_vec()).collect()
}

/// The states that a state leads to, as far as they are known.
pub fn successors<'g>(graph: &'g Graph, place: StateId) -> impl Iterator<Item = StateId> + 'g {
    let targets = graph.shape(place).map_or(&[][..], |shape| &shape.targets);
    targets.iter().zip(graph.edges(place)).filter(|&(_, &number)| number != UNKNOWN).map(|(&to, &number)| (to, number))
}

/// Calls `visit` for each edge of a state whose target is known: with the edge's position, its move, its arm and its
/// target.
pub fn each_edge(graph: &Graph, place: StateId, mut visit: impl FnMut(usize, &Move, &ArmEdge, StateId)) {
    let moves = graph.shape(place).map_or(&[][..], |shape| &shape.moves);
    let arms = moves.iter().flat_map(|each| each.arms.iter().map(move |arm| (each, arm)));
    for (edge, ((each, arm), &number)) in arms.zip(graph.edges(place)).enumerate() {
        if number != UNKNOWN {
            visit(edge, each, arm, (arm.to, number));
        }
    }
}

/// For each state of these parts: its own bits, and those bits of its successors that `through` lets pass.
pub fn ahead(
    graph: &Graph,
    order: &[SceneComponent],
    through: impl Fn(StateId) -> u64,
    own: impl Fn(StateId) -> u64,
) -> Vec<Vec<u64>> {
    let mut ahead: Vec<Vec<u64>> = vec![Vec::new(); graph.scenes.len()];
    for part in order {
        part.scenes.iter().for_each(|&scene| ahead[scene.index()] = vec![0; graph.states(scene).len()]);
        part.sinks_first(graph, |places, is_loop| {
            settle_all(places, is_loop, |place| {
                let of = |(scene, state): StateId| ahead[scene.index()].get(state as usize).copied().unwrap_or(0);
                let next = successors(graph, place).fold(0, |bits, next| bits | of(next));
                let bits = own(place) | next & through(place);
                std::mem::replace(&mut ahead[place.0.index()][place.1 as usize], bits) != bits
            });
        });
    }
    ahead
}

pub fn all_states(graph: &Graph) -> impl Iterator<Item = StateId> {
    (0..graph.scenes.len() as u16).flat_map(|scene| states_of(graph, SceneId(scene)))
}

pub fn states_of(graph: &Graph, scene: SceneId) -> impl Iterator<Item = StateId> {
    (0..graph.states(scene).len() as u32).map(move |state| (scene, state))
}

/// Puts the `allowed` states of scenes in order, and finds the loops among them. First it takes away states to which no
/// remaining state leads (Kahn, "Topological sorting of large networks", 1962). In most stories these are all states;
/// only the rest needs the search for loops. States that were found one after the other mostly stay neighbours, which
/// keeps later passes fast.
fn cyclic(graph: &Graph, scenes: Vec<SceneId>, allowed: impl Fn(StateId) -> bool) -> SceneComponent {
    let mut firsts = vec![None; graph.scenes.len()];
    let mut all: Vec<StateId> = Vec::new();
    for &scene in &scenes {
        firsts[scene.index()] = Some(all.len() as u32);
        all.extend(states_of(graph, scene));
    }
    let inside = |place: StateId| firsts[place.0.index()].filter(|_| allowed(place)).map(|first| first + place.1);
    let nodes = || (0..all.len() as u32).filter(|&node| allowed(all[node as usize]));
    let mut led_to_by = vec![0u32; all.len()];
    for node in nodes() {
        let next = successors(graph, all[node as usize]).filter_map(inside);
        next.for_each(|next| led_to_by[next as usize] += 1);
    }
    let mut order: Vec<StateId> = Vec::with_capacity(all.len());
    order.extend(nodes().filter(|&node| led_to_by[node as usize] == 0).map(|node| all[node as usize]));
    let mut done = 0;
    while let Some(&place) = order.get(done) {
        done += 1;
        for next in successors(graph, place).filter_map(inside) {
            led_to_by[next as usize] -= 1;
            order.extend((led_to_by[next as usize] == 0).then(|| all[next as usize]));
        }
    }
    let next = |node: u32, k: u32| {
        let (scene, state) = all[node as usize];
        let states = graph.states(scene);
        let shape = states.shape(state as usize)?;
        let number = *states.edges(state as usize, shape).get(k as usize)?;
        // An edge to a state outside counts as an edge from the state to itself: that changes no component.
        let to = (number != UNKNOWN).then(|| (shape.targets[k as usize], number));
        Some(to.and_then(inside).unwrap_or(node))
    };
    let rest = nodes().filter(|&node| led_to_by[node as usize] > 0);
    let found = components(all.len(), rest, next);
    let mut loops = Vec::new();
    for nodes in found.iter().rev() {
        let from = order.len();
        order.extend(nodes.iter().map(|&node| all[node as usize]));
        let place = order[from];
        if nodes.len() > 1 || successors(graph, place).any(|next| next == place) {
            loops.push(from..order.len());
        }
    }
    SceneComponent { scenes, cyclic: order, loops }
}

/// For each part of `order`, the scenes whose values no later part needs. The start is never among them: its values are
/// the answers.
pub fn last_uses(graph: &Graph, order: &[SceneComponent]) -> Vec<Vec<SceneId>> {
    let mut last = BTreeMap::new();
    for (position, part) in order.iter().enumerate() {
        for scene in &part.scenes {
            last.entry(*scene).or_insert(position);
            last.extend(graph.map.targets[scene.index()].iter().map(|&target| (target, position)));
        }
    }
    last.remove(&graph.start);
    let mut uses = vec![Vec::new(); order.len()];
    last.into_iter().for_each(|(scene, position)| uses[position].push(scene));
    uses
}
