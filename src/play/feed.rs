//! A queue of blocks: those on the page, and those still to be told. It pauses so that no text scrolls away unread.

use super::Keep;
use super::layout::{Block, BlockKind, Page};
use super::line::{Line, Role};
use std::collections::VecDeque;

#[derive(Clone, Copy, Debug)]
pub struct Room {
    pub page: Page,
    pub rows: usize,
    /// The number of rows printed since the page began.
    pub above: usize,
    /// The number of rows of the hint at a pause.
    pub pause: usize,
    /// The number of rows that the screen needs below the text when nothing is left to tell.
    pub below: usize,
}

/// The blocks of the latest turn and its answers. `page` has those already told, `ahead` those still to be told.
#[derive(Default)]
pub struct Feed<'a> {
    page: Vec<Block<'a>>,
    ahead: VecDeque<Block<'a>>,
    is_due: bool,
    pub is_pausing: bool,
    /// Whether the page follows a pause; its first line then gets a mark.
    is_continued: bool,
    /// Whether all blocks are told at once, without a pause, because the player has read them.
    pub is_whole: bool,
    /// Whether the page has no room for the blank line below its last block.
    lacks_gap: bool,
}

impl<'a> Feed<'a> {
    /// Replaces all blocks, told or not, by these, which are told next.
    pub fn begin(&mut self, blocks: Vec<Block<'a>>) {
        *self = Feed { ahead: blocks.into(), is_due: true, ..Feed::default() };
    }

    /// Tells an answer before the other blocks. It replaces an earlier answer.
    pub fn answer(&mut self, block: Block<'a>) {
        self.page.retain(|told| told.kind != BlockKind::Answer);
        self.ahead.retain(|ahead| ahead.kind != BlockKind::Answer);
        self.ahead.push_front(block);
        (self.is_due, self.is_continued, self.lacks_gap) = (true, false, false);
    }

    pub fn is_answering(&self) -> bool {
        self.is_pausing && self.next() == Some(BlockKind::Answer)
    }

    pub fn is_telling_story(&self) -> bool {
        !matches!(self.next(), Some(BlockKind::Answer | BlockKind::Screen))
    }

    pub fn go_on(&mut self) {
        if !self.ahead.is_empty() {
            self.page.clear();
        }
        (self.is_due, self.is_continued) = (true, true);
    }

    /// Makes the blocks on the page due again, for instance when the width has changed.
    pub fn again(&mut self) {
        self.is_whole = !self.is_pausing;
        self.page.drain(..).rev().for_each(|block| self.ahead.push_front(block));
        self.ahead.iter_mut().for_each(|block| block.told = 0);
        (self.is_due, self.lacks_gap) = (true, false);
    }

    /// Whether the next block can be skipped.
    pub fn can_skip(&self, keep: &dyn Keep) -> bool {
        let mut texts = self.ahead.iter().filter_map(|block| as_text(block.kind));
        !self.is_telling_story() || texts.next().is_some_and(|text| keep.has_read(text))
    }

    /// Skips the answer or the debrief, if that is next; otherwise skips texts up to the first unread text.
    pub fn skip(&mut self, keep: &dyn Keep) {
        if self.is_telling_story() {
            self.drop_read(keep);
            return self.go_on();
        }
        let kind = self.next();
        while self.next() == kind {
            self.ahead.pop_front();
        }
        self.is_pausing = !self.ahead.is_empty();
    }

    /// Skips texts up to the first unread text. Of several headings in a row, only the last is kept.
    pub fn drop_read(&mut self, keep: &dyn Keep) {
        let is_left = |block: &Block| match block.kind {
            BlockKind::Text(text) => !keep.has_read(text),
            kind => matches!(kind, BlockKind::Answer | BlockKind::Screen),
        };
        let end = self.ahead.iter().position(is_left).unwrap_or(self.ahead.len());
        let mut read: Vec<Block> = self.ahead.drain(..end).rev().collect();
        read.retain(|block| as_text(block.kind).is_none());
        read.dedup_by(|before, after| before.kind == BlockKind::Heading && after.kind == BlockKind::Heading);
        read.into_iter().for_each(|block| self.ahead.push_front(block));
        // If no text is left to read, no pause comes before the choices.
        self.is_whole = !self.ahead.iter().any(|block| as_text(block.kind).is_some());
    }

    fn next(&self) -> Option<BlockKind> {
        self.ahead.front().map(|block| block.kind)
    }

    /// The lines up to the next pause, and the fingerprints of the texts in them; `None` when nothing is due.
    pub fn tell(&mut self, room: Room) -> Option<(Vec<Line>, Vec<u64>)> {
        std::mem::take(&mut self.is_due).then_some(())?;
        let is_whole = std::mem::take(&mut self.is_whole);
        let room = if self.next() == Some(BlockKind::Answer) { Room { above: 0, ..room } } else { room };
        let gap = usize::from(std::mem::take(&mut self.lacks_gap) && !self.ahead.is_empty());
        let (mut lines, mut ends) = (vec![Line::blank(); gap], Vec::new());
        for (index, block) in self.ahead.iter().enumerate() {
            if index > 0 && (block.kind == BlockKind::Screen || self.next() == Some(BlockKind::Answer)) {
                break;
            }
            lines.extend(block.lines(room.page).into_iter().skip(block.told));
            ends.push(lines.len());
        }
        let below = if ends.len() == self.ahead.len() { room.below } else { room.pause };
        let end = if is_whole { None } else { before_pause(&lines, below, room) };
        self.is_pausing = end.is_some() || ends.len() < self.ahead.len();
        lines.truncate(end.unwrap_or(lines.len()));
        // A block counts as told even if the blank line at its end has no room.
        let told = ends.iter().take_while(|&&end| end <= lines.len() + 1).count();
        let last = told.checked_sub(1).map_or(gap, |last| ends[last]);
        self.lacks_gap = last > lines.len();
        let texts = self.ahead.iter().take(told).filter_map(|block| as_text(block.kind)).collect();
        self.page.extend(self.ahead.drain(..told));
        if let Some(cut) = self.ahead.front_mut() {
            cut.told += lines.len().saturating_sub(last);
        }
        if self.is_continued
            && let Some(line) = lines.iter_mut().find(|line| line.width() > 0)
        {
            *line = line.marked(Role::Muted, "› ");
        }
        Some((lines, texts))
    }
}

