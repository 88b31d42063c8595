//! The pictures of the README, drawn from the program itself.

use super::drawing::{DARK, LIGHT, Theme, draw};
use super::{Desk, HINT, Setting, home};
use crate::golden;
use counterpitch::script::date_time;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

#[track_caller]
fn check(desk: &Desk, name: &str, theme: &Theme, title: &str) {
    // What was read before the latest choice is left out.
    let screen = desk.screen();
    let marked: Vec<usize> =
        (0..).zip(screen.lines()).filter(|(_, line)| line.starts_with('❯')).map(|(row, _)| row).collect();
    let from = if marked.len() > 1 { marked[0] } else { 0 };
    let drawn = desk.with(|screen| draw(screen, from, theme, title));
    // A debrief names the day on which it is read. The pictures keep theirs.
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).expect("the clock is right").as_secs();
    let drawn = drawn.replace(&date_time(seconds)[..10], "2026-11-30");
    golden::check(Path::new("tests/pictures").join(name).with_extension("svg"), &drawn);
}

/// The story that is built in, at a desk with all colours.
fn sit_down(home: &tempfile::TempDir, columns: u16, rows: u16) -> Desk {
    Setting::new(columns, rows, home.path()).with("COLORTERM", "truecolor").play(&["--seed", "34"])
}

/// Goes on through pauses until the list is there.
#[track_caller]
fn read(desk: &mut Desk) {
    loop {
        let screen =
            desk.until("a pause or the list", |screen| screen.contains("? help ") || screen.contains("… more"));
        if !screen.contains("… more") {
            return;
        }
        desk.press(" ");
        desk.until("the next page", |now| now != screen);
    }
}

/// Makes the second choice of the first scene, and selects the second of the next.
#[track_caller]
fn choose(desk: &mut Desk) {
    read(desk);
    desk.press_and_see("2", "❯ 2");
    desk.press("\r");
    desk.until("the next scene", |screen| !screen.contains("❯ 2"));
    read(desk);
    desk.press_and_see("2", "❯ 2");
}

#[test]
fn a_scene_in_the_dark() {
    let home = home();
    let mut desk = sit_down(&home, 76, 44);
    choose(&mut desk);
    check(&desk, "scene", &DARK, "A scene: what is read, where everyone stands, and the choices");
}

#[test]
fn a_scene_in_the_light() {
    let home = home();
    let mut desk = sit_down(&home, 76, 44);
    choose(&mut desk);
    check(&desk, "scene-light", &LIGHT, "A scene on a light background");
}

#[test]
fn a_scene_on_forty_columns() {
    let home = home();
    let mut desk = sit_down(&home, 40, 44);
    read(&mut desk);
    desk.press_and_see("2", "❯ 2");
    desk.see("? help");
    check(&desk, "narrow", &LIGHT, "The same scene on forty columns");
}

#[test]
fn a_locked_choice() {
    let home = home();
    let mut desk = sit_down(&home, 76, 40);
    read(&mut desk);
    desk.see(HINT);
    // Page thirty-four is worth a detour: the first choices of each scene, until one is locked.
    for _ in 0..24 {
        if desk.screen().contains("locked: ") {
            break;
        }
        desk.press_and_see("1", "❯ 1");
        desk.press("\r");
        desk.until("the next scene", |screen| !screen.contains("❯ 1"));
        read(&mut desk);
    }
    let screen = desk.screen();
    let locked = screen
        .split("locked: ")
        .next()
        .and_then(|above| above.lines().rev().find(|line| line.trim_start().starts_with(|c: char| c.is_ascii_digit())));
    let number = locked.expect("there is a locked choice").trim_start().chars().next().expect("it has a number");
    desk.press_and_see(&number.to_string(), &format!("❯ {number}"));
    check(&desk, "locked", &DARK, "A choice that cannot be made, and why");
}

/// Looks back on the true story, at a desk that its line fits on.
fn look_back(home: &tempfile::TempDir, columns: u16, rows: u16) -> Desk {
    let setting = Setting::new(columns, rows, home.path()).with("COLORTERM", "truecolor");
    let mut desk = setting.play(&["--from", "tests/playthroughs/successful-miss.toml"]);
    read(&mut desk);
    desk.press(" ");
    desk.until("the line", |screen| screen.contains("… more") && screen.contains("16  "));
    desk
}

#[test]
fn a_debrief_in_the_dark() {
    let home = home();
    let desk = look_back(&home, 76, 36);
    check(&desk, "debrief", &DARK, "The debrief: what was decided, what was drawn, and what each was worth");
}

#[test]
fn a_debrief_on_forty_columns() {
    let home = home();
    let desk = look_back(&home, 40, 42);
    check(&desk, "debrief-narrow", &LIGHT, "The same debrief on forty columns");
}
