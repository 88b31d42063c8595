//! A game as events, for programs that play or watch it.

use super::{Board, ChoiceView, Passage, Told};

/// One event of a game that a program plays or watches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StreamedEvent<'a> {
    /// Something to read, or a draw.
    Passage(Passage<'a>),
    /// The player is to choose.
    Choices {
        /// The scene, by its name.
        scene: &'a str,
        /// What is shown.
        choices: Vec<ChoiceView<'a>>,
        /// Where everyone stands.
        board: Board<'a>,
    },
    /// The story is over.
    Ending {
        /// The ending, by its name.
        id: &'a str,
        /// Its title.
        title: String,
    },
    /// The decisions so far.
    History(Vec<Told>),
    /// The endings found.
    Endings {
        /// Their names.
        found: Vec<&'a str>,
        /// How many there are.
        of: usize,
    },
    /// What can be typed.
    Help {
        /// The command words.
        commands: Vec<&'static str>,
    },
    /// The game was saved.
    Saved {
        /// The file, as it was named.
        file: String,
    },
    /// Something could not be done, or the story does not go on.
    Error {
        /// What, in a sentence.
        message: String,
    },
}
