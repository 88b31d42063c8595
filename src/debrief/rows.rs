//! What a debrief says, row by row, in the order in which it is read.
//!
//! Every painter walks these rows, and gives each kind a shape: a terminal, plain sentences, a page of HTML.

use super::sentences::{Phrases, Spoilers};
use super::{Account, Debrief, Outlook, Points, Step};
use crate::view::{Prose, Reader};

/// The rows of a debrief.
#[derive(Clone, Debug)]
pub struct DebriefRows {
    /// What is read first: the line of the game, what turned it, what to take along.
    pub first: Vec<DebriefRow>,
    /// For readers who want the figures: the sums, the people, and what other choices would have led to.
    pub sums: Vec<DebriefRow>,
    /// Whether they tell of the games of a group, for all to see at once.
    pub is_of_group: bool,
}

/// One thing that a debrief says.
#[derive(Clone, Debug)]
pub enum DebriefRow {
    /// What all of it is.
    Title(String),
    /// The heading of what follows.
    Heading(String),
    /// A sentence, or several.
    Sentence(String),
    /// What explains, and need not be read twice.
    Note(String),
    /// One item of a list.
    Bullet(String),
    /// One item that an author wrote.
    Said(Prose),
    /// Somebody, with how far they moved, and what moved them most.
    Person(String, i32, Option<String>),
    /// The line of the game.
    Chart(Vec<ChartRow>),
    /// Figures in columns.
    Figures(DebriefTable),
}

/// One row of the line of the game.
#[derive(Clone, Debug)]
pub struct ChartRow {
    /// The number of the decision; `None` for what was nobody's decision.
    pub number: Option<usize>,
    /// What happened.
    pub label: String,
    /// The scene, in the line of a group.
    pub place: Option<String>,
    /// The value after it; `None` for what has no value.
    pub value: Option<Points>,
    /// How many points it gained; `None` when that is not known.
    pub change: Option<i32>,
    /// The same as a sentence.
    pub said: String,
    /// Why the value moved, and what else there is to remark.
    pub remarks: Vec<String>,
}

/// Figures in columns, each row with a name.
#[derive(Clone, Debug)]
pub struct DebriefTable {
    /// The heads of the columns.
    pub columns: Vec<String>,
    /// The names of the rows, with their figures.
    pub rows: Vec<(String, Vec<String>)>,
    /// The same in sentences.
    pub said: Vec<String>,
}

impl DebriefTable {
    /// Figures in columns, and each row as a sentence with every figure behind the head of its column.
    pub(super) fn new(columns: &[&str], rows: Vec<(String, Vec<String>)>) -> DebriefTable {
        let said = |(name, cells): &(String, Vec<String>)| {
            let filled = columns.iter().zip(cells).filter(|(_, cell)| !cell.is_empty());
            let parts: Vec<String> = filled.map(|(column, cell)| format!("{column} {cell}")).collect();
            format!("{name}: {}.", parts.join(", "))
        };
        DebriefTable {
            said: rows.iter().map(said).collect(),
            columns: columns.iter().map(|&column| column.to_owned()).collect(),
            rows,
        }
    }

    /// The line of a game in figures.
    pub fn of_chart(columns: [&str; 3], chart: &[ChartRow]) -> DebriefTable {
        let row = |row: &ChartRow| {
            let number = row.number.map(|number| format!("{number}. ")).unwrap_or_default();
            let value = row.value.map(|value| format!("{value}%")).unwrap_or_default();
            let change = match row.change {
                Some(0) | None => String::new(),
                Some(change) => format!("{} {}", if change > 0 { '▲' } else { '▼' }, change.abs()),
            };
            (format!("{number}{}", row.label), vec![value, change, row.remarks.join(" ")])
        };
        let columns = columns.map(str::to_owned).to_vec();
        DebriefTable { columns, rows: chart.iter().map(row).collect(), said: Vec::new() }
    }
}

/// Puts a debrief into words.
pub fn rows(reader: &Reader, debrief: &Debrief, spoilers: Spoilers) -> DebriefRows {
    let phrases = Phrases { reader, debrief, spoilers };
    DebriefRows { first: phrases.first(), sums: phrases.sums(), is_of_group: false }
}

