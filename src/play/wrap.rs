//! Text into lines of a given width, without losing a word.

use super::line::{Line, Role, char_width};

/// A stretch of text that is not parted unless it is wider than a whole line.
#[derive(Default)]
struct Word {
    line: Line,
    /// Whether white space goes before it.
    is_apart: bool,
}

/// Breaks styled text into lines of at most `columns` columns: at white space, behind a hyphen or a dash, and inside
/// a word only when the word is wider than a line. There is at least one line.
pub fn wrap<'t>(text: impl IntoIterator<Item = (Role, &'t str)>, columns: usize) -> Vec<Line> {
    let columns = columns.max(2);
    let (mut lines, mut last, mut used) = (Vec::new(), Line::blank(), 0);
    for word in words(text) {
        let gap = usize::from(word.is_apart && used > 0);
        let wide = word.line.width();
        if used > 0 && used + gap + wide > columns {
            lines.push(std::mem::take(&mut last));
            used = 0;
        } else if gap > 0 {
            // A space between words of one role belongs to it, so that they stay one piece.
            let (before, after) = (last.pieces().next_back(), word.line.pieces().next());
            let role =
                before.map(|(role, _)| role).filter(|role| after.is_some_and(|(next, _)| next == *role));
            last.push(role.unwrap_or(Role::Body), " ");
            used += 1;
        }
        if wide <= columns {
            last = last.then(&word.line);
            used += wide;
        } else {
            let mut parts = cut(&last.then(&word.line), columns);
            last = parts.pop().unwrap_or_default();
            used = last.width();
            lines.extend(parts);
        }
    }
    lines.push(last);
    lines
}

/// The columns of the widest word of a text that has room in so many: with as many, none of those is broken.
pub fn widest<'t>(text: impl IntoIterator<Item = (Role, &'t str)>, room: usize) -> usize {
    words(text).iter().map(|word| word.line.width()).filter(|&wide| wide <= room).max().unwrap_or(0)
}

/// Breaks text of one role into lines.
pub fn wrap_as(role: Role, text: &str, columns: usize) -> Vec<Line> {
    wrap([(role, text)], columns)
}

fn words<'t>(text: impl IntoIterator<Item = (Role, &'t str)>) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open = Word::default();
    let mut close = |open: &mut Word, next: Word| {
        let word = std::mem::replace(open, next);
        if word.line.pieces().next().is_some() {
            words.push(word);
        } else {
            open.is_apart |= word.is_apart;
        }
    };
    for (role, text) in text {
        let mut rest = text;
        while let Some(end) = word_end(rest) {
            let (word, behind) = rest.split_at(end);
            open.line.push(role, word);
            rest = behind.trim_start_matches(is_gap);
            close(&mut open, Word { is_apart: rest.len() < behind.len(), ..Word::default() });
        }
        open.line.push(role, rest);
    }
    close(&mut open, Word::default());
    words
}

/// Where the first word of a text ends, when the text goes on behind it.
fn word_end(text: &str) -> Option<usize> {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if is_gap(c) {
            return Some(at);
        }
        let is_joint = matches!(before, '-' | '–' | '—' | '/') && c.is_alphanumeric();
        if is_joint && text[..at].chars().rev().nth(1).is_some_and(char::is_alphanumeric) {
            return Some(at);
        }
        before = c;
    }
    None
}

/// White space at which a line may break; a no-break space is none.
fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Parts of a word, each but the last as wide as fits.
fn cut(word: &Line, columns: usize) -> Vec<Line> {
    let (mut parts, mut last) = (Vec::new(), Line::blank());
    let mut used = 0;
    for (role, text) in word.pieces() {
        for c in text.chars() {
            let mut letter = [0; 4];
            let wide = char_width(c);
            if used + wide > columns {
                parts.push(std::mem::take(&mut last));
                used = 0;
            }
            last.push(role, c.encode_utf8(&mut letter));
            used += wide;
        }
    }
    parts.push(last);
    parts
}

#[cfg(test)]
mod tests {
    use super::{Role, wrap, wrap_as};
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, columns: usize, expected: &[&str]) {
        let lines: Vec<String> = wrap_as(Role::Body, text, columns).iter().map(|line| line.text()).collect();
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
        check("  many   spaces ", 20, &["many spaces"]);
        check("abcdefghij", 4, &["abcd", "efgh", "ij"]);
        check("日本語の本", 5, &["日本", "語の", "本"]);
    }

    #[test]
    fn the_widest_word_is_one_that_has_room() {
        let widest =
            |room| super::widest([(Role::Body, "a well-known "), (Role::Strong, "extraordinary")], room);
        assert_eq!([widest(70), widest(12), widest(4), widest(3)], [13, 5, 1, 1]);
    }

    #[test]
    fn what_is_stressed_stays_stressed_across_lines() {
        let lines =
            wrap([(Role::Body, "not "), (Role::Emphasis, "so very fast"), (Role::Body, ", he said")], 9);
        let text: Vec<String> = lines.iter().map(|line| line.text()).collect();
        assert_eq!(text, ["not so", "very", "fast, he", "said"]);
        assert_eq!(lines[2].pieces().next(), Some((Role::Emphasis, "fast")));
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_letter_is_lost(text in "[a-f é日\u{301}—-]{0,80}", columns in 2usize..40) {
            let lines = wrap_as(Role::Body, &text, columns);
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let joined: String = lines.iter().map(|line| line.text()).collect();
            prop_assert_eq!(letters(&joined), letters(&text));
            for line in lines {
                prop_assert!(line.width() <= columns);
            }
        }
    }
}
