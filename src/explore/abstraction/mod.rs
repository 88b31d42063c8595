//! Which differences between states do not matter to an answer: dead variables, and values that nothing tells apart.
//!
//! For every scene and every part of a state, the module finds a partition of the part's values. Two states of a scene
//! are alike if all their parts lie in the same classes. Alike states have the same choices and arms, lead to alike
//! states, and give the same answer. This is a bisimulation: every chance, every shortest way and every proof is the
//! same on the classes as on the states (Bozga, Fernandez and Ghirvu, "State space reduction based on live variables
//! analysis", 1999, for the case in which a part is kept whole or not at all).
//!
//! The partitions are the coarsest that the conditions allow. They are worked out backwards along the scenes. What a
//! text prints counts only when the question asks about it.

pub(super) mod classes;
pub(super) mod question;
pub(super) mod reads;
pub(super) mod slots;

use crate::engine::Engine;
use crate::explore::order::components::SceneMap;
use crate::story::{Arm, Change, ChoiceId, Condition, Effect, Expression, SceneId, Story, TextId};
use crate::story::{Part, StakeholderText, Template};
use classes::Classes;
use question::Question;
use reads::{Reads, Splits};
use slots::Slots;
use std::collections::BTreeMap;

/// What is told apart in the states of one scene: the classes of each slot, that is, each part of a state. A slot that
/// is not listed has one class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Abstraction {
    slots: BTreeMap<usize, Classes>,
}

impl Abstraction {
    /// The classes of a slot; [`Classes::One`] for a slot that is not listed.
    pub fn classes(&self, slot: usize) -> &Classes {
        self.slots.get(&slot).unwrap_or(&Classes::One)
    }

    pub fn iter(&self) -> impl Iterator<Item = (usize, &Classes)> {
        self.slots.iter().map(|(&slot, classes)| (slot, classes))
    }

    fn set(&mut self, slot: usize, classes: Classes) {
        match classes {
            Classes::One => self.slots.remove(&slot),
            _ => self.slots.insert(slot, classes),
        };
    }

    /// Refines the classes of a slot, so that they also tell apart all that `classes` does.
    fn meet(&mut self, slot: usize, classes: &Classes, slots: &Slots) {
        if *classes != Classes::One {
            let own = self.slots.entry(slot).or_insert(Classes::One);
            own.meet(classes, slots.domains[slot]);
        }
    }

    /// Refines all slots, so that they also tell apart all that `other` does.
    pub fn join(&mut self, other: &Abstraction, slots: &Slots) {
        other.iter().for_each(|(slot, classes)| self.meet(slot, classes, slots));
    }
}

/// Abstractions that keep every part whole: states are as the story declares them.
pub fn concrete(story: &Story, slots: &Slots) -> Vec<Abstraction> {
    let everything = Abstraction { slots: (0..slots.fields.len()).map(|slot| (slot, Classes::Each)).collect() };
    vec![everything; story.scenes.len()]
}

/// Finds for each scene what the question and the rules can tell apart.
pub fn abstractions(
    story: &Story,
    engine: &Engine,
    slots: &Slots,
    scenes: &SceneMap,
    question: &Question,
) -> Vec<Abstraction> {
    let count = story.scenes.len();
    let reads = Reads::new(story, engine, slots);
    let abstractions = vec![Abstraction::default(); count];
    let mut live = LiveVariables { story, slots, question, reads, abstractions };
    for component in scenes.components.iter() {
        let mut changed = true;
        while changed {
            changed = false;
            for &scene in component {
                let abstraction = live.scene(SceneId(scene as u16));
                changed |= abstraction != live.abstractions[scene as usize];
                live.abstractions[scene as usize] = abstraction;
            }
            changed &= scenes.is_cyclic(component);
        }
    }
    live.abstractions
}

struct LiveVariables<'a> {
    story: &'a Story,
    slots: &'a Slots,
    question: &'a Question<'a>,
    reads: Reads<'a>,
    abstractions: Vec<Abstraction>,
}

impl<'a> LiveVariables<'a> {
    /// What must be told apart in a state of the scene, given what its successors tell apart.
    fn scene(&mut self, id: SceneId) -> Abstraction {
        let (story, question) = (self.story, self.question);
        let scene = story.scene(id);
        let mut abstraction = Abstraction::default();
        let at_endings = question.at_endings.iter().filter(|_| scene.is_ending());
        for &expression in question.everywhere.iter().chain(at_endings) {
            self.read(expression, id, &mut abstraction);
        }
        scene.goto().into_iter().for_each(|way| self.arms(&way.arms, id, &mut abstraction));
        story.choices_of(id).for_each(|choice| self.choice(choice, &mut abstraction));
        for text in scene.read_on_entering().chain(scene.told) {
            self.text(Some(text), id, &mut abstraction);
        }
        abstraction
    }

    fn choice(&mut self, id: ChoiceId, abstraction: &mut Abstraction) {
        let choice = self.story.choice(id);
        let mut after = Abstraction::default();
        self.arms(&choice.goto.arms, id.scene, &mut after);
        self.text(choice.text, id.scene, &mut after);
        self.effects(&choice.effects, id.scene, &mut after);
        if let Some(taken) = self.slots.taken(id) {
            after.set(taken, if choice.once { Classes::Each } else { Classes::One });
        }
        abstraction.join(&after, self.slots);
        self.when(&choice.when, id.scene, abstraction);
        for text in [Some(choice.label), choice.locked, choice.told] {
            self.text(text, id.scene, abstraction);
        }
    }

