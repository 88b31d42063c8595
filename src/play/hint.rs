//! The line that names the keys, in several lengths: the first that fits is shown.

use super::layout::BETWEEN;
use crate::language::{Catalogue, Command, KeyHint, ScreenWords};

pub fn choosing(words: &Catalogue, without: &[&KeyHint]) -> Vec<String> {
    let ScreenWords { choose, decide, status, undo, history, help, quit, .. } = &words.screen;
    let keys = [choose, decide, status, undo, history, help, quit];
    forms("", &only(&keys, without), &[history, status, undo, choose, decide, quit])
}

/// The keys when the story is over. Those of the debrief come first, where there is one.
pub fn over(words: &Catalogue, debrief: &[&KeyHint], without: &[&KeyHint]) -> Vec<String> {
    let ScreenWords { new, back, undo, history, endings, help, quit, .. } = &words.screen;
    let keys = only(&[new, back, undo, history, endings, help, quit], without);
    // Nothing stands above them, so there is room for the shortest on any screen, on as many lines as it takes.
    forms("", &debrief.iter().copied().chain(keys).collect::<Vec<_>>(), &[history, undo])
}

pub fn going_back(words: &Catalogue) -> Vec<String> {
    let ScreenWords { choose, go_back, cancel, .. } = &words.screen;
    forms("", &[choose, go_back, cancel], &[choose, cancel])
}

/// The keys at a pause, among them the one that skips the rest, where that can be skipped.
pub fn pausing(words: &Catalogue, skip: Option<&KeyHint>, without: &[&KeyHint]) -> Vec<String> {
    let ScreenWords { go_on, undo, help, quit, more, .. } = &words.screen;
    let keys = only(&[undo, help, quit], without);
    let keys: Vec<&KeyHint> = [go_on].into_iter().chain(skip).chain(keys).collect();
    let with_more = forms(&format!("… {more}{BETWEEN}"), &keys, &[undo, help, quit]);
    with_more.into_iter().chain(forms("", &[go_on], &[])).collect()
}

pub fn resuming(words: &Catalogue) -> Vec<String> {
    let (yes, no, quit) = (&words.saves.resume_yes, &words.saves.resume_no, &words.screen.quit);
    forms("", &[yes, no, quit], &[quit])
}

pub fn all<'k>(keys: &'k ScreenWords, debrief: &[&'k KeyHint], without: &[&KeyHint]) -> Vec<&'k KeyHint> {
    let ScreenWords { choose, number, decide, go_on, skip, look, .. } = keys;
    let commands = Command::all().filter_map(|command| keys.key(command));
    let keys = [choose, number, decide, go_on, skip, look].into_iter();
    // Enter stands there already.
    let debrief = debrief.iter().skip(1).copied();
    let all: Vec<&KeyHint> = keys.chain(debrief).chain(commands).collect();
    only(&all, without)
}

fn only<'k>(keys: &[&'k KeyHint], without: &[&KeyHint]) -> Vec<&'k KeyHint> {
    keys.iter().copied().filter(|key| without.iter().all(|other| other.name != key.name)).collect()
}

/// A line of these keys, and shorter ones, each with one more of those in `dropped` left out.
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
    use super::{BETWEEN, choosing, going_back, over, pausing, resuming};
    use crate::language::CATALOGUES;
    use crate::play::layout::{List, Page};
    use crate::play::line::width;

    #[test]
    fn no_key_is_parted_from_what_it_does_and_on_forty_columns_it_is_said_how_to_leave() {
        for words in CATALOGUES {
            let debrief: &[_] = &[&words.debrief.key, &words.debrief.sums_key, &words.debrief.write_key];
            for forms in [
                choosing(words, &[]),
                choosing(words, &[&words.screen.undo]),
                over(words, &[], &[]),
                over(words, debrief, &[]),
                going_back(words),
                pausing(words, None, &[]),
                pausing(words, Some(&words.screen.skip), &[&words.screen.undo]),
                resuming(words),
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
            for forms in [choosing(words, &[]), pausing(words, None, &[])] {
                let shown = forms.iter().find(|form| width(form) <= Page::new(40).measure());
                assert!(shown.is_some_and(|form| form.contains(&quit)), "{}: {forms:?}", words.tag);
            }
            let forms = over(words, debrief, &[]);
            let list = List { heading: "", items: &[], selected: None, note: "", hints: &forms };
            let lines = list.lay_out(Page::new(40), 6).lines;
            assert_eq!(lines.len(), 3, "{lines:?}");
            let said: Vec<String> = lines.iter().map(|line| line.text().trim().to_owned()).collect();
            assert_eq!(Some(&said.join(BETWEEN)), forms.last());
        }
    }
}
