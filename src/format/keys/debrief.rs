//! The keys of debrief.toml.

use super::super::limits;
use super::super::shape::Shape;
use super::super::spelling::Name;
use super::{Key, Kind, PROSE, key};

/// The root of debrief.toml.
pub(crate) const DEBRIEF: Shape = Shape { what: "debrief.toml", keys: &DEBRIEF_KEYS, ..Shape::ANY };
const DEBRIEF_KEYS: [Key; 3] = [
    key(
        "most_lessons",
        Kind::Integer(0, limits::INTEGER as i64),
        "How many lessons a debrief shows at most: 4, when left out.",
    ),
    key(
        "lesson",
        Kind::Named(Name::Lesson, &Kind::Table(&LESSON)),
        "What can be learnt from a game, each said when its condition holds at the end.",
    ),
    key(
        "moment",
        Kind::Named(Name::Moment, &Kind::Table(&LESSON)),
        "Moments of a game that are worth remembering, each listed when its condition holds at the end.",
    ),
];

/// A lesson or a moment.
pub(crate) const LESSON: Shape =
    Shape { what: "a lesson or a moment", keys: &LESSON_KEYS, needs: &["when", "text"], ..Shape::ANY };
const LESSON_KEYS: [Key; 2] = [
    key(
        "when",
        Kind::Condition,
        "Judged in the last state of the game. It may also ask `choices`, the number of choices made.",
    ),
    key("text", PROSE, "What the debrief says."),
];
