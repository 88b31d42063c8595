//! JSON Schemas of the story format, from which editors complete and explain keys.
//!
//! They are made from the same table of keys as the reader's faults, so they cannot name a key that the reader does
//! not know. A schema sees one file at a time and no names across files: `check` is the authority.

mod kind;
mod translation;

use crate::format::{DEBRIEF, Name, PLAYTHROUGH, SCENE, STORY, ValueKind};
use kind::{definitions, kind, named, table};
use serde_json::{Value, json};

/// A schema and the name of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
    /// The file's name, such as `act.schema.json`.
    pub file: &'static str,
    /// Its text.
    pub text: String,
}

/// The schemas of all kinds of file, in the order of their names.
pub fn schemas() -> Vec<Schema> {
    vec![
        schema(
            "act.schema.json",
            "An act: one table for each scene",
            named(Name::Scene, kind(&ValueKind::Table(&SCENE))),
        ),
        schema("debrief.schema.json", "debrief.toml: what the end of a game says", table(&DEBRIEF)),
        schema(
            "playthrough.schema.json",
            "A playthrough: what is chosen, and what must come of it",
            table(&PLAYTHROUGH),
        ),
        schema("story.schema.json", "story.toml: what a story declares", table(&STORY)),
        schema(
            "translation.schema.json",
            "A file of a translation: the texts of the file of the same name, at the same places",
            translation::root(),
        ),
    ]
}

fn schema(file: &'static str, title: &str, root: Value) -> Schema {
    let mut root = root;
    let used = root.to_string();
    let definitions: serde_json::Map<String, Value> =
        definitions().into_iter().filter(|(name, _)| used.contains(&format!("#/$defs/{name}\""))).collect();
    let object = root.as_object_mut().expect("the root of a file is a table");
    object.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
    object.insert("title".into(), json!(title));
    if !definitions.is_empty() {
        object.insert("$defs".into(), definitions.into());
    }
    let text = serde_json::to_string_pretty(&root).expect("a schema is plain JSON") + "\n";
    Schema { file, text }
}
