//! What a debrief says, row by row, in the order in which it is read.
//!
//! Each output format (terminal, plain sentences, HTML, Markdown) writes these rows, and gives each kind its shape.

use super::sentences::{Phrases, Spoilers};
use super::{Account, Debrief, Points, Step};
use crate::view::{Prose, Reader};

#[derive(Clone, Debug)]
pub struct DebriefRows {
    /// The part to read first: the timeline, the turning point, the lessons.
    pub first: Vec<DebriefRow>,
    /// For readers who want the figures: the sums, the people, and what other choices would have led to.
    pub sums: Vec<DebriefRow>,
    /// Whether the rows are a group's debrief, not one game's.
    pub is_of_group: bool,
}

#[derive(Clone, Debug)]
pub enum DebriefRow {
    /// The title of the whole debrief.
    Title(String),
    /// The heading of the next rows.
    Heading(String),
    /// One sentence or several.
    Sentence(String),
    /// An explanation, less important than a sentence.
    Note(String),
    Bullet(String),
    /// A list item in the words of the story's author.
    Said(Prose),
    /// A person: a sentence on them, how far their stance moved, and a sentence on what moved it most.
    Person(String, i32, Option<String>),
    /// The timeline.
    Chart(Vec<ChartRow>),
    Figures(DebriefTable),
}

impl DebriefRow {
    /// Whether the row is an item of a list.
    pub fn is_item(&self) -> bool {
        matches!(self, DebriefRow::Bullet(_) | DebriefRow::Said(_) | DebriefRow::Person(..))
    }
}

/// One row of the timeline.
#[derive(Clone, Debug, Default)]
pub struct ChartRow {
    /// The number of the decision; `None` for the start, a draw or a told event.
    pub number: Option<usize>,
    /// What happened, in short.
    pub label: String,
    /// The scene's heading; `None` except in a group's timeline.
    pub place: Option<String>,
    /// The value after this row; `None` for a told event, or if the story has no goal.
    pub value: Option<Points>,
    /// The points gained, negative if lost; `None` if not known.
    pub change: Option<i32>,
    /// The row as a sentence.
    pub said: String,
    /// Sentences on why the value moved, and other remarks.
    pub remarks: Vec<String>,
}

/// Figures in columns, each row with a name.
#[derive(Clone, Debug)]
pub struct DebriefTable {
    pub columns: Vec<String>,
    pub rows: Vec<(String, Vec<String>)>,
    /// Each row as a sentence.
    pub said: Vec<String>,
}

impl DebriefTable {
    /// Makes a table. Each row is also a sentence, which names the column before each figure.
    pub(super) fn new(columns: &[&str], rows: Vec<(String, Vec<String>)>) -> DebriefTable {
        let said = |(name, cells): &(String, Vec<String>)| {
            let filled = columns.iter().zip(cells).filter(|(_, cell)| !cell.is_empty());
            let parts: Vec<String> = filled.map(|(column, cell)| format!("{column} {cell}")).collect();
            format!("{name}: {}.", parts.join(", "))
        };
        let said = rows.iter().map(said).collect();
        DebriefTable { said, columns: columns.iter().map(|&column| column.to_owned()).collect(), rows }
    }

    /// The timeline as a table.
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
        DebriefTable::new(&columns, chart.iter().map(row).collect())
    }
}

/// Puts a debrief into rows.
pub fn rows(reader: &Reader, debrief: &Debrief, spoilers: Spoilers) -> DebriefRows {
    let phrases = Phrases { reader, words: &reader.catalogue.debrief, debrief, spoilers };
    DebriefRows { first: phrases.first(), sums: phrases.sums(), is_of_group: false }
}

