//! The menu at the end of the screen: items, of which one can be selected, then a note, then a hint that names keys.
//!
//! The menu must fit the screen, because it is painted again and again. At any height, the selected item is visible.

use super::layout::{Page, Sheet};
use super::line::{Line, Role, width};
use super::screen::Live;
use super::terminal::Key;
use crate::language::{Catalogue, Command, KeyHint};
use crate::view::{ChoiceView, Told};
use std::ops::Range;

/// What separates two keys in a hint.
const BETWEEN: &str = "  ";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Items {
    Choices,
    Decisions,
    /// No items: the story is over or does not go on, or a key answers a question.
    None,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub label: String,
    /// The reason why the item cannot be chosen, as a phrase; `None` if it can be chosen.
    pub locked: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Menu {
    pub of: Items,
    /// The text above the list, such as a question; empty for none.
    heading: String,
    pub items: Vec<Item>,
    /// Forms of the hint, the longest first. The first that fits on one line is shown; if none fits, the last, on
    /// several lines.
    hints: Vec<String>,
    pub selected: Option<usize>,
    /// The number made of the digits typed so far; 0 if there are none.
    typed: usize,
}

impl Menu {
    /// A menu in which nothing is selected.
    pub fn new(of: Items, heading: &str, items: Vec<Item>, hints: Vec<String>) -> Menu {
        Menu { of, heading: heading.to_owned(), items, hints, selected: None, typed: 0 }
    }

    /// The choices of a scene. None is selected at first, so that the program favours no choice.
    pub fn choices(words: &Catalogue, choices: Vec<ChoiceView>, hints: Vec<String>) -> Menu {
        let item =
            |choice: ChoiceView| Item { label: choice.label, locked: choice.locked.as_deref().map(words.scene.locked) };
        Menu::new(Items::Choices, "", choices.into_iter().map(item).collect(), hints)
    }

    /// The decisions of a game, with the latest selected; `None` if there are no decisions.
    pub fn decisions(words: &Catalogue, history: Vec<Told>) -> Option<Menu> {
        let decisions = history.into_iter().filter_map(|told| match told {
            Told::Decision { text, .. } => Some(Item { label: text, locked: None }),
            Told::Draw { .. } => None,
        });
        let mut menu = Menu::new(Items::Decisions, words.screen.back_to, decisions.collect(), going_back_keys(words));
        menu.selected = Some(menu.items.len().checked_sub(1)?);
        Some(menu)
    }

    pub fn over(hints: Vec<String>) -> Menu {
        Menu::new(Items::None, "", Vec::new(), hints)
    }

    /// Selects the item that a key asks for; `false` if the key asks for no item. Digits typed in a row make one
    /// number.
    pub fn press(&mut self, key: Key) -> bool {
        let typed = std::mem::take(&mut self.typed);
        let Some(last) = self.items.len().checked_sub(1) else { return false };
        let selected = match (key, self.selected) {
            (Key::Up, None | Some(0)) | (Key::Last, _) => last,
            (Key::Up, Some(selected)) => selected - 1,
            (Key::Down, Some(selected)) if selected < last => selected + 1,
            (Key::Down | Key::First, _) => 0,
            (Key::Char(c), _) => {
                let Some(digit) = c.to_digit(10) else { return false };
                let numbers = [typed * 10 + digit as usize, digit as usize];
                let Some(number) = numbers.into_iter().find(|number| (1..=last + 1).contains(number)) else {
                    return false;
                };
                self.typed = number;
                number - 1
            }
            (Key::Enter | Key::Space | Key::Escape | Key::Repaint, _) => return false,
        };
        self.selected = Some(selected);
        true
    }

    /// Lays out the menu in at most `rows` rows, with the cursor on the selected item. `note` is a sentence above the
    /// hint, empty for none. If the list is cut, the hint says which part is shown.
    pub fn lay_out(&self, page: Page, rows: usize, note: &str) -> Live {
        let mut sheet = Sheet::new(page);
        if !self.heading.is_empty() {
            sheet.text(Role::Body, &self.heading);
            sheet.gap();
        }
        let mut places = Vec::new();
        for index in 0..self.items.len() {
            let from = sheet.lines.len();
            self.item(index, &mut sheet);
            places.push(from..sheet.lines.len());
        }
        let selected = self.selected.and_then(|selected| places.get(selected).cloned()).unwrap_or(0..0);
        let mut below = self.under(page, note, None);
        let mut shown = window(sheet.lines.len(), &selected, below.len(), rows);
        if shown.len() < sheet.lines.len() {
            // The part shown depends on the height of the hint, and the hint names that part: so both are made again.
            below = self.under(page, note, part(&places, &shown));
            shown = window(sheet.lines.len(), &selected, below.len(), rows);
        } else if !self.items.is_empty() && sheet.lines.len() + below.len() < rows {
            sheet.gap();
            shown.end = sheet.lines.len();
        }
        below.truncate(rows.saturating_sub(shown.len()).max(usize::from(shown.is_empty())));
        let cursor = selected.start.saturating_sub(shown.start);
        Live { lines: sheet.lines.drain(shown).chain(below).collect(), cursor }
    }

    fn item(&self, index: usize, sheet: &mut Sheet) {
        let item = &self.items[index];
        let is_selected = Some(index) == self.selected;
        let digits = self.items.len().to_string().len();
        let (number_role, role) = match (is_selected, item.locked.is_some()) {
            (_, true) => (Role::Muted, Role::Muted),
            (true, false) => (Role::Selected, Role::Selected),
            (false, false) => (Role::Muted, Role::Body),
        };
        let first = sheet.lines.len();
        let mark = Line::of(number_role, &format!("{:>digits$}", index + 1)).with(Role::Body, "  ");
        sheet.hanging(&mark, [(role, item.label.as_str())]);
        if let Some(locked) = &item.locked {
            sheet.hanging(&Line::indented(mark.width()), [(Role::Muted, locked.as_str())]);
        }
        if is_selected {
            sheet.lines[first] = sheet.lines[first].marked(Role::Accent, "❯ ");
        }
    }

    /// The note and the hint. `part` says which part of a cut list is shown; it begins the hint.
    fn under(&self, page: Page, note: &str, part: Option<String>) -> Vec<Line> {
        let mut sheet = Sheet::new(page);
        if !note.is_empty() {
            sheet.text(Role::Body, note);
        }
        let begin = part.as_ref().map_or(String::new(), |part| format!("{part}{BETWEEN}"));
        let hints: Vec<String> = self.hints.iter().map(|hint| format!("{begin}{hint}")).chain(part).collect();
        let fits = hints.iter().find(|hint| width(hint) <= page.measure);
        let hint = fits.or(hints.last()).map_or("", String::as_str);
        // A hint that is too long is broken only between keys.
        sheet.row(hint.split(BETWEEN).map(|key| Line::of(Role::Muted, key)), &Line::of(Role::Muted, BETWEEN));
        sheet.lines
    }
}

/// The items that are shown whole, as in `2–5/7 ↑↓`; `None` if that is all items or no item.
fn part(places: &[Range<usize>], shown: &Range<usize>) -> Option<String> {
    let is_whole = |place: &Range<usize>| place.start >= shown.start && place.end <= shown.end;
    let first = places.iter().position(is_whole)?;
    let last = places.iter().rposition(is_whole)?;
    let up = if first > 0 { "↑" } else { "" };
    let down = if last + 1 < places.len() { "↓" } else { "" };
    let is_all = up.is_empty() && down.is_empty();
    (!is_all).then(|| format!("{}–{}/{} {up}{down}", first + 1, last + 1, places.len()))
}

/// The range of the list's lines to show, with the selected item in the middle. `lines` and `below` count the lines of
/// the list and below it; if there is too little room, the selected item comes before the lines below.
fn window(lines: usize, selected: &Range<usize>, below: usize, rows: usize) -> Range<usize> {
    let room = rows.saturating_sub(below).max(selected.len()).max(1).min(rows.max(1)).min(lines);
    let spare = room.saturating_sub(selected.len()) / 2;
    let from = selected.start.saturating_sub(spare).min(lines - room);
    from..from + room
}

pub fn choosing_keys(words: &Catalogue, without: &[&KeyHint]) -> Vec<String> {
    let [status, undo, history, help, quit] =
        [Command::Status, Command::Undo, Command::History, Command::Help, Command::Quit]
            .map(|it| words.commands.key(it));
    let (choose, decide) = (&words.screen.choose, &words.screen.decide);
    let keys = [choose, decide, status, undo, history, help, quit];
    forms("", &only(&keys, without), &[history, status, undo, choose, decide, quit])
}

/// The hints when the story is over. The debrief's keys come first; the keys in `without` are left out.
pub fn over_keys(words: &Catalogue, debrief: &[&KeyHint], without: &[&KeyHint]) -> Vec<String> {
    use Command::{Back, Endings, Help, History, New, Quit, Undo};
    let keys = [New, Back, Undo, History, Endings, Help, Quit].map(|command| words.commands.key(command));
    // No list stands above the hint, so it may take several lines: even its shortest form names most keys.
    forms("", &[debrief, &only(&keys, without)].concat(), &[History, Undo].map(|command| words.commands.key(command)))
}

pub fn going_back_keys(words: &Catalogue) -> Vec<String> {
    let (choose, go_back, cancel) = (&words.screen.choose, &words.screen.go_back, &words.screen.cancel);
    forms("", &[choose, go_back, cancel], &[choose, cancel])
}

/// The hints at a pause. `skip` is the key that skips text, `None` if no text can be skipped.
pub fn pausing_keys(words: &Catalogue, skip: Option<&KeyHint>, without: &[&KeyHint]) -> Vec<String> {
    let go_on = &words.screen.go_on;
    let commands = [Command::Undo, Command::Help, Command::Quit].map(|command| words.commands.key(command));
    let keys: Vec<&KeyHint> = [go_on].into_iter().chain(skip).chain(only(&commands, without)).collect();
    let with_more = forms(&format!("… {}{BETWEEN}", words.screen.more), &keys, &commands);
    with_more.into_iter().chain(forms("", &[go_on], &[])).collect()
}

pub fn resuming_keys(words: &Catalogue) -> Vec<String> {
    let (yes, no, quit) = (&words.saves.resume_yes, &words.saves.resume_no, words.commands.key(Command::Quit));
    forms("", &[yes, no, quit], &[quit])
}

pub fn keys_for_help<'k>(words: &'k Catalogue, debrief: &[&'k KeyHint], without: &[&KeyHint]) -> Vec<&'k KeyHint> {
    let screen = &words.screen;
    let keys = [&screen.choose, &screen.number, &screen.decide, &screen.go_on, &screen.skip, &screen.look].into_iter();
    // The first key of the debrief does the same as `go_on`, which is listed already.
    let keys = keys.chain(debrief.iter().skip(1).copied());
    let keys = keys.chain(Command::all().map(|command| words.commands.key(command)).filter(|key| !key.name.is_empty()));
    only(&keys.collect::<Vec<_>>(), without)
}

fn only<'k>(keys: &[&'k KeyHint], without: &[&KeyHint]) -> Vec<&'k KeyHint> {
    keys.iter().copied().filter(|key| !without.contains(key)).collect()
}

/// A line that names all of `keys`, then shorter lines: each leaves out one more key of `dropped`, in order.
fn forms(before: &str, keys: &[&KeyHint], dropped: &[&KeyHint]) -> Vec<String> {
    let form = |count: usize| {
        let named = |key: &KeyHint| format!("{} {}", key.name, key.does);
        let shown: Vec<String> = only(keys, &dropped[..count]).into_iter().map(named).collect();
        before.to_owned() + &shown.join(BETWEEN)
    };
    (0..=dropped.len()).map(form).collect()
}
