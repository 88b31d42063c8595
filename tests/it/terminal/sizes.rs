//! Terminals of every size, and those that change it.

use super::{DOWN, HINT, STAIRCASE, Setting, home, staircase};

#[test]
fn a_storm_of_sizes_leaves_one_list_that_works() {
    let home = home();
    let mut desk = staircase(&home);
    for (columns, rows) in [(40, 40), (100, 34), (20, 40), (84, 34), (40, 12), (84, 40)] {
        desk.resize(columns, rows);
    }
    desk.press_and_see(DOWN, "❯ 2");
    for (columns, rows) in [(40, 40), (100, 40), (20, 44), (84, 40)] {
        desk.resize(columns, rows);
        let is_one = |screen: &str| screen.matches('❯').count() == 1 && screen.matches("? help").count() == 1;
        desk.until("one list", is_one);
        desk.press_and_see(DOWN, "❯ 3");
        desk.press_and_see("k", "❯ 2");
        let screen = desk.screen();
        assert_eq!(screen.matches("4  Run all").count(), 1, "{screen}");
    }
    desk.press_and_see("1\r", "One more.");
}

#[test]
fn prose_that_a_narrower_terminal_breaks_is_printed_again() {
    let home = home();
    let mut desk = staircase(&home);
    desk.press_and_see("4\r", "Fifth flight");
    desk.see("❯ 1  Out");
    desk.resize(40, 40);
    let screen = desk.until("narrow prose", |screen| screen.contains("First flight. You count the treads\n"));
    assert!(screen.lines().all(|line| line.chars().count() <= 40), "{screen}");
}

#[test]
fn forty_columns_and_twelve_rows_are_enough() {
    let home = home();
    let mut desk = Setting::new(40, 12, home.path()).play(&STAIRCASE);
    desk.see("… more");
    desk.press_and_see(" ", "❯ 1");
    desk.press_and_see("jj", "❯ 3  Fly");
    desk.press_and_see("1\r", "❯ Climb one step");
    desk.see("One more.");
}

#[test]
fn what_is_selected_is_in_sight_on_twenty_columns_and_eight_rows() {
    let home = home();
    let mut desk = Setting::new(20, 8, home.path()).play(&STAIRCASE);
    desk.press("      ");
    for number in ["❯ 1", "❯ 2", "❯ 3", "❯ 4", "❯ 1"] {
        let screen = desk.see(number);
        assert!(screen.lines().all(|line| line.chars().count() <= 20), "{screen}");
        desk.press("j");
    }
    desk.press_and_see("1\r", "One more.");
}

#[test]
fn what_is_selected_is_in_sight_on_six_rows() {
    let home = home();
    let mut desk = Setting::new(30, 6, home.path()).play(&STAIRCASE);
    desk.press("      ");
    for number in ["❯ 1", "❯ 2", "❯ 3", "❯ 4"] {
        desk.see(number);
        desk.press(DOWN);
    }
}

#[test]
fn a_very_wide_terminal_keeps_the_measure() {
    let home = home();
    let desk = Setting::new(400, 50, home.path()).play(&STAIRCASE);
    let screen = desk.see(HINT);
    assert!(screen.lines().all(|line| line.trim_end().chars().count() <= 72), "{screen}");
}

#[test]
fn a_terminal_that_was_never_told_its_size_is_a_usual_one() {
    let home = home();
    let mut desk = Setting::new(80, 24, home.path()).run(
        "/bin/sh",
        &["-c", &format!("stty cols 0 rows 0; exec {} --story tests/stories/staircase", super::desk::GAME)],
    );
    desk.see(HINT);
    desk.press_and_see("1\r", "One more.");
}
