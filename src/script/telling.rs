//! A failure in words, for the author of a playthrough.

use super::driver::holds;
use super::failure::{Failure, Hidden, ReplayError, Standing, Wanted};
use super::state::{state, values};
use crate::engine::Engine;
use crate::source::Label;
use crate::story::{ChoiceId, Condition, Exit, SceneId, Story};

/// A failure in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What went otherwise, in lower case, without a full stop.
    pub message: String,
    /// Why it went so, where there is a reason.
    pub reason: Option<String>,
    /// What is to be seen at the place of the failure, and at places of the story that it comes from.
    pub labels: Vec<Label>,
    /// The state in which it happened.
    pub state: String,
    /// What was possible instead, where something was.
    pub instead: Option<String>,
    /// What to do about it, where that can be said.
    pub help: Option<String>,
}

impl Told {
    /// The failure in one line, for where there is no more room.
    pub fn line(&self) -> String {
        let reason = self.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
        let instead = self.instead.as_ref().map(|instead| format!("; {instead}")).unwrap_or_default();
        format!("{}{reason}; {}{instead}", self.message, self.state)
    }
}

impl Failure {
    /// Puts the failure in words.
    pub fn told(&self, story: &Story, engine: &Engine) -> Told {
        let teller = Teller { story, engine, failure: self };
        Told {
            message: teller.message(),
            reason: teller.reason(),
            labels: teller.labels(),
            state: state(story, engine, &self.moment),
            instead: teller.instead(),
            help: teller.help(),
        }
    }
}

struct Teller<'t> {
    story: &'t Story,
    engine: &'t Engine,
    failure: &'t Failure,
}

