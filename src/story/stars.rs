//! Emphasis: which stars of a paragraph form pairs, and which are printed as stars.

use std::ops::Range;

/// Pairs the runs of up to three stars. A run can open a pair if no letter or digit stands before it and no blank after
/// it. It can close a pair if no blank stands before it and no letter or digit after it. Pairs may be nested. A run of
/// three can also serve as one star and two.
struct Cutter<'t> {
    text: &'t str,
    /// The runs of stars that may open a pair, the innermost last.
    open: Vec<Range<usize>>,
    stars: Stars,
}

/// The stars of a paragraph: those that are markup, and those that only look like markup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stars {
    /// The stars of pairs, in order. `true` marks stars that open a pair.
    pub pairs: Vec<(Range<usize>, bool)>,
    /// Runs that could open or close a pair but have no counterpart, in order. They are printed as stars.
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

    /// Pairs `rest` with the innermost open run that fits, and removes the paired stars; `false` when none fits.
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

#[cfg(test)]
mod tests {
    use super::stars;

    /// In `expected`, `<` and `>` stand for the stars of a pair, and `!` for a star without a counterpart.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found = stars(text);
        let mut written = text.to_owned();
        for (run, opens) in &found.pairs {
            written.replace_range(run.clone(), &if *opens { "<" } else { ">" }.repeat(run.len()));
        }
        for run in &found.single {
            written.replace_range(run.clone(), &"!".repeat(run.len()));
        }
        assert_eq!(written, expected);
    }

    #[test]
    fn pairs_of_stars_are_emphasis() {
        check("so *this*, and **that**.", "so <this>, and <<that>>.");
        check("(*one two*) ***three***", "(<one two>) <<<three>>>");
        check("*é*, *2*", "<é>, <2>");
    }

    #[test]
    fn stars_among_letters_digits_and_blanks_are_themselves() {
        for text in ["12*30*40 cm", "2 * 3*4 = 24", "f*ck this sh*t", "a * b", "****", "*"] {
            check(text, text);
        }
    }

    #[test]
    fn stars_that_open_or_close_nothing_are_single() {
        check("*open", "!open");
        check("shut* and 24* note", "shut! and 24! note");
        check("pushes *the biscuits. **Bold_", "pushes !the biscuits. !!Bold_");
        check("**so*", "!!so!");
    }

    #[test]
    fn pairs_nest() {
        check("So **very *very* sure**.", "So <<very <very> sure>>.");
        check("*a **b***", "<a <<b>>>");
        check("***a** b*", "<<<a>> b>");
        check("*a **b* c**", "<a !!b> c!!");
    }

    #[test]
    fn a_text_of_many_stars_is_read_in_one_pass() {
        let text = "*a **b ".repeat(20_000) + &"c* ".repeat(20_000);
        assert!(!stars(&text).pairs.is_empty());
    }
}
