//! A playthrough as it was written: names not yet looked up, each with its place.

use crate::source::Span;
use crate::story::Condition;

/// A playthrough file.
#[derive(Clone, Debug)]
pub struct Playthrough {
    /// What it shows.
    pub title: Option<String>,
    /// Where it must end; without one it may stop anywhere.
    pub ending: Option<Named>,
    /// What must hold in the last state.
    pub expect: Option<Condition>,
    /// What is done and looked at, in order.
    pub steps: Vec<ScriptStep>,
    /// What decides the draws that no step names.
    pub seed: Option<u64>,
    /// The fingerprint of the story it was played in.
    pub story: Option<String>,
    /// The language it was read in.
    pub language: Option<String>,
    /// When it was saved, as a date-time of TOML.
    pub saved: Option<String>,
    /// Whether its decisions cannot be taken back when it is played on.
    pub is_final: bool,
    /// Where the list of steps stands, or where the file begins when it has none.
    pub span: Span,
}

/// A name in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// As it was written.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

/// One step.
#[derive(Clone, Debug)]
pub struct ScriptStep {
    /// Where it stands.
    pub span: Span,
    /// What it says.
    pub action: Action,
}

/// What a step says.
#[derive(Clone, Debug)]
pub enum Action {
    /// The player chooses: `scene.choice`, or the choice's name alone, as of the current scene.
    Choose(Named),
    /// The draw that comes next comes out so: `scene.arm`.
    Draw(Named),
    /// Nothing is done, but something must be so.
    Look(Expectations),
}

/// What must be so in the state last entered.
#[derive(Clone, Debug, Default)]
pub struct Expectations {
    /// What must hold.
    pub expect: Option<Condition>,
    /// Choices that must be available.
    pub available: Vec<Named>,
    /// Choices that must be shown with the reason why they are not available.
    pub locked: Vec<Named>,
    /// Choices that must not be shown.
    pub hidden: Vec<Named>,
}
