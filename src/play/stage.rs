//! A game on a screen: what is shown, what is selected, and what the keys do.

use super::Session;
use super::debrief;
use super::hint;
use super::interactive::Left;
use super::key::{Action, Input, Key};
use super::layout::{List, Page, Sheet};
use super::line::{Line, Role};
use super::menu::{Kind, Menu};
use super::pages::before_pause;
use super::screen::Screen;
use crate::game::Stop;
use crate::language::Catalogue;
use std::collections::VecDeque;
use std::io;
use std::time::Duration;

/// What follows an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// The next input.
    Stay,
    /// The player leaves.
    Leave,
}

/// What of the latest turn is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    /// All of it, with pauses.
    Whole,
    /// All of it, for somebody who has read it.
    Again,
    /// Where the game stands, without what is read there.
    Place,
}

/// A session in front of a player.
pub struct Stage<'s, 'a, 'k> {
    session: Session<'a, 'k>,
    screen: &'s mut Screen,
    words: &'static Catalogue,
    menu: Menu,
    note: String,
    /// Lines that are still to be read, and follow after the pause that is on the screen.
    unread: Option<Vec<Line>>,
    /// Screens that follow after that, each behind a pause.
    screens: VecDeque<Vec<Line>>,
    has_complained: bool,
}

impl<'s, 'a, 'k> Stage<'s, 'a, 'k> {
    /// Shows the latest turn of a session.
    pub fn new(session: Session<'a, 'k>, screen: &'s mut Screen) -> io::Result<Stage<'s, 'a, 'k>> {
        let words = session.reader().catalogue;
        let mut stage = Stage {
            session,
            screen,
            words,
            menu: Menu::over(Vec::new()),
            note: String::new(),
            unread: None,
            screens: VecDeque::new(),
            has_complained: false,
        };
        stage.stand(Extent::Whole)?;
        Ok(stage)
    }

    /// The next input, with the list shown while it is waited for.
    pub fn input(&mut self, wait: Duration) -> io::Result<Option<Input>> {
        let lines = match &self.unread {
            None => self.list(self.screen.rows()),
            Some(_) => {
                let hints = hint::pausing(self.words);
                let list = List { heading: "", items: &[], selected: 0, note: "", hints: &hints };
                list.lines(self.screen.page(), self.screen.rows())
            }
        };
        self.screen.show(lines)?;
        self.screen.next(wait)
    }

    /// Does what an input asks for.
    pub fn answer(&mut self, input: Input) -> io::Result<Next> {
        match input {
            Input::Resumed => self.print_again()?,
            Input::Resized if self.screen.is_broken() => self.print_again()?,
            Input::Resized => {}
            Input::Key(key) if self.unread.is_some() => return self.answer_pause(key),
            Input::Key(key) => return self.answer_key(key),
        }
        Ok(Next::Stay)
    }

    /// Leaves for the same game in a story that was loaded again.
    pub fn into_reload(self) -> Left<'a> {
        let (game, seed) = self.session.into_parts();
        Left::Reload(game, seed)
    }

    /// Tells that the story's files have faults, and which.
    pub fn tell_faults(&mut self, count: usize, faults: &[String]) -> io::Result<Next> {
        let say = self.words.screen.still_the_old;
        self.print(|sheet| {
            faults.iter().for_each(|fault| sheet.text(Role::Body, fault));
            sheet.gap();
            sheet.text(Role::Muted, &say(count));
        })?;
        Ok(Next::Stay)
    }

    /// Ends the screen.
    pub fn say_farewell(&mut self) -> io::Result<()> {
        let words = self.words;
        self.print(|sheet| sheet.text(Role::Muted, words.screen.farewell))
    }

    fn answer_pause(&mut self, key: Key) -> io::Result<Next> {
        match key {
            Key::Space | Key::Enter => {
                let unread = self.unread.take().unwrap_or_default();
                self.read(unread)?;
            }
            Key::Repaint => {
                self.screen.clear()?;
                self.print_again()?;
            }
            Key::Escape if self.menu.kind == Kind::Over => {
                self.unread = None;
                self.screens.clear();
            }
            Key::Char(c) if Action::of(c, self.words) == Some(Action::Quit) => return Ok(Next::Leave),
            _ => {}
        }
        Ok(Next::Stay)
    }

