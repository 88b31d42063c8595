//! A line as it will stand in a terminal: pieces of text, each in a role, and how wide they are.
//!
//! Every text is made safe when it enters a line: this is the only way from a text to a terminal.

use std::ops::Range;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What a piece of text is. Its looks follow from that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The text to read; always in the terminal's own colour.
    Body,
    Emphasis,
    Strong,
    Title,
    /// Less important text: rules, numbers, hints, locked choices.
    Muted,
    /// The mark of a selected item or a choice made.
    Accent,
    Selected,
    /// Somebody who is on the player's side, or moved there.
    Warmer,
    /// Somebody who is not on the player's side, or moved away.
    Cooler,
}

/// Pieces of text in a row. Neighbours are never of the same role, and none is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    pieces: Vec<(Role, String)>,
}

impl Line {
    pub fn blank() -> Line {
        Line::default()
    }

    pub fn of(role: Role, text: &str) -> Line {
        Line::blank().with(role, text)
    }

    pub fn indented(by: usize) -> Line {
        Line::of(Role::Body, &" ".repeat(by))
    }

    pub fn with(mut self, role: Role, text: &str) -> Line {
        self.push(role, text);
        self
    }

    pub fn then(mut self, other: &Line) -> Line {
        other.pieces.iter().for_each(|(role, text)| self.push(*role, text));
        self
    }

    pub fn push(&mut self, role: Role, text: &str) {
        let text = text.chars().filter_map(safe);
        match self.pieces.last_mut() {
            Some((last, written)) if *last == role => written.extend(text),
            _ => {
                let text: String = text.collect();
                if !text.is_empty() {
                    self.pieces.push((role, text));
                }
            }
        }
    }

    pub fn pieces(&self) -> impl DoubleEndedIterator<Item = (Role, &str)> {
        self.pieces.iter().map(|(role, text)| (*role, text.as_str()))
    }

    pub fn text(&self) -> String {
        self.pieces.iter().map(|(_, text)| text.as_str()).collect()
    }

    /// The part at these bytes of the line's text.
    pub fn slice(&self, range: Range<usize>) -> Line {
        let (mut line, mut start) = (Line::blank(), 0);
        for (role, text) in self.pieces() {
            let end = start + text.len();
            let (from, to) = (range.start.clamp(start, end), range.end.clamp(start, end));
            line.push(role, &text[from - start..to.max(from) - start]);
            start = end;
        }
        line
    }

    pub fn width(&self) -> usize {
        self.pieces.iter().map(|(_, text)| width(text)).sum()
    }
}

/// The number of columns that a text takes. Terminals disagree on joined emoji; this is the most that any takes.
pub fn width(text: &str) -> usize {
    text.width().max(text.chars().map(char_width).sum())
}

pub fn char_width(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// The character as it may stand in a terminal; `None` when it may not.
///
/// White space becomes a space. Control characters, also those of the C1 range, are dropped, so that no escape sequence
/// can form. Invisible characters are dropped, and those that turn the direction of writing.
fn safe(c: char) -> Option<char> {
    match c {
        '\n' | '\r' | '\t' => Some(' '),
        '\u{200D}' => Some(c), // joins emoji and the letters of some scripts
        c if c.is_control() => None,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' => None,
        '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' => None,
        '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}' => None,
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, Role, safe};

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(Line::of(Role::Body, text).text(), expected);
    }

    #[test]
    fn what_could_command_a_terminal_does_not_come_into_a_line() {
        check("\x1b[31mred\x1b[0m", "[31mred[0m");
        check("\x1b]52;c;c3RvbGVu\x07", "]52;c;c3RvbGVu");
        check("\u{9b}2J\u{9d}0;title\u{9c}", "2J0;title");
        check("back\x08 bell\x07 del\x7f nul\0", "back bell del nul");
        check("one\ttwo\nthree\rfour", "one two three four");
        check("\u{202e}olleh\u{202c}\u{2066}\u{2069}", "olleh");
        check("één voor ’t café — ☕", "één voor ’t café — ☕");
    }

    #[test]
    fn no_character_of_all_is_a_control_when_it_is_safe() {
        for c in '\0'..=char::MAX {
            assert!(safe(c).is_none_or(|c| !c.is_control()), "{c:?}");
        }
    }

    #[test]
    fn neighbours_of_one_role_are_one_piece() {
        let line = Line::indented(2).with(Role::Body, "a").with(Role::Muted, "").with(Role::Body, "b");
        assert_eq!(line.pieces().collect::<Vec<_>>(), [(Role::Body, "  ab")]);
    }
}
