//! The line that names the keys, in several lengths: the first that fits is shown.

use super::layout::BETWEEN;
use crate::language::{Catalogue, KeyHint, ScreenWords};

/// The keys at a choice, those left out that are of no use there.
pub fn choosing(words: &Catalogue, without: &[&KeyHint]) -> Vec<String> {
    let keys = &words.screen;
    let rows: [&[&KeyHint]; 6] = [
        &[&keys.choose, &keys.decide, &keys.status, &keys.undo, &keys.history, &keys.help, &keys.quit],
        &[&keys.choose, &keys.decide, &keys.status, &keys.undo, &keys.help, &keys.quit],
        &[&keys.choose, &keys.decide, &keys.help, &keys.quit],
        &[&keys.decide, &keys.help, &keys.quit],
        &[&keys.help, &keys.quit],
        &[&keys.help],
    ];
    rows.map(|row| line(&only(row, without))).into()
}

/// The keys when the story is over; the first leads on to the debrief, where there is one.
pub fn over(words: &Catalogue, debrief: Option<&KeyHint>, without: &[&KeyHint]) -> Vec<String> {
    let keys = &words.screen;
    // Nothing stands above them, so there is room for the shorter one on any screen, on as many lines as it takes.
    let rows: [&[&KeyHint]; 2] = [
        &[&keys.new, &keys.back, &keys.undo, &keys.history, &keys.endings, &keys.help, &keys.quit],
        &[&keys.new, &keys.back, &keys.endings, &keys.help, &keys.quit],
    ];
    rows.map(|row| line(&debrief.into_iter().chain(only(row, without)).collect::<Vec<_>>())).into()
}

/// The keys in the list of decisions.
pub fn going_back(words: &Catalogue) -> Vec<String> {
    let keys = &words.screen;
    vec![
        line(&[&keys.choose, &keys.go_back, &keys.cancel]),
        line(&[&keys.go_back, &keys.cancel]),
        line(&[&keys.go_back]),
    ]
}

/// The keys at a pause, among them the one that skips the rest, where that can be skipped.
pub fn pausing(words: &Catalogue, skip: Option<&KeyHint>, without: &[&KeyHint]) -> Vec<String> {
    let keys = &words.screen;
    let with_more = |keys: &[&KeyHint]| format!("… {}{BETWEEN}{}", words.screen.more, line(keys));
    let skip: Vec<&KeyHint> = skip.into_iter().collect();
    let rows: [&[&KeyHint]; 4] =
        [&[&keys.undo, &keys.help, &keys.quit], &[&keys.help, &keys.quit], &[&keys.quit], &[]];
    let form =
        |row: &&[&KeyHint]| with_more(&[&[&keys.go_on], skip.as_slice(), &only(row, without)].concat());
    rows.iter().map(form).chain([line(&[&keys.go_on])]).collect()
}

/// The keys at the offer to go on with a saved game.
pub fn resuming(words: &Catalogue) -> Vec<String> {
    let (yes, no, quit) = (&words.saves.resume_yes, &words.saves.resume_no, &words.screen.quit);
    vec![line(&[yes, no, quit]), line(&[yes, no])]
}

/// Every key that play knows, for help.
pub fn all<'k>(keys: &'k ScreenWords, without: &[&KeyHint]) -> Vec<&'k KeyHint> {
    let all = [
        &keys.choose,
        &keys.number,
        &keys.decide,
        &keys.go_on,
        &keys.skip,
        &keys.status,
        &keys.look,
        &keys.undo,
        &keys.redo,
        &keys.history,
        &keys.endings,
        &keys.back,
        &keys.new,
        &keys.help,
        &keys.quit,
    ];
    only(&all, without)
}

fn only<'k>(keys: &[&'k KeyHint], without: &[&KeyHint]) -> Vec<&'k KeyHint> {
    keys.iter().copied().filter(|key| without.iter().all(|other| other.name != key.name)).collect()
}

fn line(keys: &[&KeyHint]) -> String {
    keys.iter().map(|key| format!("{} {}", key.name, key.does)).collect::<Vec<_>>().join(BETWEEN)
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
            let debrief = Some(&words.debrief.key);
            for forms in [
                choosing(words, &[]),
                choosing(words, &[&words.screen.undo]),
                over(words, None, &[]),
                over(words, debrief, &[]),
                going_back(words),
                pausing(words, None, &[]),
                pausing(words, Some(&words.screen.skip), &[&words.screen.undo]),
                resuming(words),
            ] {
                let list = List { heading: "", items: &[], selected: None, note: "", hints: &forms };
                let lines: Vec<String> = list
                    .lay_out(Page::new(20), 9)
                    .lines
                    .iter()
                    .map(|line| line.text().trim().to_owned())
                    .collect();
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
            assert_eq!(lines.len(), 2, "{lines:?}");
            let said: Vec<String> = lines.iter().map(|line| line.text().trim().to_owned()).collect();
            assert_eq!(Some(&said.join(BETWEEN)), forms.last());
        }
    }
}
