//! The order in which values are worked out: every state after the states that it leads to, the states of a loop
//! together.

pub(super) mod components;
pub(super) mod quotient;
pub(super) mod scenes;

use crate::explore::states::graph::{ArmEdge, Graph, Move, UNKNOWN};
use crate::story::SceneId;
use components::{Components, components};
use std::ops::Range;

/// Some states whose values can be worked out once those of all other states that they lead to are known.
#[derive(Clone, Debug)]
pub enum SceneComponent {
    /// The states of one scene, none of which leads to another of it.
    Scene(SceneId),
    /// Scenes that lead to each other.
    Cyclic(CyclicComponent),
}

/// The states of scenes that lead to each other.
#[derive(Clone, Debug)]
pub struct CyclicComponent {
    /// The scenes.
    pub scenes: Vec<SceneId>,
    /// The states, each before those that it leads to outside its loop.
    order: Vec<StateId>,
    /// The runs of `order` that are loops; between them every state stands alone.
    loops: Vec<Range<usize>>,
}

/// One state: its scene, and its number there.
pub type StateId = (SceneId, u32);

impl SceneComponent {
    pub fn scenes(&self) -> &[SceneId] {
        match self {
            SceneComponent::Scene(scene) => std::slice::from_ref(scene),
            SceneComponent::Cyclic(cyclic) => &cyclic.scenes,
        }
    }

    /// Visits the states, each after those that it leads to. A loop is visited as a whole: then the `bool` is `true`.
    pub fn sinks_first(&self, graph: &Graph, mut visit: impl FnMut(&[StateId], bool)) {
        match self {
            SceneComponent::Scene(scene) => states_of(graph, *scene).for_each(|place| visit(&[place], false)),
            SceneComponent::Cyclic(cyclic) => cyclic.runs().rev().for_each(|(places, is_loop)| visit(places, is_loop)),
        }
    }

    /// Visits the states, each after those that lead to it. A loop is visited as a whole: then the `bool` is `true`.
    pub fn starts_first(&self, graph: &Graph, mut visit: impl FnMut(&[StateId], bool)) {
        match self {
            SceneComponent::Scene(scene) => states_of(graph, *scene).for_each(|place| visit(&[place], false)),
            SceneComponent::Cyclic(cyclic) => cyclic.runs().for_each(|(places, is_loop)| visit(places, is_loop)),
        }
    }
}

impl CyclicComponent {
    /// The states, each before those that it leads to outside its loop.
    pub fn states(&self) -> &[StateId] {
        &self.order
    }

    /// The loops, and each state between them alone, in their order. The `bool` says whether it is a loop.
    pub fn runs(&self) -> impl DoubleEndedIterator<Item = (&[StateId], bool)> {
        let end = self.order.len();
        (0..=self.loops.len()).flat_map(move |number| {
            let from = number.checked_sub(1).map_or(0, |before| self.loops[before].end);
            let round = self.loops.get(number).cloned().unwrap_or(end..end);
            let alone = self.order[from..round.start].chunks(1).map(|place| (place, false));
            alone.chain((!round.is_empty()).then(|| (&self.order[round], true)))
        })
    }
}

/// Puts the states of a graph in order, sinks first.
pub fn order(graph: &Graph) -> Vec<SceneComponent> {
    graph.components().map(|component| part(graph, component)).collect()
}

/// Whether some states lead to each other.
pub fn has_loops(order: &[SceneComponent]) -> bool {
    order.iter().any(|part| matches!(part, SceneComponent::Cyclic(cyclic) if !cyclic.loops.is_empty()))
}

/// Puts the states of a component of the scenes' map in order.
pub fn part(graph: &Graph, component: &[u32]) -> SceneComponent {
    if graph.map.is_cyclic(component) {
        SceneComponent::Cyclic(cyclic(graph, component))
    } else {
        SceneComponent::Scene(SceneId(component[0] as u16))
    }
}

/// The states that a state leads to, as far as they are known.
pub fn successors<'g>(graph: &'g Graph, (scene, state): StateId) -> impl Iterator<Item = StateId> + 'g {
    let states = graph.states(scene);
    let shape = states.shape(state as usize);
    let edges = shape.map_or(&[][..], |shape| states.edges(state as usize, shape));
    let targets = shape.map_or(&[][..], |shape| &shape.targets);
    targets.iter().zip(edges).filter(|&(_, &number)| number != UNKNOWN).map(|(&to, &number)| (to, number))
}

