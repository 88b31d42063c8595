//! Plain play: words only, one question at a time, for a pipe, a screen reader, or a terminal without escapes.
//!
//! Every sentence or paragraph is one line, without escape sequences. The player types a choice's number or name, or a
//! command; to any other line, play explains what is wrong and asks again.

use super::Session;
use super::debrief::{Reviewed, Wanted, tell};
use super::input::{Heard, Left, News, PULSE, read_line};
use crate::debrief::DebriefRow;
use crate::game::Stop;
use crate::language::{Catalogue, Command};
use crate::view::{Board, Passage, Text};
use std::io::{self, BufRead, Write};
use std::thread;

/// Plays until the player quits or the input ends. The session's game may already have moves.
pub fn play(session: Session, input: &mut dyn BufRead, output: &mut dyn Write) -> io::Result<()> {
    let mut hear = || Ok(read_line(input)?.map_or(Heard::End, Heard::Line));
    converse(session, &mut hear, output).map(drop)
}

/// Plays as [`play`] does, or until the story can be loaded again.
pub fn converse<'a>(
    session: Session<'a, '_>,
    hear: &mut dyn FnMut() -> io::Result<Heard>,
    output: &mut dyn Write,
) -> io::Result<Left<'a>> {
    let words = session.reader.catalogue;
    let (text, has_named_commands, explained) = (Text::new(words), session.is_reloaded, Vec::new());
    let (is_over, is_debrief_due, has_asked) = (false, false, false);
    let mut talk = Talk { session, words, text, is_over, is_debrief_due, has_named_commands, has_asked, explained };
    talk.open();
    loop {
        output.write_all(talk.text.take().as_bytes())?;
        output.flush()?;
        if talk.is_over {
            return Ok(None);
        }
        // The ending is already printed, so the player can read it while the debrief is worked out.
        if std::mem::take(&mut talk.is_debrief_due) {
            talk.look_back(Wanted::First);
            continue;
        }
        match hear()? {
            Heard::Line(line) => talk.answer(&line),
            Heard::End => return Ok(None),
            Heard::News(News::Faulty(count, faults)) => talk.tell_faults(count, &faults),
            Heard::News(News::Loaded) => return Ok(Some((talk.session.game, talk.session.seed))),
        }
    }
}

struct Talk<'a, 'k> {
    session: Session<'a, 'k>,
    words: &'static Catalogue,
    text: Text,
    is_over: bool,
    /// Whether the game has ended and the debrief is still to be told.
    is_debrief_due: bool,
    has_named_commands: bool,
    /// Whether the latest line asked for another game. A second such line in a row begins one.
    has_asked: bool,
    /// The explanations given so far. None is given twice.
    explained: Vec<&'static str>,
}

impl Talk<'_, '_> {
    fn open(&mut self) {
        let (reader, decisions) = (self.session.reader, self.session.decisions());
        if !self.session.is_reloaded {
            self.text.paragraph(self.words.plain.opening);
            self.text.line(&reader.title());
            self.text.lines(reader.subtitle());
            self.text.blank();
            if decisions > 0 {
                self.text.paragraph(&(self.words.plain.resumed)(decisions));
            }
        }
        self.read();
    }

    fn tell_faults(&mut self, count: usize, faults: &[String]) {
        self.text.blank();
        self.text.lines(faults);
        self.text.line(&(self.words.screen.still_the_old)(count));
        self.ask_again();
    }

    /// Writes the latest turn, and asks. Changes by the choice come right below it, changes by the scenes after the
    /// scenes.
    fn read(&mut self) {
        let (reader, turn) = (self.session.reader, self.session.game.turn());
        let (passages, [by_choice, by_scenes]) = (reader.passages(turn), reader.changes(turn));
        let is_scene = |passage: &Passage| matches!(passage, Passage::Scene(_));
        let (before, scenes) = passages.split_at(passages.iter().position(is_scene).unwrap_or(passages.len()));
        self.text.passages(before);
        self.tell_changes(&by_choice);
        self.text.passages(scenes);
        self.tell_changes(&by_scenes);
        self.offer();
    }

