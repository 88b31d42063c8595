//! What is shown, as lines: pure functions of what is to be shown and of the width.
//!
//! Nothing here knows a terminal. One margin, one measure, one blank line between blocks; nothing is framed and
//! nothing is centred.

mod board;
mod list;
mod scene;
mod told;
mod triangle;

pub use list::{BETWEEN, Item, List};
pub use triangle::triangle;

use super::line::{Line, Role};
use super::wrap::{widest, wrap};

/// The widest a line of text is: longer ones are hard to read.
const MEASURE: usize = 70;

/// The columns left free before the text; the mark of what is selected stands there.
const MARGIN: usize = 2;

/// A narrower terminal is treated as one of this width.
pub const NARROWEST: usize = 20;

/// Where text may go in a terminal of some width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    measure: usize,
}

impl Page {
    /// The page of a terminal with that many columns, the last of which stays free.
    pub fn new(columns: usize) -> Page {
        Page { measure: (columns.max(NARROWEST) - MARGIN - 1).min(MEASURE) }
    }

    /// The number of columns from the margin to the end of the longest line.
    pub fn measure(self) -> usize {
        self.measure
    }
}

/// Lines in the making: blocks of them, parted by one blank line each.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Where text may go.
    pub page: Page,
    lines: Vec<Line>,
}

impl Sheet {
    /// An empty sheet.
    pub fn new(page: Page) -> Sheet {
        Sheet { page, lines: Vec::new() }
    }

    /// What was written.
    pub fn into_lines(self) -> Vec<Line> {
        self.lines
    }

    /// Ends a block, unless nothing was written since the last.
    pub fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| line.width() > 0) {
            self.lines.push(Line::blank());
        }
    }

    /// Writes a blank line.
    pub fn space(&mut self) {
        self.lines.push(Line::blank());
    }

    /// Writes a line at the margin.
    pub fn line(&mut self, line: &Line) {
        self.lines.push(Line::indented(MARGIN).then(line));
    }

    /// Writes text of one role, broken into lines.
    pub fn text(&mut self, role: Role, text: &str) {
        self.hanging(&Line::blank(), [(role, text)]);
    }

    /// Writes text behind a mark; its further lines stand under the first. Where a word would have to be broken for
    /// that, the text stands in less far, under the mark.
    pub fn hanging<'t>(&mut self, mark: &Line, text: impl IntoIterator<Item = (Role, &'t str)>) {
        let text: Vec<(Role, &str)> = text.into_iter().collect();
        let measure = self.page.measure;
        let indent = mark.width().min(measure - widest(text.iter().copied(), measure));
        let lines = wrap(text, measure - indent);
        let mut before = if indent == mark.width() { mark.clone() } else { Line::indented(indent) };
        if indent < mark.width() && !mark.text().trim().is_empty() {
            self.line(mark);
        }
        for line in &lines {
            self.line(&std::mem::replace(&mut before, Line::indented(indent)).then(line));
        }
    }

    /// Writes the line that a list becomes when a choice is made.
    pub fn chosen(&mut self, label: &str) {
        for (number, line) in wrap([(Role::Selected, label)], self.page.measure).iter().enumerate() {
            let mark = if number == 0 { Line::of(Role::Accent, "❯ ") } else { Line::indented(MARGIN) };
            self.lines.push(mark.then(line));
        }
    }
}
