//! The events of a game as JSON, one object a line.

use super::json;
use crate::view::{ChoiceView, Passage, Prose, StakeholderView, StreamedEvent, Told};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

#[derive(Serialize)]
#[serde(tag = "event", rename_all = "lowercase")]
enum EventJson<'a> {
    Scene {
        id: &'a str,
        act: &'a str,
        title: Option<&'a str>,
        time: Option<&'a str>,
        place: Option<&'a str>,
        text: String,
    },
    Text {
        text: String,
    },
    Draw {
        scene: &'a str,
        arm: &'a str,
        to: &'a str,
        weight: u32,
        of: u32,
    },
    Choices {
        scene: &'a str,
        choices: Vec<ChoiceJson<'a>>,
        stances: IdMap<'a, StanceJson<'a>>,
        counters: IdMap<'a, i32>,
    },
    Ending {
        id: &'a str,
        title: &'a str,
    },
    History {
        history: Vec<ToldJson<'a>>,
    },
    Endings {
        found: &'a [&'a str],
        of: usize,
    },
    Help {
        commands: &'a [&'a str],
    },
    Saved {
        file: &'a str,
    },
    Error {
        message: &'a str,
    },
}

#[derive(Serialize)]
struct ChoiceJson<'a> {
    id: &'a str,
    label: &'a str,
    available: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    locked: Option<&'a str>,
}

#[derive(Serialize)]
struct StanceJson<'a> {
    known: bool,
    value: Option<i32>,
    word: &'a str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum ToldJson<'a> {
    Decision { decision: usize, choice: &'a str, told: &'a str },
    Draw { told: &'a str },
}

/// An object whose keys are ids, in the order of the story.
struct IdMap<'a, T>(Vec<(&'a str, T)>);

impl<T: Serialize> Serialize for IdMap<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        self.0.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))?;
        map.end()
    }
}

/// An event as a line of JSON, without the line's end.
pub fn line(event: &StreamedEvent) -> String {
    json::line(&match event {
        StreamedEvent::Passage(passage) => passage_json(passage),
        StreamedEvent::Choices { scene, choices, board } => EventJson::Choices {
            scene,
            choices: choices.iter().map(choice).collect(),
            stances: IdMap(board.stakeholders.iter().map(|who| (who.id, stance(who))).collect()),
            counters: IdMap(board.counters.iter().map(|counter| (counter.id, counter.value)).collect()),
        },
        StreamedEvent::Ending { id, title } => EventJson::Ending { id, title },
        StreamedEvent::History(history) => EventJson::History { history: history.iter().map(told).collect() },
        StreamedEvent::Endings { found, of } => EventJson::Endings { found, of: *of },
        StreamedEvent::Help { commands } => EventJson::Help { commands },
        StreamedEvent::Saved { file } => EventJson::Saved { file },
        StreamedEvent::Error { message } => EventJson::Error { message },
    })
}

fn passage_json<'a>(passage: &'a Passage) -> EventJson<'a> {
    match passage {
        Passage::Scene(scene) => EventJson::Scene {
            id: scene.name,
            act: scene.act.name,
            title: scene.title.as_deref(),
            time: scene.time.as_deref(),
            place: scene.place.as_deref(),
            text: text(&scene.prose),
        },
        Passage::Said(prose) => EventJson::Text { text: text(prose) },
        Passage::Drew(draw) => {
            EventJson::Draw { scene: draw.scene, arm: draw.arm, to: draw.to, weight: draw.weight, of: draw.of }
        }
    }
}

/// Prose for machines: no markup, a blank line between paragraphs and no line break within.
fn text(prose: &Prose) -> String {
    let paragraphs = prose.paragraphs().map(|paragraph| paragraph.text().replace('\n', " "));
    paragraphs.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn choice<'a>(choice: &'a ChoiceView) -> ChoiceJson<'a> {
    ChoiceJson {
        id: choice.name,
        label: &choice.label,
        available: choice.is_available(),
        locked: choice.locked.as_deref(),
    }
}

fn stance<'a>(who: &'a StakeholderView) -> StanceJson<'a> {
    StanceJson { known: who.value.is_some(), value: who.value, word: &who.word }
}

fn told(told: &Told) -> ToldJson<'_> {
    match told {
        Told::Decision { number, name, text, .. } => ToldJson::Decision { decision: *number, choice: name, told: text },
        Told::Draw { text } => ToldJson::Draw { told: text },
    }
}
