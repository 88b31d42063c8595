//! A game on a screen: what stands there, and what can be selected.
//!
//! What the keys do is told in [`super::answers`], where the board stands in [`super::board`], and what is left to read in
//! [`super::pause`].

use super::Session;
use super::debrief;
use super::hint;
use super::key::Input;
use super::layout::Sheet;
use super::line::{Line, Role};
use super::menu::{Kind, Menu};
use super::pages::Unread;
use super::reload::Left;
use super::screen::Screen;
use super::shown::Shown;
use crate::debrief::Debrief;
use crate::game::Stop;
use crate::language::Catalogue;
use std::io;
use std::time::Duration;

/// What of the latest turn is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// All of it, with pauses.
    Whole,
    /// What of it is not read yet, from the page on the screen on, with pauses.
    Rest,
    /// All of it, for somebody who has read it.
    Again,
    /// Where the game stands, without what is read there if that is still in sight.
    Place,
}

/// A session in front of a player.
pub struct Stage<'s, 'a, 'k> {
    pub(super) session: Session<'a, 'k>,
    pub(super) screen: &'s mut Screen,
    pub(super) words: &'static Catalogue,
    pub(super) menu: Menu,
    pub(super) note: String,
    pub(super) unread: Unread,
    /// The board as it was printed above the list; `None` when it is one with the list.
    pub(super) printed_board: Option<Vec<Line>>,
    /// What is looked back on, while it is read.
    pub(super) debrief: Option<Debrief<'a>>,
    shown: Shown,
}

impl<'s, 'a, 'k> Stage<'s, 'a, 'k> {
    /// Shows the latest turn of a session.
    pub fn new(session: Session<'a, 'k>, screen: &'s mut Screen) -> Stage<'s, 'a, 'k> {
        let words = session.reader().catalogue;
        let mut stage = Stage {
            session,
            screen,
            words,
            menu: Menu::over(Vec::new()),
            note: String::new(),
            unread: Unread::default(),
            printed_board: None,
            debrief: None,
            shown: Shown::default(),
        };
        stage.stand(Extent::Whole);
        stage
    }

    /// The next input, with the list shown while it is waited for.
    pub fn input(&mut self, wait: Duration) -> io::Result<Option<Input>> {
        let lines = if self.is_pausing() { self.pause() } else { self.live() };
        let farewell = self.block(|sheet| sheet.text(Role::Muted, self.farewell()));
        self.screen.leave_behind(&farewell);
        self.screen.show(lines)?;
        self.screen.next(wait)
    }

    /// Leaves for the same game in a story that was loaded again.
    pub fn into_reload(self) -> Left<'a> {
        let (game, seed) = self.session.into_parts();
        Left::Reload(game, seed)
    }

    /// Tells that the story's files have faults, and which.
    pub fn tell_faults(&mut self, count: usize, faults: &[String]) {
        let say = self.words.screen.still_the_old;
        self.print(|sheet| {
            faults.iter().for_each(|fault| sheet.text(Role::Body, fault));
            sheet.gap();
            sheet.text(Role::Muted, &say(count));
        })
    }

    /// Ends the screen.
    pub fn say_farewell(&mut self) {
        let farewell = self.farewell();
        self.print(|sheet| sheet.text(Role::Muted, farewell))
    }

