//! debrief.toml: lessons and moments.

use super::Scope;
use super::keys::LESSON;
use super::lower::Lower;
use super::shape::NAMED;
use super::spelling::Name;
use super::table::{Entry, Table};
use crate::source::{Code, Diagnostic};
use crate::story::{Lesson, TextKind};

/// What debrief.toml says.
pub(crate) struct DebriefFile {
    /// The lessons, in order.
    pub lessons: Vec<Lesson>,
    /// The moments, in order.
    pub moments: Vec<Lesson>,
    /// How many lessons are shown at most.
    pub most_lessons: usize,
}

/// How many lessons are shown unless the author says otherwise.
pub(crate) const MOST_LESSONS: usize = 4;

impl Lower<'_> {
    /// Reads debrief.toml.
    pub fn debrief_file(&mut self, root: &Table<'_>) -> DebriefFile {
        root.unknown_keys(&mut self.faults);
        let most_lessons = self.most_lessons(root);
        let lessons = self.lessons(root, "lesson", Name::Lesson);
        let moments = self.lessons(root, "moment", Name::Moment);
        DebriefFile { lessons, moments, most_lessons }
    }

    fn most_lessons(&mut self, root: &Table<'_>) -> usize {
        let Some(value) = root.get("most_lessons") else { return MOST_LESSONS };
        let Some(most) = value.small_integer(&mut self.faults) else { return MOST_LESSONS };
        usize::try_from(most).unwrap_or_else(|_| {
            let message = format!("`most_lessons` cannot be {most}");
            self.faults.push(Diagnostic::new(Code::OutOfRange, value.span(), message, "less than none"));
            MOST_LESSONS
        })
    }

    fn lessons(&mut self, root: &Table<'_>, key: &str, kind: Name) -> Vec<Lesson> {
        if let Some(value) = root.get(key) {
            value.table(&NAMED, &mut self.faults);
        }
        let entries = root.named(key);
        entries.iter().filter_map(|entry| self.lesson(entry, key, kind)).collect()
    }

    fn lesson(&mut self, entry: &Entry<'_>, key: &str, kind: Name) -> Option<Lesson> {
        kind.check(entry.name, entry.span, &mut self.faults);
        let table = entry.value.table(&LESSON, &mut self.faults)?;
        table.unknown_keys(&mut self.faults);
        let when =
            table.need("when", &mut self.faults).and_then(|value| self.condition(value, Scope::Debrief));
        let address = format!("{key}.{}.text", entry.name);
        let text = table
            .need("text", &mut self.faults)
            .and_then(|value| self.text(value, address, TextKind::Prose, Scope::Debrief));
        Some(Lesson { id: entry.name.to_owned(), when: when?, text: text? })
    }
}
