//! The events of a game as JSON, one object a line.

use super::json::{Object, array};
use crate::view::{Board, ChoiceView, Event, Passage, Prose, StakeholderView, Told};

/// An event as a line of JSON, without the line's end.
pub fn line(event: &Event) -> String {
    match event {
        Event::Passage(passage) => passage_object(passage),
        Event::Choices { scene, choices, board } => named("choices")
            .with("scene", *scene)
            .with_json("choices", &array(choices.iter().map(choice)))
            .with_json("stances", &stances(board))
            .with_json("counters", &counters(board)),
        Event::Ending { id, title } => named("ending").with("id", *id).with("title", title.as_str()),
        Event::History(history) => named("history").with_json("history", &array(history.iter().map(told))),
        Event::Endings { found, of } => named("endings").with("found", found.clone()).with("of", *of),
        Event::Help { commands } => named("help").with("commands", commands.clone()),
        Event::Saved { file } => named("saved").with("file", file.as_str()),
        Event::Error { message } => named("error").with("message", message.as_str()),
    }
    .end()
}

fn named(event: &str) -> Object {
    Object::new().with("event", event)
}

fn passage_object(passage: &Passage) -> Object {
    match passage {
        Passage::Scene(scene) => named("scene")
            .with("id", scene.name)
            .with("act", scene.act.name)
            .with("title", scene.title.clone())
            .with("time", scene.time.clone())
            .with("place", scene.place.clone())
            .with("text", text(&scene.prose)),
        Passage::Said(prose) => named("text").with("text", text(prose)),
        Passage::Drew(draw) => named("draw")
            .with("scene", draw.scene)
            .with("arm", draw.arm)
            .with("to", draw.to)
            .with("weight", draw.weight)
            .with("of", draw.of),
    }
}

/// Prose for machines: no markup, a blank line between paragraphs and no line break within.
fn text(prose: &Prose) -> String {
    let paragraphs = prose.paragraphs().map(|paragraph| paragraph.text().replace('\n', " "));
    paragraphs.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn choice(choice: &ChoiceView) -> String {
    let object = Object::new()
        .with("id", choice.name)
        .with("label", choice.label.as_str())
        .with("available", choice.is_available());
    match &choice.locked {
        Some(reason) => object.with("locked", reason.as_str()).end(),
        None => object.end(),
    }
}

fn stances(board: &Board) -> String {
    let stance = |object: Object, who: &StakeholderView| {
        let stance = Object::new()
            .with("known", who.value.is_some())
            .with("value", who.value)
            .with("word", who.word.as_str());
        object.with_json(who.id, &stance.end())
    };
    board.stakeholders.iter().fold(Object::new(), stance).end()
}

fn counters(board: &Board) -> String {
    let counters = board.counters.iter();
    counters.fold(Object::new(), |object, counter| object.with(counter.id, counter.value)).end()
}

fn told(told: &Told) -> String {
    match told {
        Told::Decision { number, name, text, .. } => Object::new()
            .with("decision", *number)
            .with("choice", name.as_str())
            .with("told", text.as_str())
            .end(),
        Told::Draw { text } => Object::new().with("told", text.as_str()).end(),
    }
}
