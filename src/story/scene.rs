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
    /// What the debrief tells of the scene, though nobody decided anything there.
    pub told: Option<TextId>,
    /// A sign that showed beforehand how the scene's draw might come out. The debrief says it beside the draw.
    pub sign: Option<TextId>,
    pub body: Body,
    pub allow: Vec<Code>,
}

#[derive(Clone, Debug)]
pub enum Body {
    Ending {
        /// What the list of endings shows until the player has found this one.
        hint: Option<TextId>,
    },
    Goto(Way),
    Choices(Vec<Choice>),
}

/// Where a scene or a choice leads: to the first arm whose condition holds, or to one drawn from those that hold.
#[derive(Clone, Debug)]
pub struct Way {
    /// The arms in order; a plain `goto` is one arm without a condition.
    pub arms: Vec<Arm>,
    /// Whether the arms have weights and one of them is drawn.
    pub drawn: bool,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Arm {
    /// The name as written, or else made from the target's; unique in its list.
    pub name: String,
    pub span: Span,
    /// When the arm can be taken; `None` means always. The condition is judged before any arm's effects.
    pub when: Option<Condition>,
    /// The weight in a draw, at most 1,000,000. At 0 or below, the arm takes no part. Without a draw the weight is 1.
    pub weight: Expression,
    /// The place of the weight, without its quotes; `None` when none is written.
    pub weight_span: Option<Span>,
    /// What a player reads when the arm is taken, before entering the target.
    pub text: Option<TextId>,
    /// How history and debrief tell that the arm was taken.
    pub told: Option<TextId>,
    pub effects: Vec<Effect>,
    pub to: SceneId,
}

#[derive(Clone, Debug)]
pub struct Choice {
    pub name: String,
    pub span: Span,
    pub label: TextId,
    /// How history and debrief tell the choice; `None` means by its label.
    pub told: Option<TextId>,
    pub when: Option<Condition>,
    /// Why the choice is not available. A choice without a reason is hidden then.
    pub locked: Option<TextId>,
    /// Whether a player can make the choice only once.
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
    /// When the changes happen; `None` means always.
    pub when: Option<Condition>,
    pub changes: Vec<Change>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Adds to a stance or counter, which stops at its bounds.
    Add(VariableId, i32),
    /// Sets a value within the bounds; a flag is 0 or 1.
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
