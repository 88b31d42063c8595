//! A sheet collects lines for a page of some width.

use super::super::line::{Line, Role};
use super::super::wrap::{widest, wrap};

/// The most columns of a line of text: longer lines are hard to read.
const MEASURE: usize = 70;

/// The number of columns left free before the text. The mark of the selected item stands there.
const MARGIN: usize = 2;

/// The fewest columns of a layout. A narrower terminal is laid out as if it had this many.
pub const NARROWEST: usize = 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// The number of columns from the margin to the end of the longest line.
    pub measure: usize,
    /// The number of columns from the margin to the edge, for a drawing that uses all of them.
    pub across: usize,
}

impl Page {
    /// The page of a terminal with `columns` columns. The last column stays free, because some terminals wrap when it
    /// is full.
    pub fn new(columns: usize) -> Page {
        let across = columns.max(NARROWEST) - MARGIN - 1;
        Page { measure: across.min(MEASURE), across }
    }
}

/// Collects lines in blocks, with one blank line between two blocks.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub page: Page,
    pub lines: Vec<Line>,
}

impl Sheet {
    pub fn new(page: Page) -> Sheet {
        Sheet { page, lines: Vec::new() }
    }

    /// Ends a block with a blank line, unless the block is empty.
    pub fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| line.width() > 0) {
            self.lines.push(Line::blank());
        }
    }

    pub fn line(&mut self, line: &Line) {
        self.lines.push(Line::indented(MARGIN).then(line));
    }

    pub fn text(&mut self, role: Role, text: &str) {
        self.hanging(&Line::blank(), [(role, text)]);
    }

    /// Writes text behind a mark, with its further lines indented to the same column. If that would break a word, the
    /// text begins below the mark, with a smaller indent.
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

    /// Writes the choice that the player made; it replaces the list of choices.
    pub fn chosen(&mut self, label: &str) {
        let first = self.lines.len();
        self.text(Role::Selected, label);
        self.lines[first] = self.lines[first].marked(Role::Accent, "❯ ");
    }

    /// Writes items in rows; each line holds as many items as fit, with `gap` between them. An item that is wider than a
    /// line is broken.
    pub fn row(&mut self, items: impl Iterator<Item = Line>, gap: &Line) {
        let (measure, mut rows) = (self.page.measure, Vec::<Line>::new());
        for item in items {
            match rows.last_mut() {
                Some(row) if row.width() + gap.width() + item.width() <= measure => {
                    *row = std::mem::take(row).then(gap).then(&item);
                }
                _ => rows.push(item),
            }
        }
        for row in rows {
            match row.width() > measure {
                true => self.hanging(&Line::blank(), row.pieces()),
                false => self.line(&row),
            }
        }
    }
}
