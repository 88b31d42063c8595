//! Choices, available and locked; and a game as events, for programs that play or watch it.

use super::{Board, Passage, Reader, Told};
use crate::game::Moment;
use crate::story::ChoiceId;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceView<'a> {
    pub id: ChoiceId,
    pub name: &'a str,
    pub label: String,
    pub locked: Option<String>,
}

impl ChoiceView<'_> {
    pub fn is_available(&self) -> bool {
        self.locked.is_none()
    }
}

impl<'a> Reader<'a> {
    /// The choices shown in a moment, locked ones included, hidden ones not, in the order of the file.
    pub fn choices(&self, moment: &Moment) -> Vec<ChoiceView<'a>> {
        let scene = self.engine.scene(&moment.words);
        let choices = self.story.scene(scene).choices();
        let available: Vec<u8> = self.engine.rules(scene).available(&moment.words).collect();
        let has_other = available.iter().any(|&index| !choices[index as usize].fallback);
        let offered = |index: usize| {
            let choice = &choices[index];
            let id = ChoiceId { scene, index: index as u8 };
            let locked = if available.contains(&id.index) {
                None
            } else if self.engine.is_taken(&moment.words, id) || choice.fallback && has_other {
                return None;
            } else {
                Some(self.some_line(choice.locked, moment)?)
            };
            Some(ChoiceView { id, name: &choice.name, label: self.line(choice.label, moment), locked })
        };
        (0..choices.len()).filter_map(offered).collect()
    }
}

/// One event of a game, for programs: it has the names of scenes and endings from the story's files. `Error` also
/// reports that the story does not go on.
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
