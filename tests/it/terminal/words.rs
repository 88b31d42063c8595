//! Plain words on a terminal.

use super::{STAIRCASE, Setting, home};

/// Plays a few lines in words on a narrow terminal, and gives all that was said.
fn listen(columns: u16, language: &str, story: &[&str]) -> String {
    let home = home();
    let mut desk = Setting::new(columns, 60, home.path()).play(&[story, &["--plain", "--lang", language]].concat());
    let last = if language == "nl" { "typen." } else { "type." };
    desk.until("the first question", |screen| screen.trim_end().ends_with(last));
    desk.press("help\rstatus\r1\rquit\r");
    desk.end();
    assert!(!desk.raw().contains(&0x1b), "an escape byte");
    String::from_utf8(desk.raw()).expect("play speaks UTF-8").replace('\r', "")
}

#[test]
fn words_on_a_terminal_are_broken_between_words_and_no_line_is_too_wide() {
    for language in ["en", "nl"] {
        for columns in [20, 40] {
            let wide = listen(1000, language, &["--seed", "34"]);
            let narrow = listen(columns, language, &["--seed", "34"]);
            for line in narrow.lines() {
                assert!(line.chars().count() < usize::from(columns), "{language}, {columns}: {line}");
            }
            let words = |text: &str| -> Vec<String> {
                let parts = text.split(|c: char| c.is_whitespace() || ['-', '–', '—', '/'].contains(&c));
                parts.filter(|word| !word.is_empty()).map(str::to_owned).collect()
            };
            assert!(words(&narrow) == words(&wide), "{language}, {columns}:\n{narrow}");
        }
    }
}

#[test]
fn the_first_words_on_a_terminal_are_folded_too() {
    let home = home();
    let mut desk = Setting::new(40, 40, home.path()).play(&[&STAIRCASE[..], &["--plain"]].concat());
    desk.see("Or type");
    desk.press("1\rquit\r");
    desk.end();
    let desk = Setting::new(40, 40, home.path()).play(&[&STAIRCASE[..], &["--plain"]].concat());
    let screen = desk.see("n: new game");
    assert!(screen.contains("You left a game after one choice, at\n"), "{screen}");
}
