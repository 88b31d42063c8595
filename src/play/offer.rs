//! Offers, in words, to go on with an unfinished game.

use super::input::read_line;
use crate::game::Game;
use crate::language::{Catalogue, Command};
use crate::view::Reader;
use std::io::{self, BufRead, Write};

/// How a player answers the offer to go on with a saved game.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Resume,
    Anew,
    Quit,
}

/// Offers a saved game until there is an answer. The end of input counts as "go on with it".
pub fn ask(reader: &Reader, saved: &Game, input: &mut dyn BufRead, output: &mut dyn Write) -> io::Result<Answer> {
    let words = reader.catalogue;
    let quit = words.commands.words(Command::Quit);
    let (yes, no) = (&words.saves.resume_yes, &words.saves.resume_no);
    loop {
        writeln!(output, "{}", question(reader, saved))?;
        for (name, does) in [(yes.name, yes.does), (no.name, no.does), (quit.word, quit.key.does)] {
            writeln!(output, "{name}: {does}")?;
        }
        output.flush()?;
        let Some(line) = read_line(input)? else { return Ok(Answer::Resume) };
        match answer(&line, words) {
            Some(answer) => return Ok(answer),
            None if words.commands.parse(&line).is_some_and(|(command, _)| command == Command::Help) => {}
            None => writeln!(output, "{}\n", words.saves.resume_not_understood)?,
        }
    }
}

pub(super) fn question(reader: &Reader, saved: &Game) -> String {
    let heading = reader.heading(saved.scene(), saved.moment());
    (reader.catalogue.saves.resume)(saved.turns().len() - 1, &heading)
}

/// The answer that a line gives, in the player's language or in English; `None` if it gives none.
fn answer(line: &str, words: &Catalogue) -> Option<Answer> {
    let line = line.to_lowercase();
    let is_one_of = |names: &[&str]| names.contains(&line.as_str());
    let saves = &words.saves;
    match words.commands.parse(&line) {
        _ if line.is_empty() || line == saves.resume_yes.name => Some(Answer::Resume),
        _ if is_one_of(&["yes", "y"]) || is_one_of(saves.yes) => Some(Answer::Resume),
        _ if line == saves.resume_no.name || is_one_of(&["no"]) || is_one_of(saves.no) => Some(Answer::Anew),
        Some((Command::New, _)) => Some(Answer::Anew),
        Some((Command::Quit, _)) => Some(Answer::Quit),
        _ if line == words.commands.key(Command::Quit).name => Some(Answer::Quit),
        _ => None,
    }
}
