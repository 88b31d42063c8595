//! Where everyone stands, to be seen at a glance.
//!
//! A stance is told four times over: by a place on a rail, by a word, by a triangle when the latest choice moved it,
//! and, to those who see it, by a colour.

use super::super::line::{Line, Role, width};
use super::sheet::Sheet;
use super::triangle::triangle;
use crate::view::{Board, CounterView, StakeholderView};

/// The most places on a rail, and the most on a narrow page.
const RAIL: usize = 11;
const SHORT_RAIL: usize = 5;

/// A narrower page has short rails, and a very narrow one none: the word says all.
const WIDE: usize = 50;
const NARROW: usize = 34;

/// Between one thing and the next.
const GAP: &str = "   ";

impl Sheet {
    /// Writes the board; nothing, when nothing is on it.
    pub fn board(&mut self, board: &Board) {
        let measure = self.page.measure();
        let most = match measure {
            ..NARROW => 0,
            NARROW..WIDE => SHORT_RAIL,
            WIDE.. => RAIL,
        };
        let scale = board.scale.unwrap_or((0, 0));
        let names = board.stakeholders.iter().map(|who| width(&who.name)).filter(|&name| name <= measure / 2);
        let rail = Rail { scale, places: places(scale, most), names: names.max().unwrap_or(0) };
        board.stakeholders.iter().for_each(|who| self.stakeholder(who, rail));
        self.counters(&board.counters);
        self.gap();
    }

    /// Writes where somebody stands: on one line, or else with the word, which is not broken, on a line of its own.
    fn stakeholder(&mut self, who: &StakeholderView, rail: Rail) {
        let role = if who.value.is_some() { Role::Body } else { Role::Muted };
        let (triangle, moved) = triangle(who.moved);
        let word = match triangle {
            "" => Line::of(role, &who.word),
            _ => Line::of(role, &who.word).with(Role::Body, " ").with(moved, triangle),
        };
        let mut mark = Line::of(Role::Body, &who.name);
        if mark.width() > rail.names {
            self.text(Role::Body, &who.name);
            mark = Line::blank();
        }
        mark = mark.clone().then(&Line::indented(rail.names + 2 - mark.width()));
        if rail.places > 0 {
            mark = mark.then(&rail.drawn(who.value)).with(Role::Body, "  ");
        }
        if mark.width() + word.width() <= self.page.measure() {
            return self.line(&mark.then(&word));
        }
        if !mark.text().trim().is_empty() {
            self.line(&mark);
        }
        self.hanging(&Line::indented(2), word.pieces());
    }

    /// Writes the counters in a row, as many to a line as fit.
    fn counters(&mut self, counters: &[CounterView]) {
        let (mut row, mut used) = (Line::blank(), 0);
        for counter in counters {
            let item = item(counter);
            let wide = item.width();
            if used > 0 && used + GAP.len() + wide > self.page.measure() {
                self.line(&std::mem::take(&mut row));
                used = 0;
            }
            if wide > self.page.measure() {
                self.hanging(&Line::blank(), item.pieces());
                continue;
            }
            if used > 0 {
                row.push(Role::Body, GAP);
                used += GAP.len();
            }
            row = row.then(&item);
            used += wide;
        }
        if used > 0 {
            self.line(&row);
        }
    }
}

/// What all rails of a board have in common.
#[derive(Clone, Copy)]
struct Rail {
    scale: (i32, i32),
    places: usize,
    names: usize,
}

impl Rail {
    /// The rail, with a dot on it where somebody stands who is known to.
    fn drawn(self, value: Option<i32>) -> Line {
        let Some(value) = value else { return Line::of(Role::Muted, &"─".repeat(self.places)) };
        let (min, max) = self.scale;
        let (range, from_min) = ((max - min).max(1) as usize, (value - min).max(0) as usize);
        let at = ((from_min * (self.places - 1) * 2 + range) / (range * 2)).min(self.places - 1);
        let dot = match (value - min).cmp(&(max - value)) {
            std::cmp::Ordering::Less => Role::Cooler,
            std::cmp::Ordering::Equal => Role::Body,
            std::cmp::Ordering::Greater => Role::Warmer,
        };
        Line::of(Role::Muted, &"─".repeat(at))
            .with(dot, "●")
            .with(Role::Muted, &"─".repeat(self.places - 1 - at))
    }
}

/// One place for each stance, where there is room.
fn places((min, max): (i32, i32), most: usize) -> usize {
    ((max - min).unsigned_abs() as usize + 1).clamp(3.min(most), most)
}

fn item(counter: &CounterView) -> Line {
    let (triangle, role) = triangle(counter.moved);
    let name = Line::of(Role::Muted, &counter.name).with(Role::Body, &format!(" {}", counter.value));
    match triangle {
        "" => name,
        _ => name.with(Role::Body, " ").with(role, triangle),
    }
}