    fn arms(&mut self, arms: &'a [Arm], scene: SceneId, abstraction: &mut Abstraction) {
        for arm in arms {
            let mut before = self.abstractions[arm.to.index()].clone();
            self.entry(arm.to, &mut before);
            self.text(arm.text, scene, &mut before);
            self.effects(&arm.effects, scene, &mut before);
            abstraction.join(&before, self.slots);
            self.when(&arm.when, scene, abstraction);
            self.slots.read_by(&arm.weight).into_iter().for_each(|slot| abstraction.set(slot, Classes::Each));
            self.text(arm.told, scene, abstraction);
        }
        self.text(self.story.scene(scene).sign, scene, abstraction);
    }

    /// Changes `abstraction` from what matters after a scene is entered to what matters before.
    fn entry(&mut self, id: SceneId, abstraction: &mut Abstraction) {
        self.effects(&self.story.scene(id).effects, id, abstraction);
        let again = self.slots.again().and_then(|again| abstraction.slots.remove(&again));
        if let Some(visited) = self.slots.visited(id) {
            let asked = again.filter(|_| self.slots.keeps_again(id));
            abstraction.set(visited, asked.unwrap_or(Classes::One));
        }
    }

    /// Changes `abstraction` from what matters after a list of effects to what matters before.
    fn effects(&mut self, effects: &'a [Effect], scene: SceneId, abstraction: &mut Abstraction) {
        for effect in effects.iter().rev() {
            let condition = effect.when.as_ref().map(|when| &when.expression);
            let read = condition.map(|condition| self.slots.read_by(condition)).unwrap_or_default();
            let mut matters = false;
            for &change in &effect.changes {
                let slot = self.slots.variable(change.variable());
                let domain = self.slots.domains[slot];
                let applied = |value| self.apply(change, value);
                let before = abstraction.classes(slot).before(domain, applied);
                let Some(condition) = condition else {
                    abstraction.set(slot, before);
                    continue;
                };
                let moves = self.question.moving == Some(change.variable());
                let own = abstraction.classes(slot);
                if !moves && (0..=domain.most as u16).all(|value| own.of(applied(value)) == own.of(value)) {
                    continue;
                }
                if read == [slot] && !moves && !domain.is_whole {
                    let holds = self.reads.verdicts(condition, scene, &[slot]);
                    let step = |value: u16| if holds[value as usize] { applied(value) } else { value };
                    abstraction.set(slot, own.before(domain, step));
                } else {
                    abstraction.meet(slot, &before, self.slots);
                    matters = true;
                }
            }
            if let Some(condition) = condition.filter(|_| matters) {
                self.read(condition, scene, abstraction);
            }
        }
    }

    fn apply(&self, change: Change, value: u16) -> u16 {
        let slot = self.slots.variable(change.variable());
        let field = self.slots.fields[slot];
        let raw = match change {
            Change::Add(_, amount) => i64::from(value) + i64::from(amount),
            Change::Assign(_, assigned) => i64::from(assigned) - i64::from(field.min()),
        };
        raw.clamp(0, i64::from(self.slots.most(slot))) as u16
    }

    fn when(&mut self, when: &'a Option<Condition>, scene: SceneId, abstraction: &mut Abstraction) {
        if let Some(when) = when {
            self.read(&when.expression, scene, abstraction);
        }
    }

    fn read(&mut self, expression: &'a Expression, scene: SceneId, abstraction: &mut Abstraction) {
        let splits: Splits = self.reads.condition(expression, scene);
        for (slot, classes) in splits.iter() {
            abstraction.meet(*slot, classes, self.slots);
        }
    }

    /// If the question asks about a text, keeps what decides which parts of the text are shown and what it prints.
    fn text(&mut self, text: Option<TextId>, scene: SceneId, abstraction: &mut Abstraction) {
        let story = self.story;
        if let Some(text) = text.filter(|&text| self.question.texts.contains(text)) {
            self.template(story.texts[0].template(text), scene, abstraction);
        }
    }

    fn template(&mut self, template: &'a Template, scene: SceneId, abstraction: &mut Abstraction) {
        let story = self.story;
        for part in &template.parts {
            match part {
                Part::If(branches) => {
                    for branch in branches {
                        self.when(&branch.when, scene, abstraction);
                        self.template(&branch.body, scene, abstraction);
                    }
                }
                Part::Vary(bodies) => bodies.iter().for_each(|body| self.template(body, scene, abstraction)),
                Part::Stakeholder(id, StakeholderText::Word) => {
                    let person = &story.stakeholders[id.index()];
                    self.when(&person.known, scene, abstraction);
                    if let Some(unknown) = person.unknown {
                        self.template(story.texts[0].template(unknown), scene, abstraction);
                    }
                    self.word(person.stance.index(), abstraction);
                }
                Part::Number(number) if self.question.prints => {
                    for slot in self.slots.read_by(number) {
                        abstraction.set(slot, Classes::Each);
                    }
                }
                Part::Literal(_) | Part::Number(_) | Part::Stakeholder(..) => {}
            }
        }
    }

    /// Keeps what decides which word players read for the stance in a slot.
    fn word(&mut self, slot: usize, abstraction: &mut Abstraction) {
        if let Some(scale) = &self.story.scale {
            let min = self.slots.fields[slot].min();
            let classes = Classes::by(self.slots.domains[slot], |value| scale.word(i32::from(value) + min));
            abstraction.meet(slot, &classes, self.slots);
        }
    }
}
