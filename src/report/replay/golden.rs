//! The whole text of a game, and its comparison with a golden text, paragraph by paragraph. Line breaks inside a
//! paragraph do not count.

use crate::game::Game;
use crate::script::{Problem, Run};
use crate::view::Reader;
use similar::{DiffTag, TextDiff};
use textwrap::{Options, WordSplitter, WrapAlgorithm};

const CONTEXT: usize = 1;
/// This many words of an unchanged paragraph are shown, and half as many on each side of a change.
const MOST_WORDS: usize = 8;
const MOST_LINES: usize = 60;

/// The line of `expected` where `found` begins to differ, and how it differs; `None` when their paragraphs are the
/// same.
///
/// What only `expected` has follows `-`, what only `found` has follows `+`. Of a paragraph that has changed, the words
/// around the change are shown. The numbers are those of the lines of `expected`.
pub fn difference(expected: &str, found: &str) -> Option<(usize, String)> {
    let (old_lines, old) = paragraphs(expected);
    let (_, new) = paragraphs(found);
    if old == new {
        return None;
    }
    let number = |index: usize| old_lines.get(index).or(old_lines.last()).copied().unwrap_or(1);
    let (mut first, mut lines) = (None, Vec::new());
    for group in TextDiff::from_slices(&texts(&old), &texts(&new)).grouped_ops(CONTEXT) {
        if !lines.is_empty() {
            lines.push("      …".to_owned());
        }
        for op in group {
            let (tag, before, after) = op.as_tag_tuple();
            let is_same_number = before.len() == after.len();
            if tag == DiffTag::Equal {
                lines.extend(before.map(|at| format!("{:>5}   {}", number(at), beginning(&old[at]))));
                continue;
            }
            first = first.or(Some(number(before.start)));
            for at in before.clone() {
                let other = is_same_number.then(|| &*new[after.start + at - before.start]);
                lines.push(format!("{:>5} - {}", number(at), around(&old[at], other)));
            }
            for at in after.clone() {
                let other = is_same_number.then(|| &*old[before.start + at - after.start]);
                lines.push(format!("{:>5} + {}", "", around(&new[at], other)));
            }
        }
    }
    if lines.len() > MOST_LINES {
        lines.truncate(MOST_LINES);
        lines.push("      …".to_owned());
    }
    Some((first.unwrap_or(1), lines.iter().map(|line| format!("{line}\n")).collect()))
}

/// The line at which each paragraph of a transcript begins, and the paragraphs. The lines of a letter, which are
/// indented, are paragraphs of their own.
fn paragraphs(text: &str) -> (Vec<usize>, Vec<String>) {
    let (mut numbers, mut found): (Vec<usize>, Vec<String>) = (Vec::new(), Vec::new());
    let mut is_open = false;
    for (index, line) in text.lines().enumerate() {
        let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_letter = line.starts_with("    ");
        match found.last_mut().filter(|_| is_open && !is_letter) {
            _ if words.is_empty() => {}
            Some(paragraph) => *paragraph += &format!(" {words}"),
            None => {
                numbers.push(index + 1);
                found.push(words.clone());
            }
        }
        is_open = !words.is_empty() && !is_letter;
    }
    (numbers, found)
}

fn texts(paragraphs: &[String]) -> Vec<&str> {
    paragraphs.iter().map(String::as_str).collect()
}

fn beginning(paragraph: &str) -> String {
    let words: Vec<&str> = paragraph.split(' ').collect();
    let end = if words.len() > MOST_WORDS { " …" } else { "" };
    words[..words.len().min(MOST_WORDS)].join(" ") + end
}

/// The words of a paragraph that `other` does not have, with some words beside them. Without `other`, all of the
/// paragraph.
fn around(paragraph: &str, other: Option<&str>) -> String {
    let Some(other) = other else { return paragraph.to_owned() };
    let (words, others): (Vec<&str>, Vec<&str>) = (paragraph.split(' ').collect(), other.split(' ').collect());
    let most = words.len().min(others.len());
    let before = words.iter().zip(&others).take_while(|(one, two)| one == two).count();
    let behind = words.iter().rev().zip(others.iter().rev()).take_while(|(one, two)| one == two);
    let behind = behind.take(most - before).count();
    let start = before.saturating_sub(MOST_WORDS / 2);
    let end = words.len().min(words.len() - behind + MOST_WORDS / 2);
    let (opening, closing) = (if start > 0 { "… " } else { "" }, if end < words.len() { " …" } else { "" });
    format!("{opening}{}{closing}", words[start..end].join(" "))
}

const WIDTH: usize = 78;

/// The text of a game so far, broken into lines.
pub fn transcript(reader: &Reader, game: &Game) -> String {
    reader.transcript(game).lines().map(|line| wrapped(line) + "\n").collect()
}

/// The text of a playthrough's game in a language, as it is kept beside the playthrough; `None` when nothing was
/// played.
pub fn golden(run: &Run, language: &str) -> Option<String> {
    let game = run.game.as_ref()?;
    Some(transcript(&Reader::new(game.story(), game.engine(), language), game))
}

/// Compares a playthrough's text in a language with the golden text `expected`, and makes the run fail if they differ.
/// A run that did not pass is not compared, because its text is not complete.
pub fn compare(run: &mut Run, language: &str, path: &str, expected: &str) {
    if run.passed()
        && let Some(text) = golden(run, language)
        && let Some((line, difference)) = difference(expected, &text)
    {
        run.problem = Some(Problem::Transcript { path: path.to_owned(), line, difference });
    }
}

/// Breaks a line that is too long. The next lines get the same indent, and two columns more after a choice's `> `.
fn wrapped(line: &str) -> String {
    let words = line.trim_start_matches(' ');
    let indent = &line[..line.len() - words.len()];
    let hanging = if words.starts_with("> ") { format!("{indent}  ") } else { indent.to_owned() };
    let options = Options::new(WIDTH)
        .initial_indent(indent)
        .subsequent_indent(&hanging)
        .wrap_algorithm(WrapAlgorithm::FirstFit)
        .word_splitter(WordSplitter::NoHyphenation);
    textwrap::fill(words, options)
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[track_caller]
    fn check(expected: &str, found: &str, wanted: Option<(usize, &str)>) {
        let difference = difference(expected, found);
        assert_eq!(difference.as_ref().map(|(line, text)| (*line, text.as_str())), wanted);
    }

    #[test]
    fn where_lines_are_broken_does_not_count_but_in_a_letter() {
        check("a b\r\nc\n\n\nd", "a\nb c\n\nd\n", None);
        check("    a\n    b\n", "    a b\n", Some((1, "    1 - a\n    2 - b\n      + a b\n")));
    }

    #[test]
    fn paragraphs_that_are_new_or_gone_stand_between_their_neighbours() {
        check("", "a\n", Some((1, "      + a\n")));
        check("a\n\nb\n\nc\n", "a\n\nc\n", Some((3, "    1   a\n    3 - b\n    5   c\n")));
        let (old, new) = ("1\n\n2\n\n3\n\n4\n\n5\n", "1\n\nzwei\n\n3\n\n4\n\n5\n\n6\n");
        let wanted = "    1   1\n    3 - 2\n      + zwei\n    5   3\n      …\n    9   5\n      + 6\n";
        check(old, new, Some((3, wanted)));
    }
}
