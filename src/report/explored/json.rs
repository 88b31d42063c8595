//! What an exploration found, for programs: one object.

use crate::check::decisions;
use crate::explore::{Chance, ChoiceWorth, Details, Ends, Explored, Length, Limit, Searched, words};
use crate::report::json::write_line;
use crate::report::verdict;
use crate::script::WrittenStep;
use crate::story::{ChoiceId, Play, SceneId, Story};
use crate::view::Reader;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

const SCHEMA: &str = "counterpitch/explore/1";

#[derive(Serialize)]
struct ExploredJson<'a> {
    schema: &'static str,
    story: StoryJson<'a>,
    search: SearchJson,
    #[serde(flatten)]
    answers: Option<AnswersJson<'a>>,
}

#[derive(Serialize)]
struct StoryJson<'a> {
    title: String,
    fingerprint: &'a str,
    scenes: usize,
    choices: usize,
    words: u64,
}

#[derive(Serialize)]
struct SearchJson {
    complete: bool,
    states: u64,
    transitions: u64,
    reduced: bool,
    seconds: f64,
    bytes_per_state: f64,
    limit: Option<&'static str>,
}

#[derive(Serialize)]
struct AnswersJson<'a> {
    endings: Vec<EndingJson<'a>>,
    goals: Vec<GoalFactsJson<'a>>,
    length: LengthsJson,
    dead_end: ChanceOrBounds,
    never_ends: ChanceOrBounds,
    scenes: Vec<SceneJson<'a>>,
    choices: Vec<ChoiceFactsJson<'a>>,
    variables: Vec<VariableJson<'a>>,
    properties: Vec<PropertyJson<'a>>,
    aimed: Option<Vec<AimedJson<'a>>>,
    first: Option<FirstJson<'a>>,
}

/// A chance as one number, or as the interval in which it lies.
#[derive(Clone, Copy, Serialize)]
#[serde(untagged)]
enum ChanceOrBounds {
    Chance(f64),
    Bounds([f64; 2]),
}

#[derive(Serialize)]
struct PlayedJson {
    random: ChanceOrBounds,
    ordinary: ChanceOrBounds,
    best: ChanceOrBounds,
    worst: ChanceOrBounds,
}

#[derive(Serialize)]
struct EndingJson<'a> {
    id: &'a str,
    title: String,
    reachable: Option<bool>,
    #[serde(flatten)]
    played: PlayedJson,
    fewest_choices: Option<u32>,
    playthrough: Option<Vec<WrittenStep>>,
}

#[derive(Serialize)]
struct GoalFactsJson<'a> {
    id: &'a str,
    #[serde(flatten)]
    played: PlayedJson,
}

#[derive(Serialize)]
struct LengthsJson {
    choices: Option<LengthJson>,
    words: Option<LengthJson>,
}

#[derive(Serialize)]
struct LengthJson {
    min: u64,
    max: Option<u64>,
    mean: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    games: Option<u32>,
}

#[derive(Serialize)]
struct SceneJson<'a> {
    id: &'a str,
    visited_random: ChanceOrBounds,
}

#[derive(Serialize)]
struct ChoiceFactsJson<'a> {
    id: String,
    available_random: ChanceOrBounds,
    taken_random: ChanceOrBounds,
    impact: Option<f64>,
    worth: Option<Vec<WorthJson<'a>>>,
}

#[derive(Serialize)]
struct WorthJson<'a> {
    goal: &'a str,
    best_share: Option<f64>,
    mean_loss: Option<f64>,
    max_loss: Option<f64>,
}

#[derive(Serialize)]
struct VariableJson<'a> {
    id: &'a str,
    min: i32,
    max: i32,
}

#[derive(Serialize)]
struct PropertyJson<'a> {
    name: &'a str,
    verdict: &'static str,
    playthrough: Option<Vec<WrittenStep>>,
    chance: Option<ChanceOrBounds>,
}

#[derive(Serialize)]
struct AimedJson<'a> {
    goal: &'a str,
    play: &'static str,
    #[serde(flatten)]
    ends: EndsJson<'a>,
}

#[derive(Serialize)]
struct FirstJson<'a> {
    goals: BTreeMap<&'a str, f64>,
    #[serde(flatten)]
    ends: EndsJson<'a>,
}

#[derive(Serialize)]
struct EndsJson<'a> {
    endings: BTreeMap<&'a str, f64>,
    dead_end: f64,
    never_ends: f64,
}

/// Writes one JSON object, with the keys that scripts read. Nothing in it but `seconds` (wall time) differs from run
/// to run.
pub fn json(out: &mut dyn Write, reader: Reader, explored: &Explored, seconds: f64) -> io::Result<()> {
    let story = reader.story;
    let search = &explored.search;
    let object = ExploredJson {
        schema: SCHEMA,
        story: StoryJson {
            title: reader.title(),
            fingerprint: &story.fingerprint,
            scenes: story.scenes.len(),
            choices: story.choice_ids().count(),
            words: words(story),
        },
        search: SearchJson {
            complete: search.complete,
            states: search.states,
            transitions: search.transitions,
            reduced: search.reduced,
            seconds,
            bytes_per_state: (search.bytes_per_state * 10.0).round() / 10.0,
            limit: search.limit.map(limit),
        },
        answers: explored.details.as_ref().map(|details| Answers { reader, story, details, search }.json()),
    };
    write_line(out, &object)
}