impl Phrases<'_, '_> {
    fn first(&self) -> Vec<DebriefRow> {
        let (words, debrief) = (&self.words.line, self.debrief);
        let (timeline, is_aimless) = (&debrief.timeline, debrief.timeline.start.is_aimless());
        let mut rows = vec![DebriefRow::Title(self.words.heading.to_owned()), DebriefRow::Sentence(self.head())];
        rows.extend(debrief.ending.is_none().then(|| DebriefRow::Sentence(self.words.unfinished.to_owned())));
        rows.push(DebriefRow::Heading((words.heading)(&self.reader.goal(debrief.goal))));
        rows.extend((!is_aimless).then(|| DebriefRow::Note(words.ordinary.to_owned())));
        if timeline.decisions().any(|decision| decision.beside().is_some()) {
            let names: Vec<String> = timeline.start.other_goals().map(|goal| self.reader.goal(goal)).collect();
            rows.push(DebriefRow::Note((words.others)(&names)));
        }
        rows.extend((debrief.goal > 0).then(|| DebriefRow::Note((words.group_goal)(&self.reader.goal(0)))));
        rows.push(DebriefRow::Chart(self.chart()));
        let has_more = timeline.decisions().filter(|decision| decision.better().is_some()).nth(1).is_some();
        rows.extend((has_more && !is_aimless).then(|| DebriefRow::Note(words.better_note.to_owned())));
        rows.extend(self.conclusions().into_iter().map(DebriefRow::Sentence));
        let words = &self.words.looking_back;
        let mut lists = [(words.lessons, &debrief.lessons), (words.moments, &debrief.moments)];
        // If the debrief shows a later goal, the player has given up the first one: then the moments come first.
        lists.rotate_left(usize::from(debrief.goal > 0));
        for (heading, list) in lists {
            rows.extend((!list.is_empty()).then(|| DebriefRow::Heading(heading.to_owned())));
            rows.extend(list.iter().map(|said| DebriefRow::Said(said.text.clone())));
        }
        rows
    }

    fn sums(&self) -> Vec<DebriefRow> {
        let (words, debrief) = (self.words, self.debrief);
        let mut rows = Vec::new();
        if !debrief.accounts.is_empty() {
            rows.push(DebriefRow::Heading(words.sums.heading.to_owned()));
            let shown: Vec<&Account> = debrief.accounts.iter().filter(|account| account.play == 0).collect();
            let row = |it: &&Account| ((words.line.label)(&self.reader.goal(it.goal)), it.figures().to_vec());
            let mut table = DebriefTable::new(&words.sums.columns, shown.iter().map(row).collect());
            // Only the first row, which is about the debrief's goal, gets this sentence.
            if let Some([start, decisions, draws, result]) = shown[0].printed {
                table.said[0] = (words.sums.sentence)(start, decisions, draws, result);
            }
            rows.push(DebriefRow::Figures(table));
            rows.extend(self.balance().into_iter().map(DebriefRow::Sentence));
        }
        if let Some(scale) = self.reader.story.scale.as_ref().filter(|_| !debrief.ledger.is_empty()) {
            let words = &words.looking_back;
            let plain = |text| self.reader.plain(text);
            rows.push(DebriefRow::Heading(words.people.to_owned()));
            rows.extend(debrief.ledger.iter().map(|it| {
                let [name, role, start, end] = [it.who.name, it.who.role, scale.word(it.start), scale.word(it.end)];
                let by = it.end - it.start;
                let said = (words.person)(&plain(name), &plain(role), &plain(start), &plain(end), by);
                DebriefRow::Person(said, by, self.moved(it))
            }));
            // People above the middle of the scale count as friends.
            let friends = debrief.ledger.iter().filter(|it| 2 * it.end > scale.min + scale.max);
            let friends: Vec<String> = friends.map(|it| plain(it.who.name)).collect();
            rows.push(DebriefRow::Sentence((words.friends)(&friends)));
        }
        if self.spoilers == Spoilers::Told && !debrief.timeline.start.is_aimless() {
            rows.push(DebriefRow::Heading(words.spoilers.heading.to_owned()));
            for decision in debrief.timeline.decisions() {
                let value = self.value(decision.after.points());
                rows.push(DebriefRow::Sentence((words.spoilers.made)(decision.number, &decision.told, &value)));
                rows.extend(decision.others().map(|other| DebriefRow::Bullet(self.other(decision, other))));
            }
        }
        rows
    }

    fn chart(&self) -> Vec<ChartRow> {
        let (words, timeline) = (&self.words.line, &self.debrief.timeline);
        let is_aimless = timeline.start.is_aimless();
        let start = ChartRow {
            label: words.start.to_owned(),
            value: Some(timeline.start.points()),
            said: (words.start_said)(&self.value(timeline.start.points())),
            ..ChartRow::default()
        };
        let row = |step: &Step| ChartRow {
            number: step.choice().map(|_| step.number),
            label: self.label(step),
            place: None,
            value: step.kind.taken().filter(|_| !is_aimless).map(|_| step.after.points()),
            change: step.points().filter(|_| !is_aimless),
            said: self.said(step),
            remarks: if is_aimless { Vec::new() } else { self.remarks(step) },
        };
        let start = (!is_aimless).then_some(start);
        start.into_iter().chain(timeline.steps.iter().map(row)).collect()
    }
}
