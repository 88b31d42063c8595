//! The events of a game as JSON, one object a line.

use super::json;
use crate::view::{ChoiceView, Passage, Prose, StakeholderView, StreamedEvent, Told};
use serde_json::{Value, json};

pub fn line(event: &StreamedEvent) -> String {
    json::line(&match event {
        StreamedEvent::Passage(Passage::Scene(scene)) => json!({
            "event": "scene",
            "id": scene.name,
            "act": scene.act.name,
            "title": scene.title,
            "time": scene.time,
            "place": scene.place,
            "text": text(&scene.prose),
        }),
        StreamedEvent::Passage(Passage::Said(prose)) => json!({"event": "text", "text": text(prose)}),
        StreamedEvent::Passage(Passage::Drew(draw)) => json!({
            "event": "draw",
            "scene": draw.scene,
            "arm": draw.arm,
            "to": draw.to,
            "weight": draw.weight,
            "of": draw.of,
        }),
        StreamedEvent::Choices { scene, choices, board } => json!({
            "event": "choices",
            "scene": scene,
            "choices": choices.iter().map(choice).collect::<Vec<_>>(),
            "stances": board.stakeholders.iter().map(|who| (who.id, stance(who))).collect::<Value>(),
            "counters": board.counters.iter().map(|counter| (counter.id, counter.value)).collect::<Value>(),
        }),
        StreamedEvent::Ending { id, title } => json!({"event": "ending", "id": id, "title": title}),
        StreamedEvent::History(history) => {
            json!({"event": "history", "history": history.iter().map(told).collect::<Vec<_>>()})
        }
        StreamedEvent::Endings { found, of } => json!({"event": "endings", "found": found, "of": of}),
        StreamedEvent::Help { commands } => json!({"event": "help", "commands": commands}),
        StreamedEvent::Saved { file } => json!({"event": "saved", "file": file}),
        StreamedEvent::Error { message } => json!({"event": "error", "message": message}),
    })
}

/// Prose for programs: no markup, a blank line between paragraphs, and no line break inside a paragraph.
fn text(prose: &Prose) -> String {
    let paragraphs = prose.paragraphs().map(|paragraph| paragraph.text().replace('\n', " "));
    paragraphs.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn choice(choice: &ChoiceView) -> Value {
    let available = json!({"id": choice.name, "label": choice.label, "available": choice.is_available()});
    json::joined([available, json::known(json!({"locked": choice.locked}))])
}

fn stance(who: &StakeholderView) -> Value {
    json!({"known": who.value.is_some(), "value": who.value, "word": who.word})
}

fn told(told: &Told) -> Value {
    match told {
        Told::Decision { number, name, text, .. } => json!({"decision": number, "choice": name, "told": text}),
        Told::Draw { text } => json!({"told": text}),
    }
}
