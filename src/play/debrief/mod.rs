//! The debrief in front of a player: in plain sentences, or drawn.
//!
//! What there is to say comes in rows of words; here they get a shape. Nothing here knows how it was found out.

mod pages;
mod plot;

pub use pages::drawn;

use crate::debrief::{DebriefRow, DebriefRows};
use crate::game::Game;
use crate::language::KeyHint;
use crate::view::{Reader, Text};
use std::rc::Rc;

/// Looks back on a game. Called after every move, so that it can think ahead; what it says is asked for when a game is
/// over. Given are the game and the names of the endings found.
pub type Review<'r, 'a> = dyn FnMut(&Game<'a>, &[String]) -> Reviewed + 'r;

#[derive(Clone)]
pub enum Reviewed {
    /// There is nothing to be said, as the game is not over or nobody looks back.
    Nothing,
    /// The chances are still being worked out: ask again.
    Thinking,
    /// What there is to say.
    Ready(Rc<DebriefRows>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    First,
    /// The sums, and all that follows them.
    Sums,
    /// All of it, as a page in a file.
    Page,
}

impl Wanted {
    /// What a letter asks for, where these keys have a use; the last of them writes the page.
    pub fn by_key(keys: &[&KeyHint], letter: char) -> Option<Wanted> {
        let asks = |key: &&KeyHint| key.name.chars().eq([letter.to_ascii_lowercase()]);
        let place = keys.iter().position(asks)?;
        Some(if place + 1 == keys.len() { Wanted::Page } else { Wanted::Sums })
    }

    /// The rows that are asked for, screen by screen: the first part goes on over pages, the parts of the rest each begin
    /// one.
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
