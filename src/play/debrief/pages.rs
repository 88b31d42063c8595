//! The debrief drawn, screen by screen.

use super::plot::has_room;
use super::{Brush, Spoilers};
use crate::debrief::Debrief;
use crate::play::layout::{Page, Sheet, spans, triangle};
use crate::play::line::{Line, Role, width};
use crate::view::Reader;

/// Draws a debrief for a page: five short screens, and a sixth for those who want to know what else there was.
pub fn screens(reader: &Reader, debrief: &Debrief, spoilers: Spoilers, page: Page) -> Vec<Vec<Line>> {
    let brush = Brush { reader, debrief, spoilers };
    let mut screens = vec![screen(page, |sheet| sheet.first(brush))];
    if !debrief.accounts.is_empty() {
        screens.push(screen(page, |sheet| {
            sheet.accounts(brush);
            if spoilers == Spoilers::Told {
                sheet.values(brush);
            }
        }));
    }
    screens.push(screen(page, |sheet| sheet.balance(brush)));
    screens.push(screen(page, |sheet| sheet.people(brush)));
    if spoilers == Spoilers::Told && !debrief.timeline.start.is_aimless() {
        screens.push(screen(page, |sheet| sheet.others(brush)));
    }
    screens.push(screen(page, |sheet| sheet.last(brush)));
    screens.retain(|lines| !lines.is_empty());
    screens
}

fn screen(page: Page, write: impl FnOnce(&mut Sheet)) -> Vec<Line> {
    let mut sheet = Sheet::new(page);
    write(&mut sheet);
    sheet.gap();
    sheet.into_lines()
}

impl Sheet {
    fn first(&mut self, brush: Brush) {
        let words = &brush.reader.catalogue.debrief;
        let rule = self.page.measure().saturating_sub(width(words.heading) + 1);
        self.line(&Line::of(Role::Muted, words.heading).with(Role::Muted, &format!(" {}", "─".repeat(rule))));
        self.gap();
        if brush.debrief.ending.is_none() {
            self.text(Role::Body, words.unfinished);
            self.gap();
        }
        self.text(Role::Title, &(words.line.heading)(&brush.debrief.goal));
        if !brush.debrief.timeline.start.is_aimless() {
            self.text(Role::Muted, words.line.ordinary);
        }
        self.gap();
        if brush.debrief.timeline.start.is_aimless() || !has_room(self.page.measure()) {
            brush.debrief.timeline.steps.iter().for_each(|step| self.text(Role::Body, &brush.said(step)));
            self.sentences(Role::Body, &brush.conclusions());
        } else {
            let whole = self.plot(brush);
            self.sentences(Role::Body, &brush.conclusions());
            self.plot_notes(brush, &whole);
        }
    }

    /// Draws decision and outcome as a table of four, with a dot in the one that it was.
    fn balance(&mut self, brush: Brush) {
        let words = &brush.reader.catalogue.debrief.balance;
        let Some(balance) = &brush.debrief.balance else { return };
        self.text(Role::Title, words.heading);
        self.gap();
        let names = words.rows.iter().map(|name| width(name)).max().unwrap_or(0);
        let columns = words.columns.map(|column| width(column) + 3);
        if names + columns.iter().sum::<usize>() <= self.page.measure() {
            let mut header = Line::indented(names);
            for column in words.columns {
                header = header.with(Role::Body, "   ").with(Role::Muted, column);
            }
            self.line(&header);
            for (row, name) in words.rows.iter().enumerate() {
                let mut line = Line::of(Role::Muted, name).then(&Line::indented(names - width(name)));
                for (column, &wide) in columns.iter().enumerate() {
                    let is_here = balance.cell as usize == row * 2 + column;
                    let mark = if is_here { (Role::Selected, "●") } else { (Role::Muted, "·") };
                    let left = 3 + (wide - 4) / 2;
                    line = line.then(&Line::indented(left)).with(mark.0, mark.1);
                    if column == 0 {
                        line = line.then(&Line::indented(wide - left - 1));
                    }
                }
                self.line(&line);
            }
            self.gap();
        }
        self.sentences(Role::Body, &brush.balance());
        let words = &brush.reader.catalogue.debrief.looking_back;
        if !brush.debrief.lessons.is_empty() {
            self.text(Role::Title, words.lessons);
            self.gap();
            for lesson in &brush.debrief.lessons {
                lesson.text.paragraphs().for_each(|paragraph| self.paragraph(brush.reader, &paragraph));
            }
        }
    }

    fn people(&mut self, brush: Brush) {
        let words = &brush.reader.catalogue.debrief.looking_back;
        if brush.debrief.ledger.is_empty() {
            return;
        }
        self.text(Role::Title, words.people);
        self.gap();
        for who in &brush.debrief.ledger {
            let by = who.end - who.start;
            let said = (words.person)(&who.name, &who.role, &who.start_word, &who.end_word, by);
            let (triangle, moved) = triangle(by);
            self.hanging(&Line::blank(), [(Role::Body, said.as_str()), (Role::Body, " "), (moved, triangle)]);
            if let Some(step) = brush.moved(who) {
                self.hanging(&Line::indented(2), [(Role::Muted, step.as_str())]);
            }
        }
        self.gap();
        self.text(Role::Body, &(words.friends)(&brush.debrief.friends()));
        self.gap();
    }

    fn others(&mut self, brush: Brush) {
        self.text(Role::Title, brush.reader.catalogue.debrief.spoilers.heading);
        self.gap();
        for decision in brush.debrief.timeline.decisions() {
            self.text(Role::Body, &brush.made(decision));
            for other in brush.others(decision) {
                self.hanging(&Line::indented(2), [(Role::Muted, other.as_str())]);
            }
            self.gap();
        }
    }

    fn last(&mut self, brush: Brush) {
        let words = &brush.reader.catalogue;
        if !brush.debrief.moments.is_empty() {
            self.text(Role::Title, words.debrief.looking_back.moments);
            self.gap();
            for moment in &brush.debrief.moments {
                for (index, paragraph) in moment.text.paragraphs().enumerate() {
                    let mark = if index == 0 { Line::of(Role::Muted, "· ") } else { Line::indented(2) };
                    self.hanging(&mark, spans(&paragraph));
                }
            }
            self.gap();
        }
        self.endings(words, &brush.debrief.endings);
    }

    fn sentences(&mut self, role: Role, sentences: &[String]) {
        self.gap();
        for sentence in sentences {
            self.text(role, sentence);
        }
        self.gap();
    }
}
