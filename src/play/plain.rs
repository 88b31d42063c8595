//! Plain play: words only, one question at a time, for a pipe, a screen reader, or a terminal that can do no more.
//!
//! Everything said is a sentence or a paragraph on one line; no escape is ever written. A line of input is a choice's
//! number or name, or a command; a wrong one is explained, and the question asked again.

use super::Session;
use super::debrief::tell;
use super::input::{echo, read_line};
use crate::game::Stop;
use crate::language::{Catalogue, Command};
use crate::view::{ChoiceView, Text};
use std::io::{self, BufRead, Write};

/// Plays until the player quits or the input ends. The session's game may have begun before.
///
/// # Errors
/// The input cannot be read or the output not be written. What cannot be kept is told to the player.
pub fn play(session: Session, input: &mut dyn BufRead, output: &mut dyn Write) -> io::Result<()> {
    let mut talk = Talk::new(session);
    talk.open();
    loop {
        output.write_all(talk.text.take().as_bytes())?;
        output.flush()?;
        if talk.is_over {
            return Ok(());
        }
        // The ending is on its way to the player while the debrief is worked out.
        if talk.owes_debrief() {
            continue;
        }
        match read_line(input)? {
            Some(line) => talk.answer(&line),
            None => return Ok(()),
        }
    }
}

/// A conversation with a player.
struct Talk<'a, 'k> {
    session: Session<'a, 'k>,
    words: &'static Catalogue,
    text: Text,
    choices: Vec<ChoiceView<'a>>,
    is_over: bool,
    /// Whether the game has come to its end and was not looked back on yet.
    is_debrief_due: bool,
    has_named_commands: bool,
    has_explained_board: bool,
    has_explained_changes: bool,
    has_complained: bool,
}

impl<'a, 'k> Talk<'a, 'k> {
    fn new(session: Session<'a, 'k>) -> Talk<'a, 'k> {
        let words = session.reader().catalogue;
        Talk {
            session,
            words,
            text: Text::new(words),
            choices: Vec::new(),
            is_over: false,
            is_debrief_due: false,
            has_named_commands: false,
            has_explained_board: false,
            has_explained_changes: false,
            has_complained: false,
        }
    }

    fn open(&mut self) {
        self.text.line(self.words.plain.opening);
        self.text.blank();
        self.text.line(&self.session.reader().title());
        self.text.blank();
        if self.session.decisions() > 0 {
            self.text.line(&(self.words.plain.resumed)(self.session.decisions()));
            self.text.blank();
        }
        self.read();
    }

    /// Reads out the latest turn, and asks.
    fn read(&mut self) {
        let passages = self.session.reader().passages(self.session.game().turn());
        self.text.passages(&passages);
        self.tell_changes();
        self.offer();
    }

    /// Says whom and what the latest choice has moved.
    fn tell_changes(&mut self) {
        let board = self.session.reader().board(self.session.game().turn());
        if self.session.game().ending().is_none() && board.has_changed() {
            if !std::mem::replace(&mut self.has_explained_changes, true) {
                self.text.line(self.words.board.changes_explained);
            }
            self.text.changes(&board);
            self.text.blank();
        }
    }

    /// Says what can be chosen, or why there is nothing to choose, and asks.
    fn offer(&mut self) {
        let (reader, game) = (self.session.reader(), self.session.game());
        self.choices = match game.turn().stop {
            Stop::Choices => reader.choices(game.moment()),
            Stop::Ending | Stop::DeadEnd | Stop::EndlessChain => Vec::new(),
        };
        self.text.choices(&self.choices);
        self.text.stop(&reader, game);
        if game.ending().is_some() {
            if self.session.is_new_ending() {
                self.text.line(self.words.endings.is_new);
            }
            let endings = reader.endings(&self.session.endings());
            let found = endings.iter().filter(|ending| ending.title.is_some()).count();
            self.text.line(&(self.words.endings.count)(found, endings.len()));
            self.text.blank();
            if !self.session.has_debrief() {
                self.text.history(&reader.history(game));
                self.text.blank();
            }
        }
        self.complain();
        self.is_debrief_due = self.session.has_debrief();
        if !self.is_debrief_due {
            self.ask();
        }
    }

    /// Looks back on the game when that is due, and asks; says whether it was.
    fn owes_debrief(&mut self) -> bool {
        let is_due = std::mem::take(&mut self.is_debrief_due);
        if is_due {
            if let Some(debrief) = self.session.debrief() {
                let told = tell(&self.session.reader(), &debrief, self.session.spoilers());
                told.lines().for_each(|line| self.text.line(line));
                self.text.blank();
            }
            self.ask();
        }
        is_due
    }

