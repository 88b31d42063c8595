//! What a debrief says, row by row, in the order in which it is read.
//!
//! Every painter walks these rows, and gives each kind a shape: a terminal, plain sentences, a page of HTML.

use super::sentences::{Phrases, Spoilers};
use super::{Account, Debrief, Outlook, PLAYS, Points, Step};
use crate::view::{Prose, Reader};

/// The rows of a debrief.
#[derive(Clone, Debug)]
pub struct DebriefRows {
    /// What is read first: the line of the game, what turned it, what to take along.
    pub first: Vec<DebriefRow>,
    /// For readers who want the figures: the sums, the people, and what other choices would have led to.
    pub sums: Vec<DebriefRow>,
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

/// Puts a debrief into words.
pub fn rows(reader: &Reader, debrief: &Debrief, spoilers: Spoilers) -> DebriefRows {
    let phrases = Phrases { reader, debrief, spoilers };
    DebriefRows { first: phrases.first(), sums: phrases.sums() }
}

impl Phrases<'_, '_> {
    fn first(&self) -> Vec<DebriefRow> {
        let (words, debrief) = (&self.reader.catalogue.debrief, self.debrief);
        let is_aimless = debrief.timeline.start.is_aimless();
        let mut rows = vec![DebriefRow::Title(words.heading.to_owned()), DebriefRow::Sentence(self.head())];
        rows.extend(debrief.ending.is_none().then(|| DebriefRow::Sentence(words.unfinished.to_owned())));
        rows.push(DebriefRow::Heading((words.line.heading)(&debrief.goal)));
        rows.extend((!is_aimless).then(|| DebriefRow::Note(words.line.ordinary.to_owned())));
        rows.push(DebriefRow::Chart(self.chart()));
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
            if self.spoilers == Spoilers::Told {
                rows.push(DebriefRow::Heading(words.sums.each.to_owned()));
                rows.push(DebriefRow::Figures(self.values()));
            }
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
            value: Some(points(&timeline.start)),
            change: None,
            said: (words.start_said)(&self.value(points(&timeline.start))),
            remarks: Vec::new(),
        };
        let row = |step: &Step| {
            let (number, remarks) = match step {
                Step::Decision(decision) => (Some(decision.number), self.remarks(decision)),
                Step::Fall(fall) => (None, fall.sign.iter().map(|sign| (words.sign)(sign)).collect()),
                Step::Told { .. } => (None, Vec::new()),
            };
            let change = step.change().filter(|_| !is_aimless);
            ChartRow {
                number,
                label: self.label(step),
                value: change.map(|(_, after)| points(after)),
                change: change.and_then(|(before, after)| points(after).since(points(before))),
                said: self.said(step),
                remarks: if is_aimless { Vec::new() } else { remarks },
            }
        };
        let start = (!is_aimless).then_some(start);
        start.into_iter().chain(timeline.steps.iter().map(row)).collect()
    }

    /// How start, decisions and draws add up, for every goal.
    fn accounts(&self) -> DebriefTable {
        let words = &self.reader.catalogue.debrief.sums;
        let signed = |points: i32| if points == 0 { "0".into() } else { format!("{points:+}") };
        let row = |account: &Account| {
            let figures = match account.printed {
                Some(it) => [it.start.to_string(), signed(it.decisions), signed(it.draws), it.result.to_string()],
                None => {
                    let value = |chance| Points::of(chance).to_string();
                    [value(account.start), String::new(), String::new(), value(account.result)]
                }
            };
            (self.account(account), figures.to_vec())
        };
        // The goals are shown under ordinary play, and the one that is drawn also under the two ways beside it.
        let drawn = self.debrief.drawn;
        let shown = || self.debrief.accounts.iter().filter(|account| account.goal == drawn || account.play == 0);
        DebriefTable {
            columns: words.columns.map(str::to_owned).to_vec(),
            rows: shown().map(row).collect(),
            said: shown().enumerate().map(|(at, account)| self.sum(at, account)).collect(),
        }
    }

    /// The values after each decision: under the three ways of playing, and for the other goals.
    fn values(&self) -> DebriefTable {
        let words = &self.reader.catalogue.debrief.sums;
        let (story, timeline) = (self.reader.story, &self.debrief.timeline);
        let drawn = self.debrief.drawn;
        let goals = || timeline.start.other_goals();
        let name = |at: usize| self.reader.plain(story.goals[at].name);
        let after = timeline.decisions().map(|decision| (decision.number, &decision.after));
        let steps: Vec<(usize, &Outlook)> = std::iter::once((0, &timeline.start)).chain(after).collect();
        let figures = |outlook: &Outlook| {
            let questions = (0..PLAYS.len()).map(|play| (drawn, play)).chain(goals().map(|at| (at, 0)));
            questions.map(|(goal, play)| Points::of(outlook.chance(goal, play)).to_string()).collect()
        };
        let said = |(number, outlook): (usize, &Outlook)| {
            let value = |goal, play| self.value(Points::of(outlook.chance(goal, play)));
            let others: Vec<(String, String)> = goals().map(|at| (name(at), value(at, 0))).collect();
            (words.each_said)(number, &value(drawn, 1), &value(drawn, 2), &others)
        };
        DebriefTable {
            columns: words.each_columns.iter().map(|name| (*name).to_owned()).chain(goals().map(name)).collect(),
            rows: steps.iter().map(|(number, outlook)| (number.to_string(), figures(outlook))).collect(),
            said: steps.into_iter().map(said).collect(),
        }
    }
}
