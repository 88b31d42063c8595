//! Scenes: what is read, what changes, and where it goes on.

use super::{ActId, ChoiceId, Condition, Expression, SceneId, TextId, VariableId};
use crate::source::{Code, Span};

#[derive(Clone, Debug)]
pub struct Scene {
    pub name: String,
    pub span: Span,
    pub act: ActId,
    pub title: Option<TextId>,
    pub time: Option<TextId>,
    pub place: Option<TextId>,
    pub text: Option<TextId>,
    /// What changes on entering, before the text is read.
    pub effects: Vec<Effect>,
    /// A line of the debrief that is nobody's decision.
    pub told: Option<TextId>,
    /// What showed beforehand how a draw of the scene might come out: the debrief says it beside the draw.
    pub sign: Option<TextId>,
    pub body: Body,
    pub allow: Vec<Code>,
}

#[derive(Clone, Debug)]
pub enum Body {
    Ending {
        /// What the list of endings says while it is not found.
        hint: Option<TextId>,
    },
    Goto(Way),
    Choices(Vec<Choice>),
}

/// Where something leads: the first arm that holds, or a draw among those that hold.
#[derive(Clone, Debug)]
pub struct Way {
    /// The arms in order; a plain `goto` is one arm without a condition.
    pub arms: Vec<Arm>,
    /// Whether the arms have weights: the list is a draw.
    pub drawn: bool,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Arm {
    /// Its name: as written, or from its target; unique in its list.
    pub name: String,
    pub span: Span,
    /// When it can be taken; judged before any arm's effects.
    pub when: Option<Condition>,
    /// Its weight in a draw, at most 1,000,000; it takes part while that is above 0. 1 in a list that is not drawn from.
    pub weight: Expression,
    /// Where the weight stands, inside its quotes.
    pub weight_span: Option<Span>,
    /// What is read when it is taken, before the target is entered.
    pub text: Option<TextId>,
    /// How history and debrief tell it.
    pub told: Option<TextId>,
    pub effects: Vec<Effect>,
    pub to: SceneId,
}

#[derive(Clone, Debug)]
pub struct Choice {
    pub name: String,
    pub span: Span,
    pub label: TextId,
    /// How history and debrief tell it; the label, when `None`.
    pub told: Option<TextId>,
    pub when: Option<Condition>,
    /// Why it is not available; without a reason it is hidden.
    pub locked: Option<TextId>,
    /// Whether it is not shown again once taken.
    pub once: bool,
    /// Whether it is shown only while no other choice is available.
    pub fallback: bool,
    pub text: Option<TextId>,
    pub effects: Vec<Effect>,
    pub goto: Way,
}

/// Changes that happen together, if a condition holds when their turn comes.
#[derive(Clone, Debug)]
pub struct Effect {
    /// When they happen; `None` always.
    pub when: Option<Condition>,
    pub changes: Vec<Change>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Adds to a stance or counter, which stops at its bounds.
    Add(VariableId, i32),
    /// Gives a value within the bounds; flags are 0 and 1.
    Assign(VariableId, i32),
}

impl Change {
    pub fn variable(self) -> VariableId {
        match self {
            Change::Add(variable, _) | Change::Assign(variable, _) => variable,
        }
    }
}

impl Scene {
    pub fn is_ending(&self) -> bool {
        matches!(self.body, Body::Ending { .. })
    }

    /// The choices in the order of the file; none for an ending or a scene that goes on by itself.
    pub fn choices(&self) -> &[Choice] {
        match &self.body {
            Body::Choices(choices) => choices,
            Body::Ending { .. } | Body::Goto(_) => &[],
        }
    }

    pub fn goto(&self) -> Option<&Way> {
        match &self.body {
            Body::Goto(way) => Some(way),
            Body::Ending { .. } | Body::Choices(_) => None,
        }
    }

    pub fn ways(&self) -> impl Iterator<Item = &Way> {
        self.goto().into_iter().chain(self.choices().iter().map(|choice| &choice.goto))
    }

    pub fn effects(&self) -> impl Iterator<Item = &Effect> {
        let choices = self.choices().iter().flat_map(|choice| &choice.effects);
        let arms = self.ways().flat_map(|way| &way.arms).flat_map(|arm| &arm.effects);
        self.effects.iter().chain(choices).chain(arms)
    }

    /// Every expression that the scene's rules read; those in texts are not among them.
    pub fn rules(&self) -> impl Iterator<Item = &Expression> {
        let effects = self.effects().filter_map(|effect| effect.when.as_ref());
        let choices = self.choices().iter().filter_map(|choice| choice.when.as_ref());
        let weights = self.ways().flat_map(|way| &way.arms).map(|arm| &arm.weight);
        let arms = self.ways().flat_map(|way| &way.arms).filter_map(|arm| arm.when.as_ref());
        effects.chain(choices).chain(arms).map(|condition| &condition.expression).chain(weights)
    }

    /// The texts above the scene's own: its title, when and where it takes place.
    pub fn heading(&self) -> [Option<TextId>; 3] {
        [self.title, self.time, self.place]
    }

    /// The texts that are read on entering the scene, in that order: its heading and its own text.
    pub fn read_on_entering(&self) -> impl Iterator<Item = TextId> + use<> {
        self.heading().into_iter().chain([self.text]).flatten()
    }

    /// Every text of the scene, in the order in which they are read.
    pub fn texts(&self) -> impl Iterator<Item = TextId> + '_ {
        let hint = match &self.body {
            Body::Ending { hint } => *hint,
            Body::Goto(_) | Body::Choices(_) => None,
        };
        let choices =
            self.choices().iter().flat_map(|choice| [Some(choice.label), choice.told, choice.locked, choice.text]);
        let arms = self.ways().flat_map(|way| &way.arms).flat_map(|arm| [arm.text, arm.told]);
        let rest = [self.told, self.sign, hint].into_iter().chain(choices).chain(arms).flatten();
        self.read_on_entering().chain(rest)
    }
}

/// Names a way out of a scene.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Exit {
    Scene(SceneId),
    Choice(ChoiceId),
}

impl Exit {
    pub fn scene(self) -> SceneId {
        match self {
            Exit::Scene(scene) => scene,
            Exit::Choice(choice) => choice.scene,
        }
    }
}
