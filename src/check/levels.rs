//! Whether a lint is said, and how loudly: as the command line, the scene or story.toml has it, or by default.

use crate::source::{Code, Diagnostic, Level, Severity};
use crate::story::{SceneId, Story};

/// What a run says about levels, beyond what the story says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    /// Levels that go before those of `[lint]`; of several for one lint the strictest counts.
    pub told: Vec<(Code, Level)>,
    /// Whether what would be a warning is a reason to fail.
    pub deny_warnings: bool,
}

impl Levels {
    /// The level of a lint: `allow` in the scene that it is about, else as told, else `[lint]` in story.toml, else the
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

    /// The diagnostic with the severity that its level asks for; `None` when it is allowed.
    pub fn apply(&self, story: &Story, scene: Option<SceneId>, diagnostic: Diagnostic) -> Option<Diagnostic> {
        let severity = match self.level(story, diagnostic.code, scene) {
            Level::Allow => return None,
            Level::Warn => Severity::Warning,
            Level::Deny => Severity::Error,
        };
        Some(Diagnostic { severity, ..diagnostic })
    }
}
