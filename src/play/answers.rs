//! What the keys do to a game on a screen.

use super::hint;
use super::key::{Action, Input, Key};
use super::menu::Kind;
use super::stage::{Extent, Stage};
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
            Key::Char(c) => {
                return Ok(Action::of(c, self.words).map_or(Next::Stay, |action| self.act(action)));
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

    fn decide(&mut self) {
        let Some(label) = self.menu.label().map(str::to_owned) else { return };
        match &self.menu.kind {
            Kind::Choices(choices) => match &choices[self.menu.selected()] {
                (_, Some(reason)) => {
                    self.note = (self.words.screen.is_locked)(reason);
                }
                &(id, None) => {
                    self.print_chosen(&label);
                    self.session.choose(id).expect("what is shown as available can be chosen");
                    self.stand(Extent::Whole);
                }
            },
            Kind::Decisions => {
                let number = self.menu.selected() + 1;
                self.session.go_back(number);
                self.tell(&(self.words.plain.went_back)(number));
                self.stand(Extent::Whole);
            }
            Kind::Over => {}
        }
    }

    /// Does what a letter asks for.
    pub(super) fn act(&mut self, action: Action) -> Next {
        let (words, reader) = (self.words, self.session.reader());
        match action {
            Action::Quit => return Next::Leave,
            Action::Status => {
                let board = reader.board(self.session.game().turn());
                self.recount(|sheet| sheet.status(words, &board));
            }
            Action::Look => {
                let menu = self.menu.clone();
                self.stand(Extent::Whole);
                self.menu.select_as_in(&menu);
            }
            Action::History => {
                let history = reader.history(self.session.game());
                self.recount(|sheet| sheet.history(words, &history));
            }
            Action::Endings => {
                let endings = reader.endings(&self.session.endings());
                self.recount(|sheet| sheet.endings(words, &endings));
            }
            Action::Help => {
                let new = self.is_over().then_some(&words.screen.new);
                self.recount(|sheet| sheet.help(&words.screen, &hint::all(&words.screen, new)));
            }
            Action::Undo => {
                let undone = self.session.game().turn().choice.as_ref().map(|(choice, _)| *choice);
                match self.session.undo() {
                    Some(told) => {
                        self.tell(&(words.screen.undone)(&told));
                        self.stand(Extent::Place);
                        self.menu.select_choice(undone);
                    }
                    None => self.note = words.screen.nothing_to_undo.to_owned(),
                }
            }
            Action::Redo => match self.session.redo() {
                Some(told) => {
                    self.tell(&(words.screen.redone)(&told));
                    self.stand(Extent::Place);
                }
                None => self.note = words.screen.nothing_to_redo.to_owned(),
            },
            Action::New if self.is_over() => {
                self.session.begin_anew();
                self.tell(words.plain.new_game);
                self.stand(Extent::Whole);
            }
            Action::Back if self.menu.kind == Kind::Decisions => self.offer_again(),
            Action::Back => self.offer_decisions(),
            Action::New => {}
        }
        Next::Stay
    }
}
