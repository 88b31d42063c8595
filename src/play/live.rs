//! The one part of the screen that is painted again: bytes from what stands there to what shall.
//!
//! Between paints the cursor rests, unseen, at the first cell of a line of the part: of what is selected, so that a screen
//! reader, a braille display or a magnifier finds it. The cursor's place is never asked for: what stands above it in the
//! part is known, and "erase from the first line on" takes away exactly that part after a change of size. Wrapping is off
//! while it is painted: a terminal may change its size a moment before it says so.

use super::line::Line;
use super::style::Colours;
use std::fmt::Write;

/// Asks the terminal to show what follows at once, where it can.
const BEGIN: &str = "\x1b[?2026h\x1b[?7l";
const END: &str = "\x1b[?7h\x1b[?2026l";

/// Live lines, and the row among them on which the cursor rests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Live {
    pub lines: Vec<Line>,
    pub cursor: usize,
}

/// The bytes that turn the old lines into the new ones, and put the cursor to its row. Lines that stay are not sent again.
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

/// The bytes that replace the live lines, with the cursor so many rows below the first, by lines that stay; the cursor is
/// then on a line of its own behind them.
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
