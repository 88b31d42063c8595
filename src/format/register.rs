//! Things that have names.
//!
//! It finds a thing by its name and lists all in the order in which they were declared; it does not know what they are.

use super::spelling::Name;
use crate::source::Span;
use std::collections::HashMap;

/// Named things, found by name and listed in the order in which they were declared.
#[derive(Debug)]
pub(super) struct Register<T> {
    /// The things, in order.
    pub entries: Vec<Registered<T>>,
    /// Look-ups only: whatever is listed comes from `entries`.
    pub by_name: HashMap<String, usize>,
}

/// A named thing.
#[derive(Debug)]
pub(super) struct Registered<T> {
    /// The name an author wrote.
    pub name: String,
    /// Where the name stands.
    pub span: Span,
    /// What has it.
    pub value: T,
}

impl<T> Default for Register<T> {
    fn default() -> Register<T> {
        Register { entries: Vec::new(), by_name: HashMap::new() }
    }
}

impl<T> Register<T> {
    /// Adds a thing; when its name is taken, where the first holder stands is the error.
    pub fn insert(&mut self, name: &str, span: Span, value: T) -> Result<(), Span> {
        if let Some((_, first)) = self.find(name) {
            return Err(first);
        }
        self.by_name.insert(name.to_owned(), self.entries.len());
        self.entries.push(Registered { name: name.to_owned(), span, value });
        Ok(())
    }

    /// Lets things whose names are not spelt as a kind's are be found as they should be spelt, too.
    pub fn forgive(&mut self, kind: Name) {
        for (index, entry) in self.entries.iter().enumerate() {
            if let Some(mended) = kind.mended(&entry.name) {
                self.by_name.entry(mended).or_insert(index);
            }
        }
    }

    /// The thing of that name, and where it stands.
    pub fn find(&self, name: &str) -> Option<(&T, Span)> {
        let entry = &self.entries[*self.by_name.get(name)?];
        Some((&entry.value, entry.span))
    }

    /// The names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.as_str())
    }
}
