//! The value of a TOML string, and where each character of it stands in the file, despite escapes, line continuations
//! and Windows line ends. Only this module decodes strings. It does not know what a string is for.

use crate::source::{Code, Diagnostic, FileId, Span};
use std::ops::Range;

/// The quotes of the four kinds of TOML strings, the longer before the shorter.
const QUOTES: [&str; 4] = ["\"\"\"", "\"", "'''", "'"];

/// The value of a TOML string, which still knows where in the file each part of it stands.
#[derive(Clone, Debug)]
pub(crate) struct Decoded {
    value: String,
    file: FileId,
    quoted: Range<usize>,
    inside: Range<usize>,
    quotes: &'static str,
    /// Where each byte of the value comes from; empty when the value is the bytes of `inside` as they are.
    places: Vec<Range<u32>>,
}

impl Decoded {
    /// Decodes the string at `quoted`, a range with the quotes, as far as it can. The TOML parser reports mistakes.
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
        Decoded { value, file, quoted, inside, quotes, places }
    }

    pub fn value(&self) -> &str {
        &self.value
    }

    /// The place in the file of a byte range of the value. An escaped character has its whole escape as its place.
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

    /// A fault at a byte range of the value.
    pub fn fault(&self, code: Code, range: &Range<usize>, message: impl Into<String>, label: &str) -> Diagnostic {
        code.at(self.span(range.clone()), message, label)
    }

    /// The place of the string with its quotes. It is not empty, even when the string is.
    pub fn quoted(&self) -> Span {
        Span::new(self.file, self.quoted.clone())
    }

    /// Whether the quotes of this string allow `text` without an escape.
    pub fn can_hold(&self, text: &str) -> bool {
        match self.quotes {
            "'" => !text.contains(['\'', '\n']),
            "'''" => !text.contains("'''"),
            "\"" => !text.contains(['"', '\\', '\n']),
            _ => !text.contains(['"', '\\']),
        }
    }
}

/// Replaces the escapes of a string that begins at `start`, and notes where each byte of the value comes from.
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

/// The number of bytes of the escape at the start of `text`, and its character: none for a line continuation. What is
/// no escape counts as a backslash.
fn escape(text: &str) -> (usize, Option<char>) {
    let number = |digits: usize| {
        let code = text.get(2..2 + digits).and_then(|code| u32::from_str_radix(code, 16).ok());
        code.and_then(char::from_u32).map_or((1, Some('\\')), |decoded| (2 + digits, Some(decoded)))
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

    fn decode(source: &str) -> Decoded {
        Decoded::new(FileId(0), source, 4..source.len())
    }

    /// Checks that the file has the characters `under` where the value has `needle`.
    #[track_caller]
    fn check(source: &str, needle: &str, under: &str) {
        let decoded = decode(source);
        let at = decoded.value().find(needle).expect("the needle is in the value");
        assert_eq!(&source[decoded.span(at..at + needle.len()).range()], under, "{source}");
    }

    #[test]
    fn a_range_of_the_value_is_found_in_the_file() {
        check(r#"x = "a and b""#, "and", "and");
        check(r#"x = 'a \ and b'"#, "and", "and");
        check(r#"x = "\"é\" and b""#, "and", "and");
        check(r#"x = "\u006eot b""#, "not", r"\u006eot");
        check(r#"x = "\u006eot b""#, "n", r"\u006e");
        check(r#"x = "\"\"q\"\"""#, "\"q\"", r#"\"q\""#);
        check("x = '''\nab\ncd'''", "cd", "cd");
        check("x = \"\"\"\r\nab\r\ncd\"\"\"", "cd", "cd");
        check("x = \"\"\"\nab \\\n   \n  cd \\\\ ef\"\"\"", "cd \\ ef", "cd \\\\ ef");
        check("x = \"\"\"\nab\\t\\\n   \n  \\tcd\"\"\"", "\t\t", "\\t\\\n   \n  \\t");
        check("x = \"\"\"\nab\\t\\\n   \n  \\tcd\"\"\"", "\t", "\\t");
    }

    #[test]
    fn the_end_of_the_value_is_before_the_closing_quote() {
        for source in [r#"x = "a and""#, "x = '''\na and'''", r#"x = "a \u0061nd""#] {
            let decoded = decode(source);
            let end = decoded.value().len();
            let point = decoded.span(end..end);
            assert_eq!(point.start, point.end);
            assert_eq!(point.range().end, decoded.inside.end, "{source}");
        }
    }

    #[test]
    fn a_replacement_is_held_only_where_it_needs_no_escape() {
        assert!(decode(r#"x = "a""#).can_hold("visited('quay')"));
        assert!(!decode("x = 'a'").can_hold("visited('quay')"));
        assert!(decode("x = '''a'''").can_hold("visited('quay')"));
    }

    #[test]
    fn a_broken_string_is_read_as_far_as_it_goes() {
        for source in ["x = \"", "x = \"a\\", "x = '''", "x = \"\"\"\\", "x = \"\\uD8é\"", "x = \"\\é\"", "x = 3"] {
            let decoded = decode(source);
            let length = decoded.value().len();
            assert!(source.get(decoded.span(0..length).range()).is_some(), "{source}");
        }
    }

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
            let decoded = decode(&source);
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
