//! The story as the rules see it: names resolved, types checked, everything finite.
//!
//! A [`Story`] value is always valid: every scene that it names exists, and every expression has the right type. Its
//! [`Texts`] exist once per language, at the same indices. This module knows neither files nor play.

mod expression;
mod locale;
mod scene;
mod stars;
mod stretch;
mod texts;
mod world;

pub use expression::{Comparison, Condition, Expression, Operation};
pub use locale::canonical_tag;
pub use scene::{Arm, Body, Change, Choice, Effect, Exit, Scene, Way};
pub use stars::{Stars, stars};
pub use stretch::Stretch;
pub use texts::{Branch, Part, STAR, Template, TextKind, TextSlot, Texts, fingerprint};
pub use world::{
    Act, Claim, Counter, Goal, Lesson, Play, Property, Scale, Stakeholder, StakeholderText, Variable, Worth,
};

use crate::source::{Code, Diagnostic, Level};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident($number:ty);)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub $number);

        impl $name {
            /// The position in the story's list.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// Names a scene by its position; scenes are numbered act by act.
    SceneId(u16);
    ActId(u16);
    /// Names a stance, counter or flag by its position among all of them.
    VariableId(u16);
    StakeholderId(u16);
    /// Names a text by its position among the story's texts; the same in every language.
    TextId(u32);
}

/// Names a choice: the scene that has it, and its position there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChoiceId {
    pub scene: SceneId,
    /// The position among the scene's choices, from 0.
    pub index: u8,
}

#[derive(Clone, Debug, Default)]
pub struct Story {
    pub title: TextId,
    /// What a player should know before the first scene.
    pub subtitle: Option<TextId>,
    pub start: SceneId,
    /// The acts in order; the scenes of one act stand together.
    pub acts: Vec<Act>,
    /// The bounds and words of stances; `None` when there are no stakeholders.
    pub scale: Option<Scale>,
    /// Stances first, then counters, then flags, each in the order of the file.
    pub variables: Vec<Variable>,
    pub stakeholders: Vec<Stakeholder>,
    pub counters: Vec<Counter>,
    pub flags: Vec<VariableId>,
    /// The goals that a game is judged by. Each act names the goal whose chances the debrief shows.
    pub goals: Vec<Goal>,
    pub properties: Vec<Property>,
    pub scenes: Vec<Scene>,
    pub lessons: Vec<Lesson>,
    pub moments: Vec<Lesson>,
    pub most_lessons: usize,
    pub lints: Vec<(Code, Level)>,
    /// The kind and the address of each text; indexed by [`TextId`].
    pub slots: Vec<TextSlot>,
    /// The texts of each language, the source language first.
    pub texts: Vec<Texts>,
    /// Lints about what only the files show, found while these were read; each with its scene, if any.
    pub noticed: Vec<(Option<SceneId>, Diagnostic)>,
    /// SHA-256, in hexadecimal, of what the rules depend on and of the texts; comments and layout do not count.
    pub fingerprint: String,
}

impl Story {
    pub fn scene(&self, id: SceneId) -> &Scene {
        &self.scenes[id.index()]
    }

    pub fn choice(&self, id: ChoiceId) -> &Choice {
        &self.scene(id.scene).choices()[id.index as usize]
    }

    pub fn find_scene(&self, name: &str) -> Option<SceneId> {
        self.scene_ids().find(|&id| self.scene(id).name == name)
    }

    pub fn scene_ids(&self) -> impl Iterator<Item = SceneId> + use<> {
        (0..self.scenes.len() as u16).map(SceneId)
    }

    pub fn endings(&self) -> impl Iterator<Item = SceneId> + '_ {
        self.scene_ids().filter(|&id| self.scene(id).is_ending())
    }

    pub fn choice_ids(&self) -> impl Iterator<Item = ChoiceId> + '_ {
        self.scene_ids().flat_map(|scene| self.choices_of(scene))
    }

    pub fn choices_of(&self, scene: SceneId) -> impl Iterator<Item = ChoiceId> + use<> {
        (0..self.scene(scene).choices().len()).map(move |index| ChoiceId { scene, index: index as u8 })
    }

    /// The ways out of a scene: its own `goto` when it goes on by itself, otherwise its choices.
    pub fn exits_of(&self, scene: SceneId) -> impl Iterator<Item = Exit> + use<> {
        let own = self.scene(scene).goto().map(|_| Exit::Scene(scene));
        own.into_iter().chain(self.choices_of(scene).map(Exit::Choice))
    }

    /// The way that `exit` names. Panics for a scene that does not go on by itself.
    pub fn way(&self, exit: Exit) -> &Way {
        match exit {
            Exit::Scene(scene) => self.scene(scene).goto().expect("only a scene that goes on by itself is left so"),
            Exit::Choice(choice) => &self.choice(choice).goto,
        }
    }

    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.scenes.iter().flat_map(Scene::effects).flat_map(|effect| &effect.changes)
    }

    /// The conditions of the player's board: when a stance is known, and when a person or a counter is shown.
    pub fn board(&self) -> impl Iterator<Item = &Condition> {
        let people = self.stakeholders.iter().flat_map(|person| [&person.known, &person.show]).flatten();
        people.chain(self.counters.iter().filter_map(|counter| counter.show.as_ref()))
    }

    /// A choice's full name, `scene.choice`.
    pub fn choice_name(&self, id: ChoiceId) -> String {
        format!("{}.{}", self.scene(id.scene).name, self.choice(id).name)
    }

    /// An arm's full name, `scene.arm`; `index` is its position.
    pub fn arm_name(&self, exit: Exit, index: u8) -> String {
        format!("{}.{}", self.scene(exit.scene()).name, self.way(exit).arms[index as usize].name)
    }

    pub fn own_title(&self) -> &str {
        self.texts[0].template(self.title).as_literal().unwrap_or_default()
    }

    /// The position in `texts` of the language for a reader's tag or POSIX locale: `nl-BE` finds `nl`.
    pub fn language(&self, tag: &str) -> Option<usize> {
        let languages: Vec<&str> = self.texts.iter().map(|texts| texts.language.as_str()).collect();
        locale::find(&languages, tag)
    }
}
