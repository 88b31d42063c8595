//! What a player asks for in words: where everyone stands, the history, the endings, the keys.

use super::super::line::{Line, Role, width};
use super::sheet::Sheet;
use crate::language::{Catalogue, KeyHint, ScreenWords};
use crate::view::{Board, EndingView, Told, unfound};

impl Sheet {
    pub fn status(&mut self, words: &Catalogue, board: &Board) {
        if board.is_empty() {
            return self.text(Role::Body, words.board.empty);
        }
        for who in &board.stakeholders {
            let said = (words.board.stakeholder)(&who.name, &who.role, &who.word, who.moved);
            self.text(Role::Body, &said);
        }
        for counter in &board.counters {
            self.text(Role::Body, &(words.board.counter)(&counter.name, counter.value));
        }
    }

    pub fn history(&mut self, words: &Catalogue, history: &[Told]) {
        if history.is_empty() {
            return self.text(Role::Body, words.history.empty);
        }
        self.text(Role::Title, words.history.heading);
        let digits = history.len().to_string().len();
        for told in history {
            match told {
                Told::Decision { number, text, .. } => {
                    let mark = Line::of(Role::Muted, &format!("{number:>digits$}")).with(Role::Body, "  ");
                    self.hanging(&mark, [(Role::Body, text.as_str())]);
                }
                Told::Draw { text } => {
                    self.hanging(&Line::indented(digits + 2), [(Role::Muted, (words.history.draw)(text).as_str())]);
                }
            }
        }
    }

    pub fn endings(&mut self, words: &Catalogue, endings: &[EndingView]) {
        let words = &words.endings;
        let found: Vec<&String> = endings.iter().filter_map(|ending| ending.title.as_ref()).collect();
        self.text(Role::Title, &(words.count)(found.len(), endings.len()));
        for title in &found {
            self.hanging(&Line::of(Role::Accent, "● "), [(Role::Body, title.as_str())]);
        }
        // Hints tell of the plot, so there is none before the first ending.
        if found.is_empty() || found.len() == endings.len() {
            return;
        }
        self.gap();
        self.text(Role::Body, words.others);
        for said in unfound(words, endings) {
            self.hanging(&Line::of(Role::Muted, "○ "), [(Role::Muted, said.as_str())]);
        }
    }

    pub fn help(&mut self, words: &ScreenWords, keys: &[&KeyHint]) {
        self.text(Role::Title, words.help_heading);
        let names = keys.iter().map(|key| width(key.name)).max().unwrap_or(0);
        for key in keys {
            let mark = Line::of(Role::Muted, key.name).then(&Line::indented(names + 2 - width(key.name)));
            self.hanging(&mark, [(Role::Body, key.help)]);
        }
        let english = words.help_english_letters();
        if !english.is_empty() {
            self.text(Role::Muted, &english);
        }
    }
}
