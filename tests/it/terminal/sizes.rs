//! Terminals of every size, and those that change it.

use super::{DOWN, HINT, STAIRCASE, Setting, home, staircase};

#[test]
fn a_storm_of_sizes_leaves_one_list_that_works() {
    let home = home();
    let mut desk = staircase(&home);
    for (columns, rows) in [(40, 40), (100, 34), (20, 40), (84, 34), (40, 12), (84, 40)] {
        desk.resize(columns, rows);
    }
    desk.press_and_see("2", "❯ 2");
    for (columns, rows) in [(40, 40), (100, 40), (20, 44), (84, 40)] {
        desk.resize(columns, rows);
        let is_one = |screen: &str| screen.matches('❯').count() == 1 && screen.matches("? help  q").count() == 1;
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
    desk.see("1  Out");
    desk.resize(40, 40);
    let screen = desk.until("narrow prose", |screen| screen.contains("First flight. You count the treads\n"));
    assert!(screen.lines().all(|line| line.chars().count() <= 40), "{screen}");
}

#[test]
fn a_change_of_size_in_a_pause_leaves_the_reader_at_the_same_page() {
    let home = home();
    let mut desk = Setting::new(60, 8, home.path()).play(&STAIRCASE);
    desk.press("  ");
    desk.press_and_see("4", "❯ 4");
    desk.press_and_see("\r", "First flight");
    desk.read_to("Third flight");
    desk.see("… more");
    desk.resize(40, 8);
    desk.until("the page laid out anew", |_| desk.scrolled().matches("Second flight").count() == 2);
    desk.see("… more");
    assert!(!desk.screen().contains("The landing"), "{}", desk.screen());
}

#[test]
fn a_debrief_that_a_narrower_terminal_breaks_is_read_on_from_the_same_screen() {
    let home = home();
    let mut desk = Setting::new(84, 24, home.path()).play(&["--from", "tests/playthroughs/successful-miss.toml"]);
    desk.see("… more");
    let is_come_to = (0..40).any(|_| {
        let before = desk.raw().len();
        desk.press(" ");
        let screen = desk.until("the next page", |screen| {
            desk.raw().len() > before && (screen.contains("… more") || screen.contains("? help"))
        });
        screen.contains("Debrief ──") && screen.contains("… more")
    });
    assert!(is_come_to, "{}", desk.screen());
    desk.resize(40, 24);
    let is_the_same = |screen: &str| screen.contains("Debrief ──");
    desk.until("the same screen", |screen| is_the_same(screen) && screen.contains("… more"));
}

#[test]
fn forty_columns_and_twelve_rows_are_enough() {
    let home = home();
    let mut desk = Setting::new(40, 12, home.path()).play(&STAIRCASE);
    desk.see("… more");
    desk.read_to("1  Climb");
    desk.press_and_see("jjj", "❯ 3  Fly");
    desk.press_and_see("1\r", "❯ Climb one step");
    desk.see("One more.");
}

#[test]
fn the_selected_item_is_visible_on_twenty_columns_and_eight_rows() {
    let home = home();
    let mut desk = Setting::new(20, 8, home.path()).play(&STAIRCASE);
    desk.press("      j");
    for number in ["❯ 1", "❯ 2", "❯ 3", "❯ 4", "❯ 1"] {
        let screen = desk.see(number);
        assert!(screen.lines().all(|line| line.chars().count() <= 20), "{screen}");
        desk.press("j");
    }
    desk.press_and_see("1\r", "One more.");
}

#[test]
fn the_selected_item_is_visible_on_six_rows() {
    let home = home();
    let mut desk = Setting::new(30, 6, home.path()).play(&STAIRCASE);
    desk.press("      j");
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

#[test]
fn a_terminal_that_grows_has_its_board_and_its_list_laid_out_anew_at_once() {
    let home = home();
    let mut desk = Setting::new(20, 44, home.path()).play(&STAIRCASE);
    desk.see("? help");
    let narrow = desk.press_and_see("1\r", "steps 1 ▲");
    assert!(!narrow.contains('●'), "there is no room for a rail:\n{narrow}");
    let rows = [(84, "Mies  ──●──  waiting"), (40, "Mies ──●── waiting"), (20, "Mies  waiting")];
    for (columns, board) in rows {
        desk.resize(columns, 44);
        // What was printed before stays above; below the latest board there is the one list.
        let is_laid_out = |screen: &str| {
            let live = screen.rfind(board).map_or("", |at| &screen[at..]);
            let is_one = screen.matches("? help  q").count() == 1 && screen.matches("Call the").count() == 1;
            is_one && live.contains("? help") && (columns != 84 || live.contains("  1  Climb one step\n"))
        };
        desk.until("the board and the list laid out anew", is_laid_out);
    }
    desk.press_and_see("1\r", "steps 2 ▲");
}

#[test]
fn a_board_without_room_above_the_list_is_left_out_until_it_has_room_again() {
    let home = home();
    let mut desk = staircase(&home);
    let board = "waiting\n  steps 1 ▲";
    desk.press_and_see("1\r", board);
    let before = desk.raw().len();
    desk.resize(84, 9);
    desk.until("a short list", |_| desk.raw().len() > before);
    assert!(!desk.scrolled().contains(board), "{}", desk.scrolled());
    desk.resize(84, 34);
    desk.until("the board again", |_| desk.scrolled().contains(board));
    assert_eq!(desk.scrolled().matches(board).count(), 1, "{}", desk.scrolled());
}

#[test]
fn undoing_goes_straight_to_the_choices_on_a_small_screen_too() {
    let home = home();
    let mut desk = Setting::new(40, 10, home.path()).play(&STAIRCASE);
    desk.read_to("1  Climb");
    desk.press_and_see("1\r", "One more.");
    desk.read_to("1  Climb");
    desk.press("u");
    desk.until("the choices", |screen| desk.scrolled().contains("Taken back: Climb") && screen.contains("4  Run all"));
    assert!(!desk.screen().contains("… more"), "{}", desk.screen());
}

#[test]
fn unread_text_is_laid_out_again_for_a_wider_terminal() {
    let home = home();
    let mut desk = Setting::new(40, 12, home.path()).play(&STAIRCASE);
    desk.see("… more");
    desk.read_to("1  Climb");
    desk.press_and_see("4\r", "First flight");
    desk.see("… more");
    desk.resize(84, 12);
    desk.until("the page laid out anew", |_| desk.scrolled().matches("First flight").count() == 2);
    desk.read_to("Fifth flight. You hold on to the wall with one hand and to your hat");
}

#[test]
fn a_pause_that_only_gets_higher_is_left_as_it_is() {
    let home = home();
    let mut desk = Setting::new(40, 12, home.path()).play(&STAIRCASE);
    desk.see("… more");
    desk.read_to("1  Climb");
    desk.press_and_see("4\r", "First flight");
    desk.see("… more");
    let before = desk.raw().len();
    desk.resize(40, 14);
    desk.until("the pause again", |screen| desk.raw().len() > before && screen.contains("… more"));
    desk.read_to("Fifth flight");
    assert_eq!(desk.scrolled().matches("First flight").count(), 1, "{}", desk.scrolled());
}
