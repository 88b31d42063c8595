//! A debrief for programs: one object.

use super::super::json::{ChanceJson, line};
use crate::debrief::{Account, Debrief, Outlook, PLAYS, Relationship, Said, Step};
use crate::story::{SceneId, Story};
use serde::Serialize;

#[derive(Serialize)]
struct DebriefJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    ending: Option<&'a str>,
    exact: bool,
    goals: Vec<GoalJson<'a>>,
    steps: Vec<TimelineStepJson<'a>>,
    told: Vec<DebriefToldJson<'a>>,
    lessons: Vec<&'a str>,
    moments: Vec<&'a str>,
    ledger: Vec<RelationshipJson<'a>>,
}

/// A goal's account under ordinary play, and under the other ways of playing beside it.
#[derive(Serialize)]
struct GoalJson<'a> {
    id: &'a str,
    #[serde(flatten)]
    ordinary: Option<AccountJson>,
    beside: Vec<AccountJson>,
}

#[derive(Serialize)]
struct AccountJson {
    play: &'static str,
    start: ChanceJson,
    decisions: ChanceJson,
    draws: ChanceJson,
    result: ChanceJson,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum TimelineStepJson<'a> {
    Choice {
        scene: &'a str,
        choice: &'a str,
        before: ChanceJson,
        after: ChanceJson,
        best: BestJson<'a>,
        closed: Vec<&'a str>,
        opened: Vec<&'a str>,
        reasons: Vec<ReasonJson<'a>>,
        itself: Option<f64>,
        values: Vec<ValueJson<'a>>,
    },
    Draw {
        scene: &'a str,
        arm: &'a str,
        to: &'a str,
        weight: u32,
        of: u32,
        #[serde(skip_serializing_if = "Option::is_none")]
        sign: Option<&'a str>,
        before: ChanceJson,
        after: ChanceJson,
        values: Vec<ValueJson<'a>>,
    },
}

/// What changed with a choice, by how much, and the difference that this made to the value.
#[derive(Serialize)]
struct ReasonJson<'a> {
    id: &'a str,
    by: i32,
    difference: f64,
}

#[derive(Serialize)]
struct BestJson<'a> {
    choice: &'a str,
    after: ChanceJson,
}

#[derive(Serialize)]
struct ValueJson<'a> {
    goal: &'a str,
    play: &'static str,
    before: ChanceJson,
    after: ChanceJson,
}

#[derive(Serialize)]
struct DebriefToldJson<'a> {
    scene: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct RelationshipJson<'a> {
    id: &'a str,
    start: i32,
    end: i32,
    moved_most_by: Option<String>,
    moved_more_by: Option<MovedJson<'a>>,
}

#[derive(Serialize)]
struct MovedJson<'a> {
    by: i32,
    told: Option<&'a str>,
}

/// A debrief as one line of JSON, without the line's end.
///
/// A value that is not known is the pair of its bounds. Told events, which nobody decided, are not among the steps:
/// their list is `told`.
pub fn debrief_json(story: &Story, debrief: &Debrief) -> String {
    member_json(story, debrief, None, None)
}

/// The debrief of one game of a group, with its title. `file` is `None` if the file must not be named.
pub fn member_json(story: &Story, debrief: &Debrief, file: Option<&str>, title: Option<&str>) -> String {
    let steps = &debrief.timeline.steps;
    let told = steps.iter().filter_map(|step| match step {
        Step::Told { scene, text, .. } => Some(DebriefToldJson { scene: name(story, *scene), text }),
        Step::Decision(_) | Step::Fall(_) => None,
    });
    line(&DebriefJson {
        file,
        title,
        ending: debrief.ending.map(|ending| name(story, ending)),
        exact: debrief.is_exact(),
        goals: (0..story.goals.len()).map(|at| goal(story, debrief, at)).collect(),
        steps: steps.iter().filter_map(|it| step(story, it)).collect(),
        told: told.collect(),
        lessons: ids(&debrief.lessons),
        moments: ids(&debrief.moments),
        ledger: debrief.ledger.iter().map(|who| relationship(story, who)).collect(),
    })
}

fn ids<'a>(said: &'a [Said]) -> Vec<&'a str> {
    said.iter().map(|said| said.id).collect()
}

fn goal<'a>(story: &'a Story, debrief: &Debrief, at: usize) -> GoalJson<'a> {
    let account = |it: &Account| AccountJson {
        play: PLAYS[it.play].name(),
        start: ChanceJson(it.start),
        decisions: ChanceJson(it.decisions),
        draws: ChanceJson(it.draws),
        result: ChanceJson(it.result),
    };
    let beside = debrief.accounts.iter().filter(|account| account.goal == at && account.play > 0);
    GoalJson {
        id: &story.goals[at].id,
        ordinary: debrief.account(at).map(account),
        beside: beside.map(account).collect(),
    }
}

fn step<'a>(story: &'a Story, step: &'a Step) -> Option<TimelineStepJson<'a>> {
    let headline = |outlook: &Outlook| ChanceJson(outlook.headline());
    let names = |endings: &[SceneId]| endings.iter().map(|&id| name(story, id)).collect();
    match step {
        Step::Decision(it) => {
            let best = it.best();
            let shifts = it.reason.shifts.iter().filter_map(|shift| {
                let id = &story.variables[shift.variable.index()].name;
                shift.difference.map(|difference| ReasonJson { id, by: shift.by, difference })
            });
            Some(TimelineStepJson::Choice {
                scene: name(story, it.choice.scene),
                choice: &story.choice(it.choice).name,
                before: headline(&it.before),
                after: headline(&it.after),
                best: BestJson { choice: &story.choice(best.choice).name, after: headline(&best.after) },
                closed: names(&it.closed),
                opened: names(&it.opened),
                reasons: shifts.collect(),
                itself: it.reason.itself,
                values: values(story, &it.before, &it.after),
            })
        }
        Step::Fall(it) => {
            let arm = &story.way(it.drawn.exit).arms[it.drawn.arm as usize];
            Some(TimelineStepJson::Draw {
                scene: name(story, it.drawn.exit.scene()),
                arm: &arm.name,
                to: name(story, arm.to),
                weight: it.drawn.weight,
                of: it.drawn.of,
                sign: it.sign.as_deref(),
                before: headline(&it.before),
                after: headline(&it.after),
                values: values(story, &it.before, &it.after),
            })
        }
        Step::Told { .. } => None,
    }
}

/// The values of every goal under every way of playing, before and after.
fn values<'a>(story: &'a Story, before: &Outlook, after: &Outlook) -> Vec<ValueJson<'a>> {
    let questions = (0..story.goals.len()).flat_map(|goal| (0..PLAYS.len()).map(move |play| (goal, play)));
    let value = |(goal, play): (usize, usize)| ValueJson {
        goal: &story.goals[goal].id,
        play: PLAYS[play].name(),
        before: ChanceJson(before.chance(goal, play)),
        after: ChanceJson(after.chance(goal, play)),
    };
    questions.map(value).collect()
}

fn relationship<'a>(story: &Story, who: &'a Relationship) -> RelationshipJson<'a> {
    RelationshipJson {
        id: who.id,
        start: who.start,
        end: who.end,
        moved_most_by: who.moved_most_by.as_ref().map(|moved| story.choice_name(moved.choice)),
        moved_more_by: who.moved_more_by.as_ref().map(|it| MovedJson { by: it.by, told: it.told.as_deref() }),
    }
}

fn name(story: &Story, id: SceneId) -> &str {
    &story.scene(id).name
}
