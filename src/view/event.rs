//! A game as events, for programs that play or watch it. Serde writes them with the keys of docs/commands.md.

use super::{Board, ChoiceView, DrawView, Passage, Prose, Told};
use serde::{Serialize, Serializer};

/// One event of a game. Scenes, choices, arms and endings go by their names.
#[derive(Debug, Serialize)]
#[serde(tag = "event", rename_all = "lowercase")]
pub enum StreamedEvent<'a> {
    Scene {
        id: &'a str,
        act: &'a str,
        title: Option<String>,
        time: Option<String>,
        place: Option<String>,
        text: String,
    },
    Text {
        text: String,
    },
    Draw(DrawView<'a>),
    Choices {
        scene: &'a str,
        choices: Vec<StreamedChoice<'a>>,
        #[serde(serialize_with = "as_map")]
        stances: Vec<(&'a str, StreamedStance)>,
        #[serde(serialize_with = "as_map")]
        counters: Vec<(&'a str, i32)>,
    },
    Ending {
        id: &'a str,
        title: String,
    },
    History {
        history: Vec<Told>,
    },
    Endings {
        found: Vec<&'a str>,
        of: usize,
    },
    Help {
        commands: Vec<&'static str>,
    },
    Saved {
        file: String,
    },
    /// Something could not be done, or the story does not go on.
    Error {
        message: String,
    },
}

#[derive(Debug, Serialize)]
pub struct StreamedChoice<'a> {
    id: &'a str,
    label: String,
    available: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    locked: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct StreamedStance {
    known: bool,
    value: Option<i32>,
    word: String,
}

impl<'a> StreamedEvent<'a> {
    pub fn passage(passage: Passage<'a>) -> StreamedEvent<'a> {
        match passage {
            Passage::Scene(scene) => StreamedEvent::Scene {
                id: scene.name,
                act: scene.act.name,
                title: scene.title,
                time: scene.time,
                place: scene.place,
                text: text(&scene.prose),
            },
            Passage::Said(prose) => StreamedEvent::Text { text: text(&prose) },
            Passage::Drew(draw) => StreamedEvent::Draw(draw),
        }
    }

    pub fn choices(scene: &'a str, choices: Vec<ChoiceView<'a>>, board: Board<'a>) -> StreamedEvent<'a> {
        let choice = |ChoiceView { name: id, label, locked, .. }| StreamedChoice {
            id,
            label,
            available: locked.is_none(),
            locked,
        };
        let stances = board
            .stakeholders
            .into_iter()
            .map(|who| (who.id, StreamedStance { known: who.value.is_some(), value: who.value, word: who.word }));
        StreamedEvent::Choices {
            scene,
            choices: choices.into_iter().map(choice).collect(),
            stances: stances.collect(),
            counters: board.counters.iter().map(|counter| (counter.id, counter.value)).collect(),
        }
    }
}

/// Prose for machines: no markup, a blank line between paragraphs and no line break within.
fn text(prose: &Prose) -> String {
    let paragraphs = prose.paragraphs().map(|paragraph| paragraph.text().replace('\n', " "));
    paragraphs.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// An object whose keys are ids, in the order of the story.
fn as_map<S: Serializer, T: Serialize>(pairs: &[(&str, T)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(id, value)| (id, value)))
}
