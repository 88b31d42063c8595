//! What a player does at the keyboard.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Up,
    Down,
    First,
    Last,
    Enter,
    Space,
    Escape,
    Char(char),
    Repaint,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    Key(Key),
    Resized,
    /// The program was stopped and goes on: the screen is not as it was left.
    Resumed,
}
