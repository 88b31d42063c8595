//! The words about moves: the same on a screen and in plain play.

/// What is said of a move that was made, or could not be.
#[derive(Debug)]
pub struct Moves {
    /// A choice that is locked was to be made, given the reason.
    pub is_locked: fn(&str) -> String,
    /// A choice was taken back, as history tells it.
    pub undone: fn(&str) -> String,
    /// A choice was made again, as history tells it.
    pub redone: fn(&str) -> String,
    /// There is no choice to take back.
    pub nothing_to_undo: &'static str,
    /// There is no choice to make again.
    pub nothing_to_redo: &'static str,
    /// Decisions are final in this game.
    pub is_final: &'static str,
    /// The game is back before the decision of that number.
    pub went_back: fn(usize) -> String,
    /// A game begins anew.
    pub new_game: &'static str,
}