    fn tell_changes(&mut self, changed: &Board) {
        if !changed.is_empty() {
            self.explain(self.words.board.changes_explained);
            self.text.board(changed);
            self.text.blank();
        }
    }

    /// Writes what can be chosen, or why there is nothing to choose, and asks.
    fn offer(&mut self) {
        let (reader, game) = (self.session.reader, &self.session.game);
        self.text.choices(&self.session.choices());
        self.text.stop(&reader, game);
        self.is_debrief_due = self.session.has_debrief();
        if game.ending().is_some() {
            self.text.lines(self.session.is_new_ending.then_some(self.words.endings.is_new));
            self.text.paragraph(&reader.endings_count(&self.session.keep.endings()));
            if !self.is_debrief_due {
                self.text.history(&reader.history(game));
                self.text.blank();
            }
        }
        self.text.lines(self.session.take_trouble());
        if !self.is_debrief_due {
            self.ask();
        }
    }

    /// Writes the wanted part of the debrief once the chances are worked out, or saves the debrief as a page.
    fn look_back(&mut self, wanted: Wanted) {
        let rows = loop {
            match self.session.debrief() {
                Reviewed::Ready(rows) => break rows,
                Reviewed::Nothing => return self.ask(),
                Reviewed::Thinking => thread::sleep(PULSE),
            }
        };
        match wanted {
            Wanted::First => {
                self.say_rows(&rows.first);
                let keys = self.session.debrief_keys().into_iter().skip(1);
                self.text.lines(keys.map(|key| format!("{}: {}.", key.name, key.help)));
            }
            Wanted::Sums => self.say_rows(&rows.sums),
            Wanted::Page => self.text.line(&self.session.write_page(&rows)),
        }
        self.ask();
    }

    fn say_rows(&mut self, rows: &[DebriefRow]) {
        self.text.lines(tell(&self.session.reader, rows).lines());
        self.text.blank();
    }

    fn ask(&mut self) {
        let words = &self.words.plain;
        match self.session.game.turn().stop {
            Stop::Choices => self.text.line(&(words.choose)(self.session.choices().len())),
            _ if !self.session.may_go_back => return self.text.line(words.after_final),
            Stop::Ending => return self.text.line(words.after_ending),
            Stop::DeadEnd | Stop::EndlessChain => return self.text.line(words.after_stop),
        }
        if !std::mem::replace(&mut self.has_named_commands, true) {
            let board = self.session.board();
            self.text.line(if board.is_empty() { words.commands } else { words.commands_and_board });
        }
    }

    /// Does what a line asks for, or says why that is not possible, and asks again.
    fn answer(&mut self, line: &str) {
        self.text.blank();
        let has_asked = std::mem::take(&mut self.has_asked);
        let named = || self.session.choices().iter().position(|choice| choice.name.eq_ignore_ascii_case(line));
        let number = line.trim_matches(['(', ')', '.', '\u{feff}']).parse().ok();
        let number = number.or_else(|| Some(named()? + 1));
        let wanted = only_letter(line).and_then(|letter| Wanted::by_key(&self.session.debrief_keys(), letter));
        if line.is_empty() {
            self.read();
        } else if let Some(wanted) = wanted {
            self.look_back(wanted);
        } else if let Some(number) = number {
            self.choose(number);
        } else if let Some((command, argument)) = self.command(line) {
            let is_unfinished = self.session.decisions() > 0 && !self.session.is_over();
            let must_ask = self.session.is_at_terminal && is_unfinished && !has_asked;
            self.has_asked = command == Command::New && must_ask;
            match self.has_asked {
                true => self.reply(self.words.plain.new_again),
                false => self.obey(command, argument),
            }
        } else {
            self.reply(self.words.plain.not_understood);
        }
    }

