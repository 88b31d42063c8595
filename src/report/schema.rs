//! JSON Schemas (draft 2020-12) of the story format, from which editors complete and explain keys.
//!
//! They are made from the same table of keys as the reader's faults, so they cannot name a key that the reader does
//! not know. A schema sees one file at a time and no names across files: `check` is the authority.

use crate::format::{
    ARM, DEBRIEF, KeySpec, LEVELS, Name, PLAYTHROUGH, Presence, SCENE, STEP, STORY, TableSpec, ValueKind,
};
use crate::source::Code;
use serde_json::{Map, Value, json};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
    /// The file's name, such as `act.schema.json`.
    pub file: &'static str,
    pub text: String,
}

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
            translation(),
        ),
    ]
}

fn schema(file: &'static str, title: &str, root: Value) -> Schema {
    let mut root = root;
    let used = root.to_string();
    let definitions: Map<String, Value> =
        definitions().into_iter().filter(|(name, _)| used.contains(&format!("#/$defs/{name}\""))).collect();
    let object = root.as_object_mut().expect("the root of a file is a table");
    object.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
    object.insert("title".into(), json!(title));
    if !definitions.is_empty() {
        object.insert("$defs".into(), definitions.into());
    }
    root.sort_all_objects();
    let text = serde_json::to_string_pretty(&root).expect("a schema is plain JSON") + "\n";
    Schema { file, text }
}

/// The `$defs` that several places of a schema refer to.
fn definitions() -> Vec<(String, Value)> {
    let arms = json!({"type": "array", "minItems": 1, "maxItems": 255, "items": table(&ARM)});
    let scene = kind(&ValueKind::Name(Name::Scene));
    let definition = |name: &str, value| (name.to_owned(), value);
    vec![
        definition("goto", either(scene, arms, "A scene, or a list of arms of which one is taken.")),
        definition(
            "effects",
            changes(
                json!({"type": ["integer", "boolean"], "minimum": -30000, "maximum": 30000}),
                "What changes: integers are added, flags assigned.",
            ),
        ),
        definition(
            "set",
            changes(
                json!({"type": "integer", "minimum": -30000, "maximum": 30000}),
                "Stances and counters with the values that they get.",
            ),
        ),
    ]
}

/// A schema for one of two forms. Each form has the description too, because Taplo shows only that one.
fn either(one: Value, other: Value, about: &str) -> Value {
    described(json!({"oneOf": [described(one, about), described(other, about)]}), about)
}

/// A condition's schema. It is written out at each place, because Taplo shows no description beside a `$ref`.
fn condition() -> Value {
    json!({
        "type": "string",
        "minLength": 1,
        "examples": ["buyer >= 0", "listened and not again", "visited('deck') or evenings == 0"],
    })
}

/// A table of changes, or a list of such tables.
fn changes(value: Value, about: &str) -> Value {
    let changes = json!({
        "type": "object",
        "properties": {"when": described(condition(), "These happen only while this holds.")},
        "propertyNames": {"pattern": Name::Flag.pattern()},
        "additionalProperties": value,
    });
    either(changes.clone(), json!({"type": "array", "items": changes}), about)
}

fn table(shape: &TableSpec) -> Value {
    let properties: Map<String, Value> =
        shape.keys.iter().map(|key| (key.name.to_owned(), described(kind(&key.kind), key.about))).collect();
    let mut table = json!({"type": "object", "properties": properties, "additionalProperties": false});
    let object = table.as_object_mut().expect("a table is an object");
    let needed = shape.with(Presence::Must);
    if !needed.is_empty() {
        object.insert("required".into(), json!(needed));
    }
    let one: Vec<Value> = shape.with(Presence::One).into_iter().map(|key| json!({"required": [key]})).collect();
    if !one.is_empty() {
        object.insert("oneOf".into(), json!(one));
    }
    let beside = shape.keys.iter().filter_map(|key| match key.presence {
        Presence::With(other) => Some((key.name.to_owned(), json!([other]))),
        Presence::May | Presence::Must | Presence::One => None,
    });
    let beside: Map<String, Value> = beside.collect();
    if !beside.is_empty() {
        object.insert("dependentRequired".into(), json!(beside));
    }
    table
}

fn named(name: Name, value: Value) -> Value {
    json!({"type": "object", "propertyNames": spelt(name), "additionalProperties": value})
}

fn described(mut value: Value, about: &str) -> Value {
    let object = value.as_object_mut().expect("every schema is an object");
    object.insert("description".into(), json!(about));
    value
}

fn spelt(name: Name) -> Value {
    let mut spelt = json!({"pattern": name.pattern()});
    if !name.reserved().is_empty() {
        let object = spelt.as_object_mut().expect("every schema is an object");
        object.insert("not".into(), json!({"enum": name.reserved()}));
    }
    spelt
}

