//! What each kind of table may hold, and what to say of a key that is misplaced.

use super::keys::{
    ACT, ARM, CHANCE, CHOICE, COUNTER, DEBRIEF, GOAL, KeySpec, LESSON, PROPERTY, SCENE, STAKEHOLDER, STANCE,
    STORY, ValueKind, WORTH,
};

/// One kind of table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TableSpec {
    /// How a message names such a table, with its article.
    pub what: &'static str,
    /// Every key that means something in it; empty when the keys are names that the author gives.
    pub keys: &'static [KeySpec],
    /// The keys that must be there.
    pub needs: &'static [&'static str],
    /// Keys of which exactly one must be there; none, when there is no such rule.
    pub one_of: &'static [&'static str],
    /// Keys that need another beside them.
    pub with: &'static [(&'static str, &'static str)],
}

/// A table whose keys are names that the author gives.
pub(crate) const NAMED: TableSpec = TableSpec::ANY;

/// The shapes of each kind of file.
const FILES: &[&[TableSpec]] = &[
    &[SCENE, CHOICE, ARM],
    &[STORY, ACT, STANCE, STAKEHOLDER, COUNTER, GOAL, WORTH, PROPERTY, CHANCE],
    &[DEBRIEF, LESSON],
];

/// Keys that authors write when they mean another: in another language, or from another tool.
const MEANT: &[(&str, &str)] = &[
    ("aantal", "start"),
    ("als", "when"),
    ("bedingung", "when"),
    ("choices", "choice"),
    ("condition", "when"),
    ("description", "text"),
    ("doel", "goal"),
    ("effect", "effects"),
    ("effecten", "effects"),
    ("einde", "ending"),
    ("gewicht", "weight"),
    ("goto", "to"),
    ("heading", "title"),
    ("if", "when"),
    ("keuze", "choice"),
    ("naam", "name"),
    ("naar", "goto"),
    ("next", "goto"),
    ("option", "choice"),
    ("options", "choice"),
    ("ort", "place"),
    ("plaats", "place"),
    ("rol", "role"),
    ("rolle", "role"),
    ("target", "to"),
    ("tekst", "text"),
    ("tijd", "time"),
    ("titel", "title"),
    ("to", "goto"),
    ("wanneer", "when"),
    ("wenn", "when"),
    ("zeit", "time"),
    ("ziel", "goto"),
];

impl TableSpec {
    /// A table about which nothing is known.
    pub(crate) const ANY: TableSpec =
        TableSpec { what: "a table of names", keys: &[], needs: &[], one_of: &[], with: &[] };

    /// The names of its keys, in the order in which they are explained.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.keys.iter().map(|key| key.name)
    }

    /// The key of that name.
    pub(crate) fn key(&self, name: &str) -> Option<&'static KeySpec> {
        self.keys.iter().find(|key| key.name == name)
    }

    /// Whether a table of names stands under the key, which several headers add to.
    pub(crate) fn holds_names(&self, name: &str) -> bool {
        self.key(name).is_some_and(|key| matches!(key.kind, ValueKind::Named(..)))
    }

    /// The keys that an author who wrote `key` may have meant, the likeliest first.
    pub(crate) fn meant(&self, key: &str) -> Option<&'static str> {
        let wanted = key.to_lowercase();
        let synonym = MEANT.iter().find(|(wrong, _)| *wrong == wanted).map(|&(_, right)| right);
        let goes = |right: &&'static str| self.key(right).is_some();
        let other = match synonym {
            Some("to") => Some("goto"),
            Some("goto") => Some("to"),
            _ => None,
        };
        synonym.filter(goes).or_else(|| other.filter(goes))
    }
}

/// The kinds of table in which `key` would mean something, as a message names them: those of the same kind of file as
/// `shape`, or else of the others.
pub(crate) fn homes(key: &str, shape: &TableSpec) -> Vec<&'static str> {
    let holds = |file: &&&[TableSpec]| file.iter().any(|other| other.what == shape.what);
    let names = |shapes: &[TableSpec]| -> Vec<&'static str> {
        shapes.iter().filter(|shape| shape.key(key).is_some()).map(|shape| shape.what).collect()
    };
    let Some(own) = FILES.iter().find(holds) else { return vec![] };
    let near = names(own);
    if near.is_empty() { FILES.iter().flat_map(|file| names(file)).collect() } else { near }
}

/// Whether the key means something in some table of a story.
pub(crate) fn is_key(key: &str) -> bool {
    FILES.iter().any(|file| file.iter().any(|shape| shape.key(key).is_some()))
}
