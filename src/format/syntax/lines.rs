//! What a line looks like, whatever the parser makes of it: after a mistake, reading goes on where something begins.

use super::page::Page;
use std::ops::Range;

/// What a line seems to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// Nothing, or a comment.
    Blank,
    /// A table's header, perhaps with a bracket too few or of another kind.
    Header,
    /// A key with its value.
    Entry,
    /// Anything else, such as the middle of a text or of a list.
    Other,
}

/// Tells what a line seems to be.
pub(crate) fn look(line: &str) -> Look {
    let line = line.trim();
    if line.is_empty() || line.starts_with('#') {
        Look::Blank
    } else if header(line).is_some() {
        Look::Header
    } else if is_entry(line) {
        Look::Entry
    } else {
        Look::Other
    }
}

/// The path in a line that seems to be a table's header.
pub(crate) fn header(line: &str) -> Option<&str> {
    let line = line.split(" #").next().unwrap_or(line).trim();
    let bare = line.trim_start_matches('>').trim_start();
    let opened = bare.starts_with(['[', '{', '(']);
    let path = bare.trim_start_matches(['[', '{', '(']).trim_end_matches([']', '}', ')']).trim();
    let closed = bare.ends_with([']', '}', ')']);
    let begins = path.starts_with(|first: char| first.is_alphabetic() || opened && first == '"');
    let is_path = begins && !path.contains(['=', ',', '[', ']', '{', '}', '(', ')', ':']);
    let is_plain = path.chars().all(|part| part.is_alphanumeric() || "_-.".contains(part));
    // Without brackets on both sides a single word may be anything.
    let is_header = match (bare.starts_with('['), opened && closed) {
        (true, true) => path != "true" && path != "false",
        (true, false) => is_plain,
        (false, true) => is_plain && path.contains('.'),
        (false, false) => is_plain && (bare.ends_with(']') || path.matches('.').count() > 1),
    };
    (is_path && is_header).then_some(path)
}

fn is_entry(line: &str) -> bool {
    let key = line.trim_start_matches(|c: char| c.is_alphanumeric() || "_-.\"'".contains(c));
    let rest = key.trim_start();
    let is_key = key.len() < line.len() && !line.starts_with("\"\"\"");
    let value = rest.strip_prefix(':').map(str::trim_start);
    let is_value = |value: &str| value.starts_with(|c: char| "\"'[{".contains(c) || c.is_ascii_digit());
    is_key && (rest.starts_with('=') || value.is_some_and(is_value))
}

impl Page<'_> {
    /// The first line after a place that seems to be one of some sorts, or the end of the text.
    pub fn next_line(&self, at: usize, wanted: impl Fn(Look) -> bool) -> usize {
        let mut start = self.line(at).end + 1;
        while start < self.text.len() {
            let line = self.line(start);
            if wanted(look(&self.text[line.clone()])) {
                return start;
            }
            start = line.end + 1;
        }
        self.text.len()
    }

    /// What the mistake in a statement spoils: a header spoils its table, and anything else the lines after it that
    /// seem to be nothing.
    pub fn spoilt(&self, statement: Range<usize>) -> Range<usize> {
        let first = look(&self.text[self.line(statement.start)]);
        let has_end = self.text[statement.clone()].ends_with('\n');
        let last = if has_end { statement.end - 1 } else { statement.end };
        let end = match first {
            Look::Header => self.next_line(last, |look| look == Look::Header),
            _ => self.next_line(last, |look| look != Look::Other),
        };
        statement.start..end
    }
}

#[cfg(test)]
mod tests {
    use super::{Look, look};

    #[test]
    fn a_header_is_seen_also_when_it_is_misspelt() {
        for line in [
            "[quay]",
            "[quay.choice.wait",
            "quay.choice.wait]",
            "[[property]]",
            "quay.choice.wait",
            "{quay.choice.wait}",
            "> [quay]",
            "[the quay]",
            "[quay/wait]",
            "[quay] # wet",
        ] {
            assert_eq!(look(line), Look::Header, "{line}");
        }
    }

    #[test]
    fn a_text_and_a_list_are_no_headers() {
        for line in
            ["Rain.", "]", "},", "{ to = \"deck\" },", "[1, 2],", "[true]", "\"deck\",", "He nods (twice)."]
        {
            assert_eq!(look(line), Look::Other, "{line}");
        }
    }

    #[test]
    fn a_key_with_a_value_is_an_entry() {
        for line in ["title = \"The quay\"", "goto = [", "  a.b = 1", "title: \"The quay\""] {
            assert_eq!(look(line), Look::Entry, "{line}");
        }
        assert_eq!(look("Note: he nods."), Look::Other);
    }
}
