//! A debrief for programs: one object.

use super::super::json::{ChanceJson, line};
use crate::debrief::{Account, Debrief, Decision, Fall, Outlook, PLAYS, Relationship, Said, Shift, Step};
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
/// A value that is not known is the pair of its bounds. What is told, and is nobody's decision, is no step: it has a
/// list of its own.
pub fn debrief_json(story: &Story, debrief: &Debrief) -> String {
    line(&object(story, debrief))
}

/// The debrief of a game of a group, with its file, if that may be named, and its title.
pub fn member_json(story: &Story, debrief: &Debrief, file: Option<&str>, title: Option<&str>) -> String {
    line(&DebriefJson { file, title, ..object(story, debrief) })
}

fn object<'a>(story: &'a Story, debrief: &'a Debrief) -> DebriefJson<'a> {
    let steps = &debrief.timeline.steps;
    let told = steps.iter().filter_map(|step| match step {
        Step::Told { scene, text, .. } => Some(DebriefToldJson { scene: name(story, *scene), text }),
        Step::Decision(_) | Step::Fall(_) => None,
    });
    DebriefJson {
        file: None,
        title: None,
        ending: debrief.ending.map(|ending| name(story, ending)),
        exact: debrief.is_exact(),
        goals: (0..story.goals.len()).map(|at| goal(story, debrief, at)).collect(),
        steps: steps.iter().filter_map(|it| step(story, it)).collect(),
        told: told.collect(),
        lessons: ids(&debrief.lessons),
        moments: ids(&debrief.moments),
        ledger: debrief.ledger.iter().map(|who| relationship(story, who)).collect(),
    }
}

fn ids<'a>(said: &'a [Said]) -> Vec<&'a str> {
    said.iter().map(|said| said.id).collect()
}

/// A goal's account under ordinary play, and under the other ways of playing beside it.
fn goal<'a>(story: &'a Story, debrief: &Debrief, at: usize) -> GoalJson<'a> {
    let accounts = || debrief.accounts.iter().filter(|account| account.goal == at);
    GoalJson {
        id: &story.goals[at].id,
        ordinary: accounts().find(|account| account.play == 0).map(account),
        beside: accounts().filter(|account| account.play > 0).map(account).collect(),
    }
}

fn account(account: &Account) -> AccountJson {
    AccountJson {
        play: PLAYS[account.play].name(),
        start: ChanceJson(account.start),
        decisions: ChanceJson(account.decisions),
        draws: ChanceJson(account.draws),
        result: ChanceJson(account.result),
    }
}

fn step<'a>(story: &'a Story, step: &'a Step) -> Option<TimelineStepJson<'a>> {
    match step {
        Step::Decision(decision) => Some(decided(story, decision)),
        Step::Fall(fall) => Some(drawn(story, fall)),
        Step::Told { .. } => None,
    }
}

fn decided<'a>(story: &'a Story, decision: &Decision) -> TimelineStepJson<'a> {
    let best = decision.best();
    let names = |endings: &[SceneId]| endings.iter().map(|&id| name(story, id)).collect();
    TimelineStepJson::Choice {
        scene: name(story, decision.choice.scene),
        choice: &story.choice(decision.choice).name,
        before: headline(&decision.before),
        after: headline(&decision.after),
        best: BestJson { choice: &story.choice(best.choice).name, after: headline(&best.after) },
        closed: names(&decision.closed),
        opened: names(&decision.opened),
        reasons: decision.reason.shifts.iter().filter_map(|it| reason(story, it)).collect(),
        itself: decision.reason.itself,
        values: values(story, &decision.before, &decision.after),
    }
}

fn reason<'a>(story: &'a Story, shift: &Shift) -> Option<ReasonJson<'a>> {
    let id = &story.variables[shift.variable.index()].name;
    shift.difference.map(|difference| ReasonJson { id, by: shift.by, difference })
}

fn drawn<'a>(story: &'a Story, fall: &'a Fall) -> TimelineStepJson<'a> {
    let arm = &story.way(fall.drawn.exit).arms[fall.drawn.arm as usize];
    TimelineStepJson::Draw {
        scene: name(story, fall.drawn.exit.scene()),
        arm: &arm.name,
        to: name(story, arm.to),
        weight: fall.drawn.weight,
        of: fall.drawn.of,
        sign: fall.sign.as_deref(),
        before: headline(&fall.before),
        after: headline(&fall.after),
        values: values(story, &fall.before, &fall.after),
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

fn headline(outlook: &Outlook) -> ChanceJson {
    ChanceJson(outlook.headline())
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
