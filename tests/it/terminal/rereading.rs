//! What was read can be read again.

use super::{HINT, STAIRCASE, Setting, home, staircase};

#[test]
fn a_decision_taken_back_leads_straight_to_its_choices_and_a_key_reads_the_scene() {
    let home = home();
    let mut desk = staircase(&home);
    desk.press_and_see("4\r", "Fifth flight");
    desk.press_and_see("1\r", "The end: The roof.");
    desk.press_and_see("b", "❯ 2  Out onto the roof");
    desk.press_and_see("\r", "You are back at decision 2.\n\n  The landing\n\n  Mies");
    desk.press_and_see("u", "Taken back: Run all the way.\n\n  At the foot   Mon 08:00");
    desk.press_and_see("r", "Made again: Run all the way.\n\n  The landing\n\n  Mies");
    assert_eq!(desk.scrolled().matches("Fifth flight.").count(), 1, "{}", desk.scrolled());
    desk.press("l");
    desk.until("the scene", |_| desk.scrolled().matches("Fifth flight.").count() == 2);
}

#[test]
fn a_game_that_was_gone_on_with_says_what_was_chosen_last() {
    let home = home();
    let mut desk = staircase(&home);
    desk.press_and_see("1\r", "steps 1 ▲");
    desk.press("q");
    desk.end();
    let mut desk = Setting::new(84, 34, home.path()).play(&[&STAIRCASE[..], &["--resume"]].concat());
    desk.see("❯ Climb one step\n\n  One more.");
    desk.press_and_see("u", "Taken back: Climb one step.");
}

#[test]
fn one_key_skips_known_text_up_to_the_first_unread_text() {
    let home = home();
    let mut desk = Setting::new(60, 14, home.path()).play(&STAIRCASE);
    desk.read_to("1  Climb");
    desk.press_and_see("4\r", "First flight");
    let screen = desk.see("… more");
    assert!(!screen.contains("esc"), "what is new is read:\n{screen}");
    desk.read_to("1  Out");
    desk.press_and_see("2\r", "❯ Down again");
    desk.read_to("1  Climb");
    desk.press_and_see("4\r", "esc skip");
    desk.press_and_see("\x1b", "1  Out");
    let screen = desk.screen();
    assert!(screen.contains("Second flight") && !screen.contains("Fifth flight"), "{screen}");
}

#[test]
fn a_key_reads_the_scene_again_and_leaves_the_selection() {
    let home = home();
    let mut desk = staircase(&home);
    desk.press_and_see("jj", "❯ 2");
    desk.press("l");
    desk.until("the scene twice", |screen| screen.matches("The stairs are steep.").count() == 2);
    desk.see(HINT);
    desk.see("❯ 2");
    assert_eq!(desk.screen().matches("4  Run all the way").count(), 1, "{}", desk.screen());
}
