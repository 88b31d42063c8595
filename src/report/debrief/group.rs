//! A group of games for programs: one object, or one line of CSV for each player.

use super::super::json::{ChanceJson, line};
use crate::debrief::{GroupDebrief, GroupStep, Member, Parting};
use crate::story::Story;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct GroupLine<'a> {
    group: GroupJson<'a>,
}

#[derive(Serialize)]
struct GroupJson<'a> {
    games: usize,
    endings: BTreeMap<&'a str, usize>,
    unfinished: usize,
    goals: Vec<MeanJson<'a>>,
    line: Vec<ChanceJson>,
    scenes: Vec<PartingJson<'a>>,
    widest: Vec<&'a str>,
    lessons: BTreeMap<&'a str, usize>,
}

#[derive(Serialize)]
struct MeanJson<'a> {
    id: &'a str,
    mean_result: ChanceJson,
    mean_decisions: ChanceJson,
    mean_draws: ChanceJson,
}

#[derive(Serialize)]
struct PartingJson<'a> {
    scene: &'a str,
    stood: usize,
    choices: BTreeMap<&'a str, usize>,
    branches: Vec<BranchJson<'a>>,
}

#[derive(Serialize)]
struct BranchJson<'a> {
    choice: &'a str,
    mean_gained: ChanceJson,
}

/// A group as one line of JSON, without the line's end.
pub fn group_json(story: &Story, group: &GroupDebrief) -> String {
    let name = |scene| story.scene(scene).name.as_str();
    let endings = group.endings.iter().filter_map(|(ending, who)| Some((name((*ending)?), who.len())));
    let goals = group.means.iter().map(|mean| MeanJson {
        id: &story.goals[mean.goal].id,
        mean_result: ChanceJson(mean.result),
        mean_decisions: ChanceJson(mean.decisions),
        mean_draws: ChanceJson(mean.draws),
    });
    let id = |choice| story.choice(choice).name.as_str();
    let branch = |it: &GroupStep<_>| BranchJson { choice: id(it.key), mean_gained: ChanceJson(it.gained) };
    let scene = |parting: &Parting| PartingJson {
        scene: name(parting.scene),
        stood: parting.stood.len(),
        choices: parting.branches.iter().map(|it| (id(it.key), it.members.len())).collect(),
        branches: parting.branches.iter().map(branch).collect(),
    };
    line(&GroupLine {
        group: GroupJson {
            games: group.members.len(),
            endings: endings.collect(),
            unfinished: group.members.iter().filter(|member| member.debrief.ending.is_none()).count(),
            goals: goals.collect(),
            line: group.line.iter().map(|point| ChanceJson(point.value)).collect(),
            scenes: group.scenes().iter().map(scene).collect(),
            widest: group.partings.iter().map(|parting| name(parting.scene)).collect(),
            lessons: group.lessons.iter().map(|(id, who)| (*id, who.len())).collect(),
        },
    })
}

/// A group as CSV (RFC 4180), one line a player under the names of the columns. Chances are numbers from 0 to 1.
pub fn group_csv(story: &Story, group: &GroupDebrief) -> String {
    let columns = "name,ending,choices,start,decisions,draws,result,turning_point,turning_points";
    let lines = group.members.iter().map(|member| csv_line(story, member));
    std::iter::once(columns.to_owned()).chain(lines).map(|line| line + "\r\n").collect()
}

fn csv_line(story: &Story, Member { name, debrief }: &Member) -> String {
    let ending = debrief.ending.map(|ending| story.scene(ending).name.clone()).unwrap_or_default();
    let mut cells = vec![cell(name), ending, debrief.timeline.decisions().count().to_string()];
    let parts = debrief.account(0).map(|it| [it.start, it.decisions, it.draws, it.result].map(|part| part.value()));
    let number = |value: f64| format!("{value:.6}");
    cells.extend(parts.unwrap_or_default().map(|value| value.map(number).unwrap_or_default()));
    let turning = debrief.timeline.turning_point();
    cells.push(turning.map(|(at, _)| story.choice_name(at.choice)).unwrap_or_default());
    cells.push(turning.map(|(_, points)| points.to_string()).unwrap_or_default());
    cells.join(",")
}

/// A text as a quoted cell. An apostrophe keeps a spreadsheet from taking the text for a formula.
fn cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    format!("\"{}{}\"", if is_formula { "'" } else { "" }, text.replace('"', "\"\""))
}
