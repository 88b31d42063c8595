//! The value of a TOML string, and where each character of it stands in the file, despite escapes, line continuations
//! and Windows line ends. Only this module decodes strings. It does not know what a string is for.

use crate::source::{Code, Diagnostic, FileId, Span};
use std::ops::Range;

/// The quotes of TOML, the longer before the shorter.
const QUOTES: [&str; 4] = ["\"\"\"", "\"", "'''", "'"];

/// The value of a TOML string, which still knows where each part of it stands in the file.
#[derive(Clone, Debug)]
pub(crate) struct Decoded {
    value: String,
    file: FileId,
    quoted: Range<usize>,
    inside: Range<usize>,
    /// Where each byte of the value comes from; empty when the value is the bytes of `inside` as they are.
    places: Vec<Range<u32>>,
}

impl Decoded {
    /// Decodes as much as it can of the string at `quoted`, quotes included. The TOML parser reports mistakes.
    pub fn new(file: FileId, source_text: &str, quoted: Range<usize>) -> Decoded {
        let raw = source_text.get(quoted.clone()).unwrap_or("");
        let quotes = QUOTES.into_iter().find(|quotes| raw.starts_with(quotes)).unwrap_or("\"");
        let mut body = raw.strip_prefix(quotes).unwrap_or(raw);
        let mut start = quoted.start + (raw.len() - body.len());
        if quotes.len() == 3 {
            let content = body.strip_prefix('\n').or_else(|| body.strip_prefix("\r\n")).unwrap_or(body);
            start += body.len() - content.len();
            body = content;
        }
        body = body.strip_suffix(quotes).unwrap_or(body);
        let inside = start..start + body.len();
        let (value, places) = match quotes.starts_with('"') && body.contains('\\') {
            true => decode(body, start),
            false => (body.to_owned(), vec![]),
        };
        Decoded { value, file, quoted, inside, places }
    }

    pub fn value(&self) -> &str {
        &self.value
    }

    /// The place of a range of the value in the file. An escaped character counts as its whole escape.
    pub fn span(&self, range: Range<usize>) -> Span {
        let place = |at: usize| match self.places.get(at) {
            _ if self.places.is_empty() => self.inside.start + at..self.inside.start + at + 1,
            Some(place) => place.start as usize..place.end as usize,
            None => self.inside.end..self.inside.end,
        };
        let start = place(range.start).start;
        let end = if range.is_empty() { start } else { place(range.end - 1).end.max(start) };
        Span::new(self.file, start..end)
    }

    pub fn slice(&self, range: &Range<usize>) -> &str {
        &self.value[range.clone()]
    }

    /// A fault at a range of the value.
    pub fn fault(&self, code: Code, range: &Range<usize>, message: impl Into<String>, label: &str) -> Diagnostic {
        code.at(self.span(range.clone()), message, label)
    }

    /// The place of the string with its quotes. It is not empty, even when the string is.
    pub fn quoted(&self) -> Span {
        Span::new(self.file, self.quoted.clone())
    }
}

/// Replaces the escapes in a string that begins at `start`, and notes where each byte of the value comes from.
fn decode(body: &str, start: usize) -> (String, Vec<Range<u32>>) {
    let (mut value, mut places) = (String::with_capacity(body.len()), vec![]);
    let mut at = 0;
    while let Some(first) = body[at..].chars().next() {
        let (width, decoded) = match first {
            '\\' => escape(&body[at..]),
            _ => (first.len_utf8(), Some(first)),
        };
        if let Some(decoded) = decoded {
            let bytes = (0..decoded.len_utf8()).map(|byte| match first {
                '\\' => at..at + width,
                _ => at + byte..at + byte + 1,
            });
            places.extend(bytes.map(|place| (start + place.start) as u32..(start + place.end) as u32));
            value.push(decoded);
        }
        at += width;
    }
    (value, places)
}

/// How many bytes the escape at the start of a text takes, and its character; none for a line continuation.
fn escape(text: &str) -> (usize, Option<char>) {
    let number = |digits: usize| {
        let code = text.get(2..2 + digits).and_then(|code| u32::from_str_radix(code, 16).ok());
        let decoded = code.and_then(char::from_u32);
        (decoded.map_or(1, |_| 2 + digits), decoded.or(Some('\\')))
    };
    match text.as_bytes().get(1) {
        Some(b'b') => (2, Some('\u{8}')),
        Some(b'e') => (2, Some('\u{1B}')),
        Some(b'f') => (2, Some('\u{C}')),
        Some(b'n') => (2, Some('\n')),
        Some(b'r') => (2, Some('\r')),
        Some(b't') => (2, Some('\t')),
        Some(&mark @ (b'"' | b'\\')) => (2, Some(char::from(mark))),
        Some(b'x') => number(2),
        Some(b'u') => number(4),
        Some(b'U') => number(8),
        _ => match text.len() - text[1..].trim_start_matches([' ', '\t', '\n', '\r']).len() {
            1 => (1, Some('\\')),
            blanks => (blanks, None),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::Decoded;
    use crate::source::FileId;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_value_is_what_the_toml_parser_reads(
            body in r#"([a-zé🦀 '\n]|\r\n|\\n|\\\\|\\"|\\u00e9|\\x41|\\\n  ){0,20}"#,
        ) {
            let source = format!("x = \"\"\"{body}\"\"\"");
            let (table, errors) = toml::de::DeTable::parse_recoverable(&source);
            prop_assume!(errors.is_empty());
            let value = table.get_ref().get("x").and_then(|x| x.get_ref().as_str().map(str::to_owned));
            let decoded = Decoded::new(FileId(0), &source, 4..source.len());
            prop_assert_eq!(Some(decoded.value()), value.as_deref());
            let mut last = 0;
            for (at, character) in decoded.value().char_indices() {
                let span = decoded.span(at..at + character.len_utf8());
                let under = source.get(span.range()).expect("a span lies on character boundaries");
                prop_assert!(under.starts_with('\\') || under == character.to_string());
                prop_assert!(span.start >= last);
                last = span.end;
            }
        }
    }
}
