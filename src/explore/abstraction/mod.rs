//! A story prepared for searches; and which differences between its states do not matter to an answer: dead variables,
//! and values that nothing tells apart.
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
pub(super) mod reads;
pub(super) mod slots;

use crate::engine::Engine;
use crate::explore::order::components::{SceneMap, settle_all};
use crate::story::{
    Arm, Change, ChoiceId, Claim, Condition, Effect, Expression, Part, Scene, SceneId, StakeholderText,
};
use crate::story::{Story, TextId, VariableId};
use classes::Classes;
use reads::Reads;
use slots::{Abstraction, Slots};
use std::collections::BTreeSet;

/// A question needs little more if it tells more states apart in at most one eighth of the scenes.
const FEW: usize = 8;

/// What is asked of the states of a search, beyond how the game goes on and which ending it comes to.
#[derive(Clone, Debug, Default)]
pub struct Question<'a> {
    /// Conditions judged in every state.
    pub everywhere: Vec<&'a Expression>,
    /// Conditions judged at the ending only.
    pub at_endings: Vec<&'a Expression>,
    /// The texts for which the search must know which parts are shown.
    pub texts: BTreeSet<TextId>,
    /// Whether the search must also know which numbers these texts print.
    pub prints: bool,
    /// A variable whose range is asked for: the search must know whether each effect on it happens.
    pub moving: Option<VariableId>,
}

impl<'a> Question<'a> {
    /// What chances need: every goal, and every property that speaks of a chance.
    pub fn chances(story: &'a Story) -> Question<'a> {
        let claimed = story.properties.iter().filter_map(|property| match &property.claim {
            Claim::Chance { of, .. } => Some(&of.expression),
            Claim::Always(_) | Claim::Sometimes(_) | Claim::Eventually(_) => None,
        });
        let mut question = Question::goals(story);
        question.at_endings.extend(claimed);
        question
    }

    /// What the goals alone need.
    pub fn goals(story: &'a Story) -> Question<'a> {
        let at_endings = story.goals.iter().flat_map(|goal| goal.expressions()).collect();
        Question { at_endings, ..Question::default() }
    }

    /// What a search for the range of a variable needs.
    pub fn moving(variable: VariableId) -> Question<'a> {
        Question { moving: Some(variable), ..Question::default() }
    }

    /// What all texts need: which of their parts are shown.
    pub fn shown(story: &Story) -> Question<'a> {
        let texts = (0..story.texts[0].templates.len() as u32).map(TextId).collect();
        Question { texts, ..Question::default() }
    }

    /// All that can follow from a state: every ending, the worth of every goal, and every printed word.
    pub fn everything_later(story: &'a Story) -> Question<'a> {
        Question { prints: true, texts: Question::shown(story).texts, ..Question::chances(story) }
    }
}

/// A story, and what all its searches share.
pub(super) struct Subject<'a> {
    pub story: &'a Story,
    pub engine: &'a Engine,
    pub slots: Slots<'a>,
    pub map: SceneMap,
}

impl<'a> Subject<'a> {
    /// Maps which scenes lead to which, and lists the parts of a state.
    pub fn new(story: &'a Story, engine: &'a Engine) -> Subject<'a> {
        let map = SceneMap::new(story);
        Subject { story, engine, slots: Slots::new(story, engine.layout(), &map), map }
    }

    /// Finds for each scene what the question and the rules can tell apart: a search must keep that of its states.
    pub fn abstractions(&self, question: &Question) -> Vec<Abstraction> {
        let Subject { story, slots, map, .. } = self;
        let abstractions = vec![Abstraction::default(); story.scenes.len()];
        let mut live = LiveVariables { story, slots, question, reads: self.reads(), abstractions };
        for component in &map.components {
            settle_all(component, map.is_cyclic(component), |scene| {
                let abstraction = live.scene(scene);
                let held = &mut live.abstractions[scene.index()];
                let is_new = *held != abstraction;
                *held = abstraction;
                is_new
            });
        }
        live.abstractions
    }

    /// Abstractions that keep every part whole: states are as the story declares them.
    pub fn concrete(&self) -> Vec<Abstraction> {
        let slots = (0..self.slots.fields.len()).map(|slot| (slot, Classes::Each)).collect();
        vec![Abstraction { slots }; self.story.scenes.len()]
    }

    /// Splits the variables into two lists: those whose ranges a search with `kept` finds, and the others. Extends
    /// `kept` for a variable that needs more in few scenes only: one search is cheaper than two.
    pub fn keep_moves(&self, kept: &mut Vec<Abstraction>) -> (Vec<VariableId>, Vec<VariableId>) {
        // An effect without a condition happens in every state.
        let effects = self.story.scenes.iter().flat_map(Scene::effects).filter(|effect| effect.when.is_some());
        let changes = effects.flat_map(|effect| &effect.changes);
        let conditional: BTreeSet<VariableId> = changes.map(|change| change.variable()).collect();
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
        let mut both = self.abstractions(question);
        both.iter_mut().zip(kept).for_each(|(both, kept)| both.join(kept, &self.slots));
        both
    }

    /// For each scene, whether a condition judged there depends on more than the scene and the number of choices.
    pub fn depends(&self, expression: &Expression) -> Vec<bool> {
        let mut reads = self.reads();
        self.story.scene_ids().map(|scene| !reads.condition(expression, scene).slots.is_empty()).collect()
    }

    fn reads(&self) -> Reads<'_> {
        Reads::new(self.story, self.engine, &self.slots)
    }
}

