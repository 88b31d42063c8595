//! Lines of input, whatever the bytes and however many.

use std::io::{self, BufRead, Read};

/// What lies beyond so many bytes of a line is not read: nobody types that.
const LONGEST: u64 = 4096;

/// Reads the next line without its end; `None` at the end of input.
pub(super) fn read_line(input: &mut dyn BufRead) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    Read::take(&mut *input, LONGEST).read_until(b'\n', &mut line)?;
    if line.is_empty() {
        return Ok(None);
    }
    if line.last() != Some(&b'\n') {
        input.skip_until(b'\n')?;
    }
    Ok(Some(String::from_utf8_lossy(&line).trim().to_string()))
}

/// What a player typed, fit to be said again: whatever is no letter, digit or common sign has become U+FFFD.
pub(super) fn echo(typed: &str) -> String {
    let fit = |c: char| if c.is_alphanumeric() || matches!(c, ' '..='~') { c } else { char::REPLACEMENT_CHARACTER };
    typed.chars().map(fit).collect()
}
