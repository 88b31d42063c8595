//! What a player does at the keyboard.

/// A key that play knows; all others are never heard of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// To what stands above.
    Up,
    /// To what stands below.
    Down,
    /// To what stands first.
    First,
    /// To what stands last.
    Last,
    /// Decides.
    Enter,
    /// Goes on.
    Space,
    /// Leaves a list without deciding.
    Escape,
    /// A digit or a letter.
    Char(char),
    /// Asks for the screen to be written again.
    Repaint,
}

/// What comes in from a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key.
    Key(Key),
    /// The terminal has another size.
    Resized,
    /// The program was stopped and goes on: the screen is not as it was left.
    Resumed,
}
