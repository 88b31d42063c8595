//! A game told in a line for each decision.

use super::Reader;
use crate::game::{Drawn, Event, Game, Moment};
use crate::story::ChoiceId;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    Decision {
        /// Its number, from 1.
        number: usize,
        choice: ChoiceId,
        /// Its full name, `scene.choice`.
        name: String,
        /// How it is told: as its author says, or else by its label; as it read when it was offered.
        text: String,
    },
    /// A draw that its author tells.
    Draw { text: String },
}

impl Reader<'_> {
    /// The game so far, in order.
    pub fn history(&self, game: &Game) -> Vec<Told> {
        let mut told = Vec::new();
        for (number, turn) in game.turns().iter().enumerate() {
            if let Some((choice, offered)) = &turn.choice {
                let (choice, text) = (*choice, self.told(*choice, offered));
                told.push(Told::Decision { number, choice, name: self.story.choice_name(choice), text });
            }
            told.extend(turn.events.iter().filter_map(|event| match event {
                Event::Drew(drawn, moment) => self.told_draw(drawn, moment).map(|text| Told::Draw { text }),
                Event::Entered(..) | Event::Said(..) => None,
            }));
        }
        told
    }

    pub fn told(&self, choice: ChoiceId, offered: &Moment) -> String {
        let choice = self.story.choice(choice);
        self.some_line(choice.told, offered).unwrap_or_else(|| self.line(choice.label, offered))
    }

    /// How a draw is told, given its moment; `None` if its author does not tell it.
    pub fn told_draw(&self, drawn: &Drawn, moment: &Moment) -> Option<String> {
        let arm = &self.story.way(drawn.exit).arms[drawn.arm as usize];
        self.some_line(arm.told, moment)
    }

    /// What showed beforehand how a draw might come out, given its moment; `None` if its author does not tell it.
    pub fn sign(&self, drawn: &Drawn, moment: &Moment) -> Option<String> {
        self.some_line(self.story.scene(drawn.exit.scene()).sign, moment)
    }
}
