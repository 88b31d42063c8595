//! Emphasis: which stars of a paragraph are pairs, and which are themselves.

use super::Tone;
use std::ops::Range;

/// A text that is cut at its pairs of stars.
struct Cutter<'t> {
    text: &'t str,
    /// The runs of stars that may open a pair, the innermost last.
    open: Vec<Range<usize>>,
    /// How many of them have one, two and three stars: a search that would fail is not begun.
    counts: [usize; 4],
    /// The stars of the pairs, and whether they open.
    marks: Vec<(Range<usize>, bool)>,
}

/// Cuts a paragraph at its pairs of stars: the pieces in order with their emphasis, without those stars.
///
/// A run of up to three stars opens where no letter or digit stands before it and no blank after it, and closes the
/// other way round. Pairs may be nested; three stars are one and two of them.
pub(super) fn pieces(text: &str) -> Vec<(Tone, Range<usize>)> {
    let mut cutter = Cutter { text, open: Vec::new(), counts: [0; 4], marks: Vec::new() };
    let mut at = 0;
    while let Some(found) = text[at..].find('*') {
        let start = at + found;
        at = start + text[start..].bytes().take_while(|&byte| byte == b'*').count();
        if at - start <= 3 {
            cutter.run(start..at);
        }
    }
    cutter.finish()
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
            self.counts[run.len()] += 1;
            self.open.push(run);
        }
    }

    /// Closes the innermost run that the rest of a run of `width` stars can close; says whether there was one.
    fn close(&mut self, rest: &mut Range<usize>, width: usize) -> bool {
        let fits = |length: usize| length == rest.len() || length == 3 || width == 3 && length < rest.len();
        if !(1..=3).any(|length| self.counts[length] > 0 && fits(length)) {
            return false;
        }
        while let Some(opener) = self.open.pop() {
            self.counts[opener.len()] -= 1;
            if fits(opener.len()) {
                let stars = opener.len().min(rest.len());
                let left = opener.start..opener.end - stars;
                self.marks.push((left.end..opener.end, true));
                self.marks.push((rest.start..rest.start + stars, false));
                rest.start += stars;
                if !left.is_empty() {
                    self.counts[left.len()] += 1;
                    self.open.push(left);
                }
                break;
            }
        }
        true
    }

    fn finish(mut self) -> Vec<(Tone, Range<usize>)> {
        self.marks.sort_unstable_by_key(|(stars, _)| stars.start);
        let (mut pieces, mut at) = (Vec::new(), 0);
        let (mut emphasis, mut strong) = (0, 0);
        for (stars, opens) in self.marks.into_iter().chain([(self.text.len()..self.text.len(), true)]) {
            let tone = match (emphasis, strong) {
                (0, 0) => Tone::Plain,
                (_, 0) => Tone::Emphasis,
                _ => Tone::Strong,
            };
            pieces.push((tone, at..stars.start));
            at = stars.end;
            let step = if opens { 1 } else { -1 };
            emphasis += step * i32::from(stars.len() % 2 == 1);
            strong += step * i32::from(stars.len() > 1);
        }
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::{Tone, pieces};

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let written = pieces(text).into_iter().filter(|(_, piece)| !piece.is_empty());
        let written: String = written
            .map(|(tone, piece)| match tone {
                Tone::Plain => text[piece].to_owned(),
                Tone::Emphasis => format!("<i>{}</i>", &text[piece]),
                Tone::Strong => format!("<b>{}</b>", &text[piece]),
            })
            .collect();
        assert_eq!(written, expected);
    }

    #[test]
    fn pairs_of_stars_are_emphasis() {
        check("so *this*, and **that**.", "so <i>this</i>, and <b>that</b>.");
        check("(*one two*) ***three***", "(<i>one two</i>) <b>three</b>");
        check("*é*, *2*", "<i>é</i>, <i>2</i>");
    }

    #[test]
    fn stars_among_letters_digits_and_blanks_are_themselves() {
        for text in
            ["12*30*40 cm", "2 * 3*4 = 24* note", "f*ck this sh*t", "a * b", "****", "*", "*open", "shut*"]
        {
            check(text, text);
        }
    }

    #[test]
    fn pairs_nest() {
        check("So **very *very* sure**.", "So <b>very </b><b>very</b><b> sure</b>.");
        check("*a **b***", "<i>a </i><b>b</b>");
        check("***a** b*", "<b>a</b><i> b</i>");
        check("*a **b* c**", "<i>a **b</i> c**");
    }

    #[test]
    fn a_text_of_many_stars_is_read_in_one_pass() {
        let text = "*a **b ".repeat(20_000) + &"c* ".repeat(20_000);
        assert!(!pieces(&text).is_empty());
    }
}