/// Calls `visit` with the move, the arm and the target of each edge of a state, as far as targets are known.
pub fn each_edge(graph: &Graph, (scene, state): StateId, mut visit: impl FnMut(&Move, &ArmEdge, StateId)) {
    let states = graph.states(scene);
    let Some(shape) = states.shape(state as usize) else { return };
    for (each, own) in shape.moves(states.edges(state as usize, shape)) {
        for (arm, &number) in each.arms.iter().zip(own) {
            if number != UNKNOWN {
                visit(each, arm, (arm.to, number));
            }
        }
    }
}

/// The states of a scene.
pub fn states_of(graph: &Graph, scene: SceneId) -> impl Iterator<Item = StateId> {
    (0..graph.states(scene).len() as u32).map(move |state| (scene, state))
}

/// Puts the states of a cyclic component in order. It takes away states to which nothing leads, as long as there are any
/// (Kahn, "Topological sorting of large networks", 1962). In most stories that is all of them; only the rest needs the
/// search for loops. States that were found one after the other mostly stay neighbours, which keeps later passes fast.
fn cyclic(graph: &Graph, component: &[u32]) -> CyclicComponent {
    let scenes: Vec<SceneId> = component.iter().map(|&scene| SceneId(scene as u16)).collect();
    let all = || scenes.iter().flat_map(|&scene| states_of(graph, scene));
    let mut led_to_by: Vec<Vec<u32>> = vec![Vec::new(); graph.scenes.len()];
    scenes.iter().for_each(|&scene| led_to_by[scene.index()] = vec![0; graph.states(scene).len()]);
    for (scene, state) in all().flat_map(|place| successors(graph, place)) {
        led_to_by[scene.index()].get_mut(state as usize).into_iter().for_each(|count| *count += 1);
    }
    let mut order: Vec<StateId> = Vec::with_capacity(led_to_by.iter().map(Vec::len).sum());
    order.extend(all().filter(|&(scene, state)| led_to_by[scene.index()][state as usize] == 0));
    let mut next = 0;
    while let Some(&place) = order.get(next) {
        next += 1;
        for (scene, state) in successors(graph, place) {
            if let Some(count) = led_to_by[scene.index()].get_mut(state as usize) {
                *count -= 1;
                order.extend((*count == 0).then_some((scene, state)));
            }
        }
    }
    let (rest, found) = components_of_rest(graph, all(), led_to_by);
    let mut loops = Vec::new();
    for nodes in found.iter().rev() {
        let from = order.len();
        order.extend(nodes.iter().map(|&node| rest[node as usize]));
        let place = order[from];
        if nodes.len() > 1 || successors(graph, place).any(|next| next == place) {
            loops.push(from..order.len());
        }
    }
    CyclicComponent { scenes, order, loops }
}

/// The states that are left because something leads to them, and their strongly connected components.
fn components_of_rest(
    graph: &Graph,
    all: impl Iterator<Item = StateId>,
    mut led_to_by: Vec<Vec<u32>>,
) -> (Vec<StateId>, Components) {
    let mut rest = Vec::new();
    for place @ (scene, state) in all {
        let count = &mut led_to_by[scene.index()][state as usize];
        if *count > 0 {
            *count = rest.len() as u32;
            rest.push(place);
        } else {
            *count = u32::MAX;
        }
    }
    let numbers = led_to_by;
    // An edge that leaves the rest counts as one to the state itself, which changes no component.
    let next = |node: u32, k: u32| {
        let (scene, state) = rest[node as usize];
        let states = graph.states(scene);
        let shape = states.shape(state as usize)?;
        let to = *states.edges(state as usize, shape).get(k as usize)?;
        let number = numbers[shape.target(k as usize).index()].get(to as usize);
        Some(number.copied().filter(|&number| number != u32::MAX).unwrap_or(node))
    };
    let found = components(rest.len(), 0..rest.len() as u32, next);
    (rest, found)
}

/// For each part the scenes that no later part needs, if parts are worked out sinks first. The start is never among
/// them: its values are the answers.
pub fn last_uses(graph: &Graph, order: &[SceneComponent]) -> Vec<Vec<SceneId>> {
    let mut last = vec![None; graph.scenes.len()];
    for (position, part) in order.iter().enumerate() {
        for scene in part.scenes() {
            last[scene.index()].get_or_insert(position);
            for target in &graph.map.targets[scene.index()] {
                last[target.index()] = Some(position);
            }
        }
    }
    let mut uses = vec![Vec::new(); order.len()];
    for (scene, position) in last.iter().enumerate() {
        if let Some(position) = position.filter(|_| scene != graph.start.index()) {
            uses[position].push(SceneId(scene as u16));
        }
    }
    uses
}
