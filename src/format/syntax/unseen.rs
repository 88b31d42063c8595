//! Characters that TOML allows nowhere and nobody can see, such as those that steer a terminal.

use super::super::characters::unseen;
use super::MOST;
use crate::source::{Code, Diagnostic, FileId, Span};
use std::borrow::Cow;

/// Says each such character of a file, and gives the text with blanks in their places.
pub(super) fn without_unseen<'a>(file: FileId, text: &'a str, faults: &mut Vec<Diagnostic>) -> Cow<'a, str> {
    if !text.bytes().any(|byte| is_control(byte) || byte == b'\r') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut seen: Option<Vec<u8>> = None;
    let mut has_return = false;
    let mut said = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        let is_return = byte == b'\r' && bytes.get(at + 1) != Some(&b'\n');
        if !is_control(byte) && !is_return {
            continue;
        }
        seen.get_or_insert_with(|| bytes.to_vec())[at] = if is_return { b'\n' } else { b' ' };
        let span = Span::new(file, at..at + 1);
        if is_return && !has_return {
            has_return = true;
            let message = "a carriage return stands alone";
            let fault = Diagnostic::new(Code::TomlSyntax, span, message, "no line feed follows");
            faults.push(fault.help("save the file with the line ends of Unix or of Windows"));
        } else if !is_return && said < MOST {
            said += 1;
            faults.push(unseen(char::from(byte), span));
        }
    }
    match seen.and_then(|seen| String::from_utf8(seen).ok()) {
        Some(seen) => Cow::Owned(seen),
        None => Cow::Borrowed(text),
    }
}

fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=0x08 | 0x0B | 0x0C | 0x0E..=0x1F | 0x7F)
}
