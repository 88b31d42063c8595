//! A whole game as a person reads it on paper, in lines that are not too long.

use super::difference;
use crate::game::Game;
use crate::script::{Problem, Run};
use crate::view::Reader;
use textwrap::{Options, WordSplitter, WrapAlgorithm};

/// How wide a line may be, in columns.
const WIDTH: usize = 78;

/// The text of a game as far as it went.
pub fn transcript(reader: &Reader, game: &Game) -> String {
    reader.transcript(game).lines().map(|line| wrapped(line) + "\n").collect()
}

/// The text of a playthrough's game in a language, as it is kept beside the playthrough; `None` when nothing was
/// played.
pub fn golden(run: &Run, language: &str) -> Option<String> {
    let game = run.game.as_ref()?;
    Some(transcript(&Reader::new(game.story(), game.engine(), language), game))
}

/// Compares a playthrough's text in a language with the golden one of that path, and makes it fail where they differ.
/// One that did not pass is not compared: its text is only what came before.
pub fn compare(run: &mut Run, language: &str, path: &str, expected: &str) {
    if run.passed()
        && let Some(text) = golden(run, language)
        && let Some((line, difference)) = difference(expected, &text)
    {
        run.problem = Some(Problem::Transcript { path: path.to_owned(), line, difference });
    }
}

/// A line with breaks where it is too long; what follows a break is indented like the line itself, and below the
/// label of a choice.
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
