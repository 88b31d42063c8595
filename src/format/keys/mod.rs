//! Every key of the format with what it means: the one table behind the faults about keys, the JSON Schemas that
//! editors complete from, the places where a translation may repeat a text, and the test of the author's guide.
//!
//! A description is what an author reads while typing, so it says what the key does for the story. How a value is
//! read is said where the table is read.

mod act;
mod debrief;
mod playthrough;
mod story;

pub(crate) use act::{ARM, CHOICE, SCENE, SCENES};
pub(crate) use debrief::{DEBRIEF, LESSON};
pub(crate) use playthrough::{PLAYTHROUGH, STEP};
pub(crate) use story::{
    ACT, CHANCE, COUNTER, GOAL, LEVELS, PLAYS, PROPERTY, STAKEHOLDER, STANCE, STORY, WORTH,
};

use super::shape::TableSpec;
use super::spelling::Name;
use crate::story::TextKind;

/// One key of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KeySpec {
    /// How it is written.
    pub name: &'static str,
    /// What may stand under it.
    pub kind: ValueKind,
    /// What it does, in sentences for an author.
    pub about: &'static str,
}

/// What may stand under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ValueKind {
    /// A text that a player reads, hence one that is translated.
    Text(TextKind),
    /// A string for authors only.
    Remark,
    /// An expression that holds or does not.
    Condition,
    /// An expression of either type.
    Expression,
    /// A share in a draw: an integer from 1, or an expression that is a number.
    Weight,
    /// The name of something.
    Name(Name),
    /// One of these words.
    Word(&'static [&'static str]),
    /// A language tag.
    Language,
    /// A SHA-256 of the story that a game was played in.
    Fingerprint,
    /// An integer within bounds.
    Integer(i64, i64),
    /// An integer from 0 of 64 bits.
    Seed,
    /// A number from 0 to 1.
    Share,
    /// `true` or `false`.
    Switch,
    /// `true`, or else the key is left out.
    True,
    /// A date and a time.
    DateTime,
    /// Names of lints.
    Lints,
    /// Lints with a level each.
    Levels,
    /// A list, of at least one thing.
    List(&'static ValueKind),
    /// A table.
    Table(&'static TableSpec),
    /// A list of tables, each begun with its own header.
    Tables(&'static TableSpec),
    /// A table whose keys are names that the author gives.
    Named(Name, &'static ValueKind),
    /// The words for stances, under the stance from which each is read.
    Words,
    /// Numbers to add and flags to assign.
    Effects,
    /// Numbers to assign.
    Set,
    /// A scene, or a list of arms.
    Goto,
    /// Choices by name, `scene.choice` or the choice alone.
    Choices,
    /// A choice or a draw by its whole name.
    Step,
    /// The steps of a playthrough.
    Steps,
}

impl ValueKind {
    /// What may stand under a path of keys below, and which sort of name the last key is, if it is one.
    pub(crate) fn at(&self, path: &[String]) -> Option<(Option<Name>, &ValueKind)> {
        match (self, path) {
            (_, []) => Some((None, self)),
            (ValueKind::Named(name, kind), [_]) => Some((Some(*name), kind)),
            (ValueKind::Named(_, kind), [_, below @ ..]) => kind.at(below),
            (ValueKind::Table(shape), [key, below @ ..]) => shape.key(key)?.kind.at(below),
            _ => None,
        }
    }
}

/// Shorthand of the tables below.
const fn key(name: &'static str, kind: ValueKind, about: &'static str) -> KeySpec {
    KeySpec { name, kind, about }
}

/// A template of one line.
const LINE: ValueKind = ValueKind::Text(TextKind::Line);
/// A template of paragraphs.
const PROSE: ValueKind = ValueKind::Text(TextKind::Prose);
/// A line without braces.
const PLAIN: ValueKind = ValueKind::Text(TextKind::Plain);
