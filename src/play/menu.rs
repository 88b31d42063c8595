//! The menu at the end of the screen: items, the selected one, and hints, which name the keys in several lengths: the
//! first that fits is shown.

use super::layout::{BETWEEN, Item, Laid, List, Page};
use super::terminal::Key;
use crate::language::{Catalogue, Command, KeyHint, ScreenWords};
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
    pub selected: Option<usize>,
    typed: usize,
}

impl Menu {
    /// The choices of a scene. None is selected, so that no choice has an advantage.
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
        let (heading, hints) = (words.screen.back_to, going_back_keys(words));
        Some(Menu { items: Items::Decisions, heading, labels: items, hints, selected, typed: 0 })
    }

    pub fn over(hints: Vec<String>) -> Menu {
        Menu { items: Items::None, heading: "", labels: Vec::new(), hints, selected: None, typed: 0 }
    }

    pub fn count(&self) -> usize {
        self.labels.len()
    }

    /// Selects the item that a key asks for; `false` if it asks for none. Digits in a row make one number.
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

    /// The number that a digit makes, behind the digits in `typed` or alone; `None` if no item has it.
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

pub fn choosing_keys(words: &Catalogue, without: &[&KeyHint]) -> Vec<String> {
    let ScreenWords { choose, decide, status, undo, history, help, quit, .. } = &words.screen;
    let keys = [choose, decide, status, undo, history, help, quit];
    forms("", &only(&keys, without), &[history, status, undo, choose, decide, quit])
}

/// The keys when the story is over. Those of the debrief, if there is one, come first.
pub fn over_keys(words: &Catalogue, debrief: &[&KeyHint], without: &[&KeyHint]) -> Vec<String> {
    let ScreenWords { new, back, undo, history, endings, help, quit, .. } = &words.screen;
    let keys = only(&[new, back, undo, history, endings, help, quit], without);
    // No list stands above the keys, so the shortest form has room on any screen, on as many lines as it needs.
    forms("", &debrief.iter().copied().chain(keys).collect::<Vec<_>>(), &[history, undo])
}

pub fn going_back_keys(words: &Catalogue) -> Vec<String> {
    let ScreenWords { choose, go_back, cancel, .. } = &words.screen;
    forms("", &[choose, go_back, cancel], &[choose, cancel])
}

/// The keys at a pause. `skip` is the key that skips the rest, if the rest can be skipped.
pub fn pausing_keys(words: &Catalogue, skip: Option<&KeyHint>, without: &[&KeyHint]) -> Vec<String> {
    let ScreenWords { go_on, undo, help, quit, more, .. } = &words.screen;
    let keys = only(&[undo, help, quit], without);
    let keys: Vec<&KeyHint> = [go_on].into_iter().chain(skip).chain(keys).collect();
    let with_more = forms(&format!("… {more}{BETWEEN}"), &keys, &[undo, help, quit]);
    with_more.into_iter().chain(forms("", &[go_on], &[])).collect()
}

pub fn resuming_keys(words: &Catalogue) -> Vec<String> {
    let (yes, no, quit) = (&words.saves.resume_yes, &words.saves.resume_no, &words.screen.quit);
    forms("", &[yes, no, quit], &[quit])
}

pub fn keys_for_help<'k>(keys: &'k ScreenWords, debrief: &[&'k KeyHint], without: &[&KeyHint]) -> Vec<&'k KeyHint> {
    let ScreenWords { choose, number, decide, go_on, skip, look, .. } = keys;
    let commands = Command::all().filter_map(|command| keys.key(command));
    let keys = [choose, number, decide, go_on, skip, look].into_iter();
    // `go_on` has the debrief's first key already.
    let debrief = debrief.iter().skip(1).copied();
    let all: Vec<&KeyHint> = keys.chain(debrief).chain(commands).collect();
    only(&all, without)
}

fn only<'k>(keys: &[&'k KeyHint], without: &[&KeyHint]) -> Vec<&'k KeyHint> {
    keys.iter().copied().filter(|key| without.iter().all(|other| other.name != key.name)).collect()
}

/// A line of these keys, then shorter ones: each leaves out one more of the keys in `dropped`.
fn forms(before: &str, keys: &[&KeyHint], dropped: &[&KeyHint]) -> Vec<String> {
    let form = |count: usize| {
        let named = |key: &KeyHint| format!("{} {}", key.name, key.does);
        let shown: Vec<String> = only(keys, &dropped[..count]).into_iter().map(named).collect();
        before.to_owned() + &shown.join(BETWEEN)
    };
    (0..=dropped.len()).map(form).collect()
}

#[cfg(test)]
mod tests {
    use super::{BETWEEN, choosing_keys, going_back_keys, over_keys, pausing_keys, resuming_keys};
    use crate::language::CATALOGUES;
    use crate::play::layout::{List, Page};
    use crate::play::line::width;

    #[test]
    fn no_key_is_parted_from_what_it_does_and_on_forty_columns_it_is_said_how_to_leave() {
        for words in CATALOGUES {
            let debrief: &[_] = &[&words.debrief.key, &words.debrief.sums_key, &words.debrief.write_key];
            for forms in [
                choosing_keys(words, &[]),
                choosing_keys(words, &[&words.screen.undo]),
                over_keys(words, &[], &[]),
                over_keys(words, debrief, &[]),
                going_back_keys(words),
                pausing_keys(words, None, &[]),
                pausing_keys(words, Some(&words.screen.skip), &[&words.screen.undo]),
                resuming_keys(words),
            ] {
                let list = List { heading: "", items: &[], selected: None, note: "", hints: &forms };
                let lines: Vec<String> =
                    list.lay_out(Page::new(20), 9).lines.iter().map(|line| line.text().trim().to_owned()).collect();
                let shortest = forms.last().expect("there is a form");
                for key in shortest.split(BETWEEN).filter(|key| width(key) <= Page::new(20).measure()) {
                    assert!(lines.iter().any(|line| line.contains(key)), "{key}: {lines:?}");
                }
                assert!(forms.is_sorted_by_key(|form| std::cmp::Reverse(width(form))), "{forms:?}");
            }
            let quit = format!("q {}", words.screen.quit.does);
            for forms in [choosing_keys(words, &[]), pausing_keys(words, None, &[])] {
                let shown = forms.iter().find(|form| width(form) <= Page::new(40).measure());
                assert!(shown.is_some_and(|form| form.contains(&quit)), "{}: {forms:?}", words.tag);
            }
            let forms = over_keys(words, debrief, &[]);
            let list = List { heading: "", items: &[], selected: None, note: "", hints: &forms };
            let lines = list.lay_out(Page::new(40), 6).lines;
            assert_eq!(lines.len(), 3, "{lines:?}");
            let said: Vec<String> = lines.iter().map(|line| line.text().trim().to_owned()).collect();
            assert_eq!(Some(&said.join(BETWEEN)), forms.last());
        }
    }
}
