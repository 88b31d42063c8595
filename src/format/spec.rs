//! The description of a kind of table: its keys, and what may stand under each.

use super::Scope;
use super::spelling::Name;
use crate::story::TextKind;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TableSpec {
    /// The name of such a table in messages, with its article.
    pub what: &'static str,
    /// What the conditions and texts of such a table may ask about.
    pub scope: Scope,
    /// Every key that such a table may have, in order; empty when the keys are names that the author gives.
    pub keys: &'static [KeySpec],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KeySpec {
    pub name: &'static str,
    pub presence: Presence,
    pub kind: ValueKind,
    pub about: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    May,
    Must,
    /// Exactly one of the keys with this mark must be there.
    One,
    /// The key may only stand beside the key that is named here.
    With(&'static str),
}

/// What may stand under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ValueKind {
    /// A text that a player reads, which translations repeat.
    Text(TextKind),
    /// A string for authors only.
    Remark,
    Condition,
    /// An expression: a condition or a number.
    Expression,
    /// A share in a draw: an integer from 1, or an expression that is a number.
    Weight,
    Name(Name),
    /// One of the words in the list; the first string is what a message calls it.
    Word(&'static str, &'static [&'static str]),
    Language,
    /// A SHA-256 of the story that a game was played in.
    Fingerprint,
    Integer(i32, i32),
    /// An unsigned integer of 64 bits.
    Seed,
    /// A number from 0 to 1.
    Share,
    Switch,
    /// `true` is the only value: an author who means `false` leaves the key out.
    True,
    DateTime,
    Lints,
    Levels,
    /// A list with at least one value of this kind.
    List(&'static ValueKind),
    Table(&'static TableSpec),
    /// A list of tables, each with its own header `[[…]]`.
    Tables(&'static TableSpec),
    /// A table whose keys are names that the author gives.
    Named(Name, &'static ValueKind),
    /// The words for stances. The key of each word is the lowest stance that it stands for.
    Words,
    /// A table of numbers to add and flags to assign.
    Effects,
    /// A table of numbers to assign.
    Set,
    /// A scene, or a list of arms, which are tables of this kind.
    Goto(&'static ValueKind),
    /// A list of choices, each as `scene.choice` or by its name alone.
    Choices,
    /// A choice or a draw by its full name, such as `quay.press`.
    Step,
    Steps,
}

/// A table whose keys are names that the author gives.
pub(crate) const NAMES: TableSpec = TableSpec { what: "a table of names", scope: Scope::Scene, keys: &[] };

/// Keys, each with the words of other languages or tools that authors write in its place.
const SYNONYMS: &[(&str, &str)] = &[
    ("choice", "choices keuze option options"),
    ("effects", "effect effecten"),
    ("ending", "einde"),
    ("goal", "doel"),
    ("goto", "naar next target to ziel"),
    ("name", "naam"),
    ("place", "ort plaats"),
    ("role", "rol rolle"),
    ("start", "aantal"),
    ("text", "description tekst"),
    ("time", "tijd zeit"),
    ("title", "heading titel"),
    ("to", "goto naar next target ziel"),
    ("weight", "chance gewicht odds probability"),
    ("when", "als bedingung condition if wanneer wenn"),
];

impl TableSpec {
    pub fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.keys.iter().map(|key| key.name)
    }

    pub fn key(&self, name: &str) -> Option<&'static KeySpec> {
        self.keys.iter().find(|key| key.name == name)
    }

    pub fn with(&self, presence: Presence) -> Vec<&'static str> {
        self.keys.iter().filter(|key| key.presence == presence).map(|key| key.name).collect()
    }

    /// The key of this table that an author meant by a word of another language or tool.
    pub fn meant(&self, word: &str) -> Option<&'static str> {
        let word = word.to_lowercase();
        let means = |(_, words): &&(_, &str)| words.split(' ').any(|other| other == word);
        SYNONYMS.iter().filter(means).map(|&(key, _)| key).find(|key| self.key(key).is_some())
    }
}

impl ValueKind {
    /// The kind of name that `key` is (`None` for a fixed key), and the kind of value that may stand under it.
    pub fn below(&self, key: &str) -> Option<(Option<Name>, &'static ValueKind)> {
        match self {
            ValueKind::Named(name, kind) => Some((Some(*name), kind)),
            ValueKind::Goto(arm) => Some((Some(Name::Arm), arm)),
            ValueKind::Words => Some((None, &ValueKind::Text(TextKind::Plain))),
            ValueKind::Table(spec) => Some((None, &spec.key(key)?.kind)),
            _ => None,
        }
    }

    /// Whether the value is or contains a text, which translations may repeat.
    pub fn has_text(&self) -> bool {
        match self {
            ValueKind::Text(_) | ValueKind::Words | ValueKind::Goto(_) => true,
            ValueKind::Named(_, kind) => kind.has_text(),
            ValueKind::Table(spec) => spec.keys.iter().any(|key| key.kind.has_text()),
            _ => false,
        }
    }
}