    /// The command that a line names, by its word or its key, and the rest of the line.
    fn command<'l>(&self, line: &'l str) -> Option<(Command, &'l str)> {
        let (word, argument) = line.split_once(' ').unwrap_or((line, ""));
        let by_key = only_letter(word).and_then(|letter| self.words.command(letter));
        self.words.commands.parse(line).or(by_key.map(|command| (command, argument.trim())))
    }

    fn choose(&mut self, number: usize) {
        let (words, choices) = (&self.words.plain, self.session.choices());
        if choices.is_empty() {
            return self.reply(words.nothing_to_choose);
        }
        let Some(choice) = number.checked_sub(1).and_then(|index| choices.get(index)) else {
            return self.reply(&(words.no_such_number)(choices.len()));
        };
        if let Err(why) = self.session.choose(choice) {
            return self.reply(&why);
        }
        // On a terminal, the typed line is already visible.
        if !self.session.is_at_terminal {
            self.text.paragraph(&(words.chosen)(&choice.label));
        }
        self.read();
    }

    fn obey(&mut self, command: Command, argument: &str) {
        let words = &self.words.plain;
        match command {
            Command::Status => {
                let board = self.session.board();
                if board.is_empty() {
                    return self.reply(self.words.board.empty);
                }
                self.explain(self.words.board.explained);
                self.text.board(&board);
                self.ask_again();
            }
            Command::Undo | Command::Redo | Command::Back => {
                match self.session.travel(command, argument.parse().unwrap_or(0)) {
                    Ok(told) if command == Command::Back => self.stand_at(&format!("{told} {}", words.help_empty_line)),
                    Ok(told) => self.stand_at(&told),
                    Err(why) => self.reply(&why),
                }
            }
            Command::History => {
                self.text.history(&self.session.reader.history(&self.session.game));
                self.ask_again();
            }
            Command::Endings => {
                let (endings, unfound) = self.session.endings_to_tell();
                self.text.endings(&endings, &unfound);
                self.ask_again();
            }
            Command::Help => {
                self.help();
                self.ask_again();
            }
            Command::Save if argument.is_empty() => self.reply(self.words.saves.save_where),
            Command::Save => {
                let (Ok(said) | Err(said)) = self.session.save(argument);
                self.reply(&said);
            }
            Command::New => {
                self.session.begin_anew();
                self.text.paragraph(self.words.moves.new_game);
                self.read();
            }
            Command::Quit => {
                self.text.line(words.farewell);
                self.is_over = true;
            }
        }
    }

    /// Writes an explanation, unless it was given before.
    fn explain(&mut self, explanation: &'static str) {
        if !self.explained.contains(&explanation) {
            self.explained.push(explanation);
            self.text.line(explanation);
        }
    }

    /// Writes what was done, or why it could not be done, and asks again.
    fn reply(&mut self, why: &str) {
        self.text.line(why);
        self.ask();
    }

    fn ask_again(&mut self) {
        self.text.blank();
        self.ask();
    }

    /// Writes what was done and where the game stands now, and asks. An empty line then writes the scene again.
    fn stand_at(&mut self, what: &str) {
        let game = &self.session.game;
        self.text.paragraph(what);
        self.text.paragraph(&self.session.reader.heading(game.scene(), game.moment()));
        self.offer();
    }

    fn help(&mut self) {
        let words = &self.words.plain;
        self.text.lines([words.help_heading, words.help_choosing, words.help_empty_line]);
        for command in Command::all().filter(|command| self.session.may_go_back || !command.takes_back()) {
            let named = self.words.commands.words(command);
            let asked = format!("{} {}", named.word, named.argument);
            self.text.line(&format!("{}: {}.", asked.trim_end(), named.key.help));
        }
        self.text.lines(Some(self.words.help_english_words()).filter(|english| !english.is_empty()));
    }
}

/// The letter of a one-letter word; `None` for a longer word.
fn only_letter(word: &str) -> Option<char> {
    let mut letters = word.chars();
    letters.next().filter(|_| letters.next().is_none())
}
