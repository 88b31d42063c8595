//! What can be selected at the end of the screen, and what is.

use super::hint;
use super::layout::{Item, Laid, List, Page};
use super::terminal::Key;
use crate::language::Catalogue;
use crate::story::ChoiceId;
use crate::view::{ChoiceView, Told};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Items {
    /// The choices of a scene, each with the reason why it is locked, if it is.
    Choices(Vec<(ChoiceId, Option<String>)>),
    Decisions,
    /// Nothing: the story is over, or does not go on.
    None,
}

#[derive(Clone, Debug)]
pub struct Menu {
    pub items: Items,
    heading: &'static str,
    labels: Vec<Item>,
    hints: Vec<String>,
    selected: Option<usize>,
    typed: usize,
}

impl Menu {
    /// The choices of a scene, none of them selected: no habit decides, and no choice has a head start.
    pub fn choices(words: &'static Catalogue, choices: Vec<ChoiceView>, hints: Vec<String>) -> Menu {
        let item = |choice: &ChoiceView| Item {
            label: choice.label.clone(),
            locked: choice.locked.as_deref().map(words.scene.locked),
        };
        let items = choices.iter().map(item).collect();
        let of = Items::Choices(choices.into_iter().map(|choice| (choice.id, choice.locked)).collect());
        Menu { items: of, heading: "", labels: items, hints, selected: None, typed: 0 }
    }

    /// The decisions of a game, the latest selected; `None` when there is none.
    pub fn decisions(words: &'static Catalogue, history: Vec<Told>) -> Option<Menu> {
        let decisions = history.into_iter().filter_map(|told| match told {
            Told::Decision { text, .. } => Some(Item { label: text, locked: None }),
            Told::Draw { .. } => None,
        });
        let items: Vec<Item> = decisions.collect();
        let selected = Some(items.len().checked_sub(1)?);
        let (heading, hints) = (words.screen.back_to, hint::going_back(words));
        Some(Menu { items: Items::Decisions, heading, labels: items, hints, selected, typed: 0 })
    }

    pub fn over(hints: Vec<String>) -> Menu {
        Menu { items: Items::None, heading: "", labels: Vec::new(), hints, selected: None, typed: 0 }
    }

    pub fn count(&self) -> usize {
        self.labels.len()
    }

    pub fn selected(&self) -> Option<usize> {
        self.selected
    }

    /// Selects as a key says; says whether the key is of any use. Every other key begins a number anew.
    pub fn press(&mut self, key: Key) -> bool {
        let typed = std::mem::take(&mut self.typed);
        let Some(last) = self.labels.len().checked_sub(1) else { return false };
        let selected = match (key, self.selected) {
            (Key::Up, None | Some(0)) | (Key::Last, _) => last,
            (Key::Up, Some(selected)) => selected - 1,
            (Key::Down, Some(selected)) if selected < last => selected + 1,
            (Key::Down | Key::First, _) => 0,
            (Key::Char(c), _) => match c.to_digit(10).and_then(|digit| self.numbered(typed, digit as usize)) {
                Some(number) => {
                    self.typed = number;
                    number - 1
                }
                None => return false,
            },
            (Key::Enter | Key::Space | Key::Escape | Key::Repaint, _) => return false,
        };
        self.selected = Some(selected);
        true
    }

    /// The number of an item that a digit makes, behind what was typed before or by itself.
    fn numbered(&self, typed: usize, digit: usize) -> Option<usize> {
        let numbers = [typed * 10 + digit, digit];
        numbers.into_iter().find(|number| (1..=self.labels.len()).contains(number))
    }

    pub fn select_as_in(&mut self, other: &Menu) {
        if self.labels == other.labels {
            self.selected = other.selected;
        }
    }

    pub fn lay_out(&self, page: Page, rows: usize, note: &str) -> Laid {
        let (heading, items, hints) = (self.heading, &self.labels, &self.hints);
        List { heading, items, selected: self.selected, note, hints }.lay_out(page, rows)
    }
}
