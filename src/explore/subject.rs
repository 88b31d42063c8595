//! A story made ready to be searched, for one question after the other.

use super::forget::question::Question;
use super::forget::reads::{Reads, asks_choices};
use super::forget::slots::Slots;
use super::forget::{Kept, forget, keep_all};
use super::limits::{Limit, Limits, Progress};
use super::order::scenes::SceneMap;
use super::states::graph::Graph;
use super::states::packing::Packing;
use super::states::search::{Keep, Plan, Read, search};
use super::texts::prose::Prose;
use crate::engine::Engine;
use crate::story::{Expression, Story};

/// A question tells more apart in few scenes when it does so in at most one of this many.
const FEW: usize = 8;

/// A story with all that its searches have in common.
pub(super) struct Subject<'a> {
    pub story: &'a Story,
    pub engine: &'a Engine,
    pub slots: Slots,
    pub map: SceneMap,
}

impl<'a> Subject<'a> {
    /// Draws the story's map and lists what its states hold.
    pub fn new(story: &'a Story, engine: &'a Engine) -> Subject<'a> {
        Subject { story, engine, slots: Slots::new(story, engine), map: SceneMap::new(story) }
    }

    /// What must be kept in each scene to answer a question.
    pub fn kept(&self, question: &Question) -> Vec<Kept> {
        forget(self.story, self.engine, &self.slots, &self.map, question)
    }

    /// What the story declares, all of it.
    pub fn everything(&self) -> Vec<Kept> {
        keep_all(self.story, &self.slots)
    }

    /// Whether all that a question asks is kept. Where it tells more apart in a few scenes only, as a condition that is
    /// soon forgotten does, that is kept as well: one search is cheaper than two.
    pub fn keep_for(&self, kept: &mut [Kept], question: &Question) -> bool {
        let both: Vec<Kept> =
            kept.iter().zip(self.kept(question)).map(|(kept, wanted)| self.meet(kept, &wanted)).collect();
        let more = kept.iter().zip(&both).filter(|(kept, both)| kept != both).count();
        let is_little = more * FEW <= kept.len();
        if is_little {
            kept.clone_from_slice(&both);
        }
        is_little
    }

    /// Whether what is kept suffices to answer a question.
    pub fn suffices(&self, kept: &[Kept], question: &Question) -> bool {
        kept.iter().zip(self.kept(question)).all(|(kept, wanted)| self.meet(kept, &wanted) == *kept)
    }

    /// What tells apart all that either does.
    fn meet(&self, one: &Kept, other: &Kept) -> Kept {
        let mut both = one.clone();
        for (slot, classes) in other.iter().enumerate() {
            both[slot].meet(classes, self.slots.most(slot), u32::MAX);
        }
        both
    }

    /// For each scene whether a condition that is judged there depends on more than the scene.
    pub fn depends(&self, expression: &Expression) -> Vec<bool> {
        if asks_choices(expression) {
            return vec![true; self.story.scenes.len()];
        }
        self.depends_beside_choices(expression)
    }

    /// For each scene whether a condition that is judged there depends on more than the scene and the choices made.
    pub fn depends_beside_choices(&self, expression: &Expression) -> Vec<bool> {
        let mut reads = Reads::new(self.story, self.engine, &self.slots, u32::MAX);
        self.story.scene_ids().map(|scene| !reads.condition(expression, scene).is_empty()).collect()
    }

    /// Searches the states, telling them apart as far as they are kept and, up to a horizon, by the choices made.
    pub fn search(
        &self,
        kept: &[Kept],
        keep: Keep,
        horizon: Option<u64>,
        limits: &Limits,
        progress: &mut dyn FnMut(Progress),
    ) -> (Graph<'_>, Option<Limit>) {
        let plan = Plan { packings: self.packings(kept, horizon), keep, horizon };
        search(self.story, self.engine, &self.map, plan, limits, &mut |_, _| {}, progress)
    }

    /// Searches the states and forgets each scene once it has been `read`; counts the words that are read if there is a
    /// `prose`. Says what limit stopped that.
    pub fn search_and_read(
        &self,
        kept: &[Kept],
        prose: Option<&Prose>,
        limits: &Limits,
        read: Read,
        progress: &mut dyn FnMut(Progress),
    ) -> Option<Limit> {
        let plan = Plan { packings: self.packings(kept, None), keep: Keep::Read(prose), horizon: None };
        search(self.story, self.engine, &self.map, plan, limits, read, progress).1
    }

    fn packings(&self, kept: &[Kept], horizon: Option<u64>) -> Vec<Packing> {
        let packing = |(id, kept)| Packing::new(self.engine, &self.slots, id, kept, horizon);
        self.story.scene_ids().zip(kept).map(packing).collect()
    }
}
