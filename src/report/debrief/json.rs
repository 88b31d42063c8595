//! Writes debriefs for programs: a JSON object for each game and for a group, or CSV with a line for each player.

use super::super::json::{joined, known, line};
use crate::debrief::{Account, Alternative, Debrief, GroupDebrief, Member, PLAYS, Parting, Said, Step, StepKind};
use crate::story::{ChoiceId, SceneId, Story};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A debrief as one line of JSON, without a line break at the end. Only a game of a group has `file` and `title`.
///
/// A value that is not known exactly is written as [low, high]. Events that nobody decided are not in `steps`, but in
/// `told`.
pub fn debrief_json(story: &Story, debrief: &Debrief, file: Option<&str>, title: Option<&str>) -> String {
    let steps = &debrief.timeline.steps;
    let told = steps.iter().filter_map(|it| {
        let StepKind::Told(scene) = it.kind else { return None };
        Some(json!({"scene": name(story, scene), "text": it.told}))
    });
    let ids = |said: &[Said]| said.iter().map(|said| said.id).collect::<Value>();
    let ledger = debrief.ledger.iter().map(|who| {
        json!({
            "id": who.id,
            "start": who.start,
            "end": who.end,
            "moved_most_by": who.moved_most_by.as_ref().and_then(|it| it.choice).map(|id| story.choice_name(id)),
            "moved_more_by": who.moved_more_by.as_ref().map(|it| json!({"by": it.by, "told": it.told})),
        })
    });
    let game = json!({
        "ending": debrief.ending.map(|ending| name(story, ending)),
        "exact": debrief.timeline.is_exact(),
        "goals": (0..story.goals.len()).map(|at| goal(story, debrief, at)).collect::<Value>(),
        "steps": steps.iter().filter_map(|it| step(story, it)).collect::<Value>(),
        "told": told.collect::<Value>(),
        "lessons": ids(&debrief.lessons),
        "moments": ids(&debrief.moments),
        "ledger": ledger.collect::<Value>(),
    });
    line(&joined([known(json!({"file": file, "title": title})), game]))
}

/// One goal: its account under ordinary play, and in `beside` its accounts under the other ways of playing.
fn goal(story: &Story, debrief: &Debrief, at: usize) -> Value {
    let account = |it: &Account| {
        let [start, decisions, draws, result] = it.parts;
        let play = PLAYS[it.play].name();
        json!({"play": play, "start": start, "decisions": decisions, "draws": draws, "result": result})
    };
    let beside = debrief.accounts.iter().filter(|account| account.goal == at && account.play > 0);
    let beside = json!({"beside": beside.map(account).collect::<Value>()});
    joined([json!({"id": story.goals[at].id}), json!(debrief.account(at).map(account)), beside])
}

/// A decision or a draw of the game as JSON; `None` for any other step.
fn step(story: &Story, step: &Step) -> Option<Value> {
    let questions = (0..story.goals.len()).flat_map(|goal| (0..PLAYS.len()).map(move |play| (goal, play)));
    let values = questions.map(|(goal, play)| {
        let [before, after] = [&step.before, &step.after].map(|outlook| outlook.chance(goal, play));
        json!({"goal": story.goals[goal].id, "play": PLAYS[play].name(), "before": before, "after": after})
    });
    let shifts = step.reason.shifts.iter().filter_map(|shift| {
        let id = &story.variables[shift.variable.index()].name;
        shift.difference.map(|difference| json!({"id": id, "by": shift.by, "difference": difference}))
    });
    let taken = match step.kind {
        StepKind::Decision(id) => {
            json!({"kind": "choice", "scene": name(story, id.scene), "choice": story.choice(id).name})
        }
        StepKind::Draw(drawn) => {
            let (scene, arm) = (name(story, drawn.exit.scene()), &story.way(drawn.exit).arms[drawn.arm as usize]);
            let draw = json!({"kind": "draw", "scene": scene, "arm": arm.name, "to": name(story, arm.to)});
            let odds = json!({"weight": drawn.weight, "of": drawn.of, "sign": step.sign});
            joined([draw, known(odds)])
        }
        StepKind::Told(_) => return None,
    };
    let change = json!({"before": step.before.headline(), "after": step.after.headline()});
    let names = |endings: Vec<SceneId>| endings.into_iter().map(|id| name(story, id)).collect::<Value>();
    let best = |best: &Alternative| json!({"choice": story.choice(best.choice).name, "after": best.after.headline()});
    let decision = step.choice().map(|_| {
        json!({
            "best": step.best().map(best),
            "closed": names(step.closed()),
            "opened": names(step.opened()),
            "reasons": shifts.collect::<Value>(),
            "itself": step.reason.itself,
        })
    });
    Some(joined([taken, change, json!(decision), json!({"values": values.collect::<Value>()})]))
}

