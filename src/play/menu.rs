//! What can be selected at the end of the screen, and what is.

use super::hint;
use super::key::Key;
use super::layout::{Item, List, Page};
use super::line::Line;
use crate::language::Catalogue;
use crate::story::ChoiceId;
use crate::view::{ChoiceView, Told};

/// What a list is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Items {
    /// The choices of a scene, each with the reason why it is locked, if it is.
    Choices(Vec<(ChoiceId, Option<String>)>),
    /// The decisions made, to go back to.
    Decisions,
    /// Nothing: the story is over, or does not go on.
    None,
}

/// A list with something selected in it.
#[derive(Clone, Debug)]
pub struct Menu {
    /// What it is of.
    pub items: Items,
    heading: &'static str,
    labels: Vec<Item>,
    hints: Vec<String>,
    selected: usize,
    /// The number typed so far.
    typed: usize,
}

impl Menu {
    /// The choices of a scene, the first that can be made selected.
    pub fn choices(words: &'static Catalogue, choices: Vec<ChoiceView>) -> Menu {
        let item = |choice: &ChoiceView| Item {
            label: choice.label.clone(),
            locked: choice.locked.as_deref().map(words.scene.locked),
        };
        let items = choices.iter().map(item).collect();
        let selected = choices.iter().position(|choice| choice.locked.is_none()).unwrap_or(0);
        let of = Items::Choices(choices.into_iter().map(|choice| (choice.id, choice.locked)).collect());
        Menu { items: of, heading: "", labels: items, hints: hint::choosing(words), selected, typed: 0 }
    }

    /// The decisions of a game, the latest selected; `None` when there is none.
    pub fn decisions(words: &'static Catalogue, history: Vec<Told>) -> Option<Menu> {
        let decisions = history.into_iter().filter_map(|told| match told {
            Told::Decision { text, .. } => Some(Item { label: text, locked: None }),
            Told::Draw { .. } => None,
        });
        let items: Vec<Item> = decisions.collect();
        let selected = items.len().checked_sub(1)?;
        let heading = words.screen.back_to;
        Some(Menu {
            items: Items::Decisions,
            heading,
            labels: items,
            hints: hint::going_back(words),
            selected,
            typed: 0,
        })
    }

    /// Nothing to select, only hints.
    pub fn over(hints: Vec<String>) -> Menu {
        Menu { items: Items::None, heading: "", labels: Vec::new(), hints, selected: 0, typed: 0 }
    }

    /// The position of what is selected.
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// Selects as a key says. Every other key begins a number anew.
    pub fn press(&mut self, key: Key) {
        let typed = std::mem::take(&mut self.typed);
        let last = self.labels.len().saturating_sub(1);
        match key {
            Key::Up if self.selected == 0 => self.selected = last,
            Key::Up => self.selected -= 1,
            Key::Down if self.selected == last => self.selected = 0,
            Key::Down => self.selected += 1,
            Key::First => self.selected = 0,
            Key::Last => self.selected = last,
            Key::Char(c) => {
                c.to_digit(10).into_iter().for_each(|digit| self.type_digit(typed, digit as usize))
            }
            Key::Enter | Key::Space | Key::Escape | Key::Repaint => {}
        }
    }

    /// Selects by number, of which a part may have been typed before.
    fn type_digit(&mut self, typed: usize, digit: usize) {
        let exists = |number: &usize| (1..=self.labels.len()).contains(number);
        let longer = Some(typed * 10 + digit).filter(exists);
        if let Some(number) = longer.or(Some(digit).filter(exists)) {
            self.selected = number - 1;
            self.typed = number;
        }
    }

    /// Selects a choice, if it is there.
    pub fn select_choice(&mut self, choice: Option<ChoiceId>) {
        if let (Items::Choices(choices), Some(choice)) = (&self.items, choice) {
            let position = choices.iter().position(|(id, _)| *id == choice);
            self.selected = position.unwrap_or(self.selected);
        }
    }

    /// Selects what is selected in another list, if that is the same list.
    pub fn select_as_in(&mut self, other: &Menu) {
        if self.labels == other.labels {
            self.selected = other.selected;
        }
    }

    /// The lines of the list, at most as many as the rows; a note takes the place of the hint.
    pub fn lines(&self, page: Page, rows: usize, note: &str) -> Vec<Line> {
        let (heading, items, hints) = (self.heading, &self.labels, &self.hints);
        List { heading, items, selected: self.selected, note, hints }.lines(page, rows)
    }
}
