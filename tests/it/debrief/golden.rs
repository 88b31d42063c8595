//! The debriefs of six endings, word for word: plain, in Dutch too, and drawn on 80 and on 40 columns.

use super::{played, shipped};
use crate::golden;
use counterpitch::debrief::{Debrief, Spoilers, rows};
use counterpitch::play::layout::Page;
use counterpitch::play::line::Line;
use counterpitch::play::style::Colours;
use counterpitch::report;

/// The endings.
pub const NAMES: [&str; 6] = ["successful-miss", "first-call", "good-loser", "ink-dry", "grace", "half-loaf"];

#[track_caller]
fn check(name: &str, form: &str, text: String) {
    golden::check(format!("tests/debriefs/{name}.{form}"), &text);
}

fn debrief(name: &str, language: &str) -> Debrief<'static> {
    let known = shipped();
    let found = [name.to_owned()];
    let debrief = Debrief::new(&known.reader(language), played(name).turns(), &known.values, &found);
    debrief.played(Some("Anna"), Some("2026-11-30T10:00:00Z"))
}

fn drawn(name: &str, language: &str, columns: usize, spoilers: Spoilers) -> Vec<Line> {
    shipped().drawn(language, &debrief(name, language), spoilers, columns)
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
    shipped().told(language, &debrief(name, language), spoilers)
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
fn six_endings_are_written_as_pages_and_as_markdown() {
    for name in NAMES {
        let reader = shipped().reader("en");
        let rows = rows(&reader, &debrief(name, "en"), Spoilers::Kept);
        check(name, "html", report::debrief::html(&reader, &rows, None));
    }
    let reader = shipped().reader("nl");
    let rows = rows(&reader, &debrief("half-loaf", "nl"), Spoilers::Kept);
    check("half-loaf", "nl.md", report::debrief::markdown(&reader, &rows, None));
}

#[test]
fn the_first_part_of_every_debrief_takes_at_most_four_screens_of_80_by_24() {
    for name in NAMES {
        for language in ["en", "nl"] {
            let reader = shipped().reader(language);
            let rows = rows(&reader, &debrief(name, language), Spoilers::Kept);
            let lines = counterpitch::play::debrief::drawn(&rows.first, Page::new(80)).len();
            // Two lines of each screen are for the keys.
            assert!(lines <= 4 * 22, "{name} takes {lines} lines in {language}");
        }
    }
}

#[test]
fn other_choices_are_told_to_players_who_ask_for_spoilers() {
    check("grace", "spoilers.txt", told("grace", "en", Spoilers::Told));
}

#[test]
fn people_stand_as_after_the_last_decision_and_not_as_years_after_the_ending() {
    // In this ending somebody rings a year later.
    let text = told("long-way", "en", Spoilers::Kept);
    let from = text.find("Where everyone stood after your last decision.").expect("there is a ledger");
    let ledger: Vec<&str> = text[from..].lines().take_while(|line| !line.is_empty()).collect();
    assert!(ledger.contains(&"Walter, chief executive: well disposed, as at the start."), "{ledger:#?}");
    assert_eq!(ledger.last(), Some(&"By then Noor, Bram and Walter were on your side."));
}

#[test]
fn without_spoilers_a_debrief_names_no_ending_that_was_not_found() {
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
            let widest = drawn("successful-miss", language, columns, Spoilers::Told).iter().map(Line::width).max();
            assert!(widest.unwrap_or(0) < columns, "{language}, {columns}: {widest:?}");
        }
        for name in NAMES {
            assert!(!told(name, language, Spoilers::Told).contains('\x1b'));
        }
    }
}
