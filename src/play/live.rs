//! The one part of the screen that is painted again: bytes from what stands there to what shall.
//!
//! Between paints the cursor is parked, unseen, on the first cell of the part. A terminal that breaks its lines anew
//! moves the cursor along with the text that it stands on, so that "erase from the cursor on" takes away exactly that
//! part after any change of size; the cursor's place is never asked for. Wrapping is off while it is painted: a
//! terminal may change its size a moment before it says so.

use super::line::Line;
use super::style::Colours;
use std::fmt::Write;

/// Asks the terminal to show what follows at once, where it can.
const BEGIN: &str = "\x1b[?2026h\x1b[?7l";
const END: &str = "\x1b[?7h\x1b[?2026l";

/// The bytes that turn the old lines into the new ones, and park the cursor. Lines that stay are not sent again.
pub fn paint(old: &[Line], new: &[Line], colours: Colours) -> String {
    let mut out = String::from(BEGIN);
    if old.len() == new.len() && !new.is_empty() {
        let mut at = 0;
        for (row, (_, line)) in old.iter().zip(new).enumerate().filter(|(_, (old, new))| old != new) {
            out.push_str(&"\n".repeat(row - at));
            out.push('\r');
            at = row;
            colours.paint(line, &mut out);
            out.push_str("\x1b[K");
        }
        park(at, &mut out);
    } else {
        out.push_str("\r\x1b[J");
        for (row, line) in new.iter().enumerate() {
            if row > 0 {
                out.push_str("\r\n");
            }
            colours.paint(line, &mut out);
        }
        park(new.len().saturating_sub(1), &mut out);
    }
    out.push_str(END);
    out
}

/// The bytes that replace the live lines by lines that stay, with the cursor on a line of its own behind them.
pub fn print(lines: &[Line], colours: Colours) -> String {
    let mut out = String::from("\x1b[?2026h\r\x1b[J");
    for line in lines {
        colours.paint(line, &mut out);
        out.push_str("\r\n");
    }
    out.push_str("\x1b[?2026l");
    out
}

fn park(rows: usize, out: &mut String) {
    out.push('\r');
    if rows > 0 {
        let _ = write!(out, "\x1b[{rows}A");
    }
}

#[cfg(test)]
mod tests {
    use super::paint;
    use crate::play::line::{Line, Role};
    use crate::play::style::Colours;

    #[test]
    fn a_move_of_the_selection_sends_only_the_lines_that_change() {
        let line = |text: &str| Line::of(Role::Body, text);
        let old = [line("> one"), line("  two"), line("  three")];
        let new = [line("> one"), line("> two"), line("  three")];
        let sent = paint(&old, &new, Colours::None);
        assert_eq!(sent, "\x1b[?2026h\x1b[?7l\n\r> two\x1b[K\r\x1b[1A\x1b[?7h\x1b[?2026l");
    }
}
