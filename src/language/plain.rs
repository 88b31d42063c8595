//! The words of plain play.

/// What plain play says besides the story.
#[derive(Debug)]
pub struct Plain {
    /// The first line: which mode this is, and how to leave it.
    pub opening: &'static str,
    /// Asks for a choice, given how many there are.
    pub choose: fn(usize) -> String,
    /// What else can be typed, said at the first question.
    pub commands: &'static str,
    /// The same, for a story with a board.
    pub commands_and_board: &'static str,
    /// Stands above what can be typed.
    pub help_heading: &'static str,
    /// How choices are made, in help.
    pub help_choosing: &'static str,
    /// What an empty line does, in help.
    pub help_empty_line: &'static str,
    /// A line of help: the command's word, its argument, what it does.
    pub help_command: fn(&str, &str, &str) -> String,
    /// English words work too, in help; empty in English.
    pub help_english: &'static str,
    /// A number is typed that no choice has, given how many choices there are.
    pub no_such_number: fn(usize) -> String,
    /// A line is not understood.
    pub not_understood: &'static str,
    /// A choice is named where there is none to make.
    pub nothing_to_choose: &'static str,
    /// There is no decision of that number, given how many there are.
    pub no_such_decision: fn(usize) -> String,
    /// A game goes on after so many choices.
    pub resumed: fn(usize) -> String,
    /// What can be done after an ending.
    pub after_ending: &'static str,
    /// What can be done where the story does not go on.
    pub after_stop: &'static str,
    /// Another game is to be begun in the middle of one.
    pub new_again: &'static str,
    /// The player leaves.
    pub farewell: &'static str,
}
