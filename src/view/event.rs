//! A game as events, for programs that play or watch it.

use super::{Board, ChoiceView, Passage, Told};

/// One event of a game that a program plays or watches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StreamedEvent<'a> {
    Passage(Passage<'a>),
    Choices {
        /// The scene, by its name.
        scene: &'a str,
        choices: Vec<ChoiceView<'a>>,
        board: Board<'a>,
    },
    Ending {
        /// The ending, by its name.
        id: &'a str,
        title: String,
    },
    History(Vec<Told>),
    Endings {
        /// Their names.
        found: Vec<&'a str>,
        of: usize,
    },
    Help {
        commands: Vec<&'static str>,
    },
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
