//! A line of the terminal: pieces of text, each in a role, and their width in columns.
//!
//! Every text becomes safe to print when it enters a line, and no text reaches a screen in another way.

use std::ops::Range;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What a piece of text is for. The palette gives each role its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The text to read; always in the terminal's own colour.
    Body,
    Emphasis,
    Strong,
    Title,
    /// Less important text: rules, numbers, hints, locked choices.
    Muted,
    /// The mark of a selected item or of a choice made.
    Accent,
    Selected,
    /// A person who is on the player's side, or who moved towards it.
    Warmer,
    /// A person who is not on the player's side, or who moved away from it.
    Cooler,
}

/// Pieces of text in a row. No piece is empty, and neighbours have different roles.
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

    /// The part of the line at a range of bytes in its text.
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

    /// The line with a mark in its margin, the two free columns; unchanged if the line has no margin.
    pub fn marked(&self, role: Role, mark: &str) -> Line {
        match self.text().strip_prefix("  ") {
            Some(rest) => Line::of(role, mark).then(&self.slice(2..2 + rest.len())),
            None => self.clone(),
        }
    }

    pub fn width(&self) -> usize {
        self.pieces.iter().map(|(_, text)| width(text)).sum()
    }
}

impl<'t> FromIterator<(Role, &'t str)> for Line {
    fn from_iter<I: IntoIterator<Item = (Role, &'t str)>>(pieces: I) -> Line {
        pieces.into_iter().fold(Line::blank(), |line, (role, text)| line.with(role, text))
    }
}

/// The number of columns that a text takes. Terminals differ on joined emoji: this counts the widest case.
pub fn width(text: &str) -> usize {
    text.width().max(text.chars().map(char_width).sum())
}

pub fn char_width(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// The character as a terminal may receive it; `None` if it must not receive it.
///
/// White space becomes a space. Control characters are dropped, C1 included, so that no escape sequence can form.
/// Invisible characters and those that change the direction of writing are dropped too.
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
