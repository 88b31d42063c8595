//! Draws the timeline: time goes down, the value goes right, and each step is a row.

use crate::debrief::{ChartRow, Points};
use crate::language::closed;
use crate::play::layout::{Sheet, triangle};
use crate::play::line::{Line, Role, char_width, width};

/// The columns of a step's number, with the gap behind the number.
const NUMBER: usize = 4;
/// The columns of a value and of its change, each with the gap before it.
const VALUE: usize = 7;
const CHANGE: usize = 7;
/// The fewest columns of a label beside the plot. On a page with less room, labels stand below the plot.
const LEAST_LABEL: usize = 24;
/// The most columns of the plot, and the fewest.
const WIDE: usize = 21;
const NARROWEST: usize = 11;

#[derive(Clone, Copy)]
struct Columns {
    label: usize,
    plot: usize,
}

impl Columns {
    /// Divides a page of `across` columns between labels and plot. `longest` is the width of the longest label.
    fn of(across: usize, longest: usize) -> Columns {
        let room = across.saturating_sub(NUMBER + VALUE + CHANGE);
        if room >= LEAST_LABEL + WIDE {
            Columns { label: (room - WIDE).min(longest.max(LEAST_LABEL) + 1), plot: WIDE }
        } else {
            Columns { label: 0, plot: room.clamp(NARROWEST, WIDE) }
        }
    }

    fn place(self, points: i32) -> usize {
        ((points.clamp(0, 100) as usize * (self.plot - 1)) + 50) / 100
    }
}

impl Sheet {
    /// Draws the timeline, with the remarks below. Writes sentences if the page is too narrow or no row has a value.
    pub(super) fn chart(&mut self, rows: &[ChartRow]) {
        self.gap();
        let has_values = rows.iter().any(|row| row.value.is_some());
        if has_values && self.page.measure >= NUMBER + NARROWEST + VALUE + CHANGE {
            self.plot(rows);
        } else {
            for row in rows {
                self.text(Role::Body, &row.said);
                row.remarks.iter().for_each(|remark| self.text(Role::Muted, remark));
            }
        }
        self.gap();
    }

    /// Draws the timeline. The remarks, and each label that is not whole beside its row, stand below.
    ///
    /// A label may continue over the empty cells of its row, up to the middle of the plot.
    fn plot(&mut self, rows: &[ChartRow]) {
        let longest = rows.iter().map(|row| width(&row.label)).max().unwrap_or(0);
        let columns = Columns::of(self.page.across, longest);
        let mut axis = Line::indented(NUMBER + columns.label);
        let half = columns.place(50);
        axis.push(Role::Muted, &format!("{:<half$}{:<rest$}100", "0", "50", rest = columns.plot - half - 1));
        self.line(&axis);
        let (mut last, mut notes) = (None, Vec::new());
        for (index, row) in rows.iter().enumerate() {
            let (mark, role) = number(row);
            let (cells, at) = draw(columns, half, last, row.value);
            last = at;
            let free = cells.iter().take_while(|(_, cell)| *cell == " ").count();
            let label = if columns.label > 0 { shortened(&row.label, columns.label + free - 1) } else { String::new() };
            let over = width(&label).saturating_sub(columns.label);
            let padding = columns.label.saturating_sub(width(&label));
            let plot: Line = cells[over..].iter().copied().collect();
            let line = mark.clone().with(role, &label).then(&Line::indented(padding)).then(&plot);
            self.line(&line.then(&figures(row)));
            let remarks = row.remarks.join(" ");
            let label = match (label == row.label, remarks.is_empty()) {
                (true, _) => String::new(),
                (false, true) => row.label.clone(),
                (false, false) => closed(&row.label) + " ",
            };
            // The first row is the start of the game, not a step, so it gets no note.
            if index > 0 && !(label.is_empty() && remarks.is_empty()) {
                notes.push((mark, role, label, remarks));
            }
        }
        self.gap();
        for (mark, role, label, remarks) in notes {
            self.hanging(&mark, [(role, label.as_str()), (Role::Muted, remarks.as_str())]);
        }
    }
}

/// The number of a row, blank for a draw, and the role in which the row's label is painted.
fn number(row: &ChartRow) -> (Line, Role) {
    let number = row.number.map_or(String::new(), |number| number.to_string());
    let role = if row.number.is_some() { Role::Body } else { Role::Muted };
    (Line::of(Role::Muted, &format!("{number:<NUMBER$}")), role)
}

type Cells = Vec<(Role, &'static str)>;

/// The plot's cells in a row: a dot at a known value, joined to the dot above, or a bar between two bounds. The second
/// part is the column of the dot to which the next row is joined; `None` without such a dot.
fn draw(columns: Columns, half: usize, last: Option<usize>, points: Option<Points>) -> (Cells, Option<usize>) {
    let mut cells: Cells = vec![(Role::Body, " "); columns.plot];
    cells[half] = (Role::Muted, "┊");
    let Some(points) = points else {
        if let Some(last) = last {
            cells[last] = (Role::Accent, "│");
        }
        return (cells, last);
    };
    let (low, high) = (columns.place(points.low), columns.place(points.high));
    if low < high {
        cells[low..=high].fill((Role::Accent, "─"));
        cells[low] = (Role::Accent, "├");
        cells[high] = (Role::Accent, "┤");
        return (cells, None);
    }
    if let Some(last) = last.filter(|&last| last != low) {
        let (from, to) = (last.min(low), last.max(low));
        cells[from..=to].fill((Role::Accent, "─"));
        cells[last] = (Role::Accent, if last < low { "╰" } else { "╯" });
    }
    cells[low] = (Role::Accent, "●");
    (cells, Some(low))
}

/// The value after a row, and its change as a coloured triangle with a number.
fn figures(row: &ChartRow) -> Line {
    let Some(value) = row.value else { return Line::blank() };
    let line = Line::of(Role::Body, &format!("{:>VALUE$}", format!("{value}%")));
    match row.change {
        Some(0) => line.with(Role::Muted, "  ·"),
        Some(change) => {
            let (triangle, moved) = triangle(change);
            line.with(moved, &format!("  {triangle} {}", change.abs()))
        }
        None => line,
    }
}

/// A text cut to at most `columns` columns, with `…` where it was cut.
fn shortened(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut used = 0;
    let fits = |c: &char| {
        used += char_width(*c);
        used < columns
    };
    let cut: String = text.chars().take_while(fits).collect();
    format!("{}…", cut.trim_end())
}