impl Phrases<'_, '_> {
    fn first(&self) -> Vec<DebriefRow> {
        let (words, debrief) = (&self.reader.catalogue.debrief, self.debrief);
        let is_aimless = debrief.timeline.start.is_aimless();
        let mut rows = vec![DebriefRow::Title(words.heading.to_owned()), DebriefRow::Sentence(self.head())];
        rows.extend(debrief.ending.is_none().then(|| DebriefRow::Sentence(words.unfinished.to_owned())));
        rows.push(DebriefRow::Heading((words.line.heading)(&debrief.goal)));
        rows.extend((!is_aimless).then(|| DebriefRow::Note(words.line.ordinary.to_owned())));
        if debrief.timeline.decisions().any(|decision| decision.beside().is_some()) {
            let goals = debrief.timeline.start.other_goals();
            let names: Vec<String> = goals.map(|at| self.reader.plain(self.reader.story.goals[at].name)).collect();
            rows.push(DebriefRow::Note((words.line.others)(&names)));
        }
        if debrief.drawn > 0 {
            let first = self.reader.plain(self.reader.story.goals[0].name);
            rows.push(DebriefRow::Note((words.line.group_goal)(&first)));
        }
        rows.push(DebriefRow::Chart(self.chart()));
        let has_more = debrief.timeline.decisions().filter(|decision| decision.better().is_some()).nth(1).is_some();
        rows.extend((has_more && !is_aimless).then(|| DebriefRow::Note(words.line.better_note.to_owned())));
        rows.extend(self.conclusions().into_iter().map(DebriefRow::Sentence));
        let words = &words.looking_back;
        let mut lists = [(words.lessons, &debrief.lessons), (words.moments, &debrief.moments)];
        // A game of which another goal is drawn has given up the first: what stays of it comes before what it teaches.
        lists.rotate_left(usize::from(debrief.drawn > 0));
        for (heading, list) in lists {
            rows.extend((!list.is_empty()).then(|| DebriefRow::Heading(heading.to_owned())));
            rows.extend(list.iter().map(|said| DebriefRow::Said(said.text.clone())));
        }
        rows
    }

    fn sums(&self) -> Vec<DebriefRow> {
        let (words, debrief) = (&self.reader.catalogue.debrief, self.debrief);
        let mut rows = Vec::new();
        if !debrief.accounts.is_empty() {
            rows.push(DebriefRow::Heading(words.sums.heading.to_owned()));
            rows.push(DebriefRow::Figures(self.accounts()));
            rows.extend(self.balance().into_iter().map(DebriefRow::Sentence));
        }
        if !debrief.ledger.is_empty() {
            rows.push(DebriefRow::Heading(words.looking_back.people.to_owned()));
            for who in &debrief.ledger {
                let by = who.end - who.start;
                let person = words.looking_back.person;
                let said = person(&who.name, &who.role, &who.start_word, &who.end_word, by);
                rows.push(DebriefRow::Person(said, by, self.moved(who)));
            }
            rows.push(DebriefRow::Sentence((words.looking_back.friends)(&debrief.friends())));
        }
        if self.spoilers == Spoilers::Told && !debrief.timeline.start.is_aimless() {
            rows.push(DebriefRow::Heading(words.spoilers.heading.to_owned()));
            for decision in debrief.timeline.decisions() {
                rows.push(DebriefRow::Sentence(self.made(decision)));
                rows.extend(self.others(decision).into_iter().map(DebriefRow::Bullet));
            }
        }
        rows
    }

    fn chart(&self) -> Vec<ChartRow> {
        let words = &self.reader.catalogue.debrief.line;
        let timeline = &self.debrief.timeline;
        let is_aimless = timeline.start.is_aimless();
        let points = |outlook: &Outlook| Points::of(outlook.headline());
        let start = ChartRow {
            number: None,
            label: words.start.to_owned(),
            place: None,
            value: Some(points(&timeline.start)),
            change: None,
            said: (words.start_said)(&self.value(points(&timeline.start))),
            remarks: Vec::new(),
        };
        let row = |step: &Step| {
            let change = step.change().filter(|_| !is_aimless);
            ChartRow {
                number: if let Step::Decision(decision) = step { Some(decision.number) } else { None },
                label: self.label(step),
                place: None,
                value: change.map(|(_, after)| points(after)),
                change: change.and_then(|(before, after)| points(after).since(points(before))),
                said: self.said(step),
                remarks: if is_aimless { Vec::new() } else { self.remarks(step) },
            }
        };
        let start = (!is_aimless).then_some(start);
        start.into_iter().chain(timeline.steps.iter().map(row)).collect()
    }

    /// How start, decisions and draws add up, for every goal.
    fn accounts(&self) -> DebriefTable {
        let words = &self.reader.catalogue.debrief.sums;
        let row = |account: &Account| {
            let goal = self.reader.plain(self.reader.story.goals[account.goal].name);
            ((self.reader.catalogue.debrief.line.label)(&goal), account.figures().to_vec())
        };
        let shown = || self.debrief.accounts.iter().filter(|account| account.play == 0);
        let mut table = DebriefTable::new(&words.columns, shown().map(row).collect());
        // The goal that is drawn stands first.
        for (said, it) in table.said.iter_mut().zip(shown().next().and_then(|account| account.printed)) {
            *said = (words.sentence)(it.start, it.decisions, it.draws, it.result);
        }
        table
    }
}
