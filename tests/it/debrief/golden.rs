//! The debriefs of six endings, word for word: plain, in Dutch too, and drawn on 80 and on 40 columns.

use super::{played, shipped};
use crate::golden;
use counterpitch::play::debrief::{Spoilers, screens, tell};
use counterpitch::play::layout::Page;
use counterpitch::play::line::Line;
use counterpitch::play::style::Colours;

/// The endings.
pub const NAMES: [&str; 6] = ["successful-miss", "first-call", "good-loser", "ink-dry", "grace", "half-loaf"];

#[track_caller]
fn check(name: &str, form: &str, text: String) {
    golden::check(format!("tests/debriefs/{name}.{form}"), &text);
}

fn drawn(name: &str, language: &str, columns: usize, spoilers: Spoilers) -> Vec<Line> {
    let known = shipped();
    let reader = known.reader(language);
    let found = [name.to_owned()];
    let debrief = counterpitch::debrief::Debrief::new(&reader, played(name).turns(), &known.values, &found);
    screens(&reader, &debrief, spoilers, Page::new(columns)).concat()
}

fn painted(name: &str, columns: usize, colours: Colours) -> String {
    let mut text = String::new();
    for line in drawn(name, "en", columns, Spoilers::Kept) {
        colours.paint(&line, &mut text);
        text.push('\n');
    }
    text
}

fn told(name: &str, language: &str, spoilers: Spoilers) -> String {
    let known = shipped();
    let reader = known.reader(language);
    let found = [name.to_owned()];
    let debrief = counterpitch::debrief::Debrief::new(&reader, played(name).turns(), &known.values, &found);
    tell(&reader, &debrief, spoilers)
}

#[test]
fn six_endings_are_told_plainly() {
    for name in NAMES {
        check(name, "txt", told(name, "en", Spoilers::Kept));
    }
}

#[test]
fn endings_of_every_kind_are_told_plainly_in_dutch() {
    for name in ["successful-miss", "good-loser", "half-loaf", "grace"] {
        check(name, "nl.txt", told(name, "nl", Spoilers::Kept));
    }
}

#[test]
fn six_endings_are_drawn_in_colour_on_eighty_columns() {
    for name in NAMES {
        check(name, "80.ansi", painted(name, 80, Colours::Many));
    }
}

#[test]
fn six_endings_are_drawn_on_forty_columns() {
    for name in NAMES {
        check(name, "40.ansi", painted(name, 40, Colours::None));
    }
}

#[test]
fn what_would_have_come_of_other_choices_is_told_to_those_who_ask() {
    check("grace", "spoilers.txt", told("grace", "en", Spoilers::Told));
}

#[test]
fn people_are_told_as_they_stood_after_the_last_decision_and_not_in_the_years_that_an_ending_tells_of() {
    // In this ending somebody rings a year later.
    let text = told("long-way", "en", Spoilers::Kept);
    let from = text.find("Where everyone stood after your last decision.").expect("there is a ledger");
    let ledger: Vec<&str> = text[from..].lines().take_while(|line| !line.is_empty()).collect();
    assert!(ledger.contains(&"Walter, chief executive: well disposed, as at the start."), "{ledger:#?}");
    assert_eq!(ledger.last(), Some(&"By then Noor, Bram and Walter were on your side."));
}

#[test]
fn without_being_asked_a_debrief_names_no_ending_that_was_not_found() {
    let story = &shipped().story;
    let reader = shipped().reader("en");
    for name in NAMES {
        let text = told(name, "en", Spoilers::Kept);
        for ending in story.endings().filter(|&id| story.scene(id).name != name) {
            let title = format!("“{}”", reader.ending_title(ending));
            assert!(!text.contains(&title), "{name} names {title}");
        }
    }
}

#[test]
fn no_line_is_wider_than_the_page_and_plain_sentences_have_no_escape() {
    for language in ["en", "nl"] {
        for columns in (20..=100).step_by(4) {
            let widest =
                drawn("successful-miss", language, columns, Spoilers::Told).iter().map(Line::width).max();
            assert!(widest.unwrap_or(0) < columns, "{language}, {columns}: {widest:?}");
        }
        for name in NAMES {
            assert!(!told(name, language, Spoilers::Told).contains('\x1b'));
        }
    }
}
