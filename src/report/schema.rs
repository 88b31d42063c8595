//! JSON Schemas (draft 2020-12) of the story format. With them, editors complete and explain the keys of a file.
//!
//! The schemas come from the same table of keys as the loader, so both know the same keys. But a schema sees only one
//! file, and cannot check names from other files. Only `check` finds every fault.

use super::json::joined;
use crate::format::{
    ARM, DEBRIEF, KeySpec, LEVELS, Name, PLAYTHROUGH, Presence, SCENE, STEP, STORY, TableSpec, ValueKind,
};
use crate::source::Code;
use serde_json::{Value, json};

/// The schemas, as (name of the file, text).
pub fn schemas() -> Vec<(&'static str, String)> {
    let translation_title = "A file of a translation: the texts of the file of the same name, at the same places";
    let roots = [
        ("act.schema.json", "An act: one table for each scene", named(Name::Scene, table(&SCENE))),
        ("debrief.schema.json", "debrief.toml: what the end of a game says", table(&DEBRIEF)),
        ("playthrough.schema.json", "A playthrough: what is chosen, and what must come of it", table(&PLAYTHROUGH)),
        ("story.schema.json", "story.toml: what a story declares", table(&STORY)),
        ("translation.schema.json", translation_title, translation()),
    ];
    roots.into_iter().map(|(file, title, root)| (file, schema(title, root))).collect()
}

fn schema(title: &str, root: Value) -> String {
    let used = root.to_string();
    let is_used = |(name, _): &(&str, Value)| used.contains(&format!("#/$defs/{name}\""));
    let definitions = definitions().into_iter().filter(is_used).collect::<Value>();
    let address = "https://json-schema.org/draft/2020-12/schema";
    let mut root = joined([root, filled(json!({"$schema": address, "title": title, "$defs": definitions}))]);
    root.sort_all_objects();
    serde_json::to_string_pretty(&root).expect("a schema is plain JSON") + "\n"
}

/// The `$defs` of a schema: parts that several places in the schema use.
fn definitions() -> [(&'static str, Value); 3] {
    let arms = json!({"type": "array", "minItems": 1, "maxItems": 255, "items": table(&ARM)});
    let scene = kind(&ValueKind::Name(Name::Scene));
    let effects = json!({"type": ["integer", "boolean"], "minimum": -30000, "maximum": 30000});
    let values = json!({"type": "integer", "minimum": -30000, "maximum": 30000});
    [
        ("goto", either(scene, arms, "A scene, or a list of arms of which one is taken.")),
        ("effects", changes(effects, "What changes: integers are added, flags assigned.")),
        ("set", changes(values, "Stances and counters with the values that they get.")),
    ]
}

/// Removes the keys whose list or table is empty.
fn filled(mut object: Value) -> Value {
    if let Value::Object(entries) = &mut object {
        entries.retain(|_, value| *value != json!([]) && *value != json!({}));
    }
    object
}

/// A schema that accepts two forms. Each repeats the description: the editor plugin Taplo shows only that one.
fn either(one: Value, other: Value, about: &str) -> Value {
    described(json!({"oneOf": [described(one, about), described(other, about)]}), about)
}

/// A condition's schema. Every place has a copy, because Taplo shows no description beside a `$ref`.
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
    let properties = shape.keys.iter().map(|key| (key.name, described(kind(&key.kind), key.about)));
    let one = shape.with(Presence::One).into_iter().map(|key| json!({"required": [key]}));
    let beside = shape.keys.iter().filter_map(|key| match key.presence {
        Presence::With(other) => Some((key.name, json!([other]))),
        Presence::May | Presence::Must | Presence::One => None,
    });
    filled(json!({
        "type": "object",
        "properties": properties.collect::<Value>(),
        "additionalProperties": false,
        "required": shape.with(Presence::Must),
        "oneOf": one.collect::<Value>(),
        "dependentRequired": beside.collect::<Value>(),
    }))
}

fn named(name: Name, value: Value) -> Value {
    let reserved = name.reserved();
    let not = if reserved.is_empty() { json!({}) } else { json!({"not": {"enum": reserved}}) };
    let spelt = joined([json!({"pattern": name.pattern()}), not]);
    json!({"type": "object", "propertyNames": spelt, "additionalProperties": value})
}

fn described(value: Value, about: &str) -> Value {
    joined([value, json!({"description": about})])
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
        ValueKind::Lints => {
            let lints = Code::lints().map(Code::name).collect::<Value>();
            json!({"type": "array", "items": {"type": "string", "enum": lints}})
        }
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

fn levels() -> Value {
    let properties = Code::lints().map(|lint| {
        let default = lint.lint_level().expect("lints have a level").name();
        let value = json!({"type": "string", "enum": LEVELS, "default": default});
        (lint.name(), described(value, lint.summary()))
    });
    json!({"type": "object", "properties": properties.collect::<Value>(), "additionalProperties": false})
}

/// The schema of every file of a translation. A key that story.toml and debrief.toml do not know names a scene.
fn translation() -> Value {
    let scene = described(texts(&SCENE), "The texts of the scene of that name.");
    let properties = joined([&STORY, &DEBRIEF].map(|shape| texts(shape)["properties"].take()));
    json!({
        "type": "object",
        "properties": properties,
        "propertyNames": {"pattern": Name::Scene.pattern()},
        "additionalProperties": scene,
    })
}

/// The schema of a table for translators: only the keys that are texts or contain texts.
fn texts(shape: &TableSpec) -> Value {
    let translated = |key: &KeySpec| Some((key.name, described(translated(&key.kind)?, key.about)));
    let properties = shape.keys.iter().filter_map(translated).collect::<Value>();
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

fn translated(kind: &ValueKind) -> Option<Value> {
    match kind {
        ValueKind::Text(_) => Some(json!({"type": "string"})),
        ValueKind::Words => Some(words()),
        ValueKind::Goto(_) => Some(names(texts(&ARM))),
        ValueKind::Named(_, inner) => translated(inner).map(names),
        ValueKind::Table(shape) => Some(texts(shape)).filter(|it| it["properties"] != json!({})),
        _ => None,
    }
}

fn names(value: Value) -> Value {
    json!({"type": "object", "additionalProperties": value})
}
