//! Plain play: words only, one question at a time, for a pipe, a screen reader, or a terminal that can do no more.
//!
//! Everything said is a sentence or a paragraph on one line; no escape is ever written. A line of input is a choice's
//! number or name, or a command; a wrong one is explained, and the question asked again.

use super::Session;
use super::debrief::{Reviewed, Wanted, tell};
use super::input::read_line;
use super::reload::{Heard, Left, News, PULSE};
use crate::debrief::{DebriefRow, DebriefRows};
use crate::game::Stop;
use crate::language::Catalogue;
use crate::view::{Board, ChoiceView, Passage, Text};
use std::io::{self, BufRead, Write};
use std::rc::Rc;
use std::thread;

/// Whether the player was spoken to before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// Not yet: the mode and the story are named first.
    First,
    /// Yes, in the story as it was before it was loaded again.
    Again,
}

/// Plays until the player quits or the input ends. The session's game may have begun before.
pub fn play(session: Session, input: &mut dyn BufRead, output: &mut dyn Write) -> io::Result<()> {
    let mut hear = || Ok(read_line(input)?.map_or(Heard::End, Heard::Line));
    converse(session, Opening::First, &mut hear, output).map(drop)
}

/// Plays as [`play`] does, or until the story can be loaded again.
pub fn converse<'a>(
    session: Session<'a, '_>,
    opening: Opening,
    hear: &mut dyn FnMut() -> io::Result<Heard>,
    output: &mut dyn Write,
) -> io::Result<Left<'a>> {
    let mut talk = Talk::new(session);
    talk.open(opening);
    loop {
        output.write_all(talk.text.take().as_bytes())?;
        output.flush()?;
        if talk.is_over {
            return Ok(Left::Quit);
        }
        // The ending is on its way to the player while the debrief is worked out.
        if talk.owes_debrief() {
            continue;
        }
        match hear()? {
            Heard::Line(line) => talk.answer(&line),
            Heard::End => return Ok(Left::Quit),
            Heard::News(News::Faulty(count, faults)) => talk.tell_faults(count, &faults),
            Heard::News(News::Loaded) => {
                let (game, seed) = talk.session.into_parts();
                return Ok(Left::Reload(game, seed));
            }
        }
    }
}

pub(super) struct Talk<'a, 'k> {
    pub(super) session: Session<'a, 'k>,
    pub(super) words: &'static Catalogue,
    pub(super) text: Text,
    pub(super) choices: Vec<ChoiceView<'a>>,
    pub(super) is_over: bool,
    /// Whether the game has come to its end and was not looked back on yet.
    is_debrief_due: bool,
    has_named_commands: bool,
    /// Whether the latest answer was to be given again: another game is begun only by the second.
    pub(super) has_asked: bool,
    pub(super) has_explained_board: bool,
    has_explained_changes: bool,
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
            has_asked: false,
            has_explained_board: false,
            has_explained_changes: false,
        }
    }

    fn open(&mut self, opening: Opening) {
        if opening == Opening::Again {
            self.has_named_commands = true;
            return self.read();
        }
        self.text.line(self.words.plain.opening);
        self.text.blank();
        self.text.line(&self.session.reader().title());
        self.session.reader().subtitle().iter().for_each(|subtitle| self.text.line(subtitle));
        self.text.blank();
        if self.session.decisions() > 0 {
            self.text.line(&(self.words.plain.resumed)(self.session.decisions()));
            self.text.blank();
        }
        self.read();
    }

    fn tell_faults(&mut self, count: usize, faults: &[String]) {
        self.text.blank();
        faults.iter().for_each(|fault| self.text.line(fault));
        self.text.line(&(self.words.screen.still_the_old)(count));
        self.ask_again();
    }

    /// Reads out the latest turn, and asks. What the choice has moved is told under it, what a scene has moved after it.
    pub(super) fn read(&mut self) {
        let passages = self.session.reader().passages(self.session.game().turn());
        let is_scene = |passage: &Passage| matches!(passage, Passage::Scene(_));
        let (before, scenes) = passages.split_at(passages.iter().position(is_scene).unwrap_or(passages.len()));
        let [by_choice, by_scenes] =
            self.session.reader().changes(self.session.game().turn()).map_or([None, None], |it| it.map(Some));
        self.text.passages(before);
        self.tell_changes(by_choice);
        self.text.passages(scenes);
        self.tell_changes(by_scenes);
        self.offer();
    }

    fn tell_changes(&mut self, board: Option<Board>) {
        if let Some(board) = board.filter(Board::has_changed) {
            if !std::mem::replace(&mut self.has_explained_changes, true) {
                self.text.line(self.words.board.changes_explained);
            }
            self.text.changes(&board);
            self.text.blank();
        }
    }

    /// Says what can be chosen, or why there is nothing to choose, and asks.
    pub(super) fn offer(&mut self) {
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
            self.text.line(&reader.endings_count(&self.session.endings()));
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
            if let Some(rows) = self.await_debrief() {
                self.say_rows(&rows.first);
                for key in self.session.debrief_keys().into_iter().skip(1) {
                    self.text.line(&format!("{}: {}.", key.name, key.help));
                }
            }
            self.ask();
        }
        is_due
    }

    fn say_rows(&mut self, rows: &[DebriefRow]) {
        tell(&self.session.reader(), rows).lines().for_each(|line| self.text.line(line));
        self.text.blank();
    }

    /// Tells the sums or writes the page, if a line at the end of a game asks for that by its key; says whether it did.
    pub(super) fn looks_closer(&mut self, line: &str) -> bool {
        let mut letters = line.chars();
        let wanted = letters.next().and_then(|letter| Wanted::by_key(&self.session.debrief_keys(), letter));
        let Some(wanted) = wanted.filter(|_| letters.next().is_none()) else {
            return false;
        };
        if let Some(rows) = self.await_debrief() {
            if wanted == Wanted::Page {
                let said = self.session.write_page(&rows);
                self.text.line(&said);
            } else {
                self.say_rows(&rows.sums);
            }
        }
        self.ask();
        true
    }

    fn await_debrief(&mut self) -> Option<Rc<DebriefRows>> {
        loop {
            match self.session.debrief() {
                Reviewed::Ready(rows) => return Some(rows),
                Reviewed::Nothing => return None,
                Reviewed::Thinking => thread::sleep(PULSE),
            }
        }
    }

    pub(super) fn ask(&mut self) {
        let words = &self.words.plain;
        match self.session.game().turn().stop {
            Stop::Choices => self.text.line(&(words.choose)(self.choices.len())),
            _ if !self.session.may_go_back() => return self.text.line(words.after_final),
            Stop::Ending => return self.text.line(words.after_ending),
            Stop::DeadEnd | Stop::EndlessChain => return self.text.line(words.after_stop),
        }
        if !std::mem::replace(&mut self.has_named_commands, true) {
            let board = self.session.reader().board(self.session.game().turn());
            self.text.line(if board.is_empty() { words.commands } else { words.commands_and_board });
        }
    }

    fn complain(&mut self) {
        if let Some(trouble) = self.session.take_trouble() {
            self.text.line(&trouble);
        }
    }
}
