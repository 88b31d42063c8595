//! The line that names the keys, in several lengths: the first that fits is shown.

use super::layout::BETWEEN;
use crate::language::{Catalogue, Key, Screen};

/// The keys at a choice.
pub fn choosing(words: &Catalogue) -> Vec<String> {
    let keys = &words.screen;
    vec![
        line(&[&keys.choose, &keys.decide, &keys.status, &keys.undo, &keys.history, &keys.help, &keys.quit]),
        line(&[&keys.choose, &keys.decide, &keys.status, &keys.undo, &keys.help, &keys.quit]),
        line(&[&keys.choose, &keys.decide, &keys.help, &keys.quit]),
        line(&[&keys.decide, &keys.help, &keys.quit]),
        line(&[&keys.help, &keys.quit]),
        line(&[&keys.help]),
    ]
}

/// The keys when the story is over; the first leads on to the debrief, where there is one.
pub fn over(words: &Catalogue, debrief: Option<&Key>) -> Vec<String> {
    let keys = &words.screen;
    let rows: [&[&Key]; 6] = [
        &[&keys.new, &keys.back, &keys.undo, &keys.history, &keys.endings, &keys.help, &keys.quit],
        &[&keys.new, &keys.back, &keys.endings, &keys.help, &keys.quit],
        &[&keys.new, &keys.back, &keys.help, &keys.quit],
        &[&keys.new, &keys.help, &keys.quit],
        &[&keys.help, &keys.quit],
        &[&keys.help],
    ];
    rows.map(|row| line(&debrief.into_iter().chain(row.iter().copied()).collect::<Vec<_>>())).into()
}

/// The keys in the list of decisions.
pub fn going_back(words: &Catalogue) -> Vec<String> {
    let keys = &words.screen;
    vec![
        line(&[&keys.choose, &keys.decide, &keys.back]),
        line(&[&keys.decide, &keys.back]),
        line(&[&keys.decide]),
    ]
}

/// The keys at a pause, among them the one that skips the rest, where that can be skipped.
pub fn pausing(words: &Catalogue, skip: Option<&Key>) -> Vec<String> {
    let keys = &words.screen;
    let with_more = |keys: &[&Key]| format!("… {}{BETWEEN}{}", words.screen.more, line(keys));
    let mut forms =
        vec![with_more(&[&keys.go_on, &keys.quit]), with_more(&[&keys.go_on]), line(&[&keys.go_on])];
    if let Some(skip) = skip {
        forms.insert(0, with_more(&[&keys.go_on, skip, &keys.quit]));
    }
    forms
}

/// The keys at the offer to go on with a saved game.
pub fn resuming(words: &Catalogue) -> Vec<String> {
    let (yes, no, quit) = (&words.saves.resume_yes, &words.saves.resume_no, &words.screen.quit);
    vec![line(&[yes, no, quit]), line(&[yes, no])]
}

/// Every key that play knows, for help.
pub fn all(keys: &Screen) -> Vec<&Key> {
    vec![
        &keys.choose,
        &keys.number,
        &keys.decide,
        &keys.go_on,
        &keys.skip,
        &keys.status,
        &keys.undo,
        &keys.redo,
        &keys.history,
        &keys.endings,
        &keys.back,
        &keys.new,
        &keys.help,
        &keys.quit,
    ]
}

fn line(keys: &[&Key]) -> String {
    keys.iter().map(|key| format!("{} {}", key.name, key.does)).collect::<Vec<_>>().join(BETWEEN)
}

#[cfg(test)]
mod tests {
    use super::{BETWEEN, choosing, going_back, over, pausing, resuming};
    use crate::language::CATALOGUES;
    use crate::play::layout::{List, Page};
    use crate::play::line::width;

    #[test]
    fn on_twenty_columns_each_key_begins_a_line_and_on_forty_one_line_says_how_to_leave() {
        for words in CATALOGUES {
            let debrief = Some(&words.debrief.key);
            for forms in [
                choosing(words),
                over(words, None),
                over(words, debrief),
                going_back(words),
                pausing(words, None),
                pausing(words, Some(&words.screen.skip)),
                resuming(words),
            ] {
                let list = List { heading: "", items: &[], selected: 0, note: "", hints: &forms };
                let lines: Vec<String> =
                    list.lines(Page::new(20), 9).iter().map(|line| line.text().trim().to_owned()).collect();
                let shortest = forms.last().expect("there is a form");
                for name in shortest.split(BETWEEN).filter_map(|key| key.split_whitespace().next()) {
                    assert!(lines.len() == 1 || lines.iter().any(|line| line.starts_with(name)), "{lines:?}");
                }
                assert!(forms.is_sorted_by_key(|form| std::cmp::Reverse(width(form))), "{forms:?}");
            }
            for forms in [choosing(words), over(words, None), over(words, debrief), pausing(words, None)] {
                let shown = forms.iter().find(|form| width(form) <= Page::new(40).measure());
                let quit = format!("q {}", words.screen.quit.does);
                assert!(shown.is_some_and(|form| form.contains(&quit)), "{}: {forms:?}", words.tag);
            }
        }
    }
}
