//! The live lines, the only part of the screen that is painted again: the bytes that turn old lines into new ones.
//!
//! Between paints the hidden cursor stands at the beginning of the selected line, so that a screen reader, a braille
//! display or a magnifier finds it. The terminal is never asked where the cursor is: the number of live lines above it
//! is known, so that "erase from the first line on" removes exactly the live lines, also after a change of size.
//! Wrapping is off during a paint: a terminal may change its size a moment before it says so.

use super::line::Line;
use super::style::Colours;
use std::fmt::Write;

/// Asks the terminal to show all up to `END` in one step; turns wrapping off.
const BEGIN: &str = "\x1b[?2026h\x1b[?7l";
const END: &str = "\x1b[?7h\x1b[?2026l";

/// Live lines, and the row among them on which the cursor stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Live {
    pub lines: Vec<Line>,
    pub cursor: usize,
}

/// The bytes that turn the old lines into the new ones, and put the cursor on its row. Lines that stay are not sent
/// again.
pub fn paint(old: &Live, new: &Live, colours: Colours) -> String {
    let mut out = String::from(BEGIN);
    let mut at = old.cursor;
    if old.lines.len() == new.lines.len() && !new.lines.is_empty() {
        let pairs = old.lines.iter().zip(&new.lines).enumerate();
        for (row, (_, line)) in pairs.filter(|(_, (old, new))| old != new) {
            go(at, row, &mut out);
            at = row;
            colours.paint(line, &mut out);
            out.push_str("\x1b[K");
        }
    } else {
        erase(at, &mut out);
        for (row, line) in new.lines.iter().enumerate() {
            if row > 0 {
                out.push_str("\r\n");
            }
            colours.paint(line, &mut out);
        }
        at = new.lines.len().saturating_sub(1);
    }
    go(at, new.cursor, &mut out);
    out.push_str(END);
    out
}

/// The bytes that replace the live lines by lines that stay. Before, the cursor is `above` rows below the first live
/// line; after, it is on a line of its own below the new lines.
pub fn print(above: usize, lines: &[Line], colours: Colours) -> String {
    let mut out = String::from("\x1b[?2026h");
    erase(above, &mut out);
    for line in lines {
        colours.paint(line, &mut out);
        out.push_str("\r\n");
    }
    out.push_str("\x1b[?2026l");
    out
}

fn erase(above: usize, out: &mut String) {
    go(above, 0, out);
    out.push_str("\x1b[J");
}

fn go(from: usize, to: usize, out: &mut String) {
    out.push('\r');
    if to < from {
        let _ = write!(out, "\x1b[{}A", from - to);
    }
    out.push_str(&"\n".repeat(to.saturating_sub(from)));
}
