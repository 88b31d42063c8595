//! What the keys do to a game on a screen.

use super::hint;
use super::key::{Input, Key};
use super::menu::Kind;
use super::stage::{Extent, Stage};
use crate::language::Command;
use std::io;

/// What follows an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// The next input.
    Stay,
    /// The player leaves.
    Leave,
}

impl Stage<'_, '_, '_> {
    /// Does what an input asks for.
    pub fn answer(&mut self, input: Input) -> io::Result<Next> {
        match input {
            Input::Resumed => self.print_again(),
            Input::Resized if self.screen.is_broken() => self.print_again(),
            Input::Resized if self.unread.is_pausing() && self.screen.has_another_page() => {
                self.print_again()
            }
            Input::Resized => self.place_board(),
            Input::Key(key) if self.is_pausing() => return Ok(self.answer_pause(key)),
            Input::Key(key) => return self.answer_key(key),
        }
        Ok(Next::Stay)
    }

    fn answer_key(&mut self, key: Key) -> io::Result<Next> {
        self.note.clear();
        self.menu.press(key);
        match key {
            Key::Char(c) if self.words.screen.asks_to_look(c) => self.look(),
            Key::Char(c) => {
                return Ok(self.words.screen.command(c).map_or(Next::Stay, |command| self.obey(command)));
            }
            Key::Enter | Key::Space if self.session.has_debrief() && self.menu.kind == Kind::Over => {
                self.look_back()?
            }
            Key::Enter => self.decide(),
            Key::Escape if self.menu.kind == Kind::Decisions => self.offer_again(),
            Key::Repaint => {
                self.screen.clear();
                self.print_again();
            }
            Key::Up | Key::Down | Key::First | Key::Last | Key::Escape | Key::Space => {}
        }
        Ok(Next::Stay)
    }

    /// Reads the scene again, from its top.
    pub(super) fn look(&mut self) {
        let menu = self.menu.clone();
        self.stand(Extent::Whole);
        self.menu.select_as_in(&menu);
    }

    fn decide(&mut self) {
        let Some(label) = self.menu.label().map(str::to_owned) else { return };
        match &self.menu.kind {
            Kind::Choices(choices) => match &choices[self.menu.selected()] {
                (_, Some(reason)) => {
                    self.note = (self.words.moves.is_locked)(reason);
                }
                &(id, None) => {
                    self.print_chosen(&label);
                    self.session.choose(id).expect("what is shown as available can be chosen");
                    self.stand(Extent::Whole);
                }
            },
            Kind::Decisions => {
                let number = self.menu.selected() + 1;
                match self.session.go_back(number) {
                    Ok(()) => {
                        self.tell(&(self.words.moves.went_back)(number));
                        self.stand(Extent::Whole);
                    }
                    Err(why) => self.note = why,
                }
            }
            Kind::Over => {}
        }
    }

    /// Does what a letter asks for.
    pub(super) fn obey(&mut self, command: Command) -> Next {
        let (words, reader) = (self.words, self.session.reader());
        match command {
            Command::Quit => return Next::Leave,
            Command::Status => {
                let board = reader.board(self.session.game().turn());
                self.recount(|sheet| sheet.status(words, &board));
            }
            Command::History => {
                let history = reader.history(self.session.game());
                self.recount(|sheet| sheet.history(words, &history));
            }
            Command::Endings => {
                let endings = reader.endings(&self.session.endings());
                self.recount(|sheet| sheet.endings(words, &endings));
            }
            Command::Help => {
                let new = self.is_over().then_some(&words.screen.new);
                self.recount(|sheet| sheet.help(&words.screen, &hint::all(&words.screen, new)));
            }
            Command::Undo => {
                let undone = self.session.game().turn().choice.as_ref().map(|(choice, _)| *choice);
                match self.session.undo() {
                    Ok(told) => {
                        self.tell(&(words.moves.undone)(&told));
                        self.stand(Extent::Place);
                        self.menu.select_choice(undone);
                    }
                    Err(why) => self.note = why.to_owned(),
                }
            }
            Command::Redo => match self.session.redo() {
                Ok(told) => {
                    self.tell(&(words.moves.redone)(&told));
                    self.stand(Extent::Place);
                }
                Err(why) => self.note = why.to_owned(),
            },
            Command::New if self.is_over() => {
                self.session.begin_anew();
                self.tell(words.moves.new_game);
                self.stand(Extent::Whole);
            }
            Command::Back if self.menu.kind == Kind::Decisions => self.offer_again(),
            Command::Back if !self.session.may_go_back() => self.note = words.moves.is_final.to_owned(),
            Command::Back => self.offer_decisions(),
            Command::New | Command::Save => {}
        }
        Next::Stay
    }
}
