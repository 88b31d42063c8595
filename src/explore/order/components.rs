//! Strongly connected components of a graph, by Tarjan's algorithm without recursion; and the map of a story's scenes.

use crate::story::{Scene, SceneId, Story};
use std::collections::BTreeSet;

/// The components of a graph, each a run of `order`, sinks first: whatever a component leads to stands before it.
#[derive(Clone, Debug, Default)]
pub struct Components {
    pub order: Vec<u32>,
    /// Where each component begins in `order`; the last entry is the end of `order`.
    pub starts: Vec<u32>,
}

impl Components {
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &[u32]> {
        self.starts.windows(2).map(|bounds| &self.order[bounds[0] as usize..bounds[1] as usize])
    }
}

/// Finds the components among the nodes that `roots` lead to. `next(node, k)` is the k-th successor, `None` past the
/// last.
pub fn components(
    nodes: usize,
    roots: impl Iterator<Item = u32>,
    mut next: impl FnMut(u32, u32) -> Option<u32>,
) -> Components {
    const DONE: u32 = u32::MAX;
    let mut low = vec![0u32; nodes];
    let mut found = Components { order: Vec::new(), starts: vec![0] };
    let mut open: Vec<u32> = Vec::new();
    let mut path: Vec<(u32, u32, u32)> = Vec::new();
    let mut time = 0;
    for root in roots {
        if low[root as usize] != 0 {
            continue;
        }
        time += 1;
        low[root as usize] = time;
        open.push(root);
        path.push((root, time, 0));
        while let Some(&mut (node, entered, ref mut position)) = path.last_mut() {
            let successor = next(node, *position);
            *position += 1;
            match successor {
                Some(other) if low[other as usize] == 0 => {
                    time += 1;
                    low[other as usize] = time;
                    open.push(other);
                    path.push((other, time, 0));
                }
                Some(other) => {
                    let reached = low[other as usize];
                    if reached != DONE {
                        low[node as usize] = low[node as usize].min(reached);
                    }
                }
                None => {
                    path.pop();
                    let reached = low[node as usize];
                    if let Some(&(parent, ..)) = path.last() {
                        low[parent as usize] = low[parent as usize].min(reached);
                    }
                    if reached == entered {
                        let start =
                            open.iter().rposition(|&other| other == node).expect("an open node is on the stack");
                        open[start..].iter().for_each(|&node| low[node as usize] = DONE);
                        found.order.extend(open.drain(start..));
                        found.starts.push(found.order.len() as u32);
                    }
                }
            }
        }
    }
    found
}

/// Which scenes lead to which, if the conditions of all arms hold.
#[derive(Clone, Debug)]
pub struct SceneMap {
    /// The strongly connected components of the scenes that the start leads to, sinks first.
    pub components: Vec<Vec<SceneId>>,
    /// For each scene the targets of its arms, ascending, each once.
    pub targets: Vec<Vec<SceneId>>,
}

impl SceneMap {
    pub fn new(story: &Story) -> SceneMap {
        let targets = |scene: &Scene| {
            let targets: BTreeSet<SceneId> = scene.ways().flat_map(|way| &way.arms).map(|arm| arm.to).collect();
            targets.into_iter().collect()
        };
        let targets: Vec<Vec<SceneId>> = story.scenes.iter().map(targets).collect();
        let next = |scene: u32, k: u32| targets[scene as usize].get(k as usize).map(|to| u32::from(to.0));
        let found = components(story.scenes.len(), std::iter::once(u32::from(story.start.0)), next);
        let of_component = |nodes: &[u32]| nodes.iter().map(|&scene| SceneId(scene as u16)).collect();
        SceneMap { components: found.iter().map(of_component).collect(), targets }
    }

    /// Whether a game can come back to a scene of the component.
    pub fn is_cyclic(&self, component: &[SceneId]) -> bool {
        component.len() > 1 || self.targets[component[0].index()].contains(&component[0])
    }
}

/// Calls `settle` for each item. Goes round a loop until `settle` gives `false` (nothing changed) for all its items.
pub fn settle_all<T: Copy>(items: &[T], is_loop: bool, mut settle: impl FnMut(T) -> bool) {
    while items.iter().fold(false, |changed, &item| settle(item) | changed) && is_loop {}
}
