//! What the games of a group show, row by row, for every painter.

use super::account::signed;
use super::{
    Account, ChartRow, DebriefRow, DebriefRows, DebriefTable, GroupDebrief, LinePoint, Member, Parting, Points,
};
use crate::language::EndingCount;
use crate::story::SceneId;
use crate::view::Reader;

/// So many partings are told first, of scenes in which at least one of four stood; the others stand behind the figures, if
/// their ways lie so many points apart.
const FIRST_PARTINGS: usize = 3;
const ENOUGH: usize = 4;
const LEAST_SPREAD: i32 = 2;

/// A mean that moved by so many points is explained, where that is not plain.
const WORTH_EXPLAINING: i32 = 5;

/// So many lessons are told: those that most games have.
const MOST_LESSONS: usize = 5;

/// More people than these are counted, not named.
const MOST_NAMES: usize = 12;

/// Puts a group of games into words, with the names of the files that were left out.
pub fn group_rows(reader: &Reader, group: &GroupDebrief, left_out: &[String]) -> DebriefRows {
    let words = &reader.catalogue.debrief.group;
    let page = GroupPage { reader, group };
    let unfinished = group.members.iter().filter(|member| member.debrief.ending.is_none()).count();
    let mut first = vec![
        DebriefRow::Title(words.heading.to_owned()),
        DebriefRow::Sentence(format!("{} · {}", reader.title(), (words.games)(group.members.len(), unfinished))),
        DebriefRow::Heading(words.endings.to_owned()),
    ];
    let mut is_explained = false;
    for (ending, members) in &group.endings {
        let title = ending.map_or(words.unfinished.to_owned(), |ending| reader.ending_title(ending));
        let decisive = ending.and_then(|_| page.decisive(members));
        is_explained |= decisive.is_some();
        let who = (words.who)(&title, &page.who(members));
        first.push(DebriefRow::Bullet(who + "." + &decisive.unwrap_or_default()));
    }
    first.extend(page.parts().map(DebriefRow::Note));
    let has_goal = !group.means.is_empty();
    if has_goal {
        let goal = reader.plain(reader.story.goals[0].name);
        if is_explained {
            first.push(DebriefRow::Note((words.decisive_note)(&goal)));
        }
        first.push(DebriefRow::Heading((words.line)(&goal)));
        first.push(DebriefRow::Note(reader.catalogue.debrief.line.ordinary.to_owned()));
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
    if has_goal && !most.is_empty() {
        first.push(DebriefRow::Note(words.partings_note.to_owned()));
    }
    first.extend(group.dearest().map(|(member, decision, points)| {
        DebriefRow::Sentence((words.dearest)(&member.name, decision.number, &decision.told, points))
    }));
    if !group.draws.is_empty() {
        first.push(DebriefRow::Heading(words.luck.to_owned()));
        first.extend(group.draws.iter().map(|draw| {
            let told = (words.fall)(&draw.told, draw.key.weight, draw.key.of);
            DebriefRow::Bullet(page.gained(&told, &draw.members, draw.points))
        }));
        first.push(DebriefRow::Note(words.luck_note.to_owned()));
    }
    first.extend(page.lessons());
    let mut sums = Vec::new();
    if has_goal {
        sums.push(DebriefRow::Heading(words.means.to_owned()));
        sums.push(DebriefRow::Figures(page.means()));
    }
    sums.push(DebriefRow::Heading(words.players.to_owned()));
    sums.push(DebriefRow::Figures(page.players()));
    if group.means.len() > 1 {
        let goals = reader.story.goals.iter().map(|goal| reader.plain(goal.name));
        sums.push(DebriefRow::Note((words.players_note)(&goals.collect::<Vec<_>>())));
    }
    sums.extend(page.partings(words.partings[1], &others));
    if !left_out.is_empty() {
        sums.push(DebriefRow::Note((words.left_out)(&left_out.join(", "))));
    }
    DebriefRows { first, sums, is_of_group: true }
}

struct GroupPage<'p, 'a> {
    reader: &'p Reader<'a>,
    group: &'p GroupDebrief<'p, 'a>,
}

impl GroupPage<'_, '_> {
    /// The names of some members, or how many they are.
    fn who(&self, members: &[usize]) -> String {
        match members.len() > MOST_NAMES {
            true => (self.reader.catalogue.debrief.group.people)(members.len()),
            false => members.iter().map(|&at| self.group.members[at].name.as_str()).collect::<Vec<_>>().join(", "),
        }
    }

    /// What counted most for where some members ended, in a sentence.
    fn decisive(&self, members: &[usize]) -> Option<String> {
        let step = self.group.decisive(members)?;
        let (_, drawn) = step.key;
        let count = (step.members.len() < members.len()).then_some((step.members.len(), members.len()));
        let points = self.points(step.points?);
        Some((self.reader.catalogue.debrief.group.decisive)(drawn.is_some(), &step.told, count, &points))
    }

    /// Whose own debrief draws another goal than the first, goal by goal.
    fn own_goals(&self) -> impl Iterator<Item = String> {
        self.reader.story.goals.iter().enumerate().skip(1).filter_map(|(at, goal)| {
            let members = self.group.members.iter().filter(|it| it.debrief.own_goal == at);
            let names: Vec<String> = members.map(|it| it.name.clone()).collect();
            let said = self.reader.catalogue.debrief.group.own_goal;
            (!names.is_empty()).then(|| said(&names, &self.reader.plain(goal.name)))
        })
    }

    /// What each ending counts for that is a part of the first goal.
    fn parts(&self) -> impl Iterator<Item = String> {
        let ended = self.group.endings.iter().filter_map(|(ending, members)| Some((*ending.as_ref()?, members[0])));
        ended.filter_map(|(ending, first)| {
            let points = Points::of(account(&self.group.members[first])?.result).known()?;
            let part = self.reader.catalogue.debrief.group.part;
            (0 < points && points < 100).then(|| part(&self.reader.ending_title(ending), points))
        })
    }

    fn partings(&self, title: &str, partings: &[Parting]) -> Vec<DebriefRow> {
        let words = &self.reader.catalogue.debrief.group;
        let mut rows: Vec<DebriefRow> = Vec::new();
        rows.extend((!partings.is_empty()).then(|| DebriefRow::Heading(title.to_owned())));
        for parting in partings {
            let apart = if parting.spread() > 0 { (words.apart)(parting.spread()) } else { String::new() };
            let stood = (words.stood)(&self.heading(parting), parting.stood.len());
            rows.push(DebriefRow::Sentence(format!("{stood}{apart}.")));
            rows.extend(parting.branches.iter().map(|branch| {
                let gained = self.gained(&branch.told, &branch.members, branch.points);
                DebriefRow::Bullet(format!("{gained} {}", (words.ends)(&self.ends(&branch.members))))
            }));
        }
        rows
    }

    /// What a scene is called by the first who stood there.
    fn heading(&self, parting: &Parting) -> String {
        let timeline = &self.group.members[parting.stood[0]].debrief.timeline;
        let decision = timeline.decisions().find(|decision| decision.choice.scene == parting.scene);
        decision.map_or_else(|| self.reader.story.scene(parting.scene).name.clone(), |it| it.heading.clone())
    }

    /// What happened to some members, and the points that it added on the mean, in a sentence.
    fn gained(&self, told: &str, members: &[usize], points: Option<[i32; 3]>) -> String {
        let who = (self.reader.catalogue.debrief.group.who)(told, &self.who(members));
        let points = points.filter(|_| !self.group.means.is_empty());
        points.map_or_else(|| format!("{who}."), |points| format!("{who}: {}.", self.points(points)))
    }

    /// The mean, the least and the most points that something added, as a phrase.
    fn points(&self, [mean, least, most]: [i32; 3]) -> String {
        let words = &self.reader.catalogue.debrief.group;
        let range = (least < most).then(|| format!(" {}", (words.on_average)(&signed(least), &signed(most))));
        (words.gained)(mean) + &range.unwrap_or_default()
    }

    /// How many of some members came to each ending, with its title; `None` where the game has not ended.
    fn ends(&self, members: &[usize]) -> Vec<EndingCount> {
        let count = |(ending, all): &(Option<SceneId>, Vec<usize>)| {
            let count = all.iter().filter(|member| members.contains(member)).count();
            (count, ending.map(|ending| self.reader.ending_title(ending)))
        };
        self.group.endings.iter().map(count).filter(|(count, _)| *count > 0).collect()
    }

    fn chart(&self) -> Vec<ChartRow> {
        let words = &self.reader.catalogue.debrief;
        let line = &self.group.line;
        let row = |(at, point): (usize, &LinePoint)| {
            let value = Points::of(point.value);
            let label = match &point.place {
                Some((scene, count, of)) => (words.group.at)(scene, *count, *of),
                None => words.line.start.to_owned(),
            };
            let number = (at > 0).then_some(at);
            let told = number.map(|at| format!("{at}. ")).unwrap_or_default();
            let drawn = Points::of(point.drawn).known().filter(|points| *points != 0);
            let change = at.checked_sub(1).and_then(|before| value.since(Points::of(line[before].value)));
            let is_elsewhere =
                |(scene, _): &&(String, Vec<usize>)| point.place.as_ref().is_some_and(|it| it.0 != *scene);
            let by = change.map_or(0, |change| change - drawn.unwrap_or(0)).abs();
            let moved_by = point.moved_by.as_ref().filter(is_elsewhere).filter(|_| by >= WORTH_EXPLAINING);
            let moved_by = moved_by.map(|(scene, who)| (words.group.moved_by)(scene, &self.who(who)));
            ChartRow {
                number,
                said: format!("{told}{label}: {value}%."),
                label,
                place: point.place.as_ref().map(|(scene, ..)| scene.clone()),
                value: Some(value),
                change,
                remarks: moved_by.into_iter().chain(drawn.map(words.group.by_luck)).collect(),
            }
        };
        line.iter().enumerate().map(row).collect()
    }

    /// The lessons of most games, each with its question.
    fn lessons(&self) -> Vec<DebriefRow> {
        let words = &self.reader.catalogue.debrief.group;
        let mut rows: Vec<DebriefRow> = Vec::new();
        rows.extend((!self.group.lessons.is_empty()).then(|| DebriefRow::Heading(words.talk.to_owned())));
        for (id, members) in self.group.lessons.iter().take(MOST_LESSONS) {
            let lessons = members.iter().flat_map(|&at| &self.group.members[at].debrief.lessons);
            let Some(said) = lessons.into_iter().find(|said| said.id == *id) else { continue };
            let text = said.text.paragraphs().map(|it| it.text().to_owned()).collect::<Vec<_>>().join(" ");
            let question = said.question.iter().map(|question| format!(" {question}")).collect::<String>();
            rows.push(DebriefRow::Bullet(format!("{text} ({}){question}", self.who(members))));
        }
        rows
    }

    /// What decisions and luck added on the mean, goal by goal.
    fn means(&self) -> DebriefTable {
        let row =
            |mean: &Account| (self.reader.plain(self.reader.story.goals[mean.goal].name), mean.figures().to_vec());
        DebriefTable::new(&self.reader.catalogue.debrief.sums.columns, self.group.means.iter().map(row).collect())
    }

    /// One row a player.
    fn players(&self) -> DebriefTable {
        let words = &self.reader.catalogue.debrief;
        let row = |member: &Member| {
            let debrief = &member.debrief;
            let ending = debrief.ending.map(|ending| self.reader.ending_title(ending));
            let mut cells = vec![ending.unwrap_or_else(|| words.group.unfinished.to_owned())];
            cells.extend(account(member).map(Account::figures).unwrap_or_default());
            // A game that goes on has come to nothing yet.
            cells[4] = if debrief.ending.is_some() { came_to(member) } else { String::new() };
            if let Some(balance) = &debrief.balance {
                cells[2] = format!("{} ({} {})", cells[2], signed(-balance.dropped), signed(balance.gained));
            }
            let turning = debrief.timeline.turning_point();
            let turning = turning.map(|(at, points)| (words.group.turning)(at.number, &at.told, points));
            cells.push(turning.unwrap_or_default());
            (member.name.clone(), cells)
        };
        let [start, _, luck, end] = words.sums.columns;
        let columns = [words.group.ending, start, words.group.decisions, luck, end, words.group.turning_point];
        DebriefTable::new(&columns, self.group.members.iter().map(row).collect())
    }
}

/// The account of the first goal under ordinary play.
fn account<'m>(member: &'m Member) -> Option<&'m Account> {
    member.debrief.accounts.iter().find(|account| account.goal == 0 && account.play == 0)
}

/// What a game came to, goal by goal.
fn came_to(member: &Member) -> String {
    let mut accounts: Vec<&Account> = member.debrief.accounts.iter().filter(|account| account.play == 0).collect();
    accounts.sort_by_key(|account| account.goal);
    accounts.iter().map(|account| Points::of(account.result).to_string()).collect::<Vec<_>>().join(" · ")
}