impl Teller<'_> {
    fn message(&self) -> String {
        let choice = |id: ChoiceId| self.story.choice_name(id);
        match &self.failure.error {
            ReplayError::UnknownScene { written, .. } => format!("there is no scene `{written}`"),
            ReplayError::UnknownChoice { scene, written, .. } => {
                format!("`{}` has no choice `{written}`", self.scene(*scene))
            }
            ReplayError::Elsewhere(id) => {
                format!("`{}` is no choice of `{}`, where the game is", choice(*id), self.here())
            }
            ReplayError::NotAvailable(id, Standing::Locked(_)) => format!("`{}` is locked", choice(*id)),
            ReplayError::NotAvailable(id, _) => format!("`{}` is not shown", choice(*id)),
            ReplayError::UnknownArm { scene, written, .. } => {
                format!("`{}` draws no arm `{written}`", self.scene(*scene))
            }
            ReplayError::OtherDraw { waiting, .. } => {
                format!("the draw that comes next is that of {}", self.way(*waiting))
            }
            ReplayError::ArmClosed { waiting, arm } => {
                format!("`{}` cannot be drawn", self.story.arm_name(*waiting, *arm))
            }
            ReplayError::NoDraw { .. } => "nothing is drawn here".to_owned(),
            ReplayError::Undecided(waiting) => {
                format!("no step and no seed decides the draw of {}", self.way(*waiting))
            }
            ReplayError::Unexpected(_) => "the expectation does not hold".to_owned(),
            ReplayError::OtherStanding { choice: id, wanted, found } => {
                format!("`{}` is {}, not {}", choice(*id), standing(found), wanted_name(*wanted))
            }
            ReplayError::UnknownEnding { written, .. } => format!("there is no ending `{written}`"),
            ReplayError::OtherEnding(reached) => format!("the game ended in `{}`", self.scene(*reached)),
            ReplayError::NoEnding { wanted } => {
                format!("the steps are over before `{}` is reached", self.scene(*wanted))
            }
            ReplayError::LeftOver { count: 1 } => "the game is over, and a step is left".to_owned(),
            ReplayError::LeftOver { count } => format!("the game is over, and {count} steps are left"),
            ReplayError::DeadEnd => "the game is at a dead end".to_owned(),
            ReplayError::EndlessChain => "scenes lead on to each other for ever, without a choice".to_owned(),
        }
    }

    fn labels(&self) -> Vec<Label> {
        let own = Label { span: self.failure.span, text: self.label() };
        let when = match &self.failure.error {
            ReplayError::NotAvailable(choice, _) | ReplayError::OtherStanding { choice, .. } => {
                self.story.choice(*choice).when.as_ref()
            }
            ReplayError::ArmClosed { waiting, arm } => {
                self.story.way(*waiting).arms[*arm as usize].when.as_ref()
            }
            _ => None,
        };
        let fails = |when: &&Condition| !holds(self.story, self.engine, when, &self.failure.moment);
        let reads = |when: &Condition| Label { span: when.span, text: self.values(when) };
        std::iter::once(own).chain(when.filter(fails).map(reads)).collect()
    }

    /// Why it went so.
    fn reason(&self) -> Option<String> {
        match &self.failure.error {
            ReplayError::NotAvailable(_, found) => Some(reason(found)),
            ReplayError::OtherStanding { found, .. } => Some(reason(found)),
            ReplayError::ArmClosed { .. } => Some("its `when` does not hold".to_owned()),
            ReplayError::NoDraw { gone: Some(exit) } => {
                Some(format!("a single arm of {} held, so it was certain", self.way(*exit)))
            }
            ReplayError::NoDraw { gone: None } => Some("the player chooses next".to_owned()),
            ReplayError::Unexpected(condition) => Some(self.values(condition)),
            _ => None,
        }
    }

    /// What is to be seen at the place of the failure.
    fn label(&self) -> String {
        match &self.failure.error {
            ReplayError::UnknownScene { .. } => "no such scene".to_owned(),
            ReplayError::UnknownChoice { .. } => "no such choice".to_owned(),
            ReplayError::UnknownArm { .. } => "no such arm".to_owned(),
            ReplayError::UnknownEnding { .. } => "no such ending".to_owned(),
            ReplayError::Elsewhere(choice) => format!("a choice of `{}`", self.scene(choice.scene)),
            ReplayError::OtherDraw { scene, waiting } if *scene == waiting.scene() => {
                format!("another choice of `{}` draws so", self.scene(*scene))
            }
            ReplayError::OtherDraw { scene, .. } => format!("`{}` does not draw next", self.scene(*scene)),
            ReplayError::Undecided(_) => "this comes to the draw".to_owned(),
            ReplayError::OtherEnding(_) => "it was to end here".to_owned(),
            ReplayError::NoEnding { .. } => format!("the game stops in `{}`", self.here()),
            ReplayError::LeftOver { .. } => format!("`{}` is an ending", self.here()),
            ReplayError::DeadEnd => format!("nothing is possible in `{}`", self.here()),
            ReplayError::EndlessChain => "this leads into the chain".to_owned(),
            ReplayError::NotAvailable(..)
            | ReplayError::ArmClosed { .. }
            | ReplayError::NoDraw { .. }
            | ReplayError::Unexpected(_)
            | ReplayError::OtherStanding { .. } => self.reason().unwrap_or_default(),
        }
    }

    /// What was possible in place of the failure.
    fn instead(&self) -> Option<String> {
        match &self.failure.error {
            ReplayError::UnknownScene { .. }
            | ReplayError::UnknownChoice { .. }
            | ReplayError::Elsewhere(_)
            | ReplayError::NotAvailable(..)
            | ReplayError::OtherStanding { .. }
            | ReplayError::NoDraw { .. }
            | ReplayError::UnknownArm { waiting: None, .. }
            | ReplayError::NoEnding { .. } => self.choices(),
            ReplayError::UnknownArm { waiting: Some(exit), .. }
            | ReplayError::OtherDraw { waiting: exit, .. }
            | ReplayError::ArmClosed { waiting: exit, .. }
            | ReplayError::Undecided(exit) => Some(self.arms(*exit)),
            ReplayError::UnknownEnding { .. } => {
                let endings: Vec<String> =
                    self.story.endings().map(|id| format!("`{}`", self.scene(id))).collect();
                Some(format!("the endings are {}", endings.join(", ")))
            }
            ReplayError::Unexpected(_)
            | ReplayError::OtherEnding(_)
            | ReplayError::LeftOver { .. }
            | ReplayError::DeadEnd
            | ReplayError::EndlessChain => None,
        }
    }

    fn help(&self) -> Option<String> {
        match &self.failure.error {
            ReplayError::UnknownScene { meant: Some(meant), .. }
            | ReplayError::UnknownChoice { meant: Some(meant), .. }
            | ReplayError::UnknownArm { meant: Some(meant), .. }
            | ReplayError::UnknownEnding { meant: Some(meant), .. } => {
                Some(format!("did you mean `{meant}`?"))
            }
            ReplayError::Undecided(waiting) => {
                let (arm, _) = self.engine.arms(&self.failure.moment.words, *waiting).next()?;
                let arm = self.story.arm_name(*waiting, arm);
                Some(format!(
                    "name its outcome after this step, as `{{ draw = \"{arm}\" }}`, or give a `seed`"
                ))
            }
            ReplayError::LeftOver { .. } => Some("take out what follows the ending".to_owned()),
            _ => None,
        }
    }

    fn choices(&self) -> Option<String> {
        let names: Vec<String> = self
            .engine
            .available(&self.failure.moment.words)
            .map(|id| format!("`{}`", self.story.choice(id).name))
            .collect();
        (!names.is_empty()).then(|| format!("available: {}", names.join(", ")))
    }

    fn arms(&self, exit: Exit) -> String {
        let arms: Vec<(u8, u32)> = self.engine.arms(&self.failure.moment.words, exit).collect();
        let of: u32 = arms.iter().map(|&(_, weight)| weight).sum();
        let arms: Vec<String> = arms
            .iter()
            .map(|&(arm, weight)| format!("`{}` ({weight} of {of})", self.story.arm_name(exit, arm)))
            .collect();
        format!("the draw can come out as {}", arms.join(", "))
    }

    fn values(&self, condition: &Condition) -> String {
        values(self.story, self.engine, &self.failure.moment, condition)
    }

    fn way(&self, exit: Exit) -> String {
        match exit {
            Exit::Scene(scene) => format!("`{}`", self.scene(scene)),
            Exit::Choice(choice) => format!("`{}`", self.story.choice_name(choice)),
        }
    }

    fn scene(&self, id: SceneId) -> &str {
        &self.story.scene(id).name
    }

    fn here(&self) -> &str {
        self.scene(self.engine.scene(&self.failure.moment.words))
    }
}

fn standing(found: &Standing) -> &'static str {
    match found {
        Standing::Available => "available",
        Standing::Locked(_) => "locked",
        Standing::Hidden(_) => "hidden",
    }
}

fn wanted_name(wanted: Wanted) -> &'static str {
    match wanted {
        Wanted::Available => "available",
        Wanted::Locked => "locked",
        Wanted::Hidden => "hidden",
    }
}

/// Why a choice is offered as it is.
fn reason(found: &Standing) -> String {
    match found {
        Standing::Available => "it can be chosen".to_owned(),
        Standing::Locked(reason) => format!("“{reason}”"),
        Standing::Hidden(Hidden::Taken) => "taken before, and offered once".to_owned(),
        Standing::Hidden(Hidden::Fallback) => "a fallback, and other choices are available".to_owned(),
        Standing::Hidden(Hidden::Silent) => "its `when` does not hold".to_owned(),
    }
}
