//! What was read can be read again.

use super::{HINT, STAIRCASE, Setting, home, staircase};

#[test]
fn who_goes_back_reads_the_scene_there_in_full() {
    let home = home();
    let mut desk = staircase(&home);
    desk.press_and_see("4\r", "Fifth flight");
    desk.press_and_see("1\r", "The end: The roof.");
    desk.press_and_see("b", "❯ 2  Out onto the roof");
    desk.press("\r");
    let behind = |screen: &str| screen.split("You are back at decision 2.").nth(1).map(str::to_owned);
    desk.until("the scene", |screen| behind(screen).is_some_and(|text| text.contains("Fifth flight")));
}

#[test]
fn who_takes_a_choice_back_reads_the_scene_again_only_where_it_has_left_the_screen() {
    let home = home();
    let mut desk = Setting::new(84, 44, home.path()).play(&STAIRCASE);
    desk.see(HINT);
    desk.press_and_see("1\r", "steps 1 ▲");
    desk.press_and_see("u", "Taken back: Climb one step.");
    desk.see("steps 0");
    assert_eq!(desk.scrolled().matches("The stairs are steep.").count(), 2, "{}", desk.scrolled());
    desk.press_and_see("4\r", "❯ 1  Out onto");
    desk.press("u");
    let is_read = |text: &str| text.matches("The stairs are steep.").count() == 3;
    desk.until("the scene again", |screen| screen.contains("steps 0") && is_read(&desk.scrolled()));
    desk.see("❯ 4");
}

#[test]
fn a_game_that_was_gone_on_with_shows_the_scene_before_it_when_a_choice_is_taken_back() {
    let home = home();
    let mut desk = staircase(&home);
    desk.press_and_see("1\r", "steps 1 ▲");
    desk.press("q");
    desk.end();
    let mut desk = Setting::new(84, 34, home.path()).play(&[&STAIRCASE[..], &["--resume"]].concat());
    desk.see("steps 1");
    desk.press("u");
    desk.until("the scene", |screen| screen.matches("The stairs are steep.").count() == 2);
}

#[test]
fn a_key_reads_the_scene_again_and_leaves_the_selection() {
    let home = home();
    let mut desk = staircase(&home);
    desk.press_and_see("j", "❯ 2");
    desk.press("l");
    desk.until("the scene twice", |screen| screen.matches("The stairs are steep.").count() == 2);
    desk.see(HINT);
    desk.see("❯ 2");
    assert_eq!(desk.screen().matches("4  Run all the way").count(), 1, "{}", desk.screen());
}
