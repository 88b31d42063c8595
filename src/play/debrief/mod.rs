//! The debrief in front of a player: in plain sentences, or drawn.
//!
//! A debrief comes as rows of words. This module turns the rows into lines; other modules work out the values.

mod pages;
mod plot;

pub use pages::drawn;

use crate::debrief::{DebriefRow, DebriefRows};
use crate::game::Game;
use crate::language::KeyHint;
use crate::view::{Reader, Text};
use std::rc::Rc;

/// A callback that gives the debrief of a game; the strings name the endings found. Play also calls it after each move
/// of a game that goes on, so that the chances can be worked out ahead. It then names no endings and ignores the answer.
pub type Review<'r, 'a> = dyn FnMut(&Game<'a>, &[String]) -> Reviewed + 'r;

#[derive(Clone)]
pub enum Reviewed {
    /// The game is not over, or the session has no callback for the debrief.
    Nothing,
    /// The chances are still being worked out: ask again.
    Thinking,
    Ready(Rc<DebriefRows>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    First,
    /// The second part: start, decisions and luck as sums, and all rows after them.
    Sums,
    /// The whole debrief, as a page in a file.
    Page,
}

impl Wanted {
    /// The last of `keys` asks for the page, each other key for the sums. `None` if the letter is none of `keys`.
    pub fn by_key(keys: &[&KeyHint], letter: char) -> Option<Wanted> {
        let place = keys.iter().position(|key| key.is(letter))?;
        Some(if place + 1 == keys.len() { Wanted::Page } else { Wanted::Sums })
    }

    /// The rows asked for, one item per screen. The first part is a single item, even if it fills several pages; in the
    /// sums, each heading begins a new screen.
    pub fn screens(self, rows: &DebriefRows) -> Vec<Vec<DebriefRow>> {
        let is_part = |_: &DebriefRow, next: &DebriefRow| !matches!(next, DebriefRow::Heading(_));
        match self {
            Wanted::First => vec![rows.first.clone()],
            Wanted::Sums | Wanted::Page => rows.sums.chunk_by(is_part).map(<[DebriefRow]>::to_vec).collect(),
        }
    }
}

/// Writes rows of a debrief as plain sentences, each on a line of its own.
pub fn tell(reader: &Reader, rows: &[DebriefRow]) -> String {
    let mut text = Text::new(reader.catalogue);
    let joined = |first: &String, more: &[String]| more.iter().fold(first.clone(), |line, more| line + " " + more);
    for (index, row) in rows.iter().enumerate() {
        match row {
            DebriefRow::Heading(heading) => {
                if index > 0 {
                    text.blank();
                }
                text.line(&format!("{heading}."));
            }
            DebriefRow::Title(said)
            | DebriefRow::Sentence(said)
            | DebriefRow::Note(said)
            | DebriefRow::Bullet(said) => text.line(said),
            DebriefRow::Said(prose) => prose.paragraphs().for_each(|paragraph| text.line(paragraph.text())),
            DebriefRow::Person(said, _, moved) => text.line(&joined(said, moved.as_slice())),
            DebriefRow::Chart(chart) => {
                text.lines(chart.iter().map(|row| joined(&row.said, &row.remarks)));
                text.blank();
            }
            DebriefRow::Figures(table) => text.lines(&table.said),
        }
    }
    text.take()
}
