//! The words of interactive play.

use super::Command;
use super::english::ENGLISH;

/// A key as the hint line names it, and what it does.
#[derive(Debug)]
pub struct Key {
    /// The key's name.
    pub name: &'static str,
    /// What it does, in a word.
    pub does: &'static str,
    /// What it does, in help.
    pub help: &'static str,
}

/// What interactive play says besides the story.
#[derive(Debug)]
pub struct Screen {
    /// Moves the selection up or down.
    pub choose: Key,
    /// Selects a choice by its number.
    pub number: Key,
    /// Makes the selected choice.
    pub decide: Key,
    /// Goes on after a pause.
    pub go_on: Key,
    /// Skips what is left to read, where that can be skipped.
    pub skip: Key,
    /// Says where everyone stands.
    pub status: Key,
    /// Reads the scene again.
    pub look: Key,
    /// Takes the latest choice back.
    pub undo: Key,
    /// Makes the choice taken back again.
    pub redo: Key,
    /// Tells the decisions so far.
    pub history: Key,
    /// Lists the endings found.
    pub endings: Key,
    /// Explains the keys.
    pub help: Key,
    /// Leaves the game.
    pub quit: Key,
    /// Begins another game, after an ending.
    pub new: Key,
    /// Goes back to a decision, after an ending.
    pub back: Key,
    /// Goes back to the selected decision.
    pub go_back: Key,
    /// Leaves the list of decisions.
    pub cancel: Key,
    /// Stands above the keys, in help.
    pub help_heading: &'static str,
    /// The letters of English work too, in help; empty in English.
    pub help_english: &'static str,
    /// A passage is longer than the screen, which pauses.
    pub more: &'static str,
    /// Asks which decision to go back to.
    pub back_to: &'static str,
    /// The player leaves.
    pub farewell: &'static str,
    /// The player leaves before the first decision.
    pub farewell_unbegun: &'static str,
    /// The story was loaded again while it is played.
    pub reloaded: &'static str,
    /// The story has so many faults, so that the earlier one is still played.
    pub still_the_old: fn(usize) -> String,
}

impl Screen {
    /// The key for a command; none saves in a file.
    pub fn key(&self, command: Command) -> Option<&Key> {
        match command {
            Command::Status => Some(&self.status),
            Command::Undo => Some(&self.undo),
            Command::Redo => Some(&self.redo),
            Command::History => Some(&self.history),
            Command::Endings => Some(&self.endings),
            Command::Help => Some(&self.help),
            Command::Save => None,
            Command::New => Some(&self.new),
            Command::Back => Some(&self.back),
            Command::Quit => Some(&self.quit),
        }
    }

    /// The command that a letter asks for in this language or, failing that, in English; letter case does not matter.
    pub fn command(&self, letter: char) -> Option<Command> {
        let letter = letter.to_ascii_lowercase();
        let find = |screen: &Screen| {
            let asks = |key: &Key| key.name.chars().eq([letter]);
            Command::ALL.into_iter().find(|&command| screen.key(command).is_some_and(asks))
        };
        find(self).or_else(|| find(&ENGLISH.screen))
    }

    /// Whether a letter asks to read the scene again, which in plain play an empty line does.
    pub fn asks_to_look(&self, letter: char) -> bool {
        let letter = letter.to_ascii_lowercase();
        let asks = |screen: &Screen| screen.look.name.chars().eq([letter]);
        asks(self) || self.command(letter).is_none() && asks(&ENGLISH.screen)
    }
}

/// A key: its name, what it does in a word, and in help.
pub(super) const fn key(name: &'static str, does: &'static str, help: &'static str) -> Key {
    Key { name, does, help }
}
