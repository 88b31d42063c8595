//! Where a long passage pauses, so that nothing scrolls away unread, and what is still to be read after the pause.

use super::line::{Line, Role};
use std::collections::VecDeque;

/// What is to be read after a pause.
#[derive(Default)]
pub struct Unread {
    /// What follows after the pause that is on the screen; `None` when there is no pause.
    rest: Option<Vec<Line>>,
    /// What follows of something that was asked for, which is read before all else; `None` when that is read.
    aside: Option<Vec<Line>>,
    /// Screens that follow after that, each behind a pause of its own.
    screens: VecDeque<Vec<Line>>,
    /// How many screens there were behind the one that was printed last.
    behind: usize,
    /// How many letters were read before the page on the screen, and with it: a place in a text that does not depend on
    /// how it is laid out.
    before: usize,
    so_far: usize,
}

impl Unread {
    /// Whether there is a pause.
    pub fn is_pausing(&self) -> bool {
        self.has_rest() || self.has_aside()
    }

    /// Whether there is more to be read than what was asked for.
    pub fn has_rest(&self) -> bool {
        self.rest.is_some()
    }

    /// Whether there is more of what was asked for.
    pub fn has_aside(&self) -> bool {
        self.aside.is_some()
    }

    /// How many screens follow behind the one that is being read.
    pub fn screens_behind(&self) -> usize {
        self.behind
    }

    /// Ends the pause, with nothing more to be read.
    pub fn skip(&mut self) {
        *self = Unread::default();
    }

    /// Leaves out what follows of what was asked for.
    pub fn skip_aside(&mut self) {
        self.aside = None;
    }

    /// Begins again with the page on the screen; gives the lines from there on of the same text, laid out in another
    /// way.
    pub fn begin_page_again(&mut self, lines: Vec<Line>) -> Vec<Line> {
        let before = self.before;
        *self = Unread { so_far: before, ..Unread::default() };
        let mut letters = 0;
        let is_read = |line: &Line| {
            letters += letters_of(line);
            letters <= before
        };
        lines.into_iter().skip_while(is_read).collect()
    }

    /// Takes up lines, behind which `tail` lines must fit on the screen; gives those that come before the next pause.
    pub fn take_up(&mut self, mut lines: Vec<Line>, tail: usize, rows: usize) -> Vec<Line> {
        self.behind = self.screens.len();
        self.rest = match before_pause(&lines, tail, rows) {
            Some(count) => Some(lines.split_off(count)),
            None => self.screens.pop_front(),
        };
        self.before = self.so_far;
        self.so_far += lines.iter().map(letters_of).sum::<usize>();
        lines
    }

    /// Takes up screens, each behind a pause; gives what of the first comes before the next pause.
    pub fn take_up_screens(&mut self, screens: Vec<Vec<Line>>, tail: usize, rows: usize) -> Vec<Line> {
        *self = Unread { screens: screens.into(), ..Unread::default() };
        let first = self.screens.pop_front().unwrap_or_default();
        self.take_up(first, tail, rows)
    }

    /// Takes up lines that were asked for, to be read before the rest; gives those that come before the next pause.
    pub fn take_aside(&mut self, mut lines: Vec<Line>, tail: usize, rows: usize) -> Vec<Line> {
        self.aside = before_pause(&lines, tail, rows).map(|count| lines.split_off(count));
        lines
    }

    /// Ends the pause; gives the lines that come before the next one.
    pub fn go_on(&mut self, tail: usize, rows: usize) -> Vec<Line> {
        if let Some(aside) = self.aside.take() {
            return self.take_aside(aside, tail, rows);
        }
        let rest = self.rest.take().unwrap_or_default();
        self.take_up(rest, tail, rows)
    }
}

fn letters_of(line: &Line) -> usize {
    line.text().chars().filter(|c| c.is_alphanumeric()).count()
}

/// How many lines to print before the next pause on a screen of so many rows; `None` when all of them fit together
/// with the `tail` lines that come after them.
///
/// A page ends between paragraphs when one ends in its lower half, and leaves a row for the hint. It never ends with a
/// heading, where there is anything before it.
fn before_pause(lines: &[Line], tail: usize, rows: usize) -> Option<usize> {
    if lines.is_empty() || lines.len() + tail.min(rows) <= rows {
        return None;
    }
    let most = rows.saturating_sub(1).clamp(1, lines.len());
    if most == lines.len() {
        return Some(most);
    }
    let is_good = |end: &usize| !ends_with_heading(&lines[..*end]);
    let paragraph = (most / 2 + 1..=most).rev().find(|end| lines[end - 1].width() == 0 && is_good(end));
    paragraph.or_else(|| (1..=most).rev().find(is_good)).or(Some(most))
}

/// Whether the last block of lines, blank ones aside, only says what comes next.
fn ends_with_heading(lines: &[Line]) -> bool {
    let is_blank = |line: &&Line| line.width() == 0;
    let block = lines.iter().rev().skip_while(is_blank).take_while(|line| !is_blank(line));
    let mut pieces = block.flat_map(Line::pieces).filter(|(_, text)| !text.trim().is_empty());
    pieces.all(|(role, _)| matches!(role, Role::Title | Role::Muted))
}

#[cfg(test)]
mod tests {
    use super::{Unread, before_pause};
    use crate::play::line::{Line, Role};
    use crate::play::wrap::wrap_as;

    #[track_caller]
    fn check(shape: &str, tail: usize, rows: usize, expected: Option<usize>) {
        let line = |c| match c {
            '.' => Line::blank(),
            't' => Line::indented(2).with(Role::Title, "title"),
            'm' => Line::indented(2).with(Role::Muted, "Mon 08:00"),
            _ => Line::of(Role::Body, "text"),
        };
        let lines: Vec<Line> = shape.chars().map(line).collect();
        assert_eq!(before_pause(&lines, tail, rows), expected);
    }

    #[test]
    fn a_passage_pauses_between_paragraphs_and_only_when_it_must() {
        check("", 9, 6, None);
        check("xxxx.", 5, 10, None);
        check("xxxx.xxx.", 5, 10, Some(9));
        check("xxxx.xx.xxxxxx.", 4, 10, Some(8));
        check("x.xxxxxxxxxxxx.", 4, 10, Some(9));
        check("xxx", 3, 1, Some(1));
    }

    #[test]
    fn a_page_does_not_end_with_a_heading_unless_it_is_nothing_else() {
        check("xxxx.xx.tm.xxxxxx.", 4, 12, Some(8));
        check("xxxx.m.t.xxxxxxxx.", 4, 9, Some(5));
        check("xx.m.tmxxxxxxxxxx.", 4, 7, Some(3));
        check("tm.xxxxxxxxxxxxxx.", 4, 4, Some(3));
    }

    #[test]
    fn a_page_begins_again_with_the_same_word_however_wide_it_is() {
        let text: String = (100..200).map(|number| format!("w{number} ")).collect();
        let lay_out = |columns| wrap_as(Role::Body, &text, columns);
        let mut unread = Unread::default();
        unread.take_up(lay_out(25), 2, 6);
        let second = unread.go_on(2, 6);
        for columns in [10, 25, 15] {
            let rest = unread.begin_page_again(lay_out(columns));
            let page = unread.take_up(rest, 2, 6);
            assert!(
                page.iter().any(|line| line.text().contains("w125")),
                "{columns}: {page:?} for {second:?}"
            );
            assert!(unread.is_pausing());
        }
    }
}
