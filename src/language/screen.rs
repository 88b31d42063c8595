//! The words of interactive play.

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
    /// A locked choice is decided on, given the reason.
    pub is_locked: fn(&str) -> String,
    /// A passage is longer than the screen, which pauses.
    pub more: &'static str,
    /// There is no choice to take back.
    pub nothing_to_undo: &'static str,
    /// There is no choice to make again.
    pub nothing_to_redo: &'static str,
    /// A choice was taken back, as history tells it.
    pub undone: fn(&str) -> String,
    /// A choice was made again, as history tells it.
    pub redone: fn(&str) -> String,
    /// The terminal has too few rows or columns to play in.
    pub too_small: &'static str,
    /// Asks which decision to go back to.
    pub back_to: &'static str,
    /// The player leaves.
    pub farewell: &'static str,
    /// The story was loaded again while it is played.
    pub reloaded: &'static str,
    /// The story has so many faults, so that the earlier one is still played.
    pub still_the_old: fn(usize) -> String,
}
