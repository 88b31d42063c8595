//! The debrief in front of a player: in plain sentences, or drawn.
//!
//! What there is to say comes in rows of words; here they get a shape. Nothing here knows how it was found out.

mod pages;
mod plain;
mod plot;

pub use pages::drawn;
pub use plain::tell;

use crate::debrief::Debrief;
use crate::game::Game;

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
