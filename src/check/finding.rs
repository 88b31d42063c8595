//! The results of a check, and the level at which each lint is reported.

use crate::explore::{Limit, PathStep, Verdict};
use crate::script::{Evidence, WrittenStep};
use crate::source::{Code, Diagnostic, Level, Severity};
use crate::story::{Exit, SceneId, Story};

/// A diagnostic, with the verdict and the playthrough that a search gives for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub diagnostic: Diagnostic,
    /// The verdict of the search; `None` when no search was needed.
    pub verdict: Option<Verdict>,
    /// A shortest playthrough that shows the problem, continued to the end of its turn; `None` when none can show it.
    pub playthrough: Option<Evidence>,
}

impl From<Diagnostic> for Finding {
    fn from(diagnostic: Diagnostic) -> Finding {
        Finding { diagnostic, verdict: None, playthrough: None }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkup {
    /// The findings in the order of their places. But findings of kinds that often follow from others come last.
    pub findings: Vec<Finding>,
    /// How many properties of the story were proved; `None` when faults of the story made a search impossible.
    pub proved: Option<usize>,
    /// The limit that stopped a search early; `None` when every search was finished.
    pub limit: Option<Limit>,
}

impl Checkup {
    /// Sorts the findings into the order of [`Checkup::findings`].
    pub fn new(mut findings: Vec<Finding>, proved: Option<usize>, limit: Option<Limit>) -> Checkup {
        findings.sort_by_cached_key(|Finding { diagnostic, .. }| {
            let follows = match diagnostic.code {
                Code::OrphanTranslation => 3,
                Code::PropertyRefuted | Code::PropertyUndecided => 2,
                Code::UnreachableScene | Code::UnreachableEnding | Code::NeverShownText | Code::NeverTrue => 1,
                _ => 0,
            };
            (follows, diagnostic.span(), diagnostic.code)
        });
        Checkup { findings, proved, limit }
    }

    pub fn errors(&self) -> usize {
        self.findings.iter().filter(|finding| finding.diagnostic.severity == Severity::Error).count()
    }

    pub fn warnings(&self) -> usize {
        self.findings.len() - self.errors()
    }
}

/// The levels of lints that the command line sets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    /// Levels that override `[lint]` in story.toml, but not `allow` in a scene. Of several for one lint, the strictest
    /// counts.
    pub told: Vec<(Code, Level)>,
    /// Whether warnings are a reason to fail.
    pub deny_warnings: bool,
}

impl Levels {
    /// The level of a lint: from `allow` in its scene, else from `told`, else from `[lint]` in story.toml, else the
    /// default. A fault is always denied.
    pub fn level(&self, story: &Story, code: Code, scene: Option<SceneId>) -> Level {
        let Some(default) = code.lint_level() else { return Level::Deny };
        if scene.is_some_and(|scene| story.scene(scene).allow.contains(&code)) {
            return Level::Allow;
        }
        let find =
            |levels: &[(Code, Level)]| levels.iter().filter(|(lint, _)| *lint == code).map(|&(_, level)| level).max();
        match find(&self.told).or_else(|| find(&story.lints)).unwrap_or(default) {
            Level::Warn if self.deny_warnings => Level::Deny,
            level => level,
        }
    }

    /// Gives a diagnostic the severity of its level; `None` when the level is `allow`.
    pub fn apply(&self, story: &Story, scene: Option<SceneId>, diagnostic: Diagnostic) -> Option<Diagnostic> {
        let severity = match self.level(story, diagnostic.code, scene) {
            Level::Allow => return None,
            Level::Warn => Severity::Warning,
            Level::Deny => Severity::Error,
        };
        Some(Diagnostic { severity, ..diagnostic })
    }
}

/// Turns the steps of a search into the decisions of a playthrough file.
pub fn decisions(story: &Story, steps: &[PathStep]) -> Vec<WrittenStep> {
    let decision = |step: &PathStep| match *step {
        PathStep::Choice(choice) => WrittenStep::Choice(story.choice_name(choice)),
        PathStep::Draw(exit, arm) => WrittenStep::Draw(story.arm_name(exit, arm)),
    };
    steps.iter().map(decision).collect()
}

/// The first way from another scene with an arm to `to`, as (way, index of the arm). Ways of scenes come before ways of
/// choices.
pub(super) fn way_to(story: &Story, to: SceneId) -> Option<(Exit, usize)> {
    let own = story.scene_ids().filter(|&scene| story.scene(scene).goto().is_some()).map(Exit::Scene);
    let exits = own.chain(story.choice_ids().map(Exit::Choice));
    let arm = |exit: Exit| Some((exit, story.way(exit).arms.iter().position(|arm| arm.to == to)?));
    exits.filter(|exit| exit.scene() != to).find_map(arm)
}
