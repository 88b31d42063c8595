//! The order in which values are worked out: every state after those it leads to, loops as one.

pub(super) mod components;
pub(super) mod quotient;
pub(super) mod scenes;

use crate::explore::states::graph::{ArmEdge, Graph, Move, UNKNOWN};
use crate::story::SceneId;
use components::components;

/// Some states that can be treated once all that they lead to has been.
#[derive(Debug)]
pub enum SceneComponent {
    /// The states of one scene, none of which leads to another of it.
    Scene(SceneId),
    /// Scenes that lead to each other.
    Cyclic(CyclicComponent),
}

/// The states of scenes that lead to each other.
#[derive(Debug, Default)]
pub struct CyclicComponent {
    /// The scenes.
    pub scenes: Vec<SceneId>,
    /// The states, loop by loop.
    pub order: Vec<StateId>,
    /// Where each loop begins in `order`, and its end at last; most are of one state that does not lead to itself.
    pub starts: Vec<u32>,
    /// Whether each loop can be gone round.
    pub round: Vec<bool>,
}

/// One state: its scene, and its number there.
pub type StateId = (SceneId, u32);

impl SceneComponent {
    /// The scenes of the part.
    pub fn scenes(&self) -> &[SceneId] {
        match self {
            SceneComponent::Scene(scene) => std::slice::from_ref(scene),
            SceneComponent::Cyclic(cyclic) => &cyclic.scenes,
        }
    }
}

impl CyclicComponent {
    /// The loops, each after those it leads to, and whether each is one: a single state that does not lead to itself
    /// is none.
    pub fn loops(&self) -> impl DoubleEndedIterator<Item = (&[StateId], bool)> {
        let bounds = self.starts.windows(2).zip(&self.round);
        bounds.map(|(bounds, &round)| (&self.order[bounds[0] as usize..bounds[1] as usize], round))
    }
}

/// Puts the states of a graph in order, sinks first.
pub fn order(graph: &Graph) -> Vec<SceneComponent> {
    graph.components().map(|component| part(graph, component)).collect()
}

/// Whether some states lead to each other.
pub fn has_loops(order: &[SceneComponent]) -> bool {
    order.iter().any(|part| matches!(part, SceneComponent::Cyclic(cyclic) if cyclic.round.contains(&true)))
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

fn cyclic(graph: &Graph, component: &[u32]) -> CyclicComponent {
    let scenes: Vec<SceneId> = component.iter().map(|&scene| SceneId(scene as u16)).collect();
    // A vector over the scenes between the first and the last of the component, as most stand near each other.
    let first = component.iter().min().map_or(0, |&scene| scene as usize);
    let last = component.iter().max().map_or(0, |&scene| scene as usize);
    let mut bases = vec![u32::MAX; last + 1 - first];
    let mut nodes = 0;
    let mut places = Vec::new();
    for &scene in &scenes {
        bases[scene.index() - first] = nodes;
        let count = graph.states(scene).len() as u32;
        nodes += count;
        places.extend((0..count).map(|state| (scene, state)));
    }
    // The k-th successor is found from the edges directly; edges that leave the component lead to the node itself,
    // which changes no component.
    let next = |node: u32, k: u32| {
        let (scene, state) = places[node as usize];
        let states = graph.states(scene);
        let shape = states.shape(state as usize)?;
        let number = *states.edges(state as usize, shape).get(k as usize)?;
        let to = shape.target(k as usize);
        let base = to.index().checked_sub(first).and_then(|at| bases.get(at).copied()).unwrap_or(u32::MAX);
        Some(if number == UNKNOWN || base == u32::MAX { node } else { base + number })
    };
    let found = components(nodes as usize, 0..nodes, next);
    let order: Vec<StateId> = found.order.iter().map(|&node| places[node as usize]).collect();
    let goes_round = |bounds: &[u32]| {
        let place = order[bounds[0] as usize];
        bounds[1] - bounds[0] > 1 || successors(graph, place).any(|next| next == place)
    };
    let round = found.starts.windows(2).map(goes_round).collect();
    CyclicComponent { scenes, order, starts: found.starts, round }
}

/// For each part the scenes that nothing needs any more once it is done, when parts are done sinks first; the start is
/// never among them.
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
