//! What each kind of table may hold: the one list of the format's keys, and what to say of a key that is misplaced.
//!
//! A shape names keys only; which of them must be there, and of what type, is said where the table is read.

/// One kind of table.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    /// How a message names such a table, with its article.
    pub what: &'static str,
    /// Every key that means something in it; empty when the keys are names that the author gives.
    pub keys: &'static [&'static str],
}

macro_rules! shapes {
    ($($(#[$doc:meta])* $name:ident $what:literal $keys:expr;)*) => {
        $($(#[$doc])* pub(crate) const $name: Shape = Shape { what: $what, keys: &$keys };)*
    };
}

shapes! {
    /// The root of story.toml.
    STORY "story.toml" [
        "format", "title", "language", "start", "acts", "act", "stance", "stakeholder", "counter", "flag", "define",
        "goal", "property", "lint",
    ];
    /// An act's table in story.toml.
    ACT "an act" ["title"];
    /// The scale of stances.
    STANCE "`stance`" ["min", "max", "word"];
    /// A stakeholder.
    STAKEHOLDER "a stakeholder" ["name", "role", "stance", "known", "unknown"];
    /// A counter.
    COUNTER "a counter" ["start", "min", "max", "name", "show"];
    /// A goal.
    GOAL "a goal" ["name", "when", "worth"];
    /// One entry of a goal's `worth`.
    WORTH "a goal's worth" ["when", "value"];
    /// A property.
    PROPERTY "a property" ["name", "always", "sometimes", "eventually", "chance"];
    /// A property's chance.
    CHANCE "a chance" ["of", "play", "min", "max"];
    /// A scene.
    SCENE "a scene" [
        "title", "time", "place", "text", "effects", "set", "told", "hint", "allow", "choice", "goto", "ending",
    ];
    /// A choice.
    CHOICE "a choice" [
        "label", "told", "when", "locked", "once", "fallback", "text", "effects", "set", "goto",
    ];
    /// An arm of a `goto`.
    ARM "an arm of a `goto`" ["to", "id", "when", "weight", "text", "told", "effects", "set"];
    /// The root of debrief.toml.
    DEBRIEF "debrief.toml" ["most_lessons", "lesson", "moment"];
    /// A lesson or a moment.
    LESSON "a lesson or a moment" ["when", "text"];
    /// A table whose keys are names that the author gives.
    NAMED "a table of names" [];
}

/// The shapes of each kind of file.
const FILES: &[&[Shape]] = &[
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
    ("wanneer", "when"),
    ("wenn", "when"),
    ("zeit", "time"),
    ("ziel", "goto"),
];

impl Shape {
    /// The keys that an author who wrote `key` may have meant, the likeliest first.
    pub(crate) fn meant(&self, key: &str) -> Option<&'static str> {
        let wanted = key.to_lowercase();
        let synonym = MEANT.iter().find(|(wrong, _)| *wrong == wanted).map(|&(_, right)| right);
        let goes = |right: &&'static str| self.keys.contains(right);
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
pub(crate) fn homes(key: &str, shape: &Shape) -> Vec<&'static str> {
    let holds = |file: &&&[Shape]| file.iter().any(|other| other.what == shape.what);
    let names = |shapes: &[Shape]| -> Vec<&'static str> {
        shapes.iter().filter(|shape| shape.keys.contains(&key)).map(|shape| shape.what).collect()
    };
    let Some(own) = FILES.iter().find(holds) else { return vec![] };
    let near = names(own);
    if near.is_empty() { FILES.iter().flat_map(|file| names(file)).collect() } else { near }
}

/// Whether the key means something in some table of a story.
pub(crate) fn is_key(key: &str) -> bool {
    FILES.iter().any(|file| file.iter().any(|shape| shape.keys.contains(&key)))
}
