//! A debrief for programs: one object, as docs/commands.md describes.

use super::json::{Object, array};
use crate::debrief::{Account, Debrief, Decision, Fall, Outlook, PLAYS, Relationship, Said, Step};
use crate::explore::Chance;
use crate::story::{SceneId, Story};
use serde_json::{Value, json};

/// A debrief as one line of JSON, without the line's end.
///
/// A value that is not known is the pair of its bounds. What is told, and is nobody's decision, is no step: it has a
/// list of its own.
pub fn debrief_json(story: &Story, debrief: &Debrief) -> String {
    let goals = (0..story.goals.len()).map(|at| goal(story, debrief, at));
    let steps = debrief.timeline.steps.iter().filter_map(|step| match step {
        Step::Decision(decision) => Some(decided(story, decision)),
        Step::Fall(fall) => Some(drawn(story, fall)),
        Step::Told { .. } => None,
    });
    let told = debrief.timeline.steps.iter().filter_map(|step| match step {
        Step::Told { scene, text, .. } => {
            Some(Object::new().with("scene", name(story, *scene)).with("text", text.as_str()).end())
        }
        Step::Decision(_) | Step::Fall(_) => None,
    });
    let ids = |said: &[Said]| said.iter().map(|said| said.id.to_owned()).collect::<Vec<_>>();
    Object::new()
        .with("ending", debrief.ending.map(|ending| name(story, ending)))
        .with("exact", debrief.is_exact())
        .with_json("goals", &array(goals))
        .with_json("steps", &array(steps))
        .with_json("told", &array(told))
        .with("lessons", ids(&debrief.lessons))
        .with("moments", ids(&debrief.moments))
        .with_json("ledger", &array(debrief.ledger.iter().map(|who| relationship(story, who))))
        .end()
}

/// A goal's account under ordinary play, and under the other ways of playing beside it.
fn goal(story: &Story, debrief: &Debrief, at: usize) -> String {
    let accounts = debrief.accounts.iter().filter(|account| account.goal == at);
    let mut object = Object::new().with("id", story.goals[at].id.as_str());
    let mut beside = Vec::new();
    for account in accounts {
        match account.play {
            0 => object = sums(object.with("play", PLAYS[0].name()), account),
            other => beside.push(sums(Object::new().with("play", PLAYS[other].name()), account).end()),
        }
    }
    object.with_json("beside", &array(beside)).end()
}

fn sums(object: Object, account: &Account) -> Object {
    object
        .with("start", value(account.start))
        .with("decisions", value(account.decisions))
        .with("draws", value(account.draws))
        .with("result", value(account.result))
}

fn decided(story: &Story, decision: &Decision) -> String {
    let best = decision.best();
    let best = Object::new()
        .with("choice", story.choice(best.choice).name.as_str())
        .with("after", value(best.after.headline()));
    let names = |endings: &[SceneId]| endings.iter().map(|&id| name(story, id)).collect::<Vec<_>>();
    Object::new()
        .with("kind", "choice")
        .with("scene", name(story, decision.choice.scene))
        .with("choice", story.choice(decision.choice).name.as_str())
        .with("before", value(decision.before.headline()))
        .with("after", value(decision.after.headline()))
        .with_json("best", &best.end())
        .with("closed", names(&decision.closed))
        .with("opened", names(&decision.opened))
        .with_json("values", &values(story, &decision.before, &decision.after))
        .end()
}

fn drawn(story: &Story, fall: &Fall) -> String {
    let arm = &story.way(fall.drawn.exit).arms[fall.drawn.arm as usize];
    Object::new()
        .with("kind", "draw")
        .with("scene", name(story, fall.drawn.exit.scene()))
        .with("arm", arm.name.as_str())
        .with("to", name(story, arm.to))
        .with("weight", fall.drawn.weight)
        .with("of", fall.drawn.of)
        .with("before", value(fall.before.headline()))
        .with("after", value(fall.after.headline()))
        .with_json("values", &values(story, &fall.before, &fall.after))
        .end()
}

/// The values of every goal under every way of playing, before and after.
fn values(story: &Story, before: &Outlook, after: &Outlook) -> String {
    let each = story.goals.iter().enumerate().flat_map(|(goal, declared)| {
        (0..PLAYS.len()).map(move |at| {
            Object::new()
                .with("goal", declared.id.as_str())
                .with("play", PLAYS[at].name())
                .with("before", value(before.chance(goal, at)))
                .with("after", value(after.chance(goal, at)))
                .end()
        })
    });
    array(each)
}

fn relationship(story: &Story, who: &Relationship) -> String {
    Object::new()
        .with("id", who.id)
        .with("start", who.start)
        .with("end", who.end)
        .with("moved_most_by", who.moved_most_by.as_ref().map(|moved| story.choice_name(moved.choice)))
        .with("moved_more_by", who.moved_more_by.as_ref().map(|it| json!({ "told": it.told, "by": it.by })))
        .end()
}

fn value(chance: Chance) -> Value {
    if chance.low == chance.high { json!(chance.low) } else { json!([chance.low, chance.high]) }
}

fn name(story: &Story, id: SceneId) -> &str {
    &story.scene(id).name
}
