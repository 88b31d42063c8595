//! A story prepared for searches, each of which answers one or more questions.

use super::abstraction::question::Question;
use super::abstraction::reads::Reads;
use super::abstraction::slots::Slots;
use super::abstraction::{Abstraction, abstractions, concrete};
use super::order::components::SceneMap;
use super::states::packing::Packing;
use crate::engine::Engine;
use crate::story::{Expression, Scene, Story, VariableId};
use std::collections::BTreeSet;

/// A question needs little more if it tells more states apart in at most one eighth of the scenes.
const FEW: usize = 8;

/// A story, and what all its searches share.
pub(super) struct Subject<'a> {
    pub story: &'a Story,
    pub engine: &'a Engine,
    pub slots: Slots,
    pub map: SceneMap,
}

impl<'a> Subject<'a> {
    /// Maps which scenes lead to which, and lists the parts of a state.
    pub fn new(story: &'a Story, engine: &'a Engine) -> Subject<'a> {
        let map = SceneMap::new(story);
        Subject { story, engine, slots: Slots::new(story, engine, &map), map }
    }

    /// For each scene, what a search must keep of its states to answer a question.
    pub fn abstractions(&self, question: &Question) -> Vec<Abstraction> {
        abstractions(self.story, self.engine, &self.slots, &self.map, question)
    }

    /// Abstractions that keep every part of a state, as the story declares it.
    pub fn concrete(&self) -> Vec<Abstraction> {
        concrete(self.story, &self.slots)
    }

    /// Splits the variables into two lists: those whose ranges a search with `kept` finds, and the others. Extends
    /// `kept` for a variable that needs more in few scenes only: one search is cheaper than two.
    pub fn keep_moves(&self, kept: &mut Vec<Abstraction>) -> (Vec<VariableId>, Vec<VariableId>) {
        let conditional = conditionally_moved(self.story);
        (0..self.story.variables.len() as u16).map(VariableId).partition(|variable| {
            !conditional.contains(variable) || self.keep_little(kept, &Question::moving(*variable))
        })
    }

    /// Adds to `kept` what a question needs, if this changes few scenes only. Gives whether `kept` now suffices for the
    /// question.
    pub fn keep_little(&self, kept: &mut Vec<Abstraction>, question: &Question) -> bool {
        let both = self.both(kept, question);
        let more = kept.iter().zip(&both).filter(|(kept, both)| kept != both).count();
        let is_little = more * FEW <= kept.len();
        if is_little {
            *kept = both;
        }
        is_little
    }

    /// Whether a search with these abstractions tells enough states apart to answer a question.
    pub fn suffices(&self, kept: &[Abstraction], question: &Question) -> bool {
        self.both(kept, question) == kept
    }

    /// Abstractions that tell apart all that `kept` tells apart, and all that a question needs.
    fn both(&self, kept: &[Abstraction], question: &Question) -> Vec<Abstraction> {
        let mut both = kept.to_vec();
        both.iter_mut().zip(self.abstractions(question)).for_each(|(both, wanted)| both.join(&wanted, &self.slots));
        both
    }

    /// For each scene, whether a condition judged there depends on more than the scene and the number of choices.
    pub fn depends(&self, expression: &Expression) -> Vec<bool> {
        let mut reads = Reads::new(self.story, self.engine, &self.slots);
        self.story.scene_ids().map(|scene| !reads.condition(expression, scene).is_empty()).collect()
    }

    /// For each scene, how its states become keys: these hold what is `kept` and, up to a `horizon`, the choices made.
    pub fn packings(&self, kept: &[Abstraction], horizon: Option<u64>) -> Vec<Packing> {
        let packing = |(id, kept)| Packing::new(self.engine, &self.slots, id, kept, horizon);
        self.story.scene_ids().zip(kept).map(packing).collect()
    }
}

/// The variables that a conditional effect changes. An effect on any other variable happens in every state.
fn conditionally_moved(story: &Story) -> BTreeSet<VariableId> {
    let effects = story.scenes.iter().flat_map(Scene::effects).filter(|effect| effect.when.is_some());
    effects.flat_map(|effect| &effect.changes).map(|change| change.variable()).collect()
}
