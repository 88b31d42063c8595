//! What may stand under a key, as JSON Schema (draft 2020-12).

use crate::format::{ARM, LEVELS, Name, Presence, STEP, TableSpec, ValueKind};
use crate::source::Code;
use serde_json::{Map, Value, json};

/// What several places of a schema refer to.
pub(super) fn definitions() -> Vec<(String, Value)> {
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

/// One of two forms. Each has the description as well: Taplo shows that of the form, and none beside a `$ref`.
fn either(one: Value, other: Value, about: &str) -> Value {
    described(json!({"oneOf": [described(one, about), described(other, about)]}), about)
}

/// Written out wherever one may stand, for Taplo shows no description beside a `$ref`.
fn condition() -> Value {
    json!({
        "type": "string",
        "minLength": 1,
        "examples": ["buyer >= 0", "listened and not again", "visited('deck') or evenings == 0"],
    })
}

/// A table of changes, or a list of such.
fn changes(value: Value, about: &str) -> Value {
    let changes = json!({
        "type": "object",
        "properties": {"when": described(condition(), "These happen only while this holds.")},
        "propertyNames": {"pattern": Name::Flag.pattern()},
        "additionalProperties": value,
    });
    either(changes.clone(), json!({"type": "array", "items": changes}), about)
}

/// A table of a shape.
pub(super) fn table(shape: &TableSpec) -> Value {
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

/// A table whose keys are names of a kind.
pub(super) fn named(name: Name, value: Value) -> Value {
    json!({"type": "object", "propertyNames": spelt(name), "additionalProperties": value})
}

pub(super) fn described(mut value: Value, about: &str) -> Value {
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

/// What may stand under a key of this kind.
pub(super) fn kind(wanted: &ValueKind) -> Value {
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

/// Words for stances.
pub(super) fn words() -> Value {
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
