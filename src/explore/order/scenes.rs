//! The map of the scenes: which scene leads to which. Every scene comes after those that it leads to.

use super::components::{Components, components};
use crate::story::{SceneId, Story};

/// The scenes that the start leads to if every arm holds.
#[derive(Clone, Debug)]
pub struct SceneMap {
    /// The strongly connected components of the scenes, sinks first.
    pub components: Components,
    /// For each scene the targets of its arms, ascending, each once.
    pub targets: Vec<Vec<SceneId>>,
}

impl SceneMap {
    pub fn new(story: &Story) -> SceneMap {
        let targets: Vec<Vec<SceneId>> = story
            .scenes
            .iter()
            .map(|scene| {
                let mut targets: Vec<SceneId> = scene.ways().flat_map(|way| &way.arms).map(|arm| arm.to).collect();
                targets.sort_unstable();
                targets.dedup();
                targets
            })
            .collect();
        let next = |scene: u32, k: u32| targets[scene as usize].get(k as usize).map(|to| u32::from(to.0));
        let components = components(story.scenes.len(), std::iter::once(u32::from(story.start.0)), next);
        SceneMap { components, targets }
    }

    /// Whether a game can come back to a scene of the component.
    pub fn is_cyclic(&self, component: &[u32]) -> bool {
        component.len() > 1 || self.targets[component[0] as usize].contains(&SceneId(component[0] as u16))
    }
}
