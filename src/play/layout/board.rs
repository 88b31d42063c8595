//! The board: where everyone stands, to be seen at a glance.
//!
//! The board shows a stance in four ways: a place on a rail, a word, a triangle if the latest choice moved it, and a
//! colour.

use super::super::line::{Line, Role, width};
use super::sheet::Sheet;
use crate::language::BoardWords;
use crate::view::{Board, CounterView, StakeholderView};
use std::cmp::Ordering;

/// The most stances that a rail can show: on an ordinary page, and on a narrow page. A longer scale has no rail.
const RAIL: u32 = 21;
const SHORT_RAIL: u32 = 11;

/// Pages narrower than `WIDE` columns have short rails; pages narrower than `NARROW` have only the words.
const WIDE: usize = 50;
const NARROW: usize = 34;

const GAP: &str = "   ";

impl Sheet {
    /// Writes the board. An empty board writes nothing.
    pub fn board(&mut self, words: &BoardWords, board: &Board) {
        let measure = self.page.measure;
        let (most, gap) = match measure {
            ..NARROW => (0, 2),
            NARROW..WIDE => (SHORT_RAIL, 1),
            WIDE.. => (RAIL, 2),
        };
        let scale = board.scale.filter(|(min, max)| max.abs_diff(*min) < most);
        let names = board.stakeholders.iter().map(|who| width(&who.name)).filter(|&name| name <= measure / 2);
        let names = names.max().unwrap_or(0);
        for who in &board.stakeholders {
            // If the line is too long, the rail is left out; if it is still too long, the word stands below the name.
            let padded = |free| Line::of(Role::Body, &who.name).then(&Line::indented(free + gap));
            let name = names.checked_sub(width(&who.name)).map(padded);
            let drawn = |name: Line| Some(name.then(&rail(who, scale?)).then(&Line::indented(gap)));
            let word = word(words, who);
            let lines = [name.clone().and_then(drawn), name].into_iter().flatten().map(|line| line.then(&word));
            match lines.into_iter().find(|line| line.width() <= measure) {
                Some(line) => self.line(&line),
                None => {
                    self.text(Role::Body, &who.name);
                    self.hanging(&Line::indented(2), word.pieces());
                }
            }
        }
        self.row(board.counters.iter().map(counter), &Line::of(Role::Body, GAP));
        self.gap();
    }

    /// Writes the changes on a board in a row, without rails.
    pub fn changes(&mut self, words: &BoardWords, changed: &Board) {
        let person =
            |who: &StakeholderView| Line::of(Role::Muted, &who.name).with(Role::Body, " ").then(&word(words, who));
        let items = changed.stakeholders.iter().map(person).chain(changed.counters.iter().map(counter));
        self.row(items, &Line::of(Role::Body, GAP));
    }
}

/// The word for a stance, with a mark if the latest choice moved or revealed the stance.
fn word(words: &BoardWords, who: &StakeholderView) -> Line {
    let role = if who.value.is_some() { Role::Body } else { Role::Muted };
    let (mark, moved) = if who.is_revealed { (words.new, Role::Accent) } else { steps(who.moved) };
    marked(Line::of(role, &who.word), moved, mark)
}

/// The line with a mark behind it, unless the mark is empty.
fn marked(line: Line, role: Role, mark: &str) -> Line {
    if mark.is_empty() { line } else { line.with(Role::Body, " ").with(role, mark) }
}

/// A rail from the lowest to the highest stance, with a mark in the middle and a dot at the stance, if the stance is
/// known. A hollow dot shows the stance before the latest choice.
fn rail(who: &StakeholderView, (min, max): (i32, i32)) -> Line {
    let mut rail = Line::blank();
    for value in min..=max {
        let dot = match (value - min).cmp(&(max - value)) {
            Ordering::Less => Role::Cooler,
            Ordering::Equal => Role::Body,
            Ordering::Greater => Role::Warmer,
        };
        match who.value {
            Some(now) if now == value => rail.push(dot, "●"),
            Some(now) if who.moved != 0 && now - who.moved == value => rail.push(Role::Muted, "○"),
            _ if value - min == max - value => rail.push(Role::Muted, "┼"),
            _ => rail.push(Role::Muted, "─"),
        }
    }
    rail
}

fn counter(counter: &CounterView) -> Line {
    let (mark, role) = if counter.is_revealed { ("", Role::Body) } else { triangle(counter.moved) };
    marked(Line::of(Role::Muted, &counter.name).with(Role::Body, &format!(" {}", counter.value)), role, mark)
}

pub fn triangle(moved: i32) -> (&'static str, Role) {
    match moved {
        0 => ("", Role::Body),
        1.. => ("▲", Role::Warmer),
        _ => ("▼", Role::Cooler),
    }
}

/// The triangles for a stance's change, and their role: one triangle for one step, two for more.
fn steps(moved: i32) -> (&'static str, Role) {
    match moved {
        2.. => ("▲▲", Role::Warmer),
        ..=-2 => ("▼▼", Role::Cooler),
        _ => triangle(moved),
    }
}
