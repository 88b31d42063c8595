//! The rules of play, as a pure function: what is possible in a state, and what follows from a decision.
//!
//! A story is compiled once into an [`Engine`]; a state is then [`Engine::words`] machine words, copied freely and
//! compared exactly. A decision is a choice of the player, or an arm that the world draws: the engine lists what
//! is possible and the caller names one. Play, replay, exploration, simulation and the debrief are drivers of this one
//! function; no other module implements a rule.
//!
//! Every driver goes from one scene to the next in this order: [`Engine::choose`], [`Engine::outcome`] of the choice's
//! way, [`Engine::take`] for an arm, [`Engine::enter`] for the arm's target. In a scene that goes on by itself, this
//! begins with the outcome. The engine knows no clocks, no chance and no files: the same input gives the same output in
//! the same order.

mod layout;
mod past;
mod predicate;
mod render;
mod rules;

pub use layout::{Field, Layout};
pub use past::{Past, arm_at, mix};
pub use predicate::{Number, Predicate};
pub use rules::{Outcome, Rules};

use crate::story::{ChoiceId, Exit, Expression, Goal, Lesson, SceneId, Story, TextId, VariableId};
use predicate::{Compiler, holds};
use render::{CompiledPart, CompiledTemplate};
use rules::{CompiledChoice, CompiledWay};

#[derive(Clone, Debug)]
pub struct Engine {
    layout: Layout,
    initial: Box<[u64]>,
    rules: Vec<Rules>,
    known: Vec<Option<Predicate>>,
    present: Vec<Option<Predicate>>,
    show: Vec<Option<Predicate>>,
    goals: Vec<Vec<(Option<Predicate>, f64)>>,
    /// The conditions of the debrief's lessons, and those of its moments; a game's [`Past`] answers some of them.
    pub lessons: Vec<Predicate>,
    pub moments: Vec<Predicate>,
    templates: Vec<Vec<CompiledTemplate>>,
}

impl Engine {
    pub fn new(story: &Story) -> Engine {
        let layout = Layout::new(story);
        let compiler = Compiler::of_rules(story, &layout);
        let past = Compiler::of_past(story, &layout);
        let lesson = |lesson: &Lesson| past.predicate(&lesson.when.expression);
        let worths = |goal: &Goal| goal.worths.iter().map(|worth| (compiler.when(&worth.when), worth.value)).collect();
        let rules = |id| Rules::new(story.scene(id), id, &Compiler { scene: Some(id), ..compiler });
        let mut initial = vec![0; layout.words].into_boxed_slice();
        for (variable, field) in story.variables.iter().zip(&layout.variables) {
            field.set_raw(&mut initial, (variable.start - variable.min) as u64);
        }
        let mut engine = Engine {
            initial: Box::default(),
            rules: story.scene_ids().map(rules).collect(),
            known: story.stakeholders.iter().map(|person| compiler.when(&person.known)).collect(),
            present: story.stakeholders.iter().map(|person| compiler.when(&person.show)).collect(),
            show: story.counters.iter().map(|counter| compiler.when(&counter.show)).collect(),
            goals: story.goals.iter().map(worths).collect(),
            lessons: story.lessons.iter().map(lesson).collect(),
            moments: story.moments.iter().map(lesson).collect(),
            templates: render::compile(story, &compiler, &past),
            layout,
        };
        engine.enter(&mut initial, story.start);
        engine.initial = initial;
        engine
    }

    pub fn words(&self) -> usize {
        self.layout.words
    }

    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    pub fn rules(&self, scene: SceneId) -> &Rules {
        &self.rules[scene.index()]
    }

    /// The first state of a game: the start scene has just been entered.
    pub fn begin(&self) -> Box<[u64]> {
        self.initial.clone()
    }

    pub fn scene(&self, words: &[u64]) -> SceneId {
        SceneId(self.layout.scene.raw(words) as u16)
    }

    /// The value of a stance, a counter or (as 0 or 1) a flag.
    pub fn value(&self, words: &[u64], variable: VariableId) -> i32 {
        self.layout.variable(variable).value(words)
    }

    /// Whether the player sees the stance of the stakeholder at this position of the story's list.
    pub fn is_known(&self, words: &[u64], stakeholder: usize) -> bool {
        holds(&self.known[stakeholder], words, &Past::NONE)
    }

    /// Whether the player's board shows the stakeholder at this position of the story's list.
    pub fn is_present(&self, words: &[u64], stakeholder: usize) -> bool {
        holds(&self.present[stakeholder], words, &Past::NONE)
    }

    /// Whether the `show` of the counter at this position holds. The board shows only counters that also have a name.
    pub fn is_shown(&self, words: &[u64], counter: usize) -> bool {
        holds(&self.show[counter], words, &Past::NONE)
    }