    fn ask(&mut self) {
        let words = &self.words.plain;
        match self.session.game().turn().stop {
            Stop::Choices => self.text.line(&(words.choose)(self.choices.len())),
            Stop::Ending => return self.text.line(words.after_ending),
            Stop::DeadEnd | Stop::EndlessChain => return self.text.line(words.after_stop),
        }
        if !std::mem::replace(&mut self.has_named_commands, true) {
            let board = self.session.reader().board(self.session.game().turn());
            self.text.line(if board.is_empty() { words.commands } else { words.commands_and_board });
        }
    }

    /// Says once that the game cannot be kept.
    fn complain(&mut self) {
        if let Some(error) = self.session.take_trouble()
            && !std::mem::replace(&mut self.has_complained, true)
        {
            self.text.line(&(self.words.saves.not_kept)(&self.words.saves.why(&error)));
        }
    }

    fn answer(&mut self, line: &str) {
        self.text.blank();
        let named = self.choices.iter().position(|choice| choice.name.eq_ignore_ascii_case(line));
        if line.is_empty() {
            self.read();
        } else if let Ok(number) = line.trim_end_matches('.').parse::<usize>() {
            self.choose(number);
        } else if let Some(index) = named {
            self.choose(index + 1);
        } else if let Some((command, argument)) = self.words.commands.parse(line) {
            self.obey(command, argument);
        } else {
            self.reply(self.words.plain.not_understood);
        }
    }

    fn choose(&mut self, number: usize) {
        let words = &self.words.plain;
        if self.choices.is_empty() {
            return self.reply(words.nothing_to_choose);
        }
        let Some(choice) = number.checked_sub(1).and_then(|index| self.choices.get(index)) else {
            return self.reply(&(words.no_such_number)(self.choices.len()));
        };
        if let Some(reason) = &choice.locked {
            return self.reply(&(words.is_locked)(reason));
        }
        self.session.choose(choice.id).expect("what is shown as available can be chosen");
        self.read();
    }

    fn obey(&mut self, command: Command, argument: &str) {
        let words = &self.words.plain;
        match command {
            Command::Status => {
                let board = self.session.reader().board(self.session.game().turn());
                if board.is_empty() {
                    return self.reply(self.words.board.empty);
                }
                if !std::mem::replace(&mut self.has_explained_board, true) {
                    self.text.line(self.words.board.explained);
                }
                self.text.board(&board);
                self.ask_again();
            }
            Command::Undo => match self.session.undo() {
                Some(told) => self.stand_at(&(words.undone)(&told)),
                None => self.reply(words.nothing_to_undo),
            },
            Command::Redo => match self.session.redo() {
                Some(told) => self.stand_at(&(words.redone)(&told)),
                None => self.reply(words.nothing_to_redo),
            },
            Command::Back => match argument.parse().ok().filter(|&number| self.session.go_back(number)) {
                Some(number) => self.stand_at(&(words.went_back)(number)),
                None => self.reply(&(words.no_such_decision)(self.session.decisions())),
            },
            Command::History => {
                self.text.history(&self.session.reader().history(self.session.game()));
                self.ask_again();
            }
            Command::Endings => {
                self.text.endings(&self.session.reader().endings(&self.session.endings()));
                self.ask_again();
            }
            Command::Help => {
                self.help();
                self.ask_again();
            }
            Command::Save => self.save(argument),
            Command::New => {
                self.session.begin_anew();
                self.text.line(words.new_game);
                self.text.blank();
                self.read();
            }
            Command::Quit => {
                self.text.line(words.farewell);
                self.is_over = true;
            }
        }
    }

    /// Says what was or could not be done, and asks again.
    fn reply(&mut self, why: &str) {
        self.text.line(why);
        self.ask();
    }

    fn ask_again(&mut self) {
        self.text.blank();
        self.ask();
    }

    /// Says what was done, where that has led to, and asks; an empty line then reads the scene again.
    fn stand_at(&mut self, what: &str) {
        let game = self.session.game();
        let heading = self.session.reader().heading(game.scene(), game.moment());
        self.text.line(what);
        self.text.blank();
        self.text.line(&heading);
        self.text.blank();
        self.offer();
    }

    fn save(&mut self, file: &str) {
        let words = &self.words.saves;
        if file.is_empty() {
            return self.reply(words.save_where);
        }
        match self.session.save(file) {
            Ok(()) => self.reply(&(words.saved)(&echo(file))),
            Err(error) => self.reply(&error.told(file, words)),
        }
    }

    fn help(&mut self) {
        let words = &self.words.plain;
        for line in [words.help_heading, words.help_choosing, words.help_empty_line] {
            self.text.line(line);
        }
        for command in Command::ALL {
            let named = self.words.commands.words(command);
            self.text.line(&(words.help_command)(named.word, named.argument, named.help));
        }
        if !words.help_english.is_empty() {
            self.text.line(words.help_english);
        }
    }
}
