//! Writes what an exploration found, as one JSON object for programs.

use crate::check::decisions;
use crate::explore::{
    Aimed, Chance, ChoiceWorth, Details, EndingFacts, Ends, Explored, FirstPlay, Judgement, Length, words,
};
use crate::report::json::{joined, known, write_line};
use crate::report::{limit_names, verdict};
use crate::story::{ChoiceId, Goal, Play, Property, SceneId, Variable};
use crate::view::Reader;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes one JSON object. Only `seconds` (wall time) differs from run to run.
pub fn json(out: &mut dyn Write, reader: Reader, explored: &Explored, seconds: f64) -> io::Result<()> {
    let story = reader.story;
    let search = &explored.search;
    let head = json!({
        "schema": "counterpitch/explore/1",
        "story": {
            "title": reader.title(),
            "fingerprint": story.fingerprint,
            "scenes": story.scenes.len(),
            "choices": story.choice_ids().count(),
            "words": words(story),
        },
        "search": {
            "complete": search.complete,
            "states": search.states,
            "transitions": search.transitions,
            "reduced": search.reduced,
            "seconds": seconds,
            "bytes_per_state": (search.bytes_per_state * 10.0).round() / 10.0,
            "limit": search.limit.map(|limit| limit_names(limit).0),
        },
    });
    let answers = explored.details.as_ref().map(|details| answers(&reader, details, search.complete));
    write_line(out, &joined([head, json!(answers)]))
}

fn answers(reader: &Reader, details: &Details, is_complete: bool) -> Value {
    let (story, aims) = (reader.story, details.aims.as_ref());
    let scene = |id: SceneId| story.scene(id).name.as_str();
    // A chance that is not known exactly is written as the interval in which it lies.
    let chance = |chance: Chance| {
        let known = chance.value().filter(|_| is_complete);
        known.map_or(json!([chance.low, chance.high]), Value::from)
    };
    let played = |chances: &[Chance; 4]| {
        let [random, ordinary, best, worst] = chances.map(chance);
        json!({"random": random, "ordinary": ordinary, "best": best, "worst": worst})
    };
    let ends = |ends: &Ends| {
        let endings: BTreeMap<&str, &f64> = story.endings().map(scene).zip(&ends.endings).collect();
        json!({"endings": endings, "dead_end": ends.dead_end, "never_ends": ends.never_ends})
    };
    let ending = |facts: &EndingFacts| {
        let (id, title) = (scene(facts.scene), reader.ending_title(facts.scene));
        let playthrough = facts.playthrough.as_ref().map(|steps| decisions(story, steps));
        let head = json!({"id": id, "title": title, "reachable": facts.reachable});
        let way = json!({"fewest_choices": facts.fewest_choices, "playthrough": playthrough});
        joined([head, played(&facts.chances), way])
    };
    let worth = |(goal, worth): (&Goal, &Option<ChoiceWorth>)| {
        json!({
            "goal": goal.id,
            "best_share": worth.map(|worth| worth.best_share),
            "mean_loss": worth.map(|worth| worth.mean_loss),
            "max_loss": worth.map(|worth| worth.max_loss),
        })
    };
    let choice = |id: ChoiceId| {
        let facts = details.choice_facts[id.scene.index()][id.index as usize];
        json!({
            "id": story.choice_name(id),
            "available_random": chance(facts.available),
            "taken_random": chance(facts.taken),
            "impact": facts.impact,
            "worth": aims.map(|aims| story.goals.iter().zip(aims.worth(id)).map(worth).collect::<Value>()),
        })
    };
    // If the search stopped early, only the declared range of a variable is certain.
    let range = |(it, &range): (&Variable, &(i32, i32))| if is_complete { range } else { (it.min, it.max) };
    let variable = |it: (&Variable, &(i32, i32))| json!({"id": it.0.name, "min": range(it).0, "max": range(it).1});
    let property = |(property, judgement): (&Property, &Judgement)| {
        json!({
            "name": property.name,
            "verdict": verdict(judgement.verdict),
            "playthrough": judgement.path.as_ref().map(|path| decisions(story, &path.playthrough())),
            "chance": judgement.chance.map(chance),
        })
    };
    let goal = |(goal, chances): (&Goal, &[Chance; 4])| joined([json!({"id": goal.id}), played(chances)]);
    let visited = |(id, visited): (SceneId, &Chance)| json!({"id": scene(id), "visited_random": chance(*visited)});
    let aimed = |aimed: &Aimed| {
        let play = if aimed.play == Play::Best { "best" } else { "ordinary" };
        joined([json!({"goal": story.goals[aimed.goal].id, "play": play}), ends(&aimed.ends)])
    };
    let first = |first: &FirstPlay| {
        let goals: BTreeMap<&str, &f64> = story.goals.iter().map(|goal| goal.id.as_str()).zip(&first.goals).collect();
        joined([json!({"goals": goals}), ends(&first.ends)])
    };
    json!({
        "endings": details.endings.iter().map(ending).collect::<Value>(),
        "goals": story.goals.iter().zip(&details.goals).map(goal).collect::<Value>(),
        "length": {"choices": details.choices.map(length), "words": details.words.map(length)},
        "dead_end": chance(details.dead_end),
        "never_ends": chance(details.never_ends),
        "scenes": story.scene_ids().zip(&details.visited).map(visited).collect::<Value>(),
        "choices": story.choice_ids().map(choice).collect::<Value>(),
        "variables": story.variables.iter().zip(&details.ranges).map(variable).collect::<Value>(),
        "properties": story.properties.iter().zip(&details.properties).map(property).collect::<Value>(),
        "aimed": aims.map(|aims| aims.aimed.iter().map(aimed).collect::<Value>()),
        "first": aims.map(|aims| first(&aims.first)),
    })
}

fn length(length: Length) -> Value {
    let exact = json!({"min": length.min, "max": length.max, "mean": length.mean});
    joined([exact, known(json!({"games": length.games}))])
}