fn kind(wanted: &ValueKind) -> Value {
    match wanted {
        ValueKind::Text(_) | ValueKind::Remark => json!({"type": "string"}),
        ValueKind::Condition => condition(),
        ValueKind::Weight => either(
            json!({"type": "integer", "minimum": 1, "maximum": 1_000_000}),
            json!({"type": "string", "minLength": 1}),
            "A share in the draw.",
        ),
        ValueKind::Expression => json!({"type": "string", "minLength": 1}),
        ValueKind::Name(name) => json!({"type": "string", "pattern": name.pattern()}),
        ValueKind::Word(_, words) => json!({"type": "string", "enum": words}),
        ValueKind::Language => json!({"type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"}),
        ValueKind::Fingerprint => json!({"type": "string", "pattern": "^[0-9a-f]{64}$"}),
        ValueKind::Integer(least, most) => json!({"type": "integer", "minimum": least, "maximum": most}),
        ValueKind::Seed => json!({"type": "integer", "minimum": 0}),
        ValueKind::Share => json!({"type": "number", "minimum": 0, "maximum": 1}),
        ValueKind::Switch => json!({"type": "boolean", "default": false}),
        ValueKind::True => json!({"type": "boolean", "const": true}),
        ValueKind::DateTime => json!({"type": "string", "format": "date-time"}),
        ValueKind::Lints => json!({"type": "array", "items": {"type": "string", "enum": lints()}}),
        ValueKind::Levels => levels(),
        ValueKind::List(inner) => json!({"type": "array", "minItems": 1, "items": kind(inner)}),
        ValueKind::Table(shape) => table(shape),
        ValueKind::Tables(shape) => json!({"type": "array", "items": table(shape)}),
        ValueKind::Named(name, inner) => named(*name, kind(inner)),
        ValueKind::Words => words(),
        ValueKind::Effects => json!({"$ref": "#/$defs/effects"}),
        ValueKind::Set => json!({"$ref": "#/$defs/set"}),
        ValueKind::Goto(_) => json!({"$ref": "#/$defs/goto"}),
        ValueKind::Choices => json!({"type": "array", "items": {"type": "string"}}),
        ValueKind::Step => json!({"type": "string"}),
        ValueKind::Steps => json!({"type": "array", "items": {"oneOf": [{"type": "string"}, table(&STEP)]}}),
    }
}

fn words() -> Value {
    let spelt = json!({"pattern": "^(0|-?[1-9][0-9]*)$"});
    json!({"type": "object", "propertyNames": spelt, "additionalProperties": {"type": "string"}, "minProperties": 1})
}

fn lints() -> Vec<&'static str> {
    Code::lints().map(Code::name).collect()
}

fn levels() -> Value {
    let level = |lint: Code| {
        let default = lint.lint_level().expect("lints have a level").name();
        let value = json!({"type": "string", "enum": LEVELS, "default": default});
        (lint.name().to_owned(), described(value, lint.summary()))
    };
    let properties: Map<String, Value> = Code::lints().map(level).collect();
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

/// A file of a translation. The files for story.toml, debrief.toml and the acts share one schema: a key that the first
/// two do not know is a scene of an act.
fn translation() -> Value {
    let mut properties = texts(&STORY);
    properties.append(&mut texts(&DEBRIEF));
    let scene = described(texts_table(&SCENE), "The texts of the scene of that name.");
    json!({
        "type": "object",
        "properties": properties,
        "propertyNames": {"pattern": Name::Scene.pattern()},
        "additionalProperties": scene,
    })
}

fn texts_table(shape: &TableSpec) -> Value {
    json!({"type": "object", "properties": texts(shape), "additionalProperties": false})
}

/// The keys of a table that are texts or contain texts.
fn texts(shape: &TableSpec) -> Map<String, Value> {
    let translated = |key: &KeySpec| Some((key.name.to_owned(), described(translated(&key.kind)?, key.about)));
    shape.keys.iter().filter_map(translated).collect()
}

fn translated(kind: &ValueKind) -> Option<Value> {
    match kind {
        ValueKind::Text(_) => Some(json!({"type": "string"})),
        ValueKind::Words => Some(words()),
        ValueKind::Goto(_) => Some(names(texts_table(&ARM))),
        ValueKind::Named(_, inner) => translated(inner).map(names),
        ValueKind::Table(shape) => (!texts(shape).is_empty()).then(|| texts_table(shape)),
        _ => None,
    }
}

fn names(value: Value) -> Value {
    json!({"type": "object", "additionalProperties": value})
}
