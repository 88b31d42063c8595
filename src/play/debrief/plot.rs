//! The line of the game, drawn: time goes down, chance goes right, and each step is a row.

use super::Brush;
use crate::debrief::{Outlook, Points, Step};
use crate::play::layout::{Sheet, triangle};
use crate::play::line::{Line, Role, char_width, width};

/// The columns of a number and of the gap behind it.
const NUMBER: usize = 4;
/// The columns of a value and of what it changed, with the gaps before them.
const VALUE: usize = 7;
const CHANGE: usize = 7;
/// The fewest columns of a label beside the line; on a narrower page labels stand below it.
const LEAST_LABEL: usize = 24;
/// The columns of the line itself, on a wide and on a narrow page.
const WIDE: usize = 21;
const NARROWEST: usize = 11;

/// Whether a page is wide enough for the line to be drawn.
pub(super) fn has_room(measure: usize) -> bool {
    measure >= NUMBER + NARROWEST + VALUE + CHANGE
}

/// One row of the line.
struct PlotRow<'r> {
    number: Option<usize>,
    label: String,
    role: Role,
    /// The outlook after it, and before; no outlook for what has no points.
    outlook: Option<(&'r Outlook, Option<&'r Outlook>)>,
}

/// How the columns of a page are shared out.
#[derive(Clone, Copy)]
struct Columns {
    label: usize,
    plot: usize,
}

impl Columns {
    fn of(measure: usize) -> Columns {
        let room = measure.saturating_sub(NUMBER + VALUE + CHANGE);
        if room >= LEAST_LABEL + WIDE {
            Columns { label: room - WIDE, plot: WIDE }
        } else {
            Columns { label: 0, plot: room.clamp(NARROWEST, WIDE) }
        }
    }

    /// The place of a value on the line.
    fn place(self, points: i32) -> usize {
        ((points.clamp(0, 100) as usize * (self.plot - 1)) + 50) / 100
    }
}

impl Sheet {
    /// Draws the line of a game, and says of each step whether its label stands beside it whole.
    ///
    /// A label may run on over the part of the line that its row leaves empty, up to the middle.
    pub(super) fn plot(&mut self, brush: Brush) -> Vec<bool> {
        let columns = Columns::of(self.page.measure());
        let rows = rows(brush);
        let before = NUMBER + columns.label;
        let mut axis = Line::indented(before);
        let half = columns.place(50);
        axis.push(Role::Muted, &format!("{:<half$}{:<rest$}100", "0", "50", rest = columns.plot - half - 1));
        self.line(&axis);
        let mut last: Option<usize> = None;
        let mut whole = Vec::new();
        for row in &rows {
            let number = row.number.map_or(String::new(), |number| number.to_string());
            let mut line = Line::of(Role::Muted, &format!("{number:<NUMBER$}"));
            let points = row.outlook.map(|(after, before)| (of(after), before.map(of)));
            let (cells, at) = draw(columns, half, last, points.map(|(after, _)| after));
            last = at;
            let free = cells.iter().take_while(|(_, c)| *c == ' ').count();
            let label = if columns.label > 0 {
                shortened(&row.label, columns.label + free - 1)
            } else {
                String::new()
            };
            whole.push(label == row.label);
            let over = width(&label).saturating_sub(columns.label);
            let padding = columns.label.saturating_sub(width(&label));
            line = line.with(row.role, &label).then(&Line::indented(padding)).then(&joined(&cells[over..]));
            if let Some((after, before)) = points {
                line = line.then(&figures(brush, after, before));
            }
            self.line(&line);
        }
        // The first row is no step: nothing had happened yet.
        whole.split_off(1)
    }

