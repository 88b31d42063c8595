//! As much of JSON Schema (draft 2020-12) as our schemas use, and TOML as JSON. A word of a schema that is not known
//! here is an error, so that nothing passes because nobody looked.

use serde_json::{Map, Value};
use toml::de::{DeTable, DeValue};

/// A TOML file as the JSON that editors judge by its schema.
#[track_caller]
pub fn toml(text: &str) -> Value {
    let table = DeTable::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    json(&DeValue::Table(table.into_inner()))
}

fn json(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::from(text.as_ref()),
        DeValue::Integer(number) => {
            let value = i64::from_str_radix(number.as_str(), number.radix()).expect("it is small enough");
            Value::from(value)
        }
        DeValue::Float(number) => Value::from(number.as_str().parse::<f64>().expect("it is a number")),
        DeValue::Boolean(value) => Value::from(*value),
        DeValue::Datetime(moment) => Value::from(moment.to_string()),
        DeValue::Array(items) => items.iter().map(|item| json(item.get_ref())).collect(),
        DeValue::Table(table) => {
            let entry = |(key, value): (&toml::Spanned<_>, &toml::Spanned<DeValue<'_>>)| {
                let key: &std::borrow::Cow<'_, str> = key.get_ref();
                (key.to_string(), json(value.get_ref()))
            };
            Value::Object(table.iter().map(entry).collect::<Map<_, _>>())
        }
    }
}

/// What is wrong with a value, each with its path; nothing, when the schema allows it.
pub fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut faults = vec![];
    Judge { root: schema }.judge(schema, value, "", &mut faults);
    faults
}

struct Judge<'s> {
    root: &'s Value,
}

impl Judge<'_> {
    fn judge(&self, schema: &Value, value: &Value, path: &str, faults: &mut Vec<String>) {
        let schema = schema.as_object().expect("a schema is an object");
        for (word, rule) in schema {
            if !self.holds(word, rule, schema, value, path, faults) {
                faults.push(format!("{path}: {word} {rule}"));
            }
        }
    }

    fn fits(&self, schema: &Value, value: &Value) -> bool {
        let mut faults = vec![];
        self.judge(schema, value, "", &mut faults);
        faults.is_empty()
    }

    fn holds(
        &self,
        word: &str,
        rule: &Value,
        schema: &Map<String, Value>,
        value: &Value,
        path: &str,
        faults: &mut Vec<String>,
    ) -> bool {
        let list = || rule.as_array().expect("a list");
        let least = || rule.as_f64().expect("a number");
        match word {
            "$schema" | "$defs" | "title" | "description" | "default" | "examples" => true,
            "format" => rule == "date-time",
            "$ref" => {
                let name = rule.as_str().and_then(|to| to.strip_prefix("#/$defs/")).expect("a reference to $defs");
                self.judge(&self.root["$defs"][name], value, path, faults);
                true
            }
            "type" => match rule {
                Value::String(kind) => is_of(value, kind),
                kinds => kinds
                    .as_array()
                    .is_some_and(|kinds| kinds.iter().any(|kind| is_of(value, kind.as_str().expect("a type")))),
            },
            "enum" => list().contains(value),
            "const" => rule == value,
            "not" => !self.fits(rule, value),
            "oneOf" => list().iter().filter(|schema| self.fits(schema, value)).count() == 1,
            "pattern" => value.as_str().is_none_or(|text| matches(rule.as_str().expect("a pattern"), text)),
            "minLength" => value.as_str().is_none_or(|text| text.chars().count() as f64 >= least()),
            "minimum" => value.as_f64().is_none_or(|number| number >= least()),
            "maximum" => value.as_f64().is_none_or(|number| number <= least()),
            "minItems" => value.as_array().is_none_or(|items| items.len() as f64 >= least()),
            "maxItems" => value.as_array().is_none_or(|items| items.len() as f64 <= least()),
            "minProperties" => value.as_object().is_none_or(|table| table.len() as f64 >= least()),
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    self.judge(rule, item, &format!("{path}[{index}]"), faults);
                }
                true
            }
            "required" => value
                .as_object()
                .is_none_or(|table| list().iter().all(|key| table.contains_key(key.as_str().expect("a key")))),
            "dependentRequired" => value.as_object().is_none_or(|table| {
                let rules = rule.as_object().expect("an object");
                rules.iter().filter(|(key, _)| table.contains_key(*key)).all(|(_, others)| {
                    let mut others = others.as_array().expect("a list").iter();
                    others.all(|other| table.contains_key(other.as_str().expect("a key")))
                })
            }),
            "properties" => {
                for (key, inner) in value.as_object().into_iter().flatten() {
                    if let Some(schema) = rule.get(key) {
                        self.judge(schema, inner, &format!("{path}.{key}"), faults);
                    }
                }
                true
            }
            "propertyNames" => {
                let mut keys = value.as_object().into_iter().flatten().map(|(key, _)| Value::from(key.as_str()));
                keys.all(|key| self.fits(rule, &key))
            }
            "additionalProperties" => {
                let known = schema.get("properties");
                for (key, inner) in value.as_object().into_iter().flatten() {
                    if known.is_some_and(|known| known.get(key).is_some()) {
                        continue;
                    }
                    match rule {
                        Value::Bool(false) => faults.push(format!("{path}: no key is called {key}")),
                        schema => self.judge(schema, inner, &format!("{path}.{key}"), faults),
                    }
                }
                true
            }
            other => panic!("the word {other} is not known here"),
        }
    }
}

fn is_of(value: &Value, kind: &str) -> bool {
    match kind {
        "string" => value.is_string(),
        "integer" => value.is_i64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("the type {other} is not known here"),
    }
}

/// The regular expressions of our schemas, by what they say.
fn matches(pattern: &str, text: &str) -> bool {
    let words = |separator: char| {
        text.starts_with(|first: char| first.is_ascii_lowercase())
            && text.split(separator).all(|word| {
                !word.is_empty() && word.chars().all(|each| each.is_ascii_lowercase() || each.is_ascii_digit())
            })
    };
    match pattern {
        "^[a-z][a-z0-9]*(-[a-z0-9]+)*$" => words('-'),
        "^[a-z][a-z0-9]*(_[a-z0-9]+)*$" => words('_'),
        "^(0|-?[1-9][0-9]*)$" => text.parse::<i64>().is_ok_and(|number| number.to_string() == text),
        "^[0-9a-f]{64}$" => text.len() == 64 && text.chars().all(|each| matches!(each, '0'..='9' | 'a'..='f')),
        "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$" => counterpitch::format::is_language_tag(text),
        other => panic!("the pattern {other} is not known here"),
    }
}
