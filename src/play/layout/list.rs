//! The list at the end of the screen, from which one thing is selected, with the hint or a note under it.
//!
//! The list is painted again and again, so it must fit the screen: at any height, the selected item is visible.

use super::super::line::{Line, Role, width};
use super::sheet::{MARGIN, Page, Sheet, filled};
use std::ops::Range;

/// What separates the keys of a hint.
pub const BETWEEN: &str = "  ";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub label: String,
    /// Why the item cannot be chosen, as a phrase; `None` if it can.
    pub locked: Option<String>,
}

#[derive(Clone, Debug)]
pub struct List<'l> {
    /// The text above the list, such as a question; may be empty.
    pub heading: &'l str,
    pub items: &'l [Item],
    pub selected: Option<usize>,
    /// A sentence above the hint; empty for none.
    pub note: &'l str,
    /// Hints, the longest first: the first that fits on a line is shown, or else the last, on several.
    pub hints: &'l [String],
}

#[derive(Clone, Debug, Default)]
pub struct Laid {
    pub lines: Vec<Line>,
    /// The line of what is selected, or else the first.
    pub selected: usize,
}

impl List<'_> {
    /// The list in at most `rows` rows. A list that is cut says which part of it is shown.
    pub fn lay_out(&self, page: Page, rows: usize) -> Laid {
        let mut sheet = Sheet::new(page);
        if !self.heading.is_empty() {
            sheet.text(Role::Body, self.heading);
            sheet.gap();
        }
        let mut places = Vec::new();
        for index in 0..self.items.len() {
            let from = sheet.lines.len();
            self.item(index, &mut sheet);
            places.push(from..sheet.lines.len());
        }
        let selected = self.selected.and_then(|selected| places.get(selected).cloned()).unwrap_or(0..0);
        let mut below = self.under(page, None);
        let is_cut = sheet.lines.len() + below.len() > rows;
        if is_cut {
            // The part depends on the room, and the hint names the part: so the hint is made again.
            let shown = window(sheet.lines.len(), &selected, room(below.len(), &selected, rows));
            below = self.under(page, part(&places, &shown));
        } else if !self.items.is_empty() && sheet.lines.len() + below.len() < rows {
            sheet.gap();
        }
        let room = room(below.len(), &selected, rows);
        let shown = window(sheet.lines.len(), &selected, room);
        below.truncate(rows.saturating_sub(shown.len()).max(usize::from(shown.is_empty())));
        let selected = selected.start.saturating_sub(shown.start);
        Laid { lines: sheet.into_lines().drain(shown).chain(below).collect(), selected }
    }

    fn item(&self, index: usize, sheet: &mut Sheet) {
        let item = &self.items[index];
        let is_selected = Some(index) == self.selected;
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

    /// The note, and the hint, which begins with `part` if the list is cut.
    fn under(&self, page: Page, part: Option<String>) -> Vec<Line> {
        let mut sheet = Sheet::new(page);
        if !self.note.is_empty() {
            sheet.text(Role::Body, self.note);
        }
        let measure = page.measure();
        let with_part = |hint: &String| match &part {
            Some(part) => format!("{part}{BETWEEN}{hint}"),
            None => hint.clone(),
        };
        let hints: Vec<String> = self.hints.iter().map(with_part).chain(part.clone()).collect();
        let lines = match hints.iter().find(|hint| width(hint) <= measure) {
            Some(hint) => vec![hint.clone()],
            // If none fits, the last one takes as many lines as it needs.
            None => folded(hints.last().map_or("", String::as_str), measure),
        };
        for line in lines {
            // `text` would leave only one of the two spaces between keys.
            match width(&line) <= measure {
                true => sheet.line(&Line::of(Role::Muted, &line)),
                false => sheet.text(Role::Muted, &line),
            }
        }
        sheet.into_lines()
    }
}

/// Which items are shown whole, as in `2–5/7 ↑↓`.
fn part(places: &[Range<usize>], shown: &Range<usize>) -> Option<String> {
    let is_whole = |place: &Range<usize>| place.start >= shown.start && place.end <= shown.end;
    let first = places.iter().position(is_whole)?;
    let last = places.iter().rposition(is_whole)?;
    let up = if first > 0 { "↑" } else { "" };
    let down = if last + 1 < places.len() { "↓" } else { "" };
    let is_all = up.is_empty() && down.is_empty();
    (!is_all).then(|| format!("{}–{}/{} {up}{down}", first + 1, last + 1, places.len()))
}

/// The lines of a hint, broken only between keys.
fn folded(hint: &str, measure: usize) -> Vec<String> {
    let lines = filled(hint.split(BETWEEN), |key| width(key), BETWEEN.len(), measure);
    lines.into_iter().map(|keys| keys.join(BETWEEN)).collect()
}

/// How many rows the list gets. The selected item matters more than the lines below the list.
fn room(below: usize, selected: &Range<usize>, rows: usize) -> usize {
    rows.saturating_sub(below).max(selected.len()).max(1).min(rows.max(1))
}

/// The part of `lines` that is shown, with the selected item in the middle. It never goes past the first or the last
/// line.
fn window(lines: usize, selected: &Range<usize>, room: usize) -> Range<usize> {
    let room = room.min(lines);
    let spare = room.saturating_sub(selected.len()) / 2;
    let from = selected.start.saturating_sub(spare).min(lines - room);
    from..from + room
}
