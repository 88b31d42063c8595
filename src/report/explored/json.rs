//! What an exploration found, for programs: one object.

use crate::check::decisions;
use crate::explore::{Aimed, Chance, Details, Ends, Explored, FirstPlay, Length, Limit, Searched, words};
use crate::report::json::{joined, write_line};
use crate::report::verdict;
use crate::story::{ChoiceId, Play, SceneId, Story};
use crate::view::Reader;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes one JSON object, with the keys that scripts read. Nothing in it but `seconds` (wall time) differs from run
/// to run.
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
            "limit": search.limit.map(|limit| match limit {
                Limit::States => "states",
                Limit::Memory => "memory",
                Limit::Precision => "precision",
            }),
        },
    });
    let answers = explored.details.as_ref().map(|details| Answers { reader, story, details, search }.json());
    write_line(out, &joined([head].into_iter().chain(answers)))
}

#[derive(Clone, Copy)]
struct Answers<'a> {
    reader: Reader<'a>,
    story: &'a Story,
    details: &'a Details,
    search: &'a Searched,
}

impl<'a> Answers<'a> {
    fn json(self) -> Value {
        let Answers { reader, story, details, .. } = self;
        let endings = details.endings.iter().map(|facts| {
            let head = json!({
                "id": self.scene(facts.scene),
                "title": reader.ending_title(facts.scene),
                "reachable": facts.reachable,
            });
            let way = json!({
                "fewest_choices": facts.fewest_choices,
                "playthrough": facts.playthrough.as_ref().map(|steps| decisions(story, steps)),
            });
            joined([head, self.played(&facts.chances), way])
        });
        let goals = story.goals.iter().zip(&details.goals);
        let goals = goals.map(|(goal, chances)| joined([json!({"id": goal.id}), self.played(chances)]));
        let scenes = story.scene_ids().zip(&details.visited);
        let scenes = scenes.map(|(id, &visited)| json!({"id": self.scene(id), "visited_random": self.chance(visited)}));
        let variables = story.variables.iter().zip(&details.ranges).map(|(variable, &range)| {
            // After a search that stopped early, only the declared range is sure.
            let declared = (variable.min, variable.max);
            let (min, max) = if self.search.complete { range } else { declared };
            json!({"id": variable.name, "min": min, "max": max})
        });
        let properties = story.properties.iter().zip(&details.properties).map(|(property, judgement)| {
            json!({
                "name": property.name,
                "verdict": verdict(judgement.verdict),
                "playthrough": judgement.path.as_ref().map(|path| decisions(story, &path.playthrough())),
                "chance": judgement.chance.map(|chance| self.chance(chance)),
            })
        });
        json!({
            "endings": endings.collect::<Vec<_>>(),
            "goals": goals.collect::<Vec<_>>(),
            "length": {"choices": details.choices.map(length), "words": details.words.map(length)},
            "dead_end": self.chance(details.dead_end),
            "never_ends": self.chance(details.never_ends),
            "scenes": scenes.collect::<Vec<_>>(),
            "choices": story.choice_ids().map(|id| self.choice(id)).collect::<Vec<_>>(),
            "variables": variables.collect::<Vec<_>>(),
            "properties": properties.collect::<Vec<_>>(),
            "aimed": details.aims.as_ref().map(|aims| aims.aimed.iter().map(|it| self.aimed(it)).collect::<Vec<_>>()),
            "first": details.aims.as_ref().map(|aims| self.first(&aims.first)),
        })
    }

    fn scene(self, id: SceneId) -> &'a str {
        &self.story.scene(id).name
    }

    /// A chance as one number, or as the interval in which it lies.
    fn chance(self, chance: Chance) -> Value {
        let known = chance.value().filter(|_| self.search.complete);
        known.map_or(json!([chance.low, chance.high]), Value::from)
    }

    fn played(self, chances: &[Chance; 4]) -> Value {
        let [random, ordinary, best, worst] = chances.map(|chance| self.chance(chance));
        json!({"random": random, "ordinary": ordinary, "best": best, "worst": worst})
    }

    fn choice(self, id: ChoiceId) -> Value {
        let facts = self.details.choice_facts[id.scene.index()][id.index as usize];
        let worth = self.details.aims.as_ref().map(|aims| {
            let worth = self.story.goals.iter().zip(aims.worth(id)).map(|(goal, worth)| {
                json!({
                    "goal": goal.id,
                    "best_share": worth.map(|worth| worth.best_share),
                    "mean_loss": worth.map(|worth| worth.mean_loss),
                    "max_loss": worth.map(|worth| worth.max_loss),
                })
            });
            worth.collect::<Vec<_>>()
        });
        json!({
            "id": self.story.choice_name(id),
            "available_random": self.chance(facts.available),
            "taken_random": self.chance(facts.taken),
            "impact": facts.impact,
            "worth": worth,
        })
    }

    fn aimed(self, aimed: &Aimed) -> Value {
        let play = if aimed.play == Play::Best { "best" } else { "ordinary" };
        joined([json!({"goal": self.story.goals[aimed.goal].id, "play": play}), self.ends(&aimed.ends)])
    }

    fn first(self, first: &FirstPlay) -> Value {
        let goals: BTreeMap<&str, f64> =
            self.story.goals.iter().zip(&first.goals).map(|(goal, &worth)| (goal.id.as_str(), worth)).collect();
        joined([json!({"goals": goals}), self.ends(&first.ends)])
    }

    fn ends(self, ends: &Ends) -> Value {
        let endings = self.story.endings().zip(&ends.endings);
        json!({
            "endings": endings.map(|(id, chance)| (self.scene(id), chance)).collect::<BTreeMap<_, _>>(),
            "dead_end": ends.dead_end,
            "never_ends": ends.never_ends,
        })
    }
}

fn length(length: Length) -> Value {
    let exact = json!({"min": length.min, "max": length.max, "mean": length.mean});
    joined([exact].into_iter().chain(length.games.map(|games| json!({"games": games}))))
}
