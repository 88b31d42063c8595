//! The debrief in front of a player: in plain sentences, or drawn.
//!
//! What there is to say comes as plain data; here it gets words and a shape. Nothing here knows how it was found out.

mod accounts;
mod others;
mod pages;
mod plain;
mod plot;
mod sentences;

pub use pages::screens;
pub use plain::tell;

use crate::debrief::Debrief;
use crate::game::Game;
use crate::view::Reader;

/// Looks back on a game. Called after every move, so that it can think ahead; what it says is asked for when a game is
/// over. Given are the game and the names of the endings found.
pub type Review<'r, 'a> = dyn FnMut(&Game<'a>, &[String]) -> Reviewed<'a> + 'r;

/// What comes of looking back.
pub enum Reviewed<'a> {
    /// There is nothing to be said, as the game is not over or nobody looks back.
    Nothing,
    /// The chances are still being worked out: ask again.
    Thinking,
    /// What there is to say.
    Ready(Box<Debrief<'a>>),
}

/// Whether the consequences of choices that were not made are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spoilers {
    /// They are not, nor are the titles of endings that were not found.
    Kept,
    /// They are.
    Told,
}

/// What the painters have in common.
#[derive(Clone, Copy)]
struct Brush<'b, 'a> {
    reader: &'b Reader<'a>,
    debrief: &'b Debrief<'a>,
    spoilers: Spoilers,
}
