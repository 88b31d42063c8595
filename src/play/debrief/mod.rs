//! The debrief in front of a player: in plain sentences, or drawn.
//!
//! What there is to say comes in rows of words; here they get a shape. Nothing here knows how it was found out.

mod pages;
mod plain;
mod plot;

pub use pages::drawn;
pub use plain::tell;

use crate::debrief::{DebriefRow, DebriefRows};
use crate::game::Game;
use crate::language::KeyHint;
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