fn as_text(kind: BlockKind) -> Option<u64> {
    if let BlockKind::Text(text) = kind { Some(text) } else { None }
}

/// How many lines to tell before the next pause. `None` if all lines fit on the screen together with the `below` rows
/// after them.
///
/// A page keeps rows free for the hint. It ends between paragraphs if one ends in the page's last quarter and this makes
/// no further pause. If possible, it does not end with a heading, and does not separate one line from its paragraph.
fn before_pause(lines: &[Line], below: usize, room: Room) -> Option<usize> {
    let rows = room.rows.saturating_sub(room.above.min(room.rows / 2));
    if lines.is_empty() || lines.len() + below.min(rows) <= rows {
        return None;
    }
    let most = rows.saturating_sub(room.pause).clamp(1, lines.len());
    let is_blank = |at: usize| lines.get(at).is_none_or(|line| line.width() == 0);
    let separates_line = |end: usize| {
        let is_between = is_blank(end - 1) || is_blank(end);
        !is_between && (is_blank(end.wrapping_sub(2)) || is_blank(end + 1))
    };
    let is_good = |&end: &usize| !separates_line(end) && !ends_with_heading(&lines[..end]);
    let ends: Vec<usize> = (1..=most).rev().filter(is_good).collect();
    let (full, last) = (room.rows.saturating_sub(room.pause).max(1), room.rows.saturating_sub(below));
    let pauses_behind = |end: usize| (lines.len() - end).saturating_sub(last).div_ceil(full);
    let is_early = |&&end: &&usize| {
        is_blank(end - 1) && most - end <= (most / 4).max(1) && pauses_behind(end) == pauses_behind(most)
    };
    ends.iter().find(is_early).or(ends.first()).copied().or(Some(most))
}

/// Whether the last block, apart from blank lines, is only a heading.
fn ends_with_heading(lines: &[Line]) -> bool {
    let is_blank = |line: &&Line| line.width() == 0;
    let block = lines.iter().rev().skip_while(is_blank).take_while(|line| !is_blank(line));
    let mut pieces = block.flat_map(Line::pieces).filter(|(_, text)| !text.trim().is_empty());
    pieces.all(|(role, _)| matches!(role, Role::Title | Role::Muted))
}

#[cfg(test)]
mod tests {
    use super::{Room, before_pause};
    use crate::play::layout::Page;
    use crate::play::line::{Line, Role};

    #[track_caller]
    fn check(shape: &str, below: usize, rows: usize, expected: Option<usize>) {
        let line = |c| match c {
            '.' => Line::blank(),
            't' => Line::indented(2).with(Role::Title, "title"),
            'm' => Line::indented(2).with(Role::Muted, "Mon 08:00"),
            _ => Line::of(Role::Body, "text"),
        };
        let lines: Vec<Line> = shape.chars().map(line).collect();
        let room = Room { page: Page::new(80), rows, above: 0, pause: 1, below };
        assert_eq!(before_pause(&lines, below, room), expected);
    }

    #[test]
    fn a_page_ends_between_paragraphs_if_that_makes_no_further_pause() {
        check("", 9, 6, None);
        check("xxxx.", 5, 10, None);
        check("xxxx.xxx.", 5, 10, Some(9));
        check("xxxx.xx.xxxxxx.", 4, 10, Some(8));
        check("xxxx.xx.xxxxxx.", 5, 11, Some(10));
        check("xxxx.xxxxxxxxxxx.", 4, 10, Some(9));
        check("x.xxxxxxxxxxxx.", 4, 10, Some(9));
        check("xxx", 3, 1, Some(1));
    }

    #[test]
    fn a_page_does_not_separate_one_line_from_its_paragraph() {
        check("xxxxxxxx.xxxxxxxx.", 4, 11, Some(9));
        check("xxxxxxx.xxx.xxxxx.", 4, 11, Some(8));
        check("xxxxxxxxxxx.xxx.", 4, 11, Some(9));
        check("xxxxxx.xxxxx.xxx.", 4, 11, Some(10));
    }

    #[test]
    fn a_page_ends_with_a_heading_only_if_it_has_no_other_text() {
        check("xxxx.xx.tm.xxxxxx.", 4, 12, Some(8));
        check("xxxx.m.t.xxxxxxxx.", 4, 9, Some(5));
        check("xx.m.tmxxxxxxxxxx.", 4, 7, Some(3));
        check("tm.xxxxxxxxxxxxxx.", 4, 4, Some(3));
    }
}
