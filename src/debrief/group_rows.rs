//! The rows of a group's debrief. Every output format writes these rows.

use super::account::signed;
use super::sentences::{Phrases, Spoilers};
use super::{
    Account, ChartRow, DebriefRow, DebriefRows, DebriefTable, GroupDebrief, GroupStep, LinePoint, Member, Parting,
    Points, Step,
};
use crate::language::{DebriefWords, GroupWords};
use crate::story::SceneId;
use crate::view::Reader;

/// The most partings in the first part of the debrief. The others follow the figures.
const FIRST_PARTINGS: usize = 3;

/// A parting comes in the first part only if at least one member in so many chose there.
const ENOUGH: usize = 4;

/// A parting after the figures must have branches that differ by this many points, if the story has a goal.
const LEAST_SPREAD: i32 = 2;

/// A change of the mean by this many points is explained, if most of it comes from a scene where few members decided.
const WORTH_EXPLAINING: i32 = 5;

/// The most decisions in the list of those that lost points, and the most lessons in the list of the frequent ones.
const MOST_LISTED: usize = 5;

/// A list of more people than this gives only their number.
const MOST_NAMES: usize = 12;

/// Puts a group's debrief into rows. `left_out` names the files that could not be used.
pub fn group_rows(reader: &Reader, group: &GroupDebrief, left_out: &[String]) -> DebriefRows {
    let (all_words, words) = (&reader.catalogue.debrief, &reader.catalogue.debrief.group);
    let page = GroupPage { reader, all_words, words, group };
    let has_goal = !group.means.is_empty();
    let unfinished = group.members.iter().filter(|member| member.debrief.ending.is_none()).count();
    let mut first = vec![
        DebriefRow::Title(words.heading.to_owned()),
        DebriefRow::Sentence(format!("{} · {}", reader.title(), (words.games)(group.members.len(), unfinished))),
    ];
    first.extend(page.endings());
    if has_goal {
        first.push(DebriefRow::Heading((words.line)(&reader.goal(0))));
        first.push(DebriefRow::Note(all_words.line.ordinary.to_owned()));
        first.push(DebriefRow::Note(words.line_note.to_owned()));
        first.extend(page.own_goals().map(DebriefRow::Note));
        first.push(DebriefRow::Chart(page.chart()));
    }
    let is_met = |parting: &Parting| parting.stood.len() * ENOUGH >= group.members.len();
    let (mut most, few): (Vec<Parting>, Vec<Parting>) = group.partings.iter().cloned().partition(is_met);
    let mut others = most.split_off(most.len().min(FIRST_PARTINGS));
    others.extend(few);
    others.retain(|parting| parting.spread() >= LEAST_SPREAD || !has_goal);
    first.extend(page.partings(words.partings[0], &most));
    first.extend((has_goal && !most.is_empty()).then(|| DebriefRow::Note(words.partings_note.to_owned())));
    first.extend(page.dearest());
    if !group.draws.is_empty() {
        first.push(DebriefRow::Heading(words.luck.to_owned()));
        first.extend(group.draws.iter().map(|draw| {
            let told = (words.fall)(&draw.told, draw.key.weight, draw.key.of);
            DebriefRow::Bullet(page.gained(&told, draw))
        }));
        first.push(DebriefRow::Note(words.luck_note.to_owned()));
    }
    first.extend(page.lessons());
    let mut sums = Vec::new();
    if has_goal {
        let mean = |mean: &Account| (reader.goal(mean.goal), mean.figures().to_vec());
        let means = DebriefTable::new(&all_words.sums.columns, group.means.iter().map(mean).collect());
        sums.extend([DebriefRow::Heading(words.means.to_owned()), DebriefRow::Figures(means)]);
    }
    sums.extend([DebriefRow::Heading(words.players.to_owned()), DebriefRow::Figures(page.players())]);
    if group.means.len() > 1 {
        let goals: Vec<String> = (0..group.means.len()).map(|goal| reader.goal(goal)).collect();
        sums.push(DebriefRow::Note((words.players_note)(&goals)));
    }
    sums.extend(page.partings(words.partings[1], &others));
    sums.extend((!left_out.is_empty()).then(|| DebriefRow::Note((words.left_out)(&left_out.join(", ")))));
    DebriefRows { first, sums, is_of_group: true }
}

struct GroupPage<'p, 'a> {
    reader: &'p Reader<'a>,
    all_words: &'static DebriefWords,
    words: &'static GroupWords,
    group: &'p GroupDebrief<'p, 'a>,
}

impl GroupPage<'_, '_> {
    /// The names of some members; if there are too many, only their number.
    fn names(&self, members: &[usize]) -> Vec<String> {
        match members.len() > MOST_NAMES {
            true => vec![(self.words.people)(members.len())],
            false => members.iter().map(|&at| self.group.members[at].name.clone()).collect(),
        }
    }

    fn who(&self, members: &[usize]) -> String {
        self.names(members).join(", ")
    }