    fn answer_key(&mut self, key: Key) -> io::Result<Next> {
        self.note.clear();
        self.menu.press(key);
        match key {
            Key::Char(c) => {
                return Action::of(c, self.words).map_or(Ok(Next::Stay), |action| self.act(action));
            }
            Key::Enter | Key::Space if self.session.has_debrief() && self.menu.kind == Kind::Over => {
                self.debrief()?
            }
            Key::Enter => self.decide()?,
            Key::Escape if self.menu.kind == Kind::Decisions => self.offer(),
            Key::Repaint => {
                self.screen.clear()?;
                self.print_again()?;
            }
            Key::Up | Key::Down | Key::First | Key::Last | Key::Escape | Key::Space => {}
        }
        Ok(Next::Stay)
    }

    fn decide(&mut self) -> io::Result<()> {
        let Some(label) = self.menu.label().map(str::to_owned) else { return Ok(()) };
        match &self.menu.kind {
            Kind::Choices(choices) => match &choices[self.menu.selected()] {
                (_, Some(reason)) => {
                    self.note = (self.words.screen.is_locked)(reason);
                    Ok(())
                }
                &(id, None) => {
                    self.print(|sheet| sheet.chosen(&label))?;
                    self.session.choose(id).expect("what is shown as available can be chosen");
                    self.stand(Extent::Whole)
                }
            },
            Kind::Decisions => {
                let number = self.menu.selected() + 1;
                self.session.go_back(number);
                self.tell(&(self.words.plain.went_back)(number))?;
                self.stand(Extent::Place)
            }
            Kind::Over => Ok(()),
        }
    }

    fn act(&mut self, action: Action) -> io::Result<Next> {
        let (words, reader) = (self.words, self.session.reader());
        match action {
            Action::Quit => return Ok(Next::Leave),
            Action::Status => {
                let board = reader.board(self.session.game().turn());
                self.recount(|sheet| sheet.status(words, &board))?;
            }
            Action::History => {
                let history = reader.history(self.session.game());
                self.recount(|sheet| sheet.history(words, &history))?;
            }
            Action::Endings => {
                let endings = reader.endings(&self.session.endings());
                self.recount(|sheet| sheet.endings(words, &endings))?;
            }
            Action::Help => {
                self.recount(|sheet| sheet.help(words.screen.help_heading, &hint::all(&words.screen)))?;
            }
            Action::Undo => {
                let undone = self.session.game().turn().choice.as_ref().map(|(choice, _)| *choice);
                match self.session.undo() {
                    Some(told) => {
                        self.tell(&(words.screen.undone)(&told))?;
                        self.stand(Extent::Place)?;
                        self.menu.select_choice(undone);
                    }
                    None => self.note = words.screen.nothing_to_undo.to_owned(),
                }
            }
            Action::Redo => match self.session.redo() {
                Some(told) => {
                    self.tell(&(words.screen.redone)(&told))?;
                    self.stand(Extent::Place)?;
                }
                None => self.note = words.screen.nothing_to_redo.to_owned(),
            },
            Action::New if self.session.game().turn().stop != Stop::Choices => {
                self.session.begin_anew();
                self.tell(words.plain.new_game)?;
                self.stand(Extent::Whole)?;
            }
            Action::Back if self.menu.kind == Kind::Decisions => self.offer(),
            Action::Back => self.offer_decisions(),
            Action::New => {}
        }
        Ok(Next::Stay)
    }

    /// Shows where the game stands, and what can be chosen there.
    fn stand(&mut self, extent: Extent) -> io::Result<()> {
        self.offer();
        self.screen.turn();
        let lines = self.turn(extent, self.screen.page());
        self.unread = None;
        self.screens.clear();
        if extent == Extent::Again {
            self.screen.print(&lines)?
        } else {
            self.read(lines)?
        }
        self.complain()
    }

