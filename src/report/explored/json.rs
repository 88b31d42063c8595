//! What an exploration found, for programs: one object.

use crate::explore::{
    Chance, ChoiceFacts, Details, EndingFacts, Explored, Judgement, Length, Limit, PathStep, words,
};
use crate::report::json::{Object, array};
use crate::report::verdict;
use crate::story::{ChoiceId, Goal, Property, Scene, Story, Variable};
use crate::view::Reader;
use serde_json::{Value, json};
use std::io::{self, Write};

/// The name of this form of JSON.
const SCHEMA: &str = "counterpitch/explore/1";

/// Writes one JSON object, with the keys that scripts read. Nothing in it but `seconds` (wall time) differs from run
/// to run.
///
/// # Errors
/// When `out` cannot be written to.
pub fn json(out: &mut dyn Write, reader: Reader, explored: &Explored, seconds: f64) -> io::Result<()> {
    let story = reader.story;
    let search = &explored.search;
    let head = Object::new()
        .with("title", reader.title())
        .with("fingerprint", story.fingerprint.as_str())
        .with("scenes", story.scenes.len())
        .with("choices", story.choice_ids().count())
        .with("words", words(story));
    let of_search = Object::new()
        .with("complete", search.complete)
        .with("states", search.states)
        .with("transitions", search.transitions)
        .with("reduced", search.reduced)
        .with("seconds", seconds)
        .with("bytes_per_state", (search.bytes_per_state * 10.0).round() / 10.0)
        .with("limit", search.limit.map(limit));
    let mut object = Object::new()
        .with("schema", SCHEMA)
        .with_json("story", &head.end())
        .with_json("search", &of_search.end());
    if let Some(details) = &explored.details {
        object = answers(object, reader, details, search.complete);
    }
    writeln!(out, "{}", object.end())
}

fn answers(object: Object, reader: Reader, details: &Details, complete: bool) -> Object {
    let story = reader.story;
    let chance = |chance: Chance| number(chance, complete);
    let ending = |facts: &EndingFacts| {
        let [random, ordinary, best, worst] = facts.chances.map(chance);
        Object::new()
            .with("id", story.scene(facts.scene).name.as_str())
            .with("title", reader.ending_title(facts.scene))
            .with("reachable", facts.reachable)
            .with("random", random)
            .with("ordinary", ordinary)
            .with("best", best)
            .with("worst", worst)
            .with("fewest_choices", facts.fewest_choices)
            .with("playthrough", facts.playthrough.as_ref().map(|steps| self::steps(story, steps)))
            .end()
    };
    let goal = |(goal, chances): (&Goal, &[Chance; 4])| {
        let [random, ordinary, best, worst] = chances.map(chance);
        Object::new()
            .with("id", goal.id.as_str())
            .with("random", random)
            .with("ordinary", ordinary)
            .with("best", best)
            .with("worst", worst)
            .end()
    };
    let scene = |(scene, &visited): (&Scene, &Chance)| {
        Object::new().with("id", scene.name.as_str()).with("visited_random", chance(visited)).end()
    };
    let choice = |id: ChoiceId| {
        let facts: &ChoiceFacts = &details.choice_facts[id.scene.index()][id.index as usize];
        Object::new()
            .with("id", story.choice_name(id))
            .with("available_random", chance(facts.available))
            .with("taken_random", chance(facts.taken))
            .with("impact", facts.impact)
            .end()
    };
    let variable = |(variable, &(min, max)): (&Variable, &(i32, i32))| {
        // Of a search that stopped early nothing is claimed but what is declared.
        let (min, max) = if complete { (min, max) } else { (variable.min, variable.max) };
        Object::new().with("id", variable.name.as_str()).with("min", min).with("max", max).end()
    };
    let property = |(property, judgement): (&Property, &Judgement)| {
        Object::new()
            .with("name", property.name.as_str())
            .with("verdict", verdict(judgement.verdict))
            .with("playthrough", judgement.path.as_ref().map(|path| self::steps(story, &path.playthrough())))
            .with("chance", judgement.chance.map(chance))
            .end()
    };
    let length = Object::new()
        .with_json("choices", &length(details.choices))
        .with_json("words", &length(details.words))
        .end();
    object
        .with_json("endings", &array(details.endings.iter().map(ending)))
        .with_json("goals", &array(story.goals.iter().zip(&details.goals).map(goal)))
        .with_json("length", &length)
        .with("dead_end", chance(details.dead_end))
        .with("never_ends", chance(details.never_ends))
        .with_json("scenes", &array(story.scenes.iter().zip(&details.visited).map(scene)))
        .with_json("choices", &array(story.choice_ids().map(choice)))
        .with_json("variables", &array(story.variables.iter().zip(&details.ranges).map(variable)))
        .with_json("properties", &array(story.properties.iter().zip(&details.properties).map(property)))
}

/// A chance as one number, or as the interval in which it lies.
fn number(chance: Chance, complete: bool) -> Value {
    match chance.value().filter(|_| complete) {
        Some(value) => value.into(),
        None => Value::from(vec![chance.low, chance.high]),
    }
}

fn length(length: Option<Length>) -> String {
    let Some(length) = length else { return "null".into() };
    Object::new().with("min", length.min).with("max", length.max).with("mean", length.mean).end()
}

fn limit(limit: Limit) -> &'static str {
    match limit {
        Limit::States => "states",
        Limit::Memory => "memory",
        Limit::Precision => "precision",
    }
}

/// The steps of a playthrough, as a playthrough file has them.
fn steps(story: &Story, steps: &[PathStep]) -> Value {
    let step = |step: &PathStep| match step {
        PathStep::Choice(choice) => Value::from(story.choice_name(*choice)),
        PathStep::Draw(exit, arm) => json!({ "draw": story.arm_name(*exit, *arm) }),
    };
    steps.iter().map(step).collect()
}
