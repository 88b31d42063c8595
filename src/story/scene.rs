//! Scenes: what a player reads in them, what they change, and where they lead.

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
    /// A line of the debrief about this scene, in which the player decides nothing; `None` for no line.
    pub told: Option<TextId>,
    /// What hinted beforehand at the result of the scene's draw. The debrief shows it beside the draw.
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

/// Where a scene or a choice leads: to the first arm whose condition holds, or to an arm drawn from all that hold.
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
    /// The arm's `id`, or else a name made from its target; unique among the arms of the way.
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
    /// What history and debrief say when the world draws this arm.
    pub told: Option<TextId>,
    pub effects: Vec<Effect>,
    pub to: SceneId,
}

#[derive(Clone, Debug)]
pub struct Choice {
    pub name: String,
    pub span: Span,
    pub label: TextId,
    /// What history and debrief say when the choice is made; `None` means its label.
    pub told: Option<TextId>,
    pub when: Option<Condition>,
    /// Why the choice is not available, shown while `when` does not hold. Without this text, the choice is hidden then.
    pub locked: Option<TextId>,
    /// Whether a player can make the choice only once.
    pub once: bool,
    /// Whether the choice is available only while no choice without `fallback` is.
    pub fallback: bool,
    pub text: Option<TextId>,
    pub effects: Vec<Effect>,
    pub goto: Way,
}

/// Changes that share one condition, which is judged just before them.
#[derive(Clone, Debug)]
pub struct Effect {
    /// When the changes happen; `None` means always.
    pub when: Option<Condition>,
    pub changes: Vec<Change>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Adds a number to a stance or counter; the sum stops at the variable's bounds.
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

    /// Every expression of the scene's rules, without the expressions in its texts.
    pub fn rules(&self) -> impl Iterator<Item = &Expression> {
        let effects = self.effects().filter_map(|effect| effect.when.as_ref());
        let choices = self.choices().iter().filter_map(|choice| choice.when.as_ref());
        let weights = self.ways().flat_map(|way| &way.arms).map(|arm| &arm.weight);
        let arms = self.ways().flat_map(|way| &way.arms).filter_map(|arm| arm.when.as_ref());
        effects.chain(choices).chain(arms).map(|condition| &condition.expression).chain(weights)
    }

    /// The texts above the scene's own text: title, time and place.
    pub fn heading(&self) -> [Option<TextId>; 3] {
        [self.title, self.time, self.place]
    }

    /// The texts that a player reads on entering the scene, in order: the heading, then the scene's own text.
    pub fn read_on_entering(&self) -> impl Iterator<Item = TextId> + use<> {
        self.heading().into_iter().chain([self.text]).flatten()
    }

    /// Every text of the scene, in the order in which a player reads them.
    pub fn texts(&self) -> impl Iterator<Item = TextId> + '_ {
        let hint = if let Body::Ending { hint } = self.body { hint } else { None };
        let choices =
            self.choices().iter().flat_map(|choice| [Some(choice.label), choice.told, choice.locked, choice.text]);
        let arms = self.ways().flat_map(|way| &way.arms).flat_map(|arm| [arm.text, arm.told]);
        let rest = [self.told, self.sign, hint].into_iter().chain(choices).chain(arms).flatten();
        self.read_on_entering().chain(rest)
    }
}

/// Names a way out of a scene: the scene's own `goto`, or one of its choices.
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
