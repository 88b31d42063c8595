//! What the games of a group show, row by row, for every painter.

use super::{ChartRow, DebriefRow, DebriefRows, DebriefTable, GroupChoice, GroupDebrief, Member, Parting, Points};
use crate::explore::Chance;
use crate::view::Reader;

/// So many partings are told; the others are narrower.
const MOST_PARTINGS: usize = 8;

/// Puts a group of games into words.
pub fn group_rows(reader: &Reader, group: &GroupDebrief) -> DebriefRows {
    let words = &reader.catalogue.debrief.group;
    let mut first = vec![
        DebriefRow::Title(words.heading.to_owned()),
        DebriefRow::Sentence(format!("{} · {}", reader.title(), (words.games)(group.members.len()))),
        DebriefRow::Heading(words.endings.to_owned()),
    ];
    for (ending, members) in &group.endings {
        let title = ending.map_or(words.unfinished.to_owned(), |ending| reader.ending_title(ending));
        first.push(DebriefRow::Bullet((words.who)(&title, members.len(), &names(group, members))));
    }
    if !group.means.is_empty() {
        let goal = reader.plain(reader.story.goals[0].name);
        first.push(DebriefRow::Heading((words.line)(&goal)));
        first.push(DebriefRow::Note(reader.catalogue.debrief.line.ordinary.to_owned()));
        first.push(DebriefRow::Chart(chart(reader, group)));
        first.push(DebriefRow::Heading(words.luck.to_owned()));
        first.push(DebriefRow::Figures(means(reader, group)));
    }
    if !group.partings.is_empty() {
        first.push(DebriefRow::Heading(words.partings.to_owned()));
    }
    for parting in group.partings.iter().take(MOST_PARTINGS) {
        first.push(DebriefRow::Sentence((words.stood)(&heading(reader, group, parting), parting.stood.len())));
        first.extend(parting.branches.iter().map(|it| DebriefRow::Bullet(branch(reader, group, it))));
    }
    let mut sums = vec![DebriefRow::Heading(words.players.to_owned()), DebriefRow::Figures(players(reader, group))];
    if !group.lessons.is_empty() {
        sums.push(DebriefRow::Heading(words.talk.to_owned()));
    }
    for (id, members) in &group.lessons {
        let lessons = members.iter().flat_map(|&at| &group.members[at].debrief.lessons);
        let Some(said) = lessons.into_iter().find(|said| said.id == *id) else { continue };
        let text = said.text.paragraphs().map(|it| it.text().to_owned()).collect::<Vec<_>>().join(" ");
        let question = said.question.iter().map(|question| format!(" {question}")).collect::<String>();
        sums.push(DebriefRow::Bullet((words.lesson)(members.len(), group.members.len(), &text) + &question));
    }
    DebriefRows { first, sums }
}

fn names(group: &GroupDebrief, members: &[usize]) -> String {
    members.iter().map(|&at| group.members[at].name.as_str()).collect::<Vec<_>>().join(", ")
}

/// What a scene is called by the first who stood there.
fn heading(reader: &Reader, group: &GroupDebrief, parting: &Parting) -> String {
    let debrief = &group.members[parting.stood[0]].debrief;
    let decision = debrief.timeline.decisions().find(|decision| decision.choice.scene == parting.scene);
    decision.map_or_else(|| reader.story.scene(parting.scene).name.clone(), |it| it.heading.clone())
}

fn branch(reader: &Reader, group: &GroupDebrief, branch: &GroupChoice) -> String {
    let words = &reader.catalogue.debrief.group;
    let told = (words.did)(branch.members.len(), &branch.told, &names(group, &branch.members));
    let gained = Points::of(branch.gained).known();
    match gained.filter(|_| !group.means.is_empty()) {
        Some(gained) => format!("{told} {}", (words.came)(gained, &Points::of(branch.result).to_string())),
        None => told,
    }
}

fn chart(reader: &Reader, group: &GroupDebrief) -> Vec<ChartRow> {
    let words = &reader.catalogue.debrief;
    let row = |(at, value): (usize, &Chance)| {
        let (points, before) = (Points::of(*value), at.checked_sub(1).map(|before| Points::of(group.line[before])));
        let label = if at == 0 { words.line.start.to_owned() } else { (words.group.after)(at) };
        ChartRow {
            number: (at > 0).then_some(at),
            said: format!("{label}: {points}%."),
            label,
            value: Some(points),
            change: before.and_then(|before| points.since(before)),
            remarks: Vec::new(),
        }
    };
    group.line.iter().enumerate().map(row).collect()
}

fn signed(points: Points) -> String {
    points.known().map_or_else(|| points.to_string(), |it| if it == 0 { "0".into() } else { format!("{it:+}") })
}

/// What decisions and draws added on the mean, goal by goal.
fn means(reader: &Reader, group: &GroupDebrief) -> DebriefTable {
    let columns = &reader.catalogue.debrief.sums.columns[1..];
    let rows: Vec<(String, Vec<String>)> = group
        .means
        .iter()
        .zip(&reader.story.goals)
        .map(|(mean, goal)| {
            let figures = [signed(Points::of(mean.decisions)), signed(Points::of(mean.draws))];
            let result = Points::of(mean.result).to_string();
            (reader.plain(goal.name), figures.into_iter().chain([result]).collect())
        })
        .collect();
    let columns: Vec<String> = columns.iter().map(|column| (*column).to_owned()).collect();
    DebriefTable { said: rows.iter().map(|row| said(&columns, row)).collect(), columns, rows }
}

/// One row a player.
fn players(reader: &Reader, group: &GroupDebrief) -> DebriefTable {
    let words = &reader.catalogue.debrief;
    let row = |member: &Member| {
        let debrief = &member.debrief;
        let ending = debrief.ending.map(|ending| reader.ending_title(ending));
        let account = debrief.accounts.first();
        let figure = |value: &dyn Fn(&super::Account) -> String| account.map(value).unwrap_or_default();
        let printed = |it: &super::Account, of: fn(&super::account::Printed) -> i32| {
            it.printed.as_ref().map(|it| signed(Points { low: of(it), high: of(it) })).unwrap_or_default()
        };
        let turning = debrief.timeline.turning_point();
        let turning = turning.map(|(at, points)| (words.group.turning)(at.number, &at.told, points));
        let cells = vec![
            ending.unwrap_or_else(|| words.group.unfinished.to_owned()),
            figure(&|it| printed(it, |printed| printed.decisions)),
            figure(&|it| printed(it, |printed| printed.draws)),
            figure(&|it| Points::of(it.result).to_string()),
            turning.unwrap_or_default(),
        ];
        (member.name.clone(), cells)
    };
    let rows: Vec<(String, Vec<String>)> = group.members.iter().map(row).collect();
    let [_, you, draws, end] = words.sums.columns;
    let columns = [words.group.ending, you, draws, end, words.group.turning_point].map(str::to_owned).to_vec();
    DebriefTable { said: rows.iter().map(|row| said(&columns, row)).collect(), columns, rows }
}

/// A row as a sentence: each figure behind the head of its column.
fn said(columns: &[String], (name, cells): &(String, Vec<String>)) -> String {
    let filled = columns.iter().zip(cells).filter(|(_, cell)| !cell.is_empty());
    let parts: Vec<String> = filled.map(|(column, cell)| format!("{column} {cell}")).collect();
    format!("{name}: {}.", parts.join(", "))
}