    /// The worth of an ending's state for the goal at this position, from 0 to 1.
    pub fn worth(&self, words: &[u64], goal: usize) -> f64 {
        let counts = |(when, _): &&(Option<Predicate>, f64)| holds(when, words, &Past::NONE);
        self.goals[goal].iter().find(counts).map_or(0.0, |&(_, value)| value)
    }

    /// Appends a text to `out`, as it reads in the state `words` of a game with this past.
    pub fn render(&self, language: usize, text: TextId, words: &[u64], past: &Past, out: &mut String) {
        self.write(language, &self.templates[language][text.index()], words, past, out);
    }

    /// Returns the text that [`Engine::render`] writes.
    pub fn text(&self, language: usize, text: TextId, words: &[u64], past: &Past) -> String {
        let mut out = String::new();
        self.render(language, text, words, past, &mut out);
        out
    }

    fn write(&self, language: usize, template: &CompiledTemplate, words: &[u64], past: &Past, out: &mut String) {
        for part in template {
            match part {
                CompiledPart::Literal(literal) => out.push_str(literal),
                CompiledPart::Number(number) => out.push_str(&number.value(words, past).to_string()),
                CompiledPart::Text(text) => self.render(language, *text, words, past, out),
                CompiledPart::Word { stakeholder, stance, scale, unknown } => {
                    let known = self.is_known(words, *stakeholder);
                    let text = if known { Some(scale.word(self.value(words, *stance))) } else { *unknown };
                    text.into_iter().for_each(|text| self.render(language, text, words, past, out));
                }
                CompiledPart::If(branches) => {
                    if let Some((_, body)) = branches.iter().find(|(when, _)| holds(when, words, past)) {
                        self.write(language, body, words, past, out);
                    }
                }
                CompiledPart::Vary(place, bodies) => {
                    self.write(language, &bodies[past.part(*place, bodies.len())], words, past, out);
                }
            }
        }
    }

    /// Compiles a condition that rule 4 of docs/format.md counts, such as a property's: the state answers it.
    pub fn rule_predicate(&self, story: &Story, expression: &Expression) -> Predicate {
        Compiler::of_rules(story, &self.layout).predicate(expression)
    }

    /// Compiles any other condition, such as a playthrough's: a [`Past`] answers what it asks about the past.
    pub fn past_predicate(&self, story: &Story, expression: &Expression) -> Predicate {
        Compiler::of_past(story, &self.layout).predicate(expression)
    }

    pub fn available<'a>(&'a self, words: &'a [u64]) -> impl Iterator<Item = ChoiceId> + 'a {
        let scene = self.scene(words);
        self.rules(scene).available(words).map(move |index| ChoiceId { scene, index })
    }

    pub fn is_available(&self, words: &[u64], choice: ChoiceId) -> bool {
        self.scene(words) == choice.scene && self.available(words).any(|available| available == choice)
    }

    pub fn is_taken(&self, words: &[u64], choice: ChoiceId) -> bool {
        self.choice(choice).is_spent(words)
    }

    /// Makes an available choice: sets its mark and applies its effects. Its way, [`Exit::Choice`], comes next.
    pub fn choose(&self, words: &mut [u64], choice: ChoiceId) {
        self.choice(choice).make(words);
    }

    pub fn outcome(&self, words: &[u64], exit: Exit) -> Outcome {
        let mut arms = self.arms(words, exit);
        let Some((first, weight)) = arms.next() else { return Outcome::Nowhere };
        match arms.map(|(_, weight)| weight).sum() {
            0 => Outcome::Certain(first),
            others => Outcome::Drawn(weight + others),
        }
    }

    /// The arms that hold and have a weight above 0, as position and weight, in order; without a draw only the first.
    pub fn arms<'a>(&'a self, words: &'a [u64], exit: Exit) -> impl Iterator<Item = (u8, u32)> + 'a {
        self.way(exit).arms(words)
    }

    /// Applies an arm's effects and returns its target, which the caller enters next.
    pub fn take(&self, words: &mut [u64], exit: Exit, arm: u8) -> SceneId {
        self.way(exit).take(words, arm)
    }

    /// Enters a scene: sets its marks, then applies its effects.
    pub fn enter(&self, words: &mut [u64], scene: SceneId) {
        self.layout.scene.set_raw(words, u64::from(scene.0));
        self.rules[scene.index()].enter(words);
    }

    fn choice(&self, choice: ChoiceId) -> &CompiledChoice {
        &self.rules(choice.scene).choices[choice.index as usize]
    }

    fn way(&self, exit: Exit) -> &CompiledWay {
        match exit {
            Exit::Scene(scene) => {
                self.rules(scene).goto.as_ref().expect("only a scene that goes on by itself is left so")
            }
            Exit::Choice(choice) => &self.choice(choice).way,
        }
    }
}
