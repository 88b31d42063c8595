//! A game on a screen while something is still to be read: the pauses, and what can be done in one.

use super::answers::Next;
use super::hint;
use super::key::Key;
use super::layout::{List, Sheet};
use super::line::Line;
use super::menu::Kind;
use super::stage::Stage;
use crate::language::Command;

impl Stage<'_, '_, '_> {
    /// Whether the player is asked to read on. The list of decisions can be opened over a pause, and then comes first.
    pub(super) fn is_pausing(&self) -> bool {
        self.unread.has_aside() || self.has_rest_below()
    }

    /// Whether a pause before the rest stands at the end of the screen, or would without what was asked for.
    fn has_rest_below(&self) -> bool {
        self.unread.has_rest() && self.menu.kind != Kind::Decisions
    }

    /// How many lines stand below what was asked for.
    fn below_aside(&self) -> usize {
        if self.has_rest_below() { 1 } else { self.live().len() }
    }

    /// What is shown at a pause.
    pub(super) fn pause(&self) -> Vec<Line> {
        let skip = self.can_skip().then_some(&self.words.screen.skip);
        let hints = hint::pausing(self.words, skip);
        let list = List { heading: "", items: &[], selected: 0, note: &self.note, hints: &hints };
        list.lines(self.screen.page(), self.screen.rows())
    }

    /// Does what a key asks for in a pause.
    pub(super) fn answer_pause(&mut self, key: Key) -> Next {
        self.note.clear();
        match key {
            Key::Space | Key::Enter => self.read_on(),
            Key::Repaint => {
                self.screen.clear();
                self.print_again();
            }
            Key::Escape if self.can_skip() => self.skip(),
            Key::Char(c) if self.words.screen.asks_to_look(c) => {
                self.screen.end_block();
                self.look();
            }
            Key::Char(c) => match self.words.screen.command(c) {
                // What changes the game waits until it was read how it stands.
                None | Some(Command::Undo | Command::Redo | Command::New) => {}
                Some(command) => {
                    self.screen.end_block();
                    return self.obey(command);
                }
            },
            _ => {}
        }
        Next::Stay
    }

    /// What the story still tells must be read; a look back on it, and what was asked for, need not.
    fn can_skip(&self) -> bool {
        self.unread.has_aside() || self.debrief.is_some()
    }

    fn skip(&mut self) {
        if self.unread.has_aside() {
            self.unread.skip_aside();
        } else {
            self.unread.skip();
        }
        self.place_board()
    }

    /// Prints what follows after the pause.
    fn read_on(&mut self) {
        let below = if self.unread.has_aside() { self.below_aside() } else { self.live().len() };
        let lines = self.unread.go_on(below, self.screen.rows());
        self.screen.print(&lines);
        // The size may have changed during the pause.
        self.place_board()
    }

    /// Prints lines as far as they fit on the screen, and pauses before the rest.
    pub(super) fn read(&mut self, lines: Vec<Line>) {
        let lines = self.unread.take_up(lines, self.live().len(), self.screen.rows());
        self.screen.print(&lines)
    }

    /// Prints a block that was asked for, with pauses; what was unread before stays so.
    pub(super) fn recount(&mut self, write: impl FnOnce(&mut Sheet)) {
        let lines = self.block(write);
        let lines = self.unread.take_aside(lines, self.below_aside(), self.screen.rows());
        self.screen.print(&lines)
    }
}
