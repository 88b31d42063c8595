//! A story made ready to be searched, for one question after the other.

use super::abstraction::question::Question;
use super::abstraction::reads::Reads;
use super::abstraction::slots::Slots;
use super::abstraction::{Abstraction, abstractions, concrete};
use super::order::components::SceneMap;
use super::states::packing::Packing;
use crate::engine::Engine;
use crate::story::{Expression, Scene, Story, VariableId};
use std::collections::BTreeSet;

/// A question needs little more when it tells more apart in at most one of this many scenes.
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
        let map = SceneMap::new(story);
        Subject { story, engine, slots: Slots::new(story, engine, &map), map }
    }

    /// What must be kept in each scene to answer a question.
    pub fn abstractions(&self, question: &Question) -> Vec<Abstraction> {
        abstractions(self.story, self.engine, &self.slots, &self.map, question)
    }

    /// Abstractions that keep all that the story declares.
    pub fn concrete(&self) -> Vec<Abstraction> {
        concrete(self.story, &self.slots)
    }

    /// Gives two lists of variables: those whose changes the states can follow if this much is `kept`, and the others.
    /// Extends `kept` where a variable needs more in few scenes only: one search is cheaper than two.
    pub fn keep_moves(&self, kept: &mut Vec<Abstraction>) -> (Vec<VariableId>, Vec<VariableId>) {
        let conditional = conditionally_moved(self.story);
        (0..self.story.variables.len() as u16).map(VariableId).partition(|variable| {
            !conditional.contains(variable) || self.keep_little(kept, &Question::moving(*variable))
        })
    }

    /// Extends `kept` by all that a question needs, if that is more in few scenes only. Gives whether `kept` suffices
    /// now.
    pub fn keep_little(&self, kept: &mut Vec<Abstraction>, question: &Question) -> bool {
        let both = self.both(kept, question);
        let more = kept.iter().zip(&both).filter(|(kept, both)| kept != both).count();
        let is_little = more * FEW <= kept.len();
        if is_little {
            *kept = both;
        }
        is_little
    }

    /// Whether what is kept suffices to answer a question.
    pub fn suffices(&self, kept: &[Abstraction], question: &Question) -> bool {
        self.both(kept, question) == kept
    }

    /// Abstractions that tell apart what is `kept` and all that a question needs.
    fn both(&self, kept: &[Abstraction], question: &Question) -> Vec<Abstraction> {
        let mut both = kept.to_vec();
        both.iter_mut().zip(self.abstractions(question)).for_each(|(both, wanted)| both.join(&wanted, &self.slots));
        both
    }

    /// For each scene whether a condition that is judged there depends on more than the scene and the number of choices.
    pub fn depends(&self, expression: &Expression) -> Vec<bool> {
        let mut reads = Reads::new(self.story, self.engine, &self.slots);
        self.story.scene_ids().map(|scene| !reads.condition(expression, scene).is_empty()).collect()
    }

    /// How the states of each scene are written as keys: they hold only what is `kept`.
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
