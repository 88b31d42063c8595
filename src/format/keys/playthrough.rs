//! The keys of a playthrough file.

use super::super::shape::TableSpec;
use super::super::spelling::Name;
use super::{KeySpec, ValueKind, key};

/// The root of a playthrough file.
pub(crate) const PLAYTHROUGH: TableSpec =
    TableSpec { what: "a playthrough", keys: &PLAYTHROUGH_KEYS, ..TableSpec::ANY };
const PLAYTHROUGH_KEYS: [KeySpec; 9] = [
    key("title", ValueKind::Remark, "What this playthrough shows."),
    key(
        "ending",
        ValueKind::Name(Name::Scene),
        "The ending that it must come to. Without one it may stop anywhere.",
    ),
    key("expect", ValueKind::Condition, "What must hold in the last state."),
    key(
        "steps",
        ValueKind::Steps,
        "What happens, in order: a choice (`\"quay.listen\"`), the outcome of a draw (`{ draw = \"the-knot.bram-rings\" \
         }`), or what must be so (`{ expect = \"buyer >= 0\" }`, `{ locked = [\"press\"] }`).",
    ),
    key("seed", ValueKind::Seed, "Decides the draws that no step names."),
    key("story", ValueKind::Fingerprint, "The fingerprint of the story that it was recorded in."),
    key("language", ValueKind::Language, "The language that it was read in."),
    key("saved", ValueKind::DateTime, "When it was saved."),
    key(
        "undo",
        ValueKind::Switch,
        "`false` in a game whose decisions cannot be taken back. `replay` does not read it.",
    ),
];

/// A step that is a table.
pub(crate) const STEP: TableSpec = TableSpec { what: "a step", keys: &STEP_KEYS, ..TableSpec::ANY };
const STEP_KEYS: [KeySpec; 5] = [
    key("draw", ValueKind::Step, "The outcome of the draw that comes next, `scene.arm`; alone in its step."),
    key("expect", ValueKind::Condition, "What must hold in the state last entered."),
    key("available", ValueKind::Choices, "Choices that must be available."),
    key("locked", ValueKind::Choices, "Choices that must be shown with a reason why not."),
    key("hidden", ValueKind::Choices, "Choices that must not be shown."),
];
