//! Whether a lint is said, and how loudly: as its author has set it, or by default.

use crate::source::{Code, Diagnostic, Level, Severity};
use crate::story::{SceneId, Story};

/// The level of a lint: `allow` in the scene that it is about, else `[lint]` in story.toml, else the default.
/// A fault is always denied.
pub fn lint_level(story: &Story, code: Code, scene: Option<SceneId>) -> Level {
    let Some(default) = code.lint_level() else { return Level::Deny };
    if scene.is_some_and(|scene| story.scene(scene).allow.contains(&code)) {
        return Level::Allow;
    }
    let set = story.lints.iter().find(|(lint, _)| *lint == code);
    set.map_or(default, |&(_, level)| level)
}

/// The lint with the severity that its level asks for; `None` when it is allowed.
pub fn with_level(story: &Story, scene: Option<SceneId>, lint: Diagnostic) -> Option<Diagnostic> {
    let severity = match lint_level(story, lint.code, scene) {
        Level::Allow => return None,
        Level::Warn => Severity::Warning,
        Level::Deny => Severity::Error,
    };
    Some(Diagnostic { severity, ..lint })
}

/// Whether any of the diagnostics is a reason to fail.
pub fn is_denied(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}
