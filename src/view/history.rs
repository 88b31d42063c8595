//! The history of a game, a line for each decision or told draw; and the endings that a player has found.

use super::Reader;
use crate::game::{Drawn, Event, Game, Moment, Stop};
use crate::language::EndingWords;
use crate::story::{Body, ChoiceId, SceneId};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    Decision {
        /// The number of the decision, from 1.
        number: usize,
        /// The full name of the choice, as in `scene.choice`.
        name: String,
        /// The author's text for the choice, or else its label, as it read when the choice was offered.
        text: String,
    },
    /// A draw for which the author wrote a text.
    Draw { text: String },
}

impl Reader<'_> {
    pub fn history(&self, game: &Game) -> Vec<Told> {
        let mut told = Vec::new();
        for (number, turn) in game.turns().iter().enumerate() {
            if let Some((choice, offered)) = &turn.choice {
                let (name, text) = (self.story.choice_name(*choice), self.told(*choice, offered));
                told.push(Told::Decision { number, name, text });
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

    /// The author's text for a draw, as it reads in a moment; `None` if the author gave none.
    pub fn told_draw(&self, drawn: &Drawn, moment: &Moment) -> Option<String> {
        let arm = &self.story.way(drawn.exit).arms[drawn.arm as usize];
        self.some_line(arm.told, moment)
    }

    /// The author's hint, before a draw, at how it may come out, as it reads in a moment; `None` if the author gave
    /// none.
    pub fn sign(&self, drawn: &Drawn, moment: &Moment) -> Option<String> {
        self.some_line(self.story.scene(drawn.exit.scene()).sign, moment)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndingView<'a> {
    pub id: SceneId,
    pub name: &'a str,
    pub title: Option<String>,
    pub hint: Option<String>,
}

/// Sentences on the endings not found: their hints, and how many endings have no hint.
pub fn unfound(words: &EndingWords, endings: &[EndingView]) -> Vec<String> {
    let mut said: Vec<String> = endings.iter().filter_map(|ending| ending.hint.clone()).collect();
    let silent = endings.iter().filter(|ending| ending.title.is_none() && ending.hint.is_none()).count();
    said.extend((silent > 0).then(|| (words.silent)(silent)));
    said
}

impl<'a> Reader<'a> {
    pub fn endings(&self, found: &[String]) -> Vec<EndingView<'a>> {
        let ending = |id: SceneId| {
            let scene = self.story.scene(id);
            let is_found = found.contains(&scene.name);
            let hint = match &scene.body {
                Body::Ending { hint } if !is_found => hint.map(|hint| self.plain(hint)),
                _ => None,
            };
            let title = is_found.then(|| self.ending_title(id));
            EndingView { id, name: &scene.name, title, hint }
        };
        self.story.endings().map(ending).collect()
    }

    /// A sentence that says how many endings are found. `found` has the names of the endings found.
    pub fn endings_count(&self, found: &[String]) -> String {
        let endings = self.endings(found);
        let known = endings.iter().filter(|ending| ending.title.is_some()).count();
        (self.catalogue.endings.count)(known, endings.len())
    }

    pub fn stopped(&self, stop: Stop, scene: SceneId) -> Option<String> {
        let words = &self.catalogue.scene;
        match stop {
            Stop::Choices => None,
            Stop::Ending => Some((words.ending)(&self.ending_title(scene))),
            Stop::DeadEnd => Some(words.dead_end.to_owned()),
            Stop::EndlessChain => Some(words.endless_chain.to_owned()),
        }
    }

    /// Where a game stands: the title of its ending, or the heading of its scene.
    pub fn place(&self, game: &Game) -> String {
        let heading = || self.heading(game.scene(), game.moment());
        game.ending().map_or_else(heading, |ending| self.ending_title(ending))
    }

    pub fn ending_title(&self, id: SceneId) -> String {
        let scene = self.story.scene(id);
        scene.title.map_or_else(|| scene.name.clone(), |title| self.plain(title))
    }
}
