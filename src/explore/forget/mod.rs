//! What can be forgotten in each scene without changing an answer: liveness, and values that nobody can tell apart.
//!
//! For every scene and every part of a state a partition of the part's values is found, such that two states of the
//! scene whose parts lie in the same classes have the same choices and arms, lead to states that are alike in the same
//! way, and answer the question alike. That is a bisimulation, so that every chance, every shortest way and every
//! proof is the same on the classes as on the states (Bozga, Fernandez and Ghirvu, "State space reduction based on
//! live variables analysis", 1999, for the case in which a part is kept whole or not at all).
//!
//! The partitions are the coarsest ones that the conditions allow, found backwards along the scenes. What a text
//! prints counts only when the question is about texts.

pub(super) mod classes;
pub(super) mod question;
pub(super) mod reads;
pub(super) mod slots;

use crate::engine::{Engine, Past};
use crate::explore::order::scenes::SceneMap;
use crate::story::{
    Arm, Body, Change, Choice, ChoiceId, Condition, Effect, Expression, SceneId, Story, TextId,
};
use crate::story::{Part, StakeholderText, Template};
use classes::Classes;
use question::Question;
use reads::{Reads, Splits};
use slots::Slots;

/// The partitions of one scene, by slot.
pub type Kept = Vec<Classes>;

/// Numbers with more values than this are kept whole or forgotten; smaller when a story has very many parts.
const FINE: u32 = 1024;

/// How many values may be spoken of in all partitions together.
const ROOM: usize = 1 << 27;

/// Keeps everything: the states as the story declares them.
pub fn keep_all(story: &Story, slots: &Slots) -> Vec<Kept> {
    vec![vec![Classes::Each; slots.fields.len()]; story.scenes.len()]
}

/// Finds for each scene what the question and the rules can tell apart.
pub fn forget(
    story: &Story,
    engine: &Engine,
    slots: &Slots,
    scenes: &SceneMap,
    question: &Question,
) -> Vec<Kept> {
    let count = story.scenes.len();
    let values: usize = (0..slots.fields.len()).map(|slot| slots.most(slot).min(FINE) as usize + 1).sum();
    let fine = if values.saturating_mul(count) > ROOM { 2 } else { FINE };
    let reads = Reads::new(story, engine, slots, fine);
    let mut forget = Forget { story, engine, slots, question, reads, fine, kept: vec![Vec::new(); count] };
    for component in scenes.components.iter() {
        for &scene in component {
            forget.kept[scene as usize] = vec![Classes::One; slots.fields.len()];
        }
        let mut changed = true;
        while changed {
            changed = false;
            for &scene in component {
                let kept = forget.scene(SceneId(scene as u16));
                changed |= kept != forget.kept[scene as usize];
                forget.kept[scene as usize] = kept;
            }
            changed &= scenes.is_cyclic(component);
        }
    }
    forget.kept
}

struct Forget<'a> {
    story: &'a Story,
    engine: &'a Engine,
    slots: &'a Slots,
    question: &'a Question<'a>,
    reads: Reads<'a>,
    fine: u32,
    kept: Vec<Kept>,
}

impl<'a> Forget<'a> {
    /// What must be told apart in a state of the scene, given what its successors tell apart.
    fn scene(&mut self, id: SceneId) -> Kept {
        let (story, question) = (self.story, self.question);
        let scene = story.scene(id);
        let mut kept = vec![Classes::One; self.slots.fields.len()];
        for &expression in &question.everywhere {
            self.read(expression, id, &mut kept);
        }
        match &scene.body {
            Body::Ending { .. } => {
                for &expression in &question.at_endings {
                    self.read(expression, id, &mut kept);
                }
            }
            Body::Goto(way) => self.arms(&way.arms, id, &mut kept),
            Body::Choices(choices) => {
                for (index, choice) in choices.iter().enumerate() {
                    let choice_id = ChoiceId { scene: id, index: index as u8 };
                    self.choice(choice, choice_id, &mut kept);
                }
            }
        }
        for text in scene.read_on_entering() {
            self.text(Some(text), id, &mut kept);
        }
        kept
    }

    fn choice(&mut self, choice: &'a Choice, id: ChoiceId, kept: &mut Kept) {
        let mut after = vec![Classes::One; self.slots.fields.len()];
        self.arms(&choice.goto.arms, id.scene, &mut after);
        self.text(choice.text, id.scene, &mut after);
        self.effects(&choice.effects, id.scene, &mut after);
        if let Some(taken) = self.slots.taken(id) {
            after[taken] = if choice.once { Classes::Each } else { Classes::One };
        }
        self.join(kept, &after);
        self.when(&choice.when, id.scene, kept);
        self.text(Some(choice.label), id.scene, kept);
        self.text(choice.locked, id.scene, kept);
        self.text(choice.told, id.scene, kept);
    }

    fn arms(&mut self, arms: &'a [Arm], scene: SceneId, kept: &mut Kept) {
        for arm in arms {
            let mut before = self.kept[arm.to.index()].clone();
            self.entry(arm.to, &mut before);
            self.text(arm.text, scene, &mut before);
            self.effects(&arm.effects, scene, &mut before);
            self.join(kept, &before);
            self.when(&arm.when, scene, kept);
            self.slots.read_by(&arm.weight).into_iter().for_each(|slot| kept[slot] = Classes::Each);
            self.text(arm.told, scene, kept);
        }
    }