    /// Prints the latest turn again, where it no longer stands as it was printed.
    fn print_again(&mut self) -> io::Result<()> {
        let extent = if self.unread.is_some() { Extent::Whole } else { Extent::Again };
        let menu = self.menu.clone();
        self.stand(extent)?;
        if menu.kind == Kind::Decisions {
            self.offer_decisions();
        }
        self.menu.select_as_in(&menu);
        Ok(())
    }

    /// Prints lines as far as they fit on the screen, and pauses before the rest.
    fn read(&mut self, mut lines: Vec<Line>) -> io::Result<()> {
        let rows = self.screen.rows();
        match before_pause(&lines, self.list(rows).len(), rows) {
            Some(count) => {
                let rest = lines.split_off(count);
                self.unread = Some(rest);
            }
            None => self.unread = self.screens.pop_front(),
        }
        self.screen.print(&lines)
    }

    /// Looks back on the game, screen by screen.
    fn debrief(&mut self) -> io::Result<()> {
        self.note = self.words.debrief.wait.to_owned();
        self.screen.show(self.list(self.screen.rows()))?;
        let found = self.session.debrief();
        self.note.clear();
        let Some(found) = found else { return Ok(()) };
        let (reader, page) = (self.session.reader(), self.screen.page());
        self.screens = debrief::screens(&reader, &found, self.session.spoilers(), page).into();
        let first = self.screens.pop_front().unwrap_or_default();
        self.read(first)
    }

    fn turn(&self, extent: Extent, page: Page) -> Vec<Line> {
        let (reader, game) = (self.session.reader(), self.session.game());
        let mut sheet = Sheet::new(page);
        match extent {
            Extent::Whole | Extent::Again => sheet.turn(&reader, game),
            Extent::Place => sheet.place(&reader, game),
        }
        if game.ending().is_some() {
            if self.session.is_new_ending() {
                sheet.text(Role::Body, self.words.endings.is_new);
            }
            let endings = reader.endings(&self.session.endings());
            let found = endings.iter().filter(|ending| ending.title.is_some()).count();
            sheet.text(Role::Muted, &(self.words.endings.count)(found, endings.len()));
            sheet.gap();
        }
        sheet.into_lines()
    }

    /// Makes the list one of what can be chosen.
    fn offer(&mut self) {
        self.note.clear();
        let (reader, game) = (self.session.reader(), self.session.game());
        self.menu = match game.turn().stop {
            Stop::Choices => Menu::choices(self.words, reader.choices(game.moment())),
            Stop::Ending | Stop::DeadEnd | Stop::EndlessChain => Menu::over(self.hints_over()),
        };
    }

    fn hints_over(&self) -> Vec<String> {
        let debrief = self.session.has_debrief().then_some(&self.words.debrief.key);
        hint::over(self.words, debrief)
    }

    /// Makes the list one of the decisions so far.
    fn offer_decisions(&mut self) {
        let history = self.session.reader().history(self.session.game());
        match Menu::decisions(self.words, history) {
            Some(menu) => self.menu = menu,
            None => self.note = self.words.history.empty.to_owned(),
        }
    }

    fn list(&self, rows: usize) -> Vec<Line> {
        self.menu.lines(self.screen.page(), rows, &self.note)
    }

    /// Says once that the game cannot be kept.
    fn complain(&mut self) -> io::Result<()> {
        match self.session.take_trouble() {
            Some(error) if !std::mem::replace(&mut self.has_complained, true) => {
                self.tell(&(self.words.saves.not_kept)(&self.words.saves.why(&error)))
            }
            _ => Ok(()),
        }
    }

    fn tell(&mut self, sentence: &str) -> io::Result<()> {
        self.print(|sheet| sheet.text(Role::Muted, sentence))
    }

    /// Prints a block above the list, with pauses.
    fn recount(&mut self, write: impl FnOnce(&mut Sheet)) -> io::Result<()> {
        let mut sheet = Sheet::new(self.screen.page());
        write(&mut sheet);
        sheet.gap();
        self.read(sheet.into_lines())
    }

    /// Prints a block above the list.
    fn print(&mut self, write: impl FnOnce(&mut Sheet)) -> io::Result<()> {
        let mut sheet = Sheet::new(self.screen.page());
        write(&mut sheet);
        sheet.gap();
        self.screen.print(&sheet.into_lines())
    }
}
