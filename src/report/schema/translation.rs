//! The schema of a translation's files: the texts of all kinds of file, and nothing else.
//!
//! A translation of story.toml, of debrief.toml and of an act have one schema: what is no key of the first two is a
//! scene of the third.

use super::kind::{described, words};
use crate::format::{ARM, DEBRIEF, KeySpec, Name, SCENE, STORY, TableSpec, ValueKind};
use serde_json::{Map, Value, json};

/// A file of a translation.
pub(super) fn root() -> Value {
    let mut properties = texts(&STORY);
    properties.append(&mut texts(&DEBRIEF));
    let scene = described(table(&SCENE), "The texts of the scene of that name.");
    json!({
        "type": "object",
        "properties": properties,
        "propertyNames": {"pattern": Name::Scene.pattern()},
        "additionalProperties": scene,
    })
}

fn table(shape: &TableSpec) -> Value {
    json!({"type": "object", "properties": texts(shape), "additionalProperties": false})
}

/// The keys of a shape that are texts or hold some.
fn texts(shape: &TableSpec) -> Map<String, Value> {
    let translated = |key: &KeySpec| Some((key.name.to_owned(), described(translated(&key.kind)?, key.about)));
    shape.keys.iter().filter_map(translated).collect()
}

fn translated(kind: &ValueKind) -> Option<Value> {
    match kind {
        ValueKind::Text(_) => Some(json!({"type": "string"})),
        ValueKind::Words => Some(words()),
        ValueKind::Goto(_) => Some(names(table(&ARM))),
        ValueKind::Named(_, inner) => translated(inner).map(names),
        ValueKind::Table(shape) => (!texts(shape).is_empty()).then(|| table(shape)),
        _ => None,
    }
}

fn names(value: Value) -> Value {
    json!({"type": "object", "additionalProperties": value})
}
