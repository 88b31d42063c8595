//! What can go otherwise than a playthrough says.

use crate::game::Moment;
use crate::source::Span;
use crate::story::{ChoiceId, Condition, Exit, SceneId};

/// The first thing in a playthrough that did not go as written.
#[derive(Clone, Debug)]
pub struct Failure {
    /// Where it was written: the step, or the `ending` or `expect` of the whole.
    pub span: Span,
    /// What went otherwise.
    pub error: ReplayError,
    /// The state in which it did.
    pub moment: Moment,
}

/// In what way something did not go as written.
#[derive(Clone, Debug)]
pub enum ReplayError {
    /// No scene of that name exists, so none of its choices or arms does.
    UnknownScene {
        /// The scene's name as it was written.
        written: String,
        /// The whole name, with the choice's or the arm's, that was most likely meant.
        meant: Option<String>,
    },
    /// The scene has no choice of that name.
    UnknownChoice {
        /// The scene that was searched.
        scene: SceneId,
        /// The choice's name as it was written.
        written: String,
        /// The name that was most likely meant, as it could have been written.
        meant: Option<String>,
    },
    /// The choice belongs to a scene that the game is not in.
    Elsewhere(ChoiceId),
    /// The choice cannot be made.
    NotAvailable(ChoiceId, Standing),
    /// The scene has no arm of that name that is drawn.
    UnknownArm {
        /// The scene that was searched.
        scene: SceneId,
        /// The arm's name as it was written.
        written: String,
        /// The name that was most likely meant.
        meant: Option<String>,
        /// The draw that waits for an outcome, if one does.
        waiting: Option<Exit>,
    },
    /// Another draw comes next.
    OtherDraw {
        /// The scene that the step names.
        scene: SceneId,
        /// The draw that comes next.
        waiting: Exit,
    },
    /// The condition of the arm does not hold.
    ArmClosed {
        /// The draw.
        waiting: Exit,
        /// The arm's position.
        arm: u8,
    },
    /// Nothing is drawn.
    NoDraw {
        /// The way that was to be drawn from, when the game has just gone it: a single arm of it held.
        gone: Option<Exit>,
    },
    /// A draw that no step names, and no seed decides.
    Undecided(Exit),
    /// A condition does not hold.
    Unexpected(Condition),
    /// A choice is not offered as it should be.
    OtherStanding {
        /// The choice.
        choice: ChoiceId,
        /// How it should be offered.
        wanted: Wanted,
        /// How it is.
        found: Standing,
    },
    /// There is no ending of that name.
    UnknownEnding {
        /// The name as it was written.
        written: String,
        /// The ending that was most likely meant.
        meant: Option<String>,
    },
    /// The game ended, and elsewhere.
    OtherEnding(SceneId),
    /// The steps are over and the game is not.
    NoEnding {
        /// The ending that was to be reached.
        wanted: SceneId,
    },
    /// The game is over and the steps are not.
    LeftOver {
        /// How many steps are left.
        count: usize,
    },
    /// Nothing is available, or no arm holds.
    DeadEnd,
    /// Scenes lead on to each other for ever.
    EndlessChain,
}

impl ReplayError {
    /// A stable name for programs.
    pub fn name(&self) -> &'static str {
        match self {
            ReplayError::UnknownScene { .. } => "unknown-scene",
            ReplayError::UnknownChoice { .. } => "unknown-choice",
            ReplayError::Elsewhere(_) => "choice-elsewhere",
            ReplayError::NotAvailable(..) => "choice-not-available",
            ReplayError::UnknownArm { .. } => "unknown-arm",
            ReplayError::OtherDraw { .. } => "other-draw",
            ReplayError::ArmClosed { .. } => "arm-not-possible",
            ReplayError::NoDraw { .. } => "no-draw",
            ReplayError::Undecided(_) => "undecided-draw",
            ReplayError::Unexpected(_) => "expectation",
            ReplayError::OtherStanding { .. } => "choice-offered-otherwise",
            ReplayError::UnknownEnding { .. } => "unknown-ending",
            ReplayError::OtherEnding(_) => "other-ending",
            ReplayError::NoEnding { .. } => "no-ending",
            ReplayError::LeftOver { .. } => "steps-left-over",
            ReplayError::DeadEnd => "dead-end",
            ReplayError::EndlessChain => "endless-chain",
        }
    }
}

/// How a choice is offered in a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It can be made.
    Available,
    /// It is shown with this reason.
    Locked(String),
    /// It is not shown.
    Hidden(Hidden),
}

/// Why a choice is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hidden {
    /// It was taken before, and is offered once.
    Taken,
    /// It is a fallback, and other choices are available.
    Fallback,
    /// Its condition does not hold, and it gives no reason.
    Silent,
}

/// How a playthrough says that a choice is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// It can be made.
    Available,
    /// It is shown with a reason.
    Locked,
    /// It is not shown.
    Hidden,
}