/// A group as one line of JSON, without a line break at the end.
pub fn group_json(story: &Story, group: &GroupDebrief) -> String {
    let endings = group.endings.iter().filter_map(|(ending, who)| Some((name(story, (*ending)?), who.len())));
    let goals = group.means.iter().map(|mean| {
        json!({
            "id": story.goals[mean.goal].id,
            "mean_result": mean.result(),
            "mean_decisions": mean.parts[1],
            "mean_draws": mean.parts[2],
        })
    });
    let id = |choice: ChoiceId| story.choice(choice).name.as_str();
    let scene = |parting: &Parting| {
        let choices = parting.branches.iter().map(|it| (id(it.key), it.members.len()));
        let branches = parting.branches.iter().map(|it| json!({"choice": id(it.key), "mean_gained": it.gained}));
        json!({
            "scene": name(story, parting.scene),
            "stood": parting.stood.len(),
            "choices": choices.collect::<BTreeMap<_, _>>(),
            "branches": branches.collect::<Value>(),
        })
    };
    line(&json!({"group": {
        "games": group.members.len(),
        "endings": endings.collect::<BTreeMap<_, _>>(),
        "unfinished": group.members.iter().filter(|member| member.debrief.ending.is_none()).count(),
        "goals": goals.collect::<Value>(),
        "line": group.line.iter().map(|point| json!(point.value)).collect::<Value>(),
        "scenes": group.scenes().iter().map(scene).collect::<Value>(),
        "widest": group.partings.iter().map(|parting| name(story, parting.scene)).collect::<Value>(),
        "lessons": group.lessons.iter().map(|(id, who)| (*id, who.len())).collect::<BTreeMap<_, _>>(),
    }}))
}

/// A group as CSV (RFC 4180): the names of the columns, then a line for each player. Chances go from 0 to 1.
pub fn group_csv(story: &Story, group: &GroupDebrief) -> String {
    let columns = "name,ending,choices,start,decisions,draws,result,turning_point,turning_points";
    let lines = group.members.iter().map(|member| csv_line(story, member));
    std::iter::once(columns.to_owned()).chain(lines).map(|line| line + "\r\n").collect()
}

fn csv_line(story: &Story, Member { name: player, debrief }: &Member) -> String {
    let ending = debrief.ending.map(|ending| name(story, ending).to_owned()).unwrap_or_default();
    let mut cells = vec![cell(player), ending, debrief.timeline.decisions().count().to_string()];
    let parts = debrief.account(0).map(|it| it.parts.map(|part| part.value()));
    let number = |value: f64| format!("{value:.6}");
    cells.extend(parts.unwrap_or_default().map(|value| value.map(number).unwrap_or_default()));
    let turning = debrief.timeline.turning_point().and_then(|(at, points)| Some((at.choice()?, points)));
    let (choice, points) = turning.map(|(id, points)| (story.choice_name(id), points.to_string())).unwrap_or_default();
    cells.extend([choice, points]);
    cells.join(",")
}

/// A text as a quoted cell. If a spreadsheet could take the text for a formula, an apostrophe stands before it.
fn cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    format!("\"{}{}\"", if is_formula { "'" } else { "" }, text.replace('"', "\"\""))
}

fn name(story: &Story, id: SceneId) -> &str {
    &story.scene(id).name
}
