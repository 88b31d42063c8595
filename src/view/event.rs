//! A game as events, for programs that play or watch it.

use super::{Board, ChoiceView, Passage, Told};

/// One event of a game. Scenes and endings go by their names; an error also says that the story does not go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StreamedEvent<'a> {
    Passage(Passage<'a>),
    Choices { scene: &'a str, choices: Vec<ChoiceView<'a>>, board: Board<'a> },
    Ending { id: &'a str, title: String },
    History(Vec<Told>),
    Endings { found: Vec<&'a str>, of: usize },
    Help { commands: Vec<&'static str> },
    Saved { file: String },
    Error { message: String },
}
