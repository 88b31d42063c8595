//! What an exploration found, as JSON and as a page for people.

use super::json::{Object, array};
use crate::explore::{self, Found};
use crate::explore::{Chance, ChoiceFacts, Details, EndingFacts, Explored, Length, Limit, Step, Verdict};
use crate::story::{ChoiceId, Story};
use crate::view::Reader;
use serde_json::Value;
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
        .with("words", explore::words(story));
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
    let goal = |(goal, chances): (&crate::story::Goal, &[Chance; 4])| {
        let [random, ordinary, best, worst] = chances.map(chance);
        Object::new()
            .with("id", goal.id.as_str())
            .with("random", random)
            .with("ordinary", ordinary)
            .with("best", best)
            .with("worst", worst)
            .end()
    };
    let scene = |(scene, &visited): (&crate::story::Scene, &Chance)| {
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
    let variable = |(variable, &(min, max)): (&crate::story::Variable, &(i32, i32))| {
        // Of a search that stopped early nothing is claimed but what is declared.
        let (min, max) = if complete { (min, max) } else { (variable.min, variable.max) };
        Object::new().with("id", variable.name.as_str()).with("min", min).with("max", max).end()
    };
    let property = |(property, judgement): (&crate::story::Property, &explore::Judgement)| {
        Object::new()
            .with("name", property.name.as_str())
            .with("verdict", verdict(judgement.verdict))
            .with("playthrough", judgement.playthrough.as_ref().map(|steps| self::steps(story, steps)))
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

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Proved => "proved",
        Verdict::Refuted => "refuted",
        Verdict::Unknown => "unknown",
    }
}

/// The steps of a playthrough, as a playthrough file has them.
pub fn steps(story: &Story, steps: &[Step]) -> Value {
    let step = |step: &Step| match step {
        Step::Choice(choice) => Value::from(story.choice_name(*choice)),
        Step::Draw(exit, arm) => serde_json::json!({ "draw": story.arm_name(*exit, *arm) }),
    };
    steps.iter().map(step).collect()
}

/// The width of a full bar.
const BAR: usize = 24;

/// Writes a page for people: the endings with their chances, the goals under four ways of playing, how long a game is,
/// what is never seen, and what became of the story's promises.
///
/// # Errors
/// When `out` cannot be written to.
pub fn page(out: &mut dyn Write, reader: Reader, explored: &Explored, seconds: f64) -> io::Result<()> {
    let search = &explored.search;
    let kind = if search.reduced { "states (after forgetting what nothing reads)" } else { "states" };
    writeln!(
        out,
        "{}\n{} {kind}, {} transitions, {seconds:.2} s",
        reader.title(),
        grouped(search.states),
        grouped(search.transitions)
    )?;
    if let Some(limit) = search.limit {
        let reason = match limit {
            Limit::States => "the limit of states",
            Limit::Memory => "the limit of memory",
            Limit::Precision => "the limit of precision",
        };
        writeln!(out, "stopped at {reason}: a chance below is an interval, and nothing else is claimed")?;
    }
    let Some(details) = &explored.details else { return Ok(()) };
    endings(out, reader, details)?;
    goals(out, reader, details)?;
    lengths(out, details)?;
    unseen(out, reader.story, details)?;
    promises(out, reader.story, details)
}

fn endings(out: &mut dyn Write, reader: Reader, details: &Details) -> io::Result<()> {
    let most = details.endings.iter().map(|facts| facts.chances[0].high).fold(1e-9, f64::max);
    writeln!(out, "\n  random  ordinary    best")?;
    for facts in &details.endings {
        let [random, ordinary, best, _] = facts.chances;
        let bar = "█".repeat((random.low / most * BAR as f64).round() as usize);
        let title = reader.ending_title(facts.scene);
        let [random, ordinary, best] = [random, ordinary, best].map(percent);
        writeln!(out, "{random:>8}{ordinary:>10}{best:>8}  {bar:<BAR$}  {title}")?;
    }
    for (name, chance) in [("dead ends", details.dead_end), ("never ends", details.never_ends)] {
        if chance.high > explore::EXACT {
            writeln!(out, "{:>8}{:>20}{name}", percent(chance), "")?;
        }
    }
    Ok(())
}

fn goals(out: &mut dyn Write, reader: Reader, details: &Details) -> io::Result<()> {
    if details.goals.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n  random  ordinary    best   worst")?;
    for (goal, chances) in reader.story.goals.iter().zip(&details.goals) {
        let [random, ordinary, best, worst] = chances.map(percent);
        writeln!(out, "{random:>8}{ordinary:>10}{best:>8}{worst:>8}  {}", reader.plain(goal.name))?;
    }
    Ok(())
}

fn lengths(out: &mut dyn Write, details: &Details) -> io::Result<()> {
    writeln!(out)?;
    for (name, length) in [("choices", details.choices), ("words", details.words)] {
        if let Some(length) = length {
            let most = length.max.map_or("any number of".into(), grouped);
            let mean = length.mean.map_or("unknown".into(), |mean| format!("{mean:.1}"));
            writeln!(out, "{} to {most} {name} in a game, {mean} on average", grouped(length.min))?;
        }
    }
    Ok(())
}

fn unseen(out: &mut dyn Write, story: &Story, details: &Details) -> io::Result<()> {
    for finding in &details.findings {
        let scene = |id: crate::story::SceneId| story.scene(id).name.as_str();
        let said = match finding.what {
            Found::DeadEnd(id) => format!("a game can end dead in `{}`", scene(id)),
            Found::DeadChoice(id) => format!("nothing follows the choice `{}`", story.choice_name(id)),
            Found::EndlessChain(id) => format!("from `{}` scenes go round for ever", scene(id)),
            Found::NoEndingReachable(id) => format!("from `{}` no ending can be reached", scene(id)),
            Found::UnreachableScene(id) => format!("no game comes to `{}`", scene(id)),
            Found::UnreachableEnding(id) => format!("no game comes to the ending `{}`", scene(id)),
            Found::NeverAvailable(id) => format!("no game can choose `{}`", story.choice_name(id)),
            Found::NeverTaken(exit, arm) => format!("no game takes `{}`", story.arm_name(exit, arm)),
            Found::Pointless(id) => format!("nothing depends on the choice `{}`", story.choice_name(id)),
            Found::AlwaysAvailable(_) | Found::NeverLocked(_) | Found::NeverShown(..) => continue,
        };
        writeln!(out, "{said}")?;
    }
    Ok(())
}

fn promises(out: &mut dyn Write, story: &Story, details: &Details) -> io::Result<()> {
    let all = || story.properties.iter().zip(&details.properties);
    let proved = all().filter(|(_, judgement)| judgement.verdict == Verdict::Proved).count();
    if !story.properties.is_empty() {
        writeln!(out, "\n{proved} of {} properties proved", story.properties.len())?;
    }
    for (property, judgement) in all().filter(|(_, judgement)| judgement.verdict != Verdict::Proved) {
        writeln!(out, "{}: {}", verdict(judgement.verdict), property.name)?;
    }
    Ok(())
}

fn percent(chance: Chance) -> String {
    match chance.value() {
        Some(value) if value > 0.0 && value < 0.0005 => "<0.1 %".into(),
        Some(value) => format!("{:.1} %", value * 100.0),
        None => format!("{:.0}–{:.0} %", (chance.low * 100.0).floor(), (chance.high * 100.0).ceil()),
    }
}

/// A number with its thousands set apart.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