#[derive(Clone, Copy)]
struct Answers<'a> {
    reader: Reader<'a>,
    story: &'a Story,
    details: &'a Details,
    search: &'a Searched,
}

impl<'a> Answers<'a> {
    fn json(self) -> AnswersJson<'a> {
        let Answers { reader, story, details, .. } = self;
        let goals = story.goals.iter().zip(&details.goals);
        let variables = story.variables.iter().zip(&details.ranges);
        let aims = details.aims.as_ref();
        AnswersJson {
            endings: details
                .endings
                .iter()
                .map(|facts| EndingJson {
                    id: self.scene(facts.scene),
                    title: reader.ending_title(facts.scene),
                    reachable: facts.reachable,
                    played: self.played(&facts.chances),
                    fewest_choices: facts.fewest_choices,
                    playthrough: facts.playthrough.as_ref().map(|steps| decisions(story, steps)),
                })
                .collect(),
            goals: goals.map(|(goal, chances)| GoalFactsJson { id: &goal.id, played: self.played(chances) }).collect(),
            length: LengthsJson { choices: details.choices.map(length), words: details.words.map(length) },
            dead_end: self.chance(details.dead_end),
            never_ends: self.chance(details.never_ends),
            scenes: story
                .scene_ids()
                .zip(&details.visited)
                .map(|(id, &visited)| SceneJson { id: self.scene(id), visited_random: self.chance(visited) })
                .collect(),
            choices: story.choice_ids().map(|id| self.choice(id)).collect(),
            variables: variables
                .map(|(variable, &range)| {
                    // Of a search that stopped early nothing is claimed but what is declared.
                    let declared = (variable.min, variable.max);
                    let (min, max) = if self.search.complete { range } else { declared };
                    VariableJson { id: &variable.name, min, max }
                })
                .collect(),
            properties: story
                .properties
                .iter()
                .zip(&details.properties)
                .map(|(property, judgement)| PropertyJson {
                    name: &property.name,
                    verdict: verdict(judgement.verdict),
                    playthrough: judgement.path.as_ref().map(|path| decisions(story, &path.playthrough())),
                    chance: judgement.chance.map(|chance| self.chance(chance)),
                })
                .collect(),
            aimed: aims.map(|aims| {
                let aimed = aims.aimed.iter().map(|aimed| AimedJson {
                    goal: &story.goals[aimed.goal].id,
                    play: if aimed.play == Play::Best { "best" } else { "ordinary" },
                    ends: self.ends(&aimed.ends),
                });
                aimed.collect()
            }),
            first: aims.map(|aims| FirstJson {
                goals: story.goals.iter().zip(&aims.first.goals).map(|(goal, &it)| (goal.id.as_str(), it)).collect(),
                ends: self.ends(&aims.first.ends),
            }),
        }
    }

    fn scene(self, id: SceneId) -> &'a str {
        &self.story.scene(id).name
    }

    fn chance(self, chance: Chance) -> ChanceOrBounds {
        match chance.value().filter(|_| self.search.complete) {
            Some(value) => ChanceOrBounds::Chance(value),
            None => ChanceOrBounds::Bounds([chance.low, chance.high]),
        }
    }

    fn played(self, chances: &[Chance; 4]) -> PlayedJson {
        let [random, ordinary, best, worst] = chances.map(|chance| self.chance(chance));
        PlayedJson { random, ordinary, best, worst }
    }

    fn choice(self, id: ChoiceId) -> ChoiceFactsJson<'a> {
        let facts = self.details.choice_facts[id.scene.index()][id.index as usize];
        let aims = self.details.aims.as_ref();
        let worth = aims.map(|aims| self.story.goals.iter().zip(aims.worth(id)));
        ChoiceFactsJson {
            id: self.story.choice_name(id),
            available_random: self.chance(facts.available),
            taken_random: self.chance(facts.taken),
            impact: facts.impact,
            worth: worth.map(|of_goals| of_goals.map(|(goal, worth)| worth_json(&goal.id, *worth)).collect()),
        }
    }

    fn ends(self, ends: &Ends) -> EndsJson<'a> {
        let endings = self.story.endings().zip(&ends.endings);
        EndsJson {
            endings: endings.map(|(id, &chance)| (self.scene(id), chance)).collect(),
            dead_end: ends.dead_end,
            never_ends: ends.never_ends,
        }
    }
}

fn worth_json(goal: &str, worth: Option<ChoiceWorth>) -> WorthJson<'_> {
    WorthJson {
        goal,
        best_share: worth.map(|worth| worth.best_share),
        mean_loss: worth.map(|worth| worth.mean_loss),
        max_loss: worth.map(|worth| worth.max_loss),
    }
}

fn length(length: Length) -> LengthJson {
    LengthJson { min: length.min, max: length.max, mean: length.mean, games: length.games }
}

fn limit(limit: Limit) -> &'static str {
    match limit {
        Limit::States => "states",
        Limit::Memory => "memory",
        Limit::Precision => "precision",
    }
}