    /// The endings, each with its members and the step that explains it best, and notes on those that reach the first
    /// goal in part.
    fn endings(&self) -> Vec<DebriefRow> {
        let (mut rows, mut notes) = (vec![DebriefRow::Heading(self.words.endings.to_owned())], Vec::new());
        let mut is_explained = false;
        for (ending, members) in &self.group.endings {
            let title = ending.map_or(self.words.unfinished.to_owned(), |ending| self.reader.ending_title(ending));
            let decisive = ending.and_then(|_| self.decisive(members));
            is_explained |= decisive.is_some();
            let who = (self.words.who)(&title, &self.who(members));
            rows.push(DebriefRow::Bullet(who + "." + &decisive.unwrap_or_default()));
            let account = self.group.members[members[0]].debrief.account(0).filter(|_| ending.is_some());
            let part = account.and_then(|account| Points::of(account.result()).known());
            notes.extend(part.filter(|part| (1..100).contains(part)).map(|part| (self.words.part)(&title, part)));
        }
        notes.extend(is_explained.then(|| (self.words.decisive_note)(&self.reader.goal(0))));
        rows.extend(notes.into_iter().map(DebriefRow::Note));
        rows
    }

    fn decisive(&self, members: &[usize]) -> Option<String> {
        let step = self.group.decisive(members)?;
        let points = step.points.as_deref()?;
        let takers: Vec<usize> = points.iter().map(|(at, _)| *at).collect();
        let whom = (takers.len() < members.len()).then(|| self.who(&takers));
        let gained = self.on_average(step.mean()?, points);
        Some((self.words.decisive)(step.key.1.is_some(), &step.told, whom.as_deref(), &gained))
    }

    /// A sentence for each goal but the first: it names the players whose own debrief shows that goal.
    fn own_goals(&self) -> impl Iterator<Item = String> {
        let all = &self.group.members;
        (1..self.group.means.len()).filter_map(|goal| {
            let members: Vec<usize> = (0..all.len()).filter(|&at| all[at].debrief.own_goal == goal).collect();
            let say = || (self.words.own_goal)(&self.names(&members), &self.reader.goal(goal));
            (!members.is_empty()).then(say)
        })
    }

    fn partings(&self, title: &str, partings: &[Parting]) -> Vec<DebriefRow> {
        let mut rows: Vec<DebriefRow> = Vec::new();
        rows.extend((!partings.is_empty()).then(|| DebriefRow::Heading(title.to_owned())));
        for parting in partings {
            let apart = if parting.spread() > 0 { (self.words.apart)(parting.spread()) } else { String::new() };
            let stood = (self.words.stood)(&parting.heading, parting.stood.len());
            rows.push(DebriefRow::Sentence(format!("{stood}{apart}.")));
            rows.extend(parting.branches.iter().map(|branch| {
                let gained = self.gained(&branch.told, branch);
                let count = |(ending, all): &(Option<SceneId>, Vec<usize>)| {
                    let count = all.iter().filter(|member| branch.members.contains(member)).count();
                    (count, ending.map(|ending| self.reader.ending_title(ending)))
                };
                let ends = self.group.endings.iter().map(count).filter(|(count, _)| *count > 0);
                DebriefRow::Bullet(format!("{gained} {}", (self.words.ends)(&ends.collect::<Vec<_>>())))
            }));
        }
        rows
    }

    /// The decisions that lost most points, each with the better choice that was available.
    fn dearest(&self) -> Vec<DebriefRow> {
        let dearest = self.group.dearest(MOST_LISTED);
        let heading = (!dearest.is_empty()).then(|| DebriefRow::Heading(self.words.dearest_heading.to_owned()));
        let row = |(member, decision, points): (&Member, &Step, i32)| {
            let said = (self.words.dearest)(&member.name, decision.number, &decision.heading, &decision.told, points);
            let (reader, debrief) = (self.reader, &member.debrief);
            let phrases = Phrases { reader, words: self.all_words, debrief, spoilers: Spoilers::Kept };
            let better = phrases.better(decision).map(|better| format!(" {better}"));
            DebriefRow::Bullet(said + &better.unwrap_or_default())
        };
        heading.into_iter().chain(dearest.into_iter().map(row)).collect()
    }

    /// A sentence on a step: what happened, to which members, and the points gained.
    fn gained<K>(&self, told: &str, step: &GroupStep<K>) -> String {
        let known = step.points.as_deref().filter(|_| !self.group.means.is_empty());
        let Some(points) = known else { return format!("{}.", (self.words.who)(told, &self.who(&step.members))) };
        let settled = step.members.iter().copied().filter(|at| points.iter().all(|it| it.0 != *at));
        let is_won = |at: &usize| self.group.members[*at].debrief.account(0).is_some_and(|it| it.result().low > 0.0);
        let (won, lost): (Vec<usize>, Vec<usize>) = settled.partition(is_won);
        let settled = [(won, true), (lost, false)].into_iter().filter(|(members, _)| !members.is_empty());
        let settled = settled.map(|(members, is_won)| (self.words.settled)(&self.who(&members), is_won));
        let open = Some(self.with_points(points)).filter(|who| !who.is_empty());
        let who: Vec<String> = open.into_iter().chain(settled).collect();
        let who = (self.words.who)(told, &who.join("; "));
        step.mean().map_or_else(|| format!("{who}."), |mean| format!("{who}: {}.", self.on_average(mean, points)))
    }

