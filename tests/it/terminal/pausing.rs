//! What can be done while something is still to be read.

use super::{STAIRCASE, Setting, home};

#[test]
fn in_a_pause_a_player_can_ask_for_everything_and_then_reads_on_from_there() {
    let home = home();
    let mut desk = Setting::new(60, 14, home.path()).play(&STAIRCASE);
    desk.see("… more");
    desk.read_to("1  Climb");
    desk.press_and_see("4\r", "First flight");
    desk.see("… more");
    desk.press_and_see("s", "Mies, cat: waiting.");
    desk.press_and_see("h", "What you decided:\n  1  Run all the way");
    desk.press_and_see("e", "The one ending is still to be found.");
    desk.press_and_see("b", "Go back to which decision?");
    let screen = desk.press_and_see("\x1b", "… more");
    assert!(!screen.contains("Fifth flight"), "{screen}");
    desk.read_to("Fifth flight");
    desk.read_to("1  Out");
    let text = desk.scrolled();
    for flight in ["First", "Second", "Third", "Fourth", "Fifth"] {
        assert_eq!(text.matches(&format!("{flight} flight")).count(), 1, "{text}");
    }
}

#[test]
fn an_answer_stands_apart_from_a_paragraph_that_it_interrupts() {
    let home = home();
    let mut desk = Setting::new(30, 8, home.path()).play(&STAIRCASE);
    desk.see("… more");
    desk.read_to("1  Climb");
    desk.press_and_see("4", "❯ 4");
    desk.press_and_see("\r", "First flight.");
    let screen = desk.see("… more");
    assert!(!screen.contains("\n\n  … more"), "the page ends within a paragraph:\n{screen}");
    let screen = desk.press_and_see("h", "What you decided:");
    assert!(screen.contains("\n\n  What you decided:"), "{screen}");
}

#[test]
fn an_answer_that_is_longer_than_the_screen_pauses_itself_and_escape_leaves_it() {
    let home = home();
    let mut desk = Setting::new(60, 10, home.path()).play(&STAIRCASE);
    desk.see("… more");
    desk.read_to("1  Climb");
    desk.press_and_see("?", "esc skip");
    desk.press_and_see("\x1b", "1  Climb");
    assert!(!desk.scrolled().contains("leaves; the game is kept"), "{}", desk.scrolled());
}

#[test]
fn a_pause_of_the_story_itself_offers_no_skipping_and_neither_does_its_ending() {
    let home = home();
    let mut desk = Setting::new(60, 14, home.path()).play(&STAIRCASE);
    desk.see("… more");
    desk.read_to("1  Climb");
    desk.press_and_see("4\r", "First flight");
    let screen = desk.see("… more  space go on  u undo  ? help  q quit");
    assert!(!screen.contains("esc"), "{screen}");
    let desk = Setting::new(84, 14, home.path()).play(&["--from", "tests/playthroughs/successful-miss.toml"]);
    desk.see("… more  space go on  u undo  ? help  q quit");
}

#[test]
fn a_pause_of_the_debrief_names_escape_and_the_player_can_go_back_from_there() {
    let home = home();
    let mut desk = Setting::new(60, 11, home.path()).play(&STAIRCASE);
    desk.read_to("1  Climb");
    desk.press_and_see("4\r", "First flight");
    desk.read_to("1  Out onto");
    desk.press("1\r");
    desk.read_to("space debrief");
    desk.press_and_see(" ", "Debrief ──");
    desk.see("… more  space go on  esc skip  u undo  ? help  q quit");
    desk.press_and_see("b", "❯ 2  Out onto the roof");
    desk.press_and_see("\r", "You are back at decision 2.");
    desk.see("1  Out onto the roof");
}
