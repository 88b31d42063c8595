//! Draws a debrief for a screen: headings, lists, and figures in columns.

use crate::debrief::{DebriefRow, DebriefTable};
use crate::play::layout::{Page, Sheet, spans, triangle};
use crate::play::line::{Line, Role, width};

/// The number of blank columns between two columns of figures.
const GAP: usize = 2;

pub fn drawn(rows: &[DebriefRow], page: Page) -> Vec<Line> {
    let mut sheet = Sheet::new(page);
    sheet.debrief(rows);
    sheet.gap();
    sheet.lines
}

impl Sheet {
    pub fn debrief(&mut self, rows: &[DebriefRow]) {
        for row in rows {
            match row {
                DebriefRow::Title(title) => {
                    let rule = self.page.measure.saturating_sub(width(title) + 1);
                    self.line(&Line::of(Role::Muted, &format!("{title} {}", "─".repeat(rule))));
                    self.gap();
                }
                DebriefRow::Heading(heading) => {
                    self.gap();
                    self.text(Role::Title, heading);
                    self.gap();
                }
                DebriefRow::Sentence(said) => self.text(Role::Body, said),
                DebriefRow::Note(said) => self.text(Role::Muted, said),
                DebriefRow::Bullet(said) => self.hanging(&Line::of(Role::Muted, "· "), [(Role::Body, said.as_str())]),
                DebriefRow::Said(prose) => {
                    for (index, paragraph) in prose.paragraphs().enumerate() {
                        let mark = if index == 0 { Line::of(Role::Muted, "· ") } else { Line::indented(2) };
                        self.hanging(&mark, spans(&paragraph));
                    }
                }
                DebriefRow::Person(said, by, step) => {
                    let (triangle, moved) = triangle(*by);
                    self.hanging(&Line::blank(), [(Role::Body, said.as_str()), (Role::Body, " "), (moved, triangle)]);
                    step.iter().for_each(|step| self.hanging(&Line::indented(2), [(Role::Muted, step.as_str())]));
                }
                DebriefRow::Chart(chart) => self.chart(chart),
                DebriefRow::Figures(table) => self.table(table),
            }
        }
    }

    /// Draws figures in columns. If the page is too narrow for the names of the rows beside the figures, writes
    /// sentences.
    fn table(&mut self, table: &DebriefTable) {
        let widths: Vec<usize> = table.columns.iter().map(|column| width(column).max(4) + GAP).collect();
        let longest = table.rows.iter().map(|(name, _)| width(name)).max().unwrap_or(0) + GAP;
        if longest + widths.iter().sum::<usize>() > self.page.measure {
            table.said.iter().for_each(|sentence| self.text(Role::Body, sentence));
            return self.gap();
        }
        let names = self.page.measure - widths.iter().sum::<usize>();
        self.line(&Line::indented(names).then(&figures(&table.columns, &widths, Role::Muted)));
        for (name, cells) in &table.rows {
            let beside = Line::of(Role::Body, name).then(&Line::indented(names - width(name)));
            self.line(&beside.then(&figures(cells, &widths, Role::Body)));
        }
        self.gap();
    }
}

fn figures(cells: &[String], widths: &[usize], role: Role) -> Line {
    let mut line = Line::blank();
    for (cell, &wide) in cells.iter().zip(widths) {
        line = line.then(&Line::indented(wide.saturating_sub(width(cell)))).with(role, cell);
    }
    line
}
