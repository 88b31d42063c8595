//! How many choices games can have made when they come to a state.

use crate::explore::order::{SceneComponent, StateId, each_edge};
use crate::explore::states::graph::{Graph, NONE};
use crate::story::SceneId;

/// The greatest count that can be told from greater ones, because a set is one machine word.
pub const MOST: u64 = 62;

/// For each state a set of numbers of choices: bit n stands for n choices, the highest bit for all greater numbers,
/// too.
pub struct Counts {
    scenes: Vec<Vec<u64>>,
}

impl Counts {
    /// Counts up to `far`, which is at most [`MOST`].
    pub fn new(graph: &Graph, order: &[SceneComponent], far: u64) -> Counts {
        let mut counts = Counts { scenes: graph.scenes.iter().map(|states| vec![0; states.len()]).collect() };
        counts.scenes[graph.start.index()][0] = 1;
        for part in order.iter().rev() {
            part.starts_first(graph, |places, is_loop| {
                while places.iter().fold(false, |any, &place| counts.send(graph, place, far) | any) && is_loop {}
            });
        }
        counts
    }

    /// The numbers of choices with which games can come to a state, as bits.
    pub fn of(&self, (scene, state): StateId) -> u64 {
        self.scenes[scene.index()][state as usize]
    }

    /// The numbers of choices with which games can come to a scene, as bits.
    pub fn of_scene(&self, scene: SceneId) -> u64 {
        self.scenes[scene.index()].iter().fold(0, |all, own| all | own)
    }

    /// Adds the numbers of a state to its successors', one more where a choice leads there. Gives whether any was new.
    fn send(&mut self, graph: &Graph, place: StateId, far: u64) -> bool {
        let own = self.of(place);
        let more = (own << 1 & ((2 << far) - 1)) | own & 1 << far;
        let mut changed = false;
        each_edge(graph, place, |each, _, (scene, state)| {
            let held = &mut self.scenes[scene.index()][state as usize];
            let sent = if each.choice == NONE { own } else { more };
            changed |= sent & !*held != 0;
            *held |= sent;
        });
        changed
    }
}
