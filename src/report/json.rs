//! Objects of JSON whose keys keep the order in which they are written.

use serde_json::Value;

/// A JSON object in the making.
#[derive(Clone, Debug)]
pub struct Object {
    written: String,
}

impl Object {
    /// Begins an empty object.
    pub fn new() -> Object {
        Object { written: "{".into() }
    }

    /// Adds a value.
    pub fn with(self, key: &str, value: impl Into<Value>) -> Object {
        let value: Value = value.into();
        self.with_json(key, &value.to_string())
    }

    /// Adds what is JSON already.
    pub fn with_json(mut self, key: &str, json: &str) -> Object {
        if self.written.len() > 1 {
            self.written.push(',');
        }
        self.written.push_str(&Value::from(key).to_string());
        self.written.push(':');
        self.written.push_str(json);
        self
    }

    /// The object, on one line.
    pub fn end(mut self) -> String {
        self.written.push('}');
        self.written
    }
}

/// An array of what is JSON already.
pub fn array(items: impl IntoIterator<Item = String>) -> String {
    format!("[{}]", items.into_iter().collect::<Vec<_>>().join(","))
}
