//! Emphasis: which stars of a paragraph form pairs, and which are printed as stars.

use std::ops::Range;

/// Pairs the runs of stars. A run of up to three stars opens when no letter or digit stands before it and no blank
/// after it; it closes the other way round. Pairs may be nested. A run of three counts as one and two.
struct Cutter<'t> {
    text: &'t str,
    /// The runs of stars that may open a pair, the innermost last.
    open: Vec<Range<usize>>,
    stars: Stars,
}

/// The stars of a paragraph that are markup, and those that look like it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stars {
    /// The stars of pairs, in order. `true` marks stars that open a pair.
    pub pairs: Vec<(Range<usize>, bool)>,
    /// Runs that could open or close a pair and have no counterpart, in order: a reader sees them.
    pub single: Vec<Range<usize>>,
}

pub fn stars(text: &str) -> Stars {
    let mut cutter = Cutter { text, open: Vec::new(), stars: Stars::default() };
    let mut at = 0;
    while let Some(found) = text[at..].find('*') {
        let start = at + found;
        at = start + text[start..].bytes().take_while(|&byte| byte == b'*').count();
        if at - start <= 3 {
            cutter.run(start..at);
        }
    }
    let Cutter { open, mut stars, .. } = cutter;
    stars.pairs.sort_unstable_by_key(|(pair, _)| pair.start);
    stars.single.extend(open);
    stars.single.sort_unstable_by_key(|run| run.start);
    stars
}

impl Cutter<'_> {
    fn run(&mut self, run: Range<usize>) {
        let before = self.text[..run.start].chars().next_back();
        let after = self.text[run.end..].chars().next();
        let is_word = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
        let is_blank = |side: Option<char>| side.is_none_or(char::is_whitespace);
        let mut rest = run.clone();
        if !is_word(after) && !is_blank(before) {
            while !rest.is_empty() && self.close(&mut rest, run.len()) {}
        }
        if rest == run && !is_word(before) && !is_blank(after) {
            self.open.push(run);
        } else if !rest.is_empty() && !is_word(after) && !is_blank(before) {
            self.stars.single.push(rest);
        }
    }

    /// Closes the innermost open run that fits `rest`, and shortens `rest` by the closed stars; `false` when none fits.
    fn close(&mut self, rest: &mut Range<usize>, width: usize) -> bool {
        let fits = |length: usize| length == rest.len() || length == 3 || width == 3 && length < rest.len();
        let Some(at) = self.open.iter().rposition(|opener| fits(opener.len())) else { return false };
        self.stars.single.extend(self.open.drain(at + 1..));
        let opener = self.open.remove(at);
        let stars = opener.len().min(rest.len());
        let left = opener.start..opener.end - stars;
        self.stars.pairs.push((left.end..opener.end, true));
        self.stars.pairs.push((rest.start..rest.start + stars, false));
        rest.start += stars;
        self.open.extend((!left.is_empty()).then_some(left));
        true
    }
}
