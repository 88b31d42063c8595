//! Breaks text into lines of a given width, without losing a word.
//!
//! Lines break where the Unicode line breaking algorithm (UAX #14) allows it. A word wider than a line is broken
//! between grapheme clusters.

use super::line::{Line, Role, width};
use std::ops::Range;
use unicode_linebreak::linebreaks;
use unicode_segmentation::UnicodeSegmentation;

/// Breaks styled text into lines of at most `columns` columns; fewer than two count as two. An empty text gives one
/// line.
pub fn wrap<'t>(text: impl IntoIterator<Item = (Role, &'t str)>, columns: usize) -> Vec<Line> {
    let columns = columns.max(2);
    let whole: Line = text.into_iter().collect();
    let text = whole.text();
    let mut lines: Vec<(Range<usize>, usize)> = Vec::new();
    for word in paired(&text, words(&text).flat_map(|word| pieces(&text, word, columns)).collect(), columns) {
        let wide = width(&text[word.clone()]);
        if let Some((line, used)) = lines.last_mut() {
            let gap = word.start - line.end;
            if *used + gap + wide <= columns {
                line.end = word.end;
                *used += gap + wide;
                continue;
            }
        }
        lines.push((word, wide));
    }
    if lines.is_empty() {
        lines.push((0..0, 0));
    }
    lines.into_iter().map(|(range, _)| whole.slice(range)).collect()
}

/// The width of the widest word that is no wider than `room`; 0 if there is none.
pub fn widest<'t>(text: impl IntoIterator<Item = (Role, &'t str)>, room: usize) -> usize {
    let text = text.into_iter().collect::<Line>().text();
    words(&text).map(|word| width(&text[word])).filter(|&wide| wide <= room).max().unwrap_or(0)
}

/// The ranges of a text between places where a line may break, without the spaces at their ends.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    linebreaks(text).map(|(end, _)| end).filter(|&end| is_break(text, end)).filter_map(move |end| {
        let word = start..start + text[start..end].trim_end_matches(' ').len();
        start = end;
        (!word.is_empty()).then_some(word)
    })
}

/// Whether to break a line at a place where the algorithm allows it. A word such as `--plain` must not break after its
/// dashes, and no line may begin with `—`.
fn is_break(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    let is_behind_dash = before.next().is_some_and(|c| matches!(c, '-' | '–' | '—' | '/'));
    let is_in_word = before.next().is_some_and(char::is_alphanumeric);
    (!is_behind_dash || is_in_word || at == text.len()) && !text[at..].starts_with('—')
}

/// The words; if the last two are short, they become one, so that the last word does not stand alone on a line.
fn paired(text: &str, mut words: Vec<Range<usize>>, columns: usize) -> Vec<Range<usize>> {
    if let [.., before, last] = words.as_mut_slice()
        && width(&text[before.start..last.end]) <= columns / 2
    {
        before.end = last.end;
        words.pop();
    }
    words
}

/// The word, cut into pieces if it is wider than a line.
fn pieces(text: &str, word: Range<usize>, columns: usize) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    if width(&text[word.clone()]) <= columns {
        return vec![word];
    }
    let mut used = 0;
    for (at, cluster) in text[word.clone()].grapheme_indices(true) {
        let (at, wide) = (word.start + at, width(cluster));
        match pieces.last_mut() {
            Some(piece) if used + wide <= columns => piece.end = at + cluster.len(),
            _ => {
                pieces.push(at..at + cluster.len());
                used = 0;
            }
        }
        used += wide;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::{Role, wrap};

    #[track_caller]
    fn check(text: &str, columns: usize, expected: &[&str]) {
        let lines: Vec<String> = wrap([(Role::Body, text)], columns).iter().map(|line| line.text()).collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn lines_break_where_a_reader_expects_it() {
        check("", 10, &[""]);
        check("one two three", 9, &["one two", "three"]);
        check("one two three", 7, &["one two", "three"]);
        check("well-known words", 12, &["well-known", "words"]);
        check("well-known words", 8, &["well-", "known", "words"]);
        check("minus -5 stays", 7, &["minus", "-5", "stays"]);
        check("no\u{a0}break here", 8, &["no\u{a0}break", "here"]);
        check("  many   spaces ", 9, &["many", "spaces"]);
        check("abcdefghij", 4, &["abcd", "efgh", "ij"]);
        check("日本語の本", 5, &["日本", "語の", "本"]);
        check("type --plain", 8, &["type", "--plain"]);
        check("so—and so", 4, &["so—", "and", "so"]);
    }

    #[test]
    fn lines_in_other_scripts_break_as_unicode_says() {
        check("行く。「はい」と", 5, &["行", "く。", "「は", "い」", "と"]);
        check("もEnglishです", 9, &["もEnglish", "です"]);
        check("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 9, &["👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦"]);
        check("🇳🇱🇳🇱", 3, &["🇳🇱", "🇳🇱"]);
    }

    #[test]
    fn the_widest_word_is_looked_for_among_those_that_fit() {
        let widest = |room| super::widest([(Role::Body, "a well-known "), (Role::Strong, "extraordinary")], room);
        assert_eq!([widest(70), widest(12), widest(4), widest(3)], [13, 5, 1, 1]);
    }
}