    /// The members' names with their points; only the name for one member, only the number for too many members.
    fn with_points(&self, points: &[(usize, i32)]) -> String {
        if points.len() < 2 || points.len() > MOST_NAMES {
            return self.who(&points.iter().map(|(at, _)| *at).collect::<Vec<_>>());
        }
        let name = |&(at, points): &(usize, i32)| format!("{} {}", self.group.members[at].name, signed(points));
        points.iter().map(name).collect::<Vec<_>>().join(", ")
    }

    /// Points gained, as a phrase. For several members, the phrase says that they are an average.
    fn on_average(&self, mean: i32, points: &[(usize, i32)]) -> String {
        let gained = (self.words.gained)(mean);
        if points.len() > 1 { (self.words.on_average)(&gained) } else { gained }
    }

    fn chart(&self) -> Vec<ChartRow> {
        let line = &self.group.line;
        let row = |(at, point): (usize, &LinePoint)| {
            let value = Points::of(point.value);
            let places = &point.places;
            let place = places.iter().max_by_key(|(_, (who, _))| who.len());
            let of = places.values().map(|(who, _)| who.len()).sum();
            let label = place.map(|(scene, (who, _))| (self.words.at)(scene, who.len(), of));
            let label = label.unwrap_or_else(|| self.all_words.line.start.to_owned());
            let number = (at > 0).then_some(at);
            let told = number.map(|at| format!("{at}. ")).unwrap_or_default();
            let drawn = Points::of(point.drawn).known().filter(|points| *points != 0);
            let change = at.checked_sub(1).and_then(|before| value.since(Points::of(line[before].value)));
            let by = change.map_or(0, |change| change - drawn.unwrap_or(0)).abs();
            // The scene whose decisions caused most of the change.
            let way = places.values().map(|(_, sum)| sum).sum::<f64>().signum();
            let moved_by = places.iter().max_by(|(_, (_, one)), (_, (_, other))| (one * way).total_cmp(&(other * way)));
            let moved_by =
                moved_by.filter(|(scene, _)| by >= WORTH_EXPLAINING && place.is_some_and(|it| it.0 != *scene));
            let moved_by = moved_by.map(|(scene, (who, _))| (self.words.moved_by)(scene, &self.who(who)));
            ChartRow {
                number,
                said: format!("{told}{label}: {value}%."),
                label,
                place: place.map(|(scene, _)| scene.clone()),
                value: Some(value),
                change,
                remarks: moved_by.into_iter().chain(drawn.map(self.words.by_luck)).collect(),
            }
        };
        line.iter().enumerate().map(row).collect()
    }

    /// The most frequent lessons, each with its question.
    fn lessons(&self) -> Vec<DebriefRow> {
        let heading = (!self.group.lessons.is_empty()).then(|| DebriefRow::Heading(self.words.talk.to_owned()));
        let row = |(id, members): &(&str, Vec<usize>)| {
            let said = self.group.members[members[0]].debrief.lessons.iter().find(|said| said.id == *id)?;
            let text = said.text.paragraphs().map(|it| it.text().to_owned()).collect::<Vec<_>>().join(" ");
            let question = said.question.iter().map(|question| format!(" {question}")).collect::<String>();
            Some(DebriefRow::Bullet(format!("{text} ({}){question}", self.who(members))))
        };
        heading.into_iter().chain(self.group.lessons.iter().take(MOST_LISTED).filter_map(row)).collect()
    }

    fn players(&self) -> DebriefTable {
        let row = |member: &Member| {
            let debrief = &member.debrief;
            let ending = debrief.ending.map(|ending| self.reader.ending_title(ending));
            let mut cells = vec![ending.unwrap_or_else(|| self.words.unfinished.to_owned())];
            cells.extend(debrief.account(0).map(Account::figures).unwrap_or_default());
            // The results for all goals; empty for an unfinished game, which has no results yet.
            let accounts = (0..).map_while(|goal| debrief.account(goal)).filter(|_| debrief.ending.is_some());
            let results: Vec<String> = accounts.map(|account| Points::of(account.result()).to_string()).collect();
            cells[4] = results.join(" · ");
            if let Some(balance) = &debrief.balance {
                cells[2] = format!("{} ({} {})", cells[2], signed(-balance.dropped), signed(balance.gained));
            }
            let turning = debrief.timeline.turning_point();
            let turning = turning.map(|(at, points)| (self.words.turning)(at.number, &at.told, points));
            cells.push(turning.unwrap_or_default());
            (member.name.clone(), cells)
        };
        let [start, _, luck, end] = self.all_words.sums.columns;
        let columns = [self.words.ending, start, self.words.decisions, luck, end, self.words.turning_point];
        DebriefTable::new(&columns, self.group.members.iter().map(row).collect())
    }
}
