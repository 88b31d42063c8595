//! The list at the end of the screen, from which one thing is selected, with the hint or a note under it.
//!
//! It is all of the screen that is ever painted again, so it must fit: what is selected is in sight at any height.

use super::super::line::{Line, Role, width};
use super::sheet::{MARGIN, Page, Sheet};
use std::ops::Range;

/// What separates the keys of a hint.
pub const BETWEEN: &str = "  ";

/// Something that can be selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it says.
    pub label: String,
    /// Why it cannot be decided on, as a phrase; `None` when it can.
    pub locked: Option<String>,
}

/// A list, and what stands under it.
#[derive(Clone, Debug)]
pub struct List<'l> {
    /// What stands above it, such as a question; empty for nothing.
    pub heading: &'l str,
    /// What can be selected.
    pub items: &'l [Item],
    /// The position of what is selected.
    pub selected: usize,
    /// A sentence that takes the place of the hint; empty for none.
    pub note: &'l str,
    /// Hints, the longest first: the first that fits on a line is shown, or else the last, on several.
    pub hints: &'l [String],
}

impl List<'_> {
    /// The lines of the list for a terminal of so many rows, at most as many.
    pub fn lines(&self, page: Page, rows: usize) -> Vec<Line> {
        let mut sheet = Sheet::new(page);
        if !self.heading.is_empty() {
            sheet.text(Role::Body, self.heading);
            sheet.gap();
        }
        let above = sheet.lines.len();
        let mut kept = 0..above;
        for index in 0..self.items.len() {
            let from = sheet.lines.len();
            self.item(index, &mut sheet);
            if index == self.selected {
                kept = from..sheet.lines.len();
            }
        }
        let mut below = Sheet::new(page);
        self.under(&mut below);
        if !self.items.is_empty() && sheet.lines.len() + below.lines.len() < rows {
            sheet.gap();
        }
        window(sheet.into_lines(), kept, below.into_lines(), rows.max(1))
    }

    fn item(&self, index: usize, sheet: &mut Sheet) {
        let item = &self.items[index];
        let is_selected = index == self.selected;
        let digits = self.items.len().to_string().len();
        let number = format!("{:>digits$}", index + 1);
        let (number_role, role) = match (is_selected, item.locked.is_some()) {
            (true, false) => (Role::Selected, Role::Selected),
            (_, true) => (Role::Muted, Role::Muted),
            (false, false) => (Role::Muted, Role::Body),
        };
        let first = sheet.lines.len();
        let mark = Line::of(number_role, &number).with(Role::Body, "  ");
        let indent = mark.width();
        sheet.hanging(&mark, [(role, item.label.as_str())]);
        if let Some(locked) = &item.locked {
            sheet.hanging(&Line::indented(indent), [(Role::Muted, locked.as_str())]);
        }
        if is_selected {
            let line = &mut sheet.lines[first];
            *line = Line::of(Role::Accent, "❯ ").then(&line.slice(MARGIN..line.text().len()));
        }
    }

    fn under(&self, sheet: &mut Sheet) {
        if !self.note.is_empty() {
            return sheet.text(Role::Body, self.note);
        }
        match self.hints.iter().find(|hint| width(hint) <= sheet.page.measure()) {
            Some(hint) => sheet.line(&Line::of(Role::Muted, hint)),
            // Then the shortest takes as many lines as it needs.
            None => {
                let last = self.hints.last().map_or("", String::as_str);
                for line in folded(last, sheet.page.measure()) {
                    // Text would be parted by one space where keys are parted by two.
                    match width(&line) <= sheet.page.measure() {
                        true => sheet.line(&Line::of(Role::Muted, &line)),
                        false => sheet.text(Role::Muted, &line),
                    }
                }
            }
        }
    }
}

/// The lines of a hint, broken only between keys.
fn folded(hint: &str, measure: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for key in hint.split(BETWEEN) {
        match lines.last_mut() {
            Some(line) if width(line) + BETWEEN.len() + width(key) <= measure => {
                line.push_str(BETWEEN);
                line.push_str(key);
            }
            _ => lines.push(key.to_owned()),
        }
    }
    lines
}

/// The lines that fit into `rows`: those to be kept before all others, then the last of what stands below, then what
/// is around those to be kept.
fn window(lines: Vec<Line>, kept: Range<usize>, mut below: Vec<Line>, rows: usize) -> Vec<Line> {
    let needed = kept.len().max(1);
    below.truncate(rows.saturating_sub(needed));
    let room = rows - below.len();
    if lines.len() > room {
        // What is selected stands in the middle; the ends of the list are never scrolled past.
        let spare = room.saturating_sub(kept.len()) / 2;
        let from = kept.start.saturating_sub(spare).min(lines.len() - room);
        let mut shown: Vec<Line> = lines.into_iter().skip(from).take(room).collect();
        shown.append(&mut below);
        return shown;
    }
    lines.into_iter().chain(below).collect()
}
