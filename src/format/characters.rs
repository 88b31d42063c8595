//! Characters that nobody can see, and that could make a terminal show something else.

use super::Decoded;
use crate::source::{Code, Diagnostic, Span};

/// Reports every unseen character in a string, at its place; line ends and tabs are none.
pub(crate) fn check_characters(text: &Decoded, faults: &mut Vec<Diagnostic>) {
    // Nearly all texts hold none: looking at the bytes first, many at a time, saves decoding most of them.
    if !text.value().bytes().fold(false, |any, byte| any | may_begin_unseen(byte)) {
        return;
    }
    for (at, character) in text.value().char_indices().filter(|&(_, character)| is_unseen(character)) {
        faults.push(unseen(character, text.span(at..at + character.len_utf8())));
    }
}

/// The fault that a character stands at a place where nobody can see it.
pub(crate) fn unseen(character: char, span: Span) -> Diagnostic {
    let message = format!("a text holds the character {}", describe(character));
    let fault = Diagnostic::new(Code::ControlCharacter, span, message, "cannot be seen");
    fault.help("remove it").fix(span, "")
}

/// The bytes that the UTF-8 of every unseen character begins with; some others begin with them too.
fn may_begin_unseen(byte: u8) -> bool {
    matches!(byte, 0..=0x08 | 0x0B | 0x0C | 0x0E..=0x1F | 0x7F | 0xC2 | 0xD8 | 0xE2 | 0xEF)
}

/// Whether nobody can see a character, or it could make a terminal show something else.
pub(super) fn is_unseen(character: char) -> bool {
    match character {
        '\n' | '\r' | '\t' => false,
        '\u{AD}' | '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}' | '\u{FEFF}' => true,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        _ => character.is_control(),
    }
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
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => "direction override",
        '\u{2060}' => "word joiner",
        '\u{FEFF}' => "byte order mark",
        _ => "control character",
    };
    format!("U+{:04X} ({name})", character as u32)
}

#[cfg(test)]
mod tests {
    use super::{is_unseen, may_begin_unseen};

    #[test]
    fn the_look_at_bytes_misses_no_unseen_character() {
        for character in ('\0'..=char::MAX).filter(|&character| is_unseen(character)) {
            let first = character.to_string().as_bytes()[0];
            assert!(may_begin_unseen(first), "{character:?}");
        }
    }
}
