//! Emphasis: which stars of a paragraph are pairs, and which are themselves.

use super::Tone;
use std::ops::Range;

/// Pairs of stars in a paragraph, found in one pass.
pub(super) struct Stars<'t> {
    text: &'t str,
    /// Whether a pair of one star, and of two stars, may still be closed: if one search fails, all later ones fail.
    closed: [bool; 2],
}

impl<'t> Stars<'t> {
    pub(super) fn new(text: &'t str) -> Stars<'t> {
        Stars { text, closed: [true; 2] }
    }

    /// The next pair from `at` on: its emphasis, and the range inside.
    pub(super) fn next_pair(&mut self, at: usize) -> Option<(Tone, Range<usize>)> {
        let mut run = self.next_run(at);
        while let Some(opener) = run {
            if let Some(width) = self.opens(&opener) {
                match self.closer(opener.end, width) {
                    Some(closer) => {
                        let tone = if width == 1 { Tone::Emphasis } else { Tone::Strong };
                        return Some((tone, opener.end..closer));
                    }
                    None => self.closed[width - 1] = false,
                }
            }
            run = self.next_run(opener.end);
        }
        None
    }

    fn next_run(&self, from: usize) -> Option<Range<usize>> {
        let bytes = self.text.as_bytes();
        let start = from + bytes[from..].iter().position(|&byte| byte == b'*')?;
        let length = bytes[start..].iter().take_while(|&&byte| byte == b'*').count();
        Some(start..start + length)
    }

    /// The width of a run of stars, if it may open a pair: no white space follows.
    fn opens(&self, run: &Range<usize>) -> Option<usize> {
        let next = self.text.as_bytes().get(run.end)?;
        let may = run.len() <= 2 && !next.is_ascii_whitespace();
        (may && self.closed[run.len() - 1]).then_some(run.len())
    }

    /// Where the first run of that width begins that no white space precedes.
    fn closer(&self, from: usize, width: usize) -> Option<usize> {
        let mut run = self.next_run(from);
        while let Some(closer) = run {
            if closer.len() == width && !self.text.as_bytes()[closer.start - 1].is_ascii_whitespace() {
                return Some(closer.start);
            }
            run = self.next_run(closer.end);
        }
        None
    }
}
