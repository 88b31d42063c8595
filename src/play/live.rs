//! The live lines, the only part of the screen that is painted again. This module makes the bytes that change them.
//!
//! Between paints the hidden cursor stands at the beginning of the selected line, where a screen reader, a braille
//! display or a magnifier looks for it. Play never asks the terminal for the cursor's place: it counts the live lines
//! above the cursor, so that it can erase exactly the live lines, even after the size has changed. Wrapping is off
//! during a paint, because a terminal may get narrower before it reports the new size.

use super::line::Line;
use super::style::Colours;
use std::fmt::Write;

/// Makes the terminal show everything up to `END` in one step, and turns wrapping off.
const BEGIN: &str = "\x1b[?2026h\x1b[?7l";
const END: &str = "\x1b[?7h\x1b[?2026l";

/// The live lines, and the index of the line on which the cursor stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Live {
    pub lines: Vec<Line>,
    pub cursor: usize,
}

/// The bytes that turn the old lines into the new ones and move the cursor to its line. Lines that did not change are
/// not sent if the number of lines is the same.
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

/// The bytes that replace the live lines by printed lines. `above` is the number of live lines above the cursor.
/// Afterwards the cursor is at the beginning of the line below the printed ones.
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
