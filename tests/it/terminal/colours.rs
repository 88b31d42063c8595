//! Looks, and what must never reach a terminal.

use super::{DOWN, HINT, STAIRCASE, Setting, home};

/// The escapes of a screen that set a colour, in a setting.
fn colours(environment: &[(&str, &str)], arguments: &[&str]) -> usize {
    let home = home();
    let mut setting = Setting::new(84, 34, home.path());
    for (name, value) in environment {
        setting = setting.with(name, value);
    }
    let desk = setting.play(&[&STAIRCASE, arguments].concat());
    desk.see(HINT);
    let raw = String::from_utf8(desk.raw()).expect("the screen is UTF-8");
    ["38;2;", "38;5;", "[36m", "[33m"].iter().map(|escape| raw.matches(escape).count()).sum()
}

#[test]
fn colours_are_as_many_as_the_terminal_has_and_the_player_wants() {
    assert!(colours(&[("COLORTERM", "truecolor")], &[]) > 0);
    assert!(colours(&[], &[]) > 0);
    assert_eq!(colours(&[("NO_COLOR", "1")], &[]), 0);
    assert_eq!(colours(&[("CLICOLOR", "0")], &[]), 0);
    assert_eq!(colours(&[("FORCE_COLOR", "1")], &["--color", "never"]), 0);
    assert!(colours(&[("NO_COLOR", "1")], &["--color", "always"]) > 0);
}

#[test]
fn body_text_is_in_the_terminals_own_colour() {
    let home = home();
    let desk = Setting::new(84, 34, home.path()).play(&STAIRCASE);
    let screen = desk.see(HINT);
    let row = screen.lines().position(|line| line.contains("The stairs are")).expect("the prose is there");
    for column in 2..22 {
        let colour = desk.with(|screen| screen.cell(row as u16, column).map(|cell| cell.fgcolor()));
        assert_eq!(colour, Some(vt100::Color::Default));
    }
}

#[test]
fn a_key_that_moves_the_selection_takes_less_than_400_bytes() {
    let home = home();
    let mut desk = Setting::new(84, 34, home.path()).with("COLORTERM", "truecolor").play(&STAIRCASE);
    desk.see(HINT);
    for number in [1, 2, 3, 4, 1] {
        let before = desk.raw().len();
        desk.press_and_see(DOWN, &format!("❯ {number}"));
        let sent = desk.raw().len() - before;
        assert!((1..400).contains(&sent), "{sent} bytes");
    }
}

#[test]
fn escape_sequences_in_a_story_or_a_save_never_reach_the_terminal() {
    let home = home();
    let folder = home.path().join("story");
    std::fs::create_dir(&folder).expect("there is room");
    let bad = "\u{1b}]52;c;c3RvbGVu\u{7}\u{9b}2J\u{202e}";
    let story = "format = 1\ntitle = \"T\"\nlanguage = \"en\"\nstart = \"s\"\nacts = [\"a\"]\n[act.a]\ntitle = \"A\"\n";
    std::fs::write(folder.join("story.toml"), story).expect("there is room");
    let scene = |label: &str| format!("[s]\ntext = \"{label}\"\n[s.choice.x]\nlabel = \"{label}\"\ngoto = \"s\"\n");
    std::fs::write(folder.join("a.toml"), scene(bad)).expect("there is room");
    let folder_name = folder.to_str().expect("plain");
    let mut desk = Setting::new(84, 34, home.path()).play(&["--story", folder_name]);
    assert_eq!(desk.exit_code(), 1);
    check_clean(&desk.raw());
    // As TOML writes it, the loader must see it too.
    std::fs::write(folder.join("a.toml"), scene("\\u001b]52;c;c3RvbGVu\\u0007\\u009b2J\\u202e"))
        .expect("there is room");
    let mut desk = Setting::new(84, 34, home.path()).play(&["--story", folder_name]);
    assert_eq!(desk.exit_code(), 1);
    check_clean(&desk.raw());
    // What a recording holds is not shown either.
    let save = home.path().join("save.toml");
    std::fs::write(&save, format!("title = \"{}\"\nsteps = [\"{}\"]\n", "\\u001b]52;c;x\\u0007", "\\u001b[2J\\u202e"))
        .expect("there is room");
    let from = ["--from", save.to_str().expect("plain")];
    let mut desk = Setting::new(84, 34, home.path()).play(&[&STAIRCASE[..], &from].concat());
    assert_eq!(desk.exit_code(), 2);
    check_clean(&desk.raw());
}

#[track_caller]
fn check_clean(raw: &[u8]) {
    let text = String::from_utf8_lossy(raw);
    for bad in ["\x1b]", "\u{9b}", "\u{9d}", "\u{202e}", "\u{7}", "\x1b[2J"] {
        assert!(!text.contains(bad), "{bad:?} in {text:?}");
    }
}