    /// From the moment after a scene was entered to the moment before.
    fn entry(&mut self, id: SceneId, kept: &mut Kept) {
        self.effects(&self.story.scene(id).effects, id, kept);
        let again = self.slots.again().map(|again| std::mem::replace(&mut kept[again], Classes::One));
        if let Some(visited) = self.slots.visited(id) {
            let asked = again.filter(|_| self.slots.keeps_again(id));
            kept[visited] = asked.unwrap_or(Classes::One);
        }
    }

    /// From the moment after a list of effects to the moment before.
    fn effects(&mut self, effects: &'a [Effect], scene: SceneId, kept: &mut Kept) {
        for effect in effects.iter().rev() {
            let condition = effect.when.as_ref().map(|when| &when.expression);
            let read = condition.map(|condition| self.slots.read_by(condition)).unwrap_or_default();
            let mut matters = false;
            for &change in &effect.changes {
                let slot = self.slots.variable(change.variable());
                let most = self.slots.most(slot);
                let applied = |value| self.apply(change, value);
                let before = kept[slot].before(most, self.fine, applied);
                let Some(condition) = condition else {
                    kept[slot] = before;
                    continue;
                };
                let moves = self.question.moving.contains(&change.variable());
                if !moves
                    && (0..=most as u16).all(|value| kept[slot].of(applied(value)) == kept[slot].of(value))
                {
                    continue;
                }
                if read == [slot] && !moves {
                    let holds = self.truth(condition, scene, slot);
                    let step = |value: u16| if holds[value as usize] { applied(value) } else { value };
                    kept[slot] = kept[slot].before(most, self.fine, step);
                } else {
                    kept[slot].meet(&before, most, self.fine);
                    matters = true;
                }
            }
            if let Some(condition) = condition.filter(|_| matters) {
                self.read(condition, scene, kept);
            }
        }
    }

    /// Whether a condition that reads one part holds, by the value of that part.
    fn truth(&self, condition: &Expression, scene: SceneId, slot: usize) -> Vec<bool> {
        let predicate = self.engine.rule_predicate(self.story, condition);
        let mut words = vec![0; self.engine.words()];
        self.engine.layout().scene.set_raw(&mut words, u64::from(scene.0));
        (0..=self.slots.most(slot))
            .map(|value| {
                self.slots.fields[slot].set_raw(&mut words, u64::from(value));
                predicate.holds(&words, &Past::NONE)
            })
            .collect()
    }

    fn apply(&self, change: Change, value: u16) -> u16 {
        let field = self.slots.fields[self.slots.variable(change.variable())];
        let raw = match change {
            Change::Add(_, amount) => i64::from(value) + i64::from(amount),
            Change::Assign(_, assigned) => i64::from(assigned) - i64::from(field.min()),
        };
        raw.clamp(0, i64::from(field.most())) as u16
    }

    fn when(&mut self, when: &'a Option<Condition>, scene: SceneId, kept: &mut Kept) {
        if let Some(when) = when {
            self.read(&when.expression, scene, kept);
        }
    }

    fn read(&mut self, expression: &'a Expression, scene: SceneId, kept: &mut Kept) {
        let splits: Splits = self.reads.condition(expression, scene);
        for (slot, classes) in splits.iter() {
            kept[*slot].meet(classes, self.slots.most(*slot), self.fine);
        }
    }

    /// Which parts of a text are shown, and what it prints, as far as that is asked.
    fn text(&mut self, text: Option<TextId>, scene: SceneId, kept: &mut Kept) {
        let story = self.story;
        if let Some(text) = text.filter(|&text| self.question.texts.contains(text)) {
            self.template(story.texts[0].template(text), scene, kept);
        }
    }

    fn template(&mut self, template: &'a Template, scene: SceneId, kept: &mut Kept) {
        let story = self.story;
        for part in &template.parts {
            match part {
                Part::If(branches) => {
                    for branch in branches {
                        self.when(&branch.when, scene, kept);
                        self.template(&branch.body, scene, kept);
                    }
                }
                Part::Vary(bodies) => bodies.iter().for_each(|body| self.template(body, scene, kept)),
                Part::Stakeholder(id, StakeholderText::Word) => {
                    let person = &story.stakeholders[id.index()];
                    self.when(&person.known, scene, kept);
                    if let Some(unknown) = person.unknown {
                        self.template(story.texts[0].template(unknown), scene, kept);
                    }
                    self.word(person.stance.index(), kept);
                }
                Part::Number(number) if self.question.prints => {
                    for slot in self.slots.read_by(number) {
                        kept[slot] = Classes::Each;
                    }
                }
                Part::Literal(_) | Part::Number(_) | Part::Stakeholder(..) => {}
            }
        }
    }

    /// Which word stands for a stance.
    fn word(&mut self, slot: usize, kept: &mut Kept) {
        if let Some(scale) = &self.story.scale {
            let (most, min) = (self.slots.most(slot), self.slots.fields[slot].min());
            let classes = Classes::by(most, self.fine, |value| scale.word(i32::from(value) + min));
            kept[slot].meet(&classes, most, self.fine);
        }
    }

    fn join(&self, kept: &mut Kept, other: &Kept) {
        for (slot, classes) in other.iter().enumerate() {
            kept[slot].meet(classes, self.slots.most(slot), self.fine);
        }
    }
}