    /// Writes below the line each label that does not stand beside it whole, and what there is to remark.
    pub(super) fn plot_notes(&mut self, brush: Brush, whole: &[bool]) {
        for (step, is_whole) in brush.debrief.timeline.steps.iter().zip(whole) {
            let (number, label, remarks) = match step {
                Step::Decision(decision) => {
                    (decision.number.to_string(), label(brush, step), brush.remarks(decision))
                }
                _ => (String::new(), label(brush, step), Vec::new()),
            };
            if *is_whole && remarks.is_empty() {
                continue;
            }
            let mark = Line::of(Role::Muted, &format!("{number:<NUMBER$}"));
            let role = if number.is_empty() { Role::Muted } else { Role::Body };
            self.hanging(&mark, [(role, label.as_str())]);
            for remark in remarks {
                self.hanging(&Line::indented(NUMBER), [(Role::Muted, remark.as_str())]);
            }
        }
    }
}

fn of(outlook: &Outlook) -> Points {
    Points::of(outlook.headline())
}

fn rows<'r>(brush: Brush<'r, '_>) -> Vec<PlotRow<'r>> {
    let timeline = &brush.debrief.timeline;
    let start = PlotRow {
        number: None,
        label: brush.reader.catalogue.debrief.line.start.to_owned(),
        role: Role::Muted,
        outlook: Some((&timeline.start, None)),
    };
    let row = |step: &'r Step| PlotRow {
        number: match step {
            Step::Decision(decision) => Some(decision.number),
            Step::Fall(_) | Step::Told { .. } => None,
        },
        label: label(brush, step),
        role: if matches!(step, Step::Decision(_)) { Role::Body } else { Role::Muted },
        outlook: step.change().map(|(before, after)| (after, Some(before))),
    };
    std::iter::once(start).chain(timeline.steps.iter().map(row)).collect()
}

fn label(brush: Brush, step: &Step) -> String {
    let words = &brush.reader.catalogue.debrief.line;
    match step {
        Step::Decision(decision) => (words.label)(&decision.told),
        Step::Fall(fall) => (words.draw_label)(&fall.told, fall.drawn.weight, fall.drawn.of),
        Step::Told { text, .. } => (words.told_label)(text),
    }
}

/// The cells of a row's part of the line.
type Cells = Vec<(Role, char)>;

/// The line's own part of a row: a dot at the value, joined to the one above; a bar between bounds. Also where the next
/// row is to be joined.
fn draw(
    columns: Columns,
    half: usize,
    last: Option<usize>,
    points: Option<Points>,
) -> (Cells, Option<usize>) {
    let mut cells: Cells = vec![(Role::Body, ' '); columns.plot];
    cells[half] = (Role::Muted, '┊');
    let Some(points) = points else {
        if let Some(last) = last {
            cells[last] = (Role::Accent, '│');
        }
        return (cells, last);
    };
    let (low, high) = (columns.place(points.low), columns.place(points.high));
    if low < high {
        cells[low..=high].fill((Role::Accent, '─'));
        cells[low] = (Role::Accent, '├');
        cells[high] = (Role::Accent, '┤');
        return (cells, None);
    }
    if let Some(last) = last.filter(|&last| last != low) {
        let (from, to) = (last.min(low), last.max(low));
        cells[from..=to].fill((Role::Accent, '─'));
        cells[last] = (Role::Accent, if last < low { '╰' } else { '╯' });
    }
    cells[low] = (Role::Accent, '●');
    (cells, Some(low))
}

fn joined(cells: &[(Role, char)]) -> Line {
    let mut line = Line::blank();
    for &(role, c) in cells {
        line.push(role, c.encode_utf8(&mut [0; 4]));
    }
    line
}

/// The value after a step and how far it has moved: by a triangle, a number, and a colour.
fn figures(brush: Brush, after: Points, before: Option<Points>) -> Line {
    let value = match after.known() {
        Some(points) => format!("{points}%"),
        None => format!("{}–{}%", after.low, after.high),
    };
    let line = Line::of(Role::Body, &format!("{value:>VALUE$}"));
    match before.and_then(|before| after.since(before)) {
        Some(change) if change != 0 => {
            let (triangle, moved) = triangle(change);
            line.with(moved, &format!("  {triangle} {}", change.abs()))
        }
        Some(_) if !brush.debrief.timeline.start.is_aimless() => line.with(Role::Muted, "  ·"),
        _ => line,
    }
}

/// A text cut to at most so many columns, with a mark where it was cut.
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
