//! The keys of a playthrough file.

use super::super::shape::Shape;
use super::super::spelling::Name;
use super::{Key, Kind, key};

/// The root of a playthrough file.
pub(crate) const PLAYTHROUGH: Shape = Shape { what: "a playthrough", keys: &PLAYTHROUGH_KEYS, ..Shape::ANY };
const PLAYTHROUGH_KEYS: [Key; 9] = [
    key("title", Kind::Remark, "What this playthrough shows."),
    key(
        "ending",
        Kind::Name(Name::Scene),
        "The ending that it must come to. Without one it may stop anywhere.",
    ),
    key("expect", Kind::Condition, "What must hold in the last state."),
    key(
        "steps",
        Kind::Steps,
        "What happens, in order: a choice (`\"quay.listen\"`), the outcome of a draw (`{ draw = \"the-knot.bram-rings\" \
         }`), or what must be so (`{ expect = \"buyer >= 0\" }`, `{ locked = [\"press\"] }`).",
    ),
    key("seed", Kind::Seed, "Decides the draws that no step names."),
    key("story", Kind::Fingerprint, "The fingerprint of the story that it was recorded in."),
    key("language", Kind::Language, "The language that it was read in."),
    key("saved", Kind::DateTime, "When it was saved."),
    key(
        "undo",
        Kind::Switch,
        "`false` in a game whose decisions cannot be taken back. `replay` does not read it.",
    ),
];

/// A step that is a table.
pub(crate) const STEP: Shape = Shape { what: "a step", keys: &STEP_KEYS, ..Shape::ANY };
const STEP_KEYS: [Key; 5] = [
    key("draw", Kind::Step, "The outcome of the draw that comes next, `scene.arm`; alone in its step."),
    key("expect", Kind::Condition, "What must hold in the state last entered."),
    key("available", Kind::Choices, "Choices that must be available."),
    key("locked", Kind::Choices, "Choices that must be shown with a reason why not."),
    key("hidden", Kind::Choices, "Choices that must not be shown."),
];
