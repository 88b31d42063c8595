//! The board of a game on a screen: one with the list where both have room, and otherwise printed above it.

use super::line::Line;
use super::menu::Kind;
use super::stage::Stage;
use crate::game::Stop;

impl Stage<'_, '_, '_> {
    /// All that is painted again when something changes: the list, and the board above it where both have room. There
    /// the board is laid out anew with every change of size, and does not stay behind when a choice is taken back.
    pub(super) fn live(&self) -> Vec<Line> {
        let mut lines = match &self.menu.kind {
            Kind::Choices(_) if self.printed_board.is_none() => self.board(),
            _ => Vec::new(),
        };
        let rows = self.screen.rows().saturating_sub(lines.len());
        lines.extend(self.menu.lines(self.screen.page(), rows, &self.note));
        lines
    }

    pub(super) fn board(&self) -> Vec<Line> {
        let turn = self.session.game().turn();
        match turn.stop {
            Stop::Choices => {
                let board = self.session.reader().board(turn);
                self.block(|sheet| sheet.board(&board))
            }
            Stop::Ending | Stop::DeadEnd | Stop::EndlessChain => Vec::new(),
        }
    }

    pub(super) fn has_room_for(&self, board: &[Line]) -> bool {
        let rows = self.screen.rows();
        board.is_empty() || board.len() + self.menu.lines(self.screen.page(), rows, "").len() <= rows
    }

    /// Prints the board, where it was one with the list and has no room there, or was printed in another shape. One that
    /// was printed as it would be stays, and none comes before what is still to be read.
    pub(super) fn place_board(&mut self) {
        if self.menu.kind == Kind::Decisions || self.unread.is_pausing() {
            return;
        }
        let board = self.board();
        if self.printed_board.as_ref() == Some(&board) {
            return;
        }
        let has_room = self.has_room_for(&board);
        if !has_room {
            self.screen.print(&board);
        }
        self.printed_board = (!has_room).then_some(board);
    }

    /// Prints what was chosen in place of the list, under the board as it was.
    pub(super) fn print_chosen(&mut self, label: &str) {
        let mut lines = if self.printed_board.is_none() { self.board() } else { Vec::new() };
        lines.extend(self.block(|sheet| sheet.chosen(label)));
        self.screen.print(&lines)
    }
}
