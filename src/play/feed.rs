//! A queue of blocks: those on the page, and those still to be told. It pauses so that no text scrolls away unread.

use super::layout::{Block, BlockKind, Page};
use super::line::{Line, Role};
use std::collections::VecDeque;

#[derive(Clone, Copy, Debug)]
pub struct Room {
    pub page: Page,
    pub rows: usize,
    pub above: usize,
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
    is_pausing: bool,
    /// Whether the page follows a pause; its first line then gets a mark.
    is_continued: bool,
    is_whole: bool,
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

    pub fn is_pausing(&self) -> bool {
        self.is_pausing
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

    /// Whether the next block can be skipped. `has_read` says of a text's fingerprint whether the player has read that
    /// text.
    pub fn can_skip(&self, has_read: &dyn Fn(u64) -> bool) -> bool {
        let mut texts = self.ahead.iter().map(|block| block.kind);
        match self.next() {
            Some(BlockKind::Answer | BlockKind::Screen) => true,
            _ => texts.find_map(as_text).is_some_and(has_read),
        }
    }

    /// Skips the answer or the debrief, if that is next; otherwise skips texts up to the first unread text.
    pub fn skip(&mut self, has_read: &dyn Fn(u64) -> bool) {
        let kind = self.next();
        if let Some(BlockKind::Answer | BlockKind::Screen) = kind {
            while self.next() == kind {
                self.ahead.pop_front();
            }
            self.is_pausing = !self.ahead.is_empty();
            return;
        }
        self.drop_read(has_read);
        self.go_on();
    }

    /// Skips texts up to the first unread text. Of several headings in a row, only the last is kept.
    pub fn drop_read(&mut self, has_read: &dyn Fn(u64) -> bool) {
        let is_left = |block: &Block| match block.kind {
            BlockKind::Note | BlockKind::Heading => false,
            BlockKind::Text(text) => !has_read(text),
            BlockKind::Answer | BlockKind::Screen => true,
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
    match kind {
        BlockKind::Text(text) => Some(text),
        BlockKind::Note | BlockKind::Heading | BlockKind::Answer | BlockKind::Screen => None,
    }
}

/// How many lines to tell before the next pause. `None` if all lines fit on the screen together with the `below` rows
/// after them.
///
/// A page keeps rows free for the hint. It ends between paragraphs if one ends in the page's last quarter. It does not
/// end with a heading, unless there is nothing else.
fn before_pause(lines: &[Line], below: usize, room: Room) -> Option<usize> {
    let rows = room.rows.saturating_sub(room.above.min(room.rows / 2));
    if lines.is_empty() || lines.len() + below.min(rows) <= rows {
        return None;
    }
    let most = rows.saturating_sub(room.pause).clamp(1, lines.len());
    let ends: Vec<usize> = (1..=most).rev().filter(|&end| !ends_with_heading(&lines[..end])).collect();
    let is_between = |end: &&usize| lines[**end - 1].width() == 0 && most - **end <= (most / 4).max(1);
    ends.iter().find(is_between).or(ends.first()).copied().or(Some(most))
}

/// Whether the last block, apart from blank lines, is only a heading.
fn ends_with_heading(lines: &[Line]) -> bool {
    let is_blank = |line: &&Line| line.width() == 0;
    let block = lines.iter().rev().skip_while(is_blank).take_while(|line| !is_blank(line));
    let mut pieces = block.flat_map(Line::pieces).filter(|(_, text)| !text.trim().is_empty());
    pieces.all(|(role, _)| matches!(role, Role::Title | Role::Muted))
}
