//! Characters that nobody can see, and that could make a terminal show something else.

use super::Decoded;
use crate::source::{Code, Diagnostic, Span};

/// Reports every unseen character in a string, at its place; line ends and tabs are none.
pub(crate) fn check_characters(text: &Decoded, faults: &mut Vec<Diagnostic>) {
    faults.extend(places(text, is_unseen).map(|(character, span)| unseen(character, span)));
}

/// Finds the first character of a text that cannot be seen and that some scripts need.
pub(crate) fn invisible_characters(text: &Decoded, lints: &mut Vec<Diagnostic>) {
    lints.extend(places(text, is_invisible).next().map(|(character, span)| {
        let message = format!("a text holds the character {}", describe(character));
        let lint = Diagnostic::new(Code::InvisibleCharacter, span, message, "cannot be seen");
        lint.help("remove it, or allow the lint if the script of the text needs it")
    }));
}

/// The characters of a sort in a string, with their places.
fn places(text: &Decoded, is_meant: fn(char) -> bool) -> impl Iterator<Item = (char, Span)> {
    // Nearly all texts hold none: looking at the bytes first, many at a time, saves decoding most of them.
    let may_hold = text.value().bytes().fold(false, |any, byte| any | may_begin_unseen(byte));
    let value = if may_hold { text.value() } else { "" };
    let found = value.char_indices().filter(move |&(_, character)| is_meant(character));
    found.map(|(at, character)| (character, text.span(at..at + character.len_utf8())))
}

/// The fault that a character stands at a place where nobody can see it.
pub(crate) fn unseen(character: char, span: Span) -> Diagnostic {
    let message = format!("a text holds the character {}", describe(character));
    let fault = Diagnostic::new(Code::ControlCharacter, span, message, "cannot be seen");
    fault.help("remove it").fix(span, "")
}

/// The bytes that the UTF-8 of every character begins with that cannot be seen; some others begin with them too.
fn may_begin_unseen(byte: u8) -> bool {
    matches!(byte, 0..=0x08 | 0x0B | 0x0C | 0x0E..=0x1F | 0x7F | 0xC2 | 0xD8 | 0xE1..=0xE3 | 0xEF | 0xF3)
}

/// Whether nobody can see a character, or it could make a terminal show something else.
pub(super) fn is_unseen(character: char) -> bool {
    match character {
        '\n' | '\r' | '\t' => false,
        '\u{AD}' | '\u{2060}' | '\u{FEFF}' | '\u{202A}'..='\u{202E}' => true,
        _ => character.is_control(),
    }
}

/// Whether a character cannot be seen, and is not one of those that are faults.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}')
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{2061}'..='\u{2064}' | '\u{2066}'..='\u{206F}')
        || matches!(character, '\u{3164}' | '\u{FFA0}' | '\u{E0001}'..='\u{E007F}')
}

fn describe(character: char) -> String {
    let name = match character {
        '\0' => "null",
        '\u{7}' => "bell",
        '\u{8}' => "backspace",
        '\u{1B}' => "escape",
        '\u{7F}' => "delete",
        '\u{AD}' => "soft hyphen",
        '\u{200B}' => "zero-width space",
        '\u{200E}' | '\u{200F}' | '\u{61C}' => "direction mark",
        '\u{202A}'..='\u{202E}' => "direction override",
        '\u{2066}'..='\u{2069}' => "direction isolate",
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' => "Hangul filler",
        '\u{2028}' | '\u{2029}' => "line or paragraph separator",
        '\u{E0001}'..='\u{E007F}' => "tag",
        '\u{2060}' => "word joiner",
        '\u{FEFF}' => "byte order mark",
        _ if is_invisible(character) => "format character",
        _ => "control character",
    };
    format!("U+{:04X} ({name})", character as u32)
}

#[cfg(test)]
mod tests {
    use super::{is_invisible, is_unseen, may_begin_unseen};

    #[test]
    fn the_look_at_bytes_misses_no_character_that_cannot_be_seen() {
        for character in ('\0'..=char::MAX).filter(|&each| is_unseen(each) || is_invisible(each)) {
            let first = character.to_string().as_bytes()[0];
            assert!(may_begin_unseen(first), "{character:?}");
        }
    }
}
