//! What a line that is typed does to a game in words.

use super::plain::Talk;
use crate::language::Command;

impl Talk<'_, '_> {
    /// Does what a line asks for, or says why not, and asks again.
    pub(super) fn answer(&mut self, line: &str) {
        self.text.blank();
        let has_asked = std::mem::take(&mut self.has_asked);
        let named = self.choices.iter().position(|choice| choice.name.eq_ignore_ascii_case(line));
        if line.is_empty() {
            self.read();
        } else if self.looks_closer(line) {
        } else if let Ok(number) = line.trim_matches(['(', ')', '.', '\u{feff}']).parse::<usize>() {
            self.choose(number);
        } else if let Some(index) = named {
            self.choose(index + 1);
        } else if let Some((command, argument)) = self.command(line) {
            self.has_asked = command == Command::New && self.session.has_question() && !has_asked;
            match self.has_asked {
                true => self.reply(self.words.plain.new_again),
                false => self.obey(command, argument),
            }
        } else {
            self.reply(self.words.plain.not_understood);
        }
    }

    /// The command that a line asks for, by its word or by its key on a screen, with its argument.
    fn command<'l>(&self, line: &'l str) -> Option<(Command, &'l str)> {
        let (word, argument) = line.split_once(' ').unwrap_or((line, ""));
        let mut letters = word.chars();
        let letter = letters.next().filter(|_| letters.next().is_none());
        let by_key = letter.and_then(|letter| self.words.screen.command(letter));
        self.words.commands.parse(line).or(by_key.map(|command| (command, argument.trim())))
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
            return self.reply(&(self.words.moves.is_locked)(reason));
        }
        // At a terminal the line that was typed stands there already.
        if !self.session.is_at_terminal() {
            self.text.line(&(words.chosen)(&choice.label));
            self.text.blank();
        }
        self.session.choose(choice.id).expect("what is shown as available can be chosen");
        self.read();
    }

    fn obey(&mut self, command: Command, argument: &str) {
        let (words, moves) = (&self.words.plain, &self.words.moves);
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
                Ok(told) => self.stand_at(&(moves.undone)(&told)),
                Err(why) => self.reply(why),
            },
            Command::Redo => match self.session.redo() {
                Ok(told) => self.stand_at(&(moves.redone)(&told)),
                Err(why) => self.reply(why),
            },
            Command::Back => {
                let number = argument.parse().unwrap_or(0);
                match self.session.go_back(number) {
                    Ok(()) => self.stand_at(&format!("{} {}", (moves.went_back)(number), words.help_empty_line)),
                    Err(why) => self.reply(&why),
                }
            }
            Command::History => {
                self.text.history(&self.session.reader().history(self.session.game()));
                self.ask_again();
            }
            Command::Endings => {
                let (reader, found) = (self.session.reader(), self.session.endings());
                match found.is_empty() {
                    true => self.text.line(&reader.endings_count(&found)),
                    false => self.text.endings(&reader.endings(&found)),
                }
                self.ask_again();
            }
            Command::Help => {
                self.help();
                self.ask_again();
            }
            Command::Save => self.save(argument),
            Command::New => {
                self.session.begin_anew();
                self.text.line(moves.new_game);
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

    pub(super) fn ask_again(&mut self) {
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
            Ok(saved) => self.reply(&saved.told(file, words)),
            Err(error) => self.reply(&error.told(file, words)),
        }
    }

    fn help(&mut self) {
        let words = &self.words.plain;
        for line in [words.help_heading, words.help_choosing, words.help_empty_line] {
            self.text.line(line);
        }
        for command in Command::all().filter(|command| self.session.may_go_back() || !command.takes_back()) {
            let named = self.words.commands.words(command);
            self.text.line(&(words.help_command)(named.word, named.argument, named.help));
        }
        let english = self.words.help_english_words();
        if !english.is_empty() {
            self.text.line(&english);
        }
    }
}