    fn farewell(&self) -> &'static str {
        let words = &self.words.screen;
        if self.session.decisions() == 0 { words.farewell_unbegun } else { words.farewell }
    }

    /// Shows where the game stands, and what can be chosen there.
    pub(super) fn stand(&mut self, extent: Extent) {
        self.offer();
        let extent = if extent == Extent::Place && !self.is_in_sight() { Extent::Whole } else { extent };
        if matches!(extent, Extent::Whole | Extent::Again) {
            self.shown.note(self.session.decisions(), self.screen.passed());
        }
        self.screen.turn();
        let mut lines = self.turn(extent);
        self.debrief = None;
        let board = self.board();
        self.printed_board = (!self.has_room_for(&board)).then(|| board.clone());
        lines.extend(self.printed_board.iter().flatten().cloned());
        if extent == Extent::Rest {
            lines = self.unread.begin_page_again(lines);
        } else {
            self.unread.skip();
        }
        if extent == Extent::Again {
            self.screen.print(&lines);
        } else {
            self.read(lines);
        }
        self.complain();
    }

    /// Whether what is read where the game stands will be on the screen when that is said.
    fn is_in_sight(&self) -> bool {
        let (page, rows) = (self.screen.page(), self.screen.rows());
        let list = self.menu.lines(page, rows, "");
        let below = self.turn(Extent::Place).len() + self.board().len() + list.len();
        let before = self.shown.before(self.session.decisions());
        before.is_some_and(|before| self.screen.passed() - before + below <= rows)
    }

    /// Prints the latest turn again, where it does not stand as it was printed.
    pub(super) fn print_again(&mut self) {
        if self.unread.has_rest()
            && let Some(found) = self.debrief.take()
        {
            self.screen.turn();
            return self.print_debrief(found, Some(self.unread.screens_behind()));
        }
        self.screen.end_block();
        let extent = if self.unread.has_rest() { Extent::Rest } else { Extent::Again };
        let menu = self.menu.clone();
        self.stand(extent);
        if menu.kind == Kind::Decisions {
            self.offer_decisions();
        }
        self.menu.select_as_in(&menu);
    }

    /// Looks back on the game, screen by screen.
    pub(super) fn look_back(&mut self) -> io::Result<()> {
        self.note = self.words.debrief.wait.to_owned();
        self.screen.show(self.live())?;
        let found = self.session.debrief();
        self.note.clear();
        if let Some(found) = found {
            self.print_debrief(found, None);
        }
        Ok(())
    }

    /// Prints a debrief from its first screen on, or from the one behind which so many follow.
    fn print_debrief(&mut self, found: Debrief<'a>, behind: Option<usize>) {
        let (reader, page) = (self.session.reader(), self.screen.page());
        let mut screens = debrief::screens(&reader, &found, self.session.spoilers(), page);
        let read = behind.map_or(0, |behind| screens.len().saturating_sub(behind + 1));
        screens.drain(..read);
        let lines = self.unread.take_up_screens(screens, self.live().len(), self.screen.rows());
        self.screen.print(&lines);
        self.debrief = Some(found);
    }

    fn turn(&self, extent: Extent) -> Vec<Line> {
        let (reader, game) = (self.session.reader(), self.session.game());
        let mut sheet = Sheet::new(self.screen.page());
        match extent {
            Extent::Whole | Extent::Rest | Extent::Again => sheet.turn(&reader, game),
            Extent::Place => sheet.place(&reader, game),
        }
        if game.ending().is_some() {
            if self.session.is_new_ending() {
                sheet.text(Role::Body, self.words.endings.is_new);
            }
            sheet.text(Role::Muted, &reader.endings_count(&self.session.endings()));
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

    /// Whether there is nothing more to choose, because the story has ended or does not go on.
    pub(super) fn is_over(&self) -> bool {
        self.session.game().turn().stop != Stop::Choices
    }

    fn hints_over(&self) -> Vec<String> {
        let debrief = self.session.has_debrief().then_some(&self.words.debrief.key);
        hint::over(self.words, debrief)
    }

    /// Makes the list one of what can be chosen again, after it was one of decisions.
    pub(super) fn offer_again(&mut self) {
        self.offer();
        self.place_board()
    }

    /// Makes the list one of the decisions so far.
    pub(super) fn offer_decisions(&mut self) {
        let history = self.session.reader().history(self.session.game());
        match Menu::decisions(self.words, history) {
            Some(menu) => self.menu = menu,
            None => self.note = self.words.history.empty.to_owned(),
        }
    }

    /// Says what is to be known of how the game is kept.
    fn complain(&mut self) {
        if let Some(trouble) = self.session.take_trouble() {
            self.tell(&trouble);
        }
    }

    pub(super) fn tell(&mut self, sentence: &str) {
        self.print(|sheet| sheet.text(Role::Muted, sentence))
    }

    /// Prints a block above the list.
    pub(super) fn print(&mut self, write: impl FnOnce(&mut Sheet)) {
        let lines = self.block(write);
        self.screen.print(&lines)
    }

    pub(super) fn block(&self, write: impl FnOnce(&mut Sheet)) -> Vec<Line> {
        let mut sheet = Sheet::new(self.screen.page());
        write(&mut sheet);
        sheet.gap();
        sheet.into_lines()
    }
}
