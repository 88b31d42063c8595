//! The debrief in plain sentences, each on a line of its own.

use super::{Brush, Spoilers};
use crate::debrief::{Debrief, Points};
use crate::view::{Reader, Text};

/// Tells a debrief in sentences.
pub fn tell(reader: &Reader, debrief: &Debrief, spoilers: Spoilers) -> String {
    let mut teller =
        PlainDebrief { brush: Brush { reader, debrief, spoilers }, text: Text::new(reader.catalogue) };
    teller.line();
    teller.sums();
    teller.balance();
    teller.looking_back();
    if spoilers == Spoilers::Told && !debrief.timeline.start.is_aimless() {
        teller.others();
    }
    teller.text.endings(&debrief.endings);
    teller.text.take()
}

struct PlainDebrief<'b, 'a> {
    brush: Brush<'b, 'a>,
    text: Text,
}

impl PlainDebrief<'_, '_> {
    fn line(&mut self) {
        let words = &self.brush.reader.catalogue.debrief;
        let timeline = &self.brush.debrief.timeline;
        self.text.line(words.heading);
        self.text.blank();
        if self.brush.debrief.ending.is_none() {
            self.text.line(words.unfinished);
        }
        self.text.line(&format!("{}.", (words.line.heading)(&self.brush.debrief.goal)));
        if !timeline.start.is_aimless() {
            self.text.line(words.line.ordinary);
            let start = self.brush.value(Points::of(timeline.start.headline()));
            self.text.line(&(words.line.start_said)(&start));
        }
        timeline.steps.iter().for_each(|step| self.text.line(&self.brush.said(step)));
        self.text.blank();
        self.say(self.brush.conclusions());
    }

    fn sums(&mut self) {
        let words = &self.brush.reader.catalogue.debrief.sums;
        if self.brush.debrief.accounts.is_empty() {
            return;
        }
        self.text.line(&format!("{}.", words.heading));
        self.say(self.brush.sums());
        if self.brush.spoilers == Spoilers::Told {
            self.values();
        }
    }

    fn values(&mut self) {
        let words = &self.brush.reader.catalogue.debrief.sums;
        self.text.line(&format!("{}.", words.each));
        let story = self.brush.reader.story;
        let timeline = &self.brush.debrief.timeline;
        let start = std::iter::once((0, &timeline.start));
        let decisions = timeline.decisions().map(|decision| (decision.number, &decision.after));
        let lines = start.chain(decisions).map(|(number, outlook)| {
            let value = |goal, play| self.brush.value(Points::of(outlook.chance(goal, play)));
            let others = story.goals.iter().enumerate().skip(1);
            let others: Vec<(String, String)> =
                others.map(|(at, goal)| (self.brush.reader.plain(goal.name), value(at, 0))).collect();
            (words.each_said)(number, &value(0, 1), &value(0, 2), &others)
        });
        let lines: Vec<String> = lines.collect();
        self.say(lines);
    }

    fn balance(&mut self) {
        let sentences = self.brush.balance();
        if !sentences.is_empty() {
            self.text.line(&format!("{}.", self.brush.reader.catalogue.debrief.balance.heading));
            self.say(sentences);
        }
    }

    fn looking_back(&mut self) {
        let (words, debrief) = (&self.brush.reader.catalogue.debrief.looking_back, self.brush.debrief);
        for (heading, list) in [(words.lessons, &debrief.lessons), (words.moments, &debrief.moments)] {
            if !list.is_empty() {
                self.text.line(&format!("{heading}."));
                let paragraphs = list.iter().flat_map(|said| said.text.paragraphs());
                self.say(paragraphs.map(|paragraph| paragraph.text().to_owned()).collect());
            }
        }
        if debrief.ledger.is_empty() {
            return;
        }
        self.text.line(&format!("{}.", words.people));
        let mut lines = Vec::new();
        for who in &debrief.ledger {
            let by = who.end - who.start;
            let said = (words.person)(&who.name, &who.role, &who.start_word, &who.end_word, by);
            lines.push(std::iter::once(said).chain(self.brush.moved(who)).collect::<Vec<_>>().join(" "));
        }
        lines.push((words.friends)(&debrief.friends()));
        self.say(lines);
    }

    fn others(&mut self) {
        let words = &self.brush.reader.catalogue.debrief.spoilers;
        self.text.line(&format!("{}.", words.heading));
        let mut lines = Vec::new();
        for decision in self.brush.debrief.timeline.decisions() {
            lines.push(self.brush.made(decision));
            lines.extend(self.brush.others(decision));
        }
        self.say(lines);
    }

    fn say(&mut self, sentences: Vec<String>) {
        if !sentences.is_empty() {
            sentences.iter().for_each(|sentence| self.text.line(sentence));
            self.text.blank();
        }
    }
}
