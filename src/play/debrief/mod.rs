//! The debrief in front of a player: in plain sentences, or drawn.
//!
//! A debrief comes as rows of words, and gets its shape here. Nothing here knows how the values were worked out.

mod pages;
mod plot;

pub use pages::drawn;

use crate::debrief::{DebriefRow, DebriefRows};
use crate::game::Game;
use crate::language::KeyHint;
use crate::view::{Reader, Text};
use std::rc::Rc;

/// A callback that gives the debrief, from the game and the names of the endings found. Play calls it after every move,
/// so that it can work ahead; its answer counts when the game is over.
pub type Review<'r, 'a> = dyn FnMut(&Game<'a>, &[String]) -> Reviewed + 'r;

#[derive(Clone)]
pub enum Reviewed {
    /// There is no debrief: the game is not over, or there is no review.
    Nothing,
    /// The chances are still being worked out: ask again.
    Thinking,
    /// The finished debrief.
    Ready(Rc<DebriefRows>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    First,
    /// The sums, and all that follows them.
    Sums,
    /// The whole debrief, as a page in a file.
    Page,
}

impl Wanted {
    /// What a letter asks for: the page by the last of `keys`, the sums by another; else `None`.
    pub fn by_key(keys: &[&KeyHint], letter: char) -> Option<Wanted> {
        let place = keys.iter().position(|key| key.is(letter))?;
        Some(if place + 1 == keys.len() { Wanted::Page } else { Wanted::Sums })
    }

    /// The rows asked for, screen by screen. The first part is one screen, perhaps of several pages; in the sums, each
    /// heading begins a screen.
    pub fn screens(self, rows: &DebriefRows) -> Vec<Vec<DebriefRow>> {
        let is_part = |_: &DebriefRow, next: &DebriefRow| !matches!(next, DebriefRow::Heading(_));
        match self {
            Wanted::First => vec![rows.first.clone()],
            Wanted::Sums | Wanted::Page => rows.sums.chunk_by(is_part).map(<[DebriefRow]>::to_vec).collect(),
        }
    }
}

/// Tells rows of a debrief in plain sentences, each on a line of its own.
pub fn tell(reader: &Reader, rows: &[DebriefRow]) -> String {
    let mut text = Text::new(reader.catalogue);
    let mut is_first = true;
    for row in rows {
        match row {
            DebriefRow::Heading(heading) => {
                if !std::mem::take(&mut is_first) {
                    text.blank();
                }
                text.line(&format!("{heading}."));
            }
            DebriefRow::Title(said)
            | DebriefRow::Sentence(said)
            | DebriefRow::Note(said)
            | DebriefRow::Bullet(said) => text.line(said),
            DebriefRow::Said(prose) => prose.paragraphs().for_each(|paragraph| text.line(paragraph.text())),
            DebriefRow::Person(said, _, moved) => {
                text.line(&[Some(said), moved.as_ref()].into_iter().flatten().cloned().collect::<Vec<_>>().join(" "));
            }
            DebriefRow::Chart(chart) => {
                for row in chart {
                    text.line(&std::iter::once(&row.said).chain(&row.remarks).cloned().collect::<Vec<_>>().join(" "));
                }
                text.blank();
            }
            DebriefRow::Figures(table) => table.said.iter().for_each(|said| text.line(said)),
        }
        is_first = false;
    }
    text.take()
}
