//! What a player does at the keyboard, and what it asks for.

use crate::language::Catalogue;

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

/// What a letter asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Where everyone stands.
    Status,
    /// Reads the scene again.
    Look,
    /// Takes the latest choice back.
    Undo,
    /// Makes it again.
    Redo,
    /// The decisions so far.
    History,
    /// The endings found.
    Endings,
    /// What the keys do.
    Help,
    /// Another game.
    New,
    /// Back to a decision.
    Back,
    /// Leaves.
    Quit,
}

impl Action {
    /// What a letter asks for in a language; failing that, in English.
    pub fn of(letter: char, words: &Catalogue) -> Option<Action> {
        let keys = &words.screen;
        let named = [
            (keys.status.name, 's', Action::Status),
            (keys.look.name, 'l', Action::Look),
            (keys.undo.name, 'u', Action::Undo),
            (keys.redo.name, 'r', Action::Redo),
            (keys.history.name, 'h', Action::History),
            (keys.endings.name, 'e', Action::Endings),
            (keys.help.name, '?', Action::Help),
            (keys.new.name, 'n', Action::New),
            (keys.back.name, 'b', Action::Back),
            (keys.quit.name, 'q', Action::Quit),
        ];
        let letter = letter.to_ascii_lowercase();
        let own = named.iter().find(|(name, ..)| name.chars().eq([letter]));
        let found = own.or_else(|| named.iter().find(|(_, english, _)| *english == letter));
        found.map(|(.., action)| *action)
    }
}
