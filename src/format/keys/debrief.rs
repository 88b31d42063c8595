//! The keys of debrief.toml.

use super::super::limits;
use super::super::shape::TableSpec;
use super::super::spelling::Name;
use super::{KeySpec, PROSE, ValueKind, key};

/// The root of debrief.toml.
pub(crate) const DEBRIEF: TableSpec =
    TableSpec { what: "debrief.toml", keys: &DEBRIEF_KEYS, ..TableSpec::ANY };
const DEBRIEF_KEYS: [KeySpec; 3] = [
    key(
        "most_lessons",
        ValueKind::Integer(0, limits::INTEGER as i64),
        "How many lessons a debrief shows at most: 4, when left out.",
    ),
    key(
        "lesson",
        ValueKind::Named(Name::Lesson, &ValueKind::Table(&LESSON)),
        "What can be learnt from a game, each said when its condition holds at the end.",
    ),
    key(
        "moment",
        ValueKind::Named(Name::Moment, &ValueKind::Table(&LESSON)),
        "Moments of a game that are worth remembering, each listed when its condition holds at the end.",
    ),
];

/// A lesson or a moment.
pub(crate) const LESSON: TableSpec = TableSpec {
    what: "a lesson or a moment",
    keys: &LESSON_KEYS,
    needs: &["when", "text"],
    ..TableSpec::ANY
};
const LESSON_KEYS: [KeySpec; 2] = [
    key(
        "when",
        ValueKind::Condition,
        "Judged in the last state of the game. It may also ask `choices`, the number of choices made.",
    ),
    key("text", PROSE, "What the debrief says."),
];