struct LiveVariables<'a> {
    story: &'a Story,
    slots: &'a Slots<'a>,
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
            self.whole(&arm.weight, abstraction);
            self.text(arm.told, scene, abstraction);
        }
        self.text(self.story.scene(scene).sign, scene, abstraction);
    }

    /// Changes `abstraction` from what matters after a scene is entered to what matters before.
    fn entry(&mut self, id: SceneId, abstraction: &mut Abstraction) {
        self.effects(&self.story.scene(id).effects, id, abstraction);
        let again = self.slots.again().and_then(|again| abstraction.slots.remove(&again));
        if let Some(visited) = self.slots.visited(id) {
            let asked = again.filter(|_| self.slots.layout.again[id.index()].is_some());
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
                let slot = change.variable().index();
                let (domain, own) = (self.slots.domains[slot], abstraction.classes(slot));
                let applied = |value| self.apply(change, value);
                let moves = self.question.moving == Some(change.variable());
                match condition {
                    None => abstraction.set(slot, own.before(domain, applied)),
                    Some(_)
                        if !moves && (0..=domain.most as u16).all(|value| own.of(applied(value)) == own.of(value)) => {}
                    Some(condition) if !moves && !domain.is_whole && read == [slot] => {
                        let holds = self.reads.verdicts(condition, scene, &[slot]);
                        let step = |value: u16| if holds[value as usize] { applied(value) } else { value };
                        abstraction.set(slot, own.before(domain, step));
                    }
                    Some(_) => {
                        abstraction.meet(slot, &own.before(domain, applied), self.slots);
                        matters = true;
                    }
                }
            }
            if let Some(condition) = condition.filter(|_| matters) {
                self.read(condition, scene, abstraction);
            }
        }
    }

    fn apply(&self, change: Change, value: u16) -> u16 {
        let slot = change.variable().index();
        let field = self.slots.fields[slot];
        let raw = match change {
            Change::Add(_, amount) => i64::from(value) + i64::from(amount),
            Change::Assign(_, assigned) => i64::from(assigned) - i64::from(field.min),
        };
        raw.clamp(0, i64::from(self.slots.domains[slot].most)) as u16
    }

    fn when(&mut self, when: &'a Option<Condition>, scene: SceneId, abstraction: &mut Abstraction) {
        if let Some(when) = when {
            self.read(&when.expression, scene, abstraction);
        }
    }

    fn read(&mut self, expression: &'a Expression, scene: SceneId, abstraction: &mut Abstraction) {
        abstraction.join(&self.reads.condition(expression, scene), self.slots);
    }

    /// If the question asks about a text, keeps what decides which parts of the text are shown and what it prints.
    fn text(&mut self, text: Option<TextId>, scene: SceneId, abstraction: &mut Abstraction) {
        if let Some(text) = text.filter(|text| self.question.texts.contains(text)) {
            self.template(text, scene, abstraction);
        }
    }

    fn template(&mut self, text: TextId, scene: SceneId, abstraction: &mut Abstraction) {
        let story = self.story;
        story.texts[0].template(text).parts(&mut |part| match part {
            Part::If(branches) => branches.iter().for_each(|branch| self.when(&branch.when, scene, abstraction)),
            Part::Stakeholder(id, StakeholderText::Word) => {
                let person = &story.stakeholders[id.index()];
                self.when(&person.known, scene, abstraction);
                person.unknown.into_iter().for_each(|unknown| self.template(unknown, scene, abstraction));
                self.word(person.stance.index(), abstraction);
            }
            Part::Number(number) if self.question.prints => self.whole(number, abstraction),
            Part::Literal(_) | Part::Number(_) | Part::Stakeholder(..) | Part::Vary(_) => {}
        });
    }

    /// Keeps all values of the parts that a number is computed from.
    fn whole(&self, number: &Expression, abstraction: &mut Abstraction) {
        self.slots.read_by(number).into_iter().for_each(|slot| abstraction.set(slot, Classes::Each));
    }

    /// Keeps what decides which word players read for the stance in a slot.
    fn word(&self, slot: usize, abstraction: &mut Abstraction) {
        if let Some(scale) = &self.story.scale {
            let min = self.slots.fields[slot].min;
            let classes = Classes::by(self.slots.domains[slot], |value| scale.word(i32::from(value) + min));
            abstraction.meet(slot, &classes, self.slots);
        }
    }
}
