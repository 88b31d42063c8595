//! Writes the whole text of a game, and compares it with a golden text, the text that the author accepted. Line breaks
//! inside a paragraph do not count.

use crate::game::Game;
use crate::script::{Problem, Run};
use crate::view::Reader;
use similar::{DiffTag, TextDiff};
use textwrap::{Options, WordSplitter, WrapAlgorithm};

const MOST_LINES: usize = 60;

/// Compares two texts; `None` when their paragraphs are the same. Otherwise gives the line of `expected` where `found`
/// begins to differ, and a unified diff.
pub fn difference(expected: &str, found: &str) -> Option<(usize, String)> {
    if paragraphs(expected) == paragraphs(found) {
        return None;
    }
    let expected = expected.replace('\r', "");
    let diff = TextDiff::from_lines(expected.as_str(), found);
    let first = diff.ops().iter().find(|op| op.tag() != DiffTag::Equal).map_or(0, |op| op.old_range().start);
    let told = diff.unified_diff().context_radius(1).missing_newline_hint(false).to_string();
    let cut = if told.lines().count() > MOST_LINES { "…\n" } else { "" };
    let lines = told.lines().take(MOST_LINES).map(|line| format!("{line}\n"));
    Some((first + 1, lines.collect::<String>() + cut))
}

/// The paragraphs of a transcript. Each indented line, as in a letter, is a separate paragraph.
fn paragraphs(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_letter = line.starts_with("    ");
        match found.last_mut().filter(|_| is_open && !is_letter) {
            _ if words.is_empty() => {}
            Some(paragraph) => *paragraph += &format!(" {words}"),
            None => found.push(words.clone()),
        }
        is_open = !words.is_empty() && !is_letter;
    }
    found
}

const WIDTH: usize = 78;

/// The text of a game so far, broken into lines.
pub fn transcript(reader: &Reader, game: &Game) -> String {
    reader.transcript(game).lines().map(|line| wrapped(line) + "\n").collect()
}

/// The golden text for a playthrough's game in a language; `None` when nothing was played.
pub fn golden(run: &Run, language: &str) -> Option<String> {
    let game = run.game.as_ref()?;
    Some(transcript(&Reader::new(game.story, game.engine, language), game))
}

/// Compares a playthrough's text in a language with the golden text `expected`. If they differ, sets `run.problem`.
/// Does nothing for a run that did not pass, because its text is not complete.
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

    #[test]
    fn line_breaks_count_only_in_letters() {
        assert_eq!(difference("a b\r\nc\n\n\nd", "a\nb c\n\nd\n"), None);
        let told = "@@ -1,2 +1 @@\n-    a\n-    b\n+    a b\n";
        assert_eq!(difference("    a\r\n    b\n", "    a b\n"), Some((1, told.to_owned())));
    }

    #[test]
    fn a_difference_is_placed_at_its_line_in_the_golden_text() {
        let line = |expected, found| difference(expected, found).map(|(line, _)| line);
        assert_eq!([line("", "a\n"), line("a\n\nb\n\nc\n", "a\n\nc\n")], [Some(1), Some(3)]);
    }
}
