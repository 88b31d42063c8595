//! Every way out of the game leaves a terminal that can be used, and the game kept.

use super::desk::GAME;
use super::{DOWN, Desk, HINT, STAIRCASE, Setting, home, kept_choices, staircase};
use counterpitch::play::Screen;
use counterpitch::play::style::{Colours, Signs};
use rustix::process::{Pid, Signal, kill_process};
use std::time::{Duration, Instant};

const STORY: &str = "--story tests/stories/staircase --seed 1";

/// The game in a shell, one choice made.
#[track_caller]
fn in_shell(home: &tempfile::TempDir, before: &str) -> (Setting, Desk) {
    let setting = Setting::new(84, 40, home.path());
    let mut desk = setting.play_in_shell(before, STORY);
    desk.see(HINT);
    desk.press_and_see("1\r", "steps 1");
    desk.see(HINT);
    (setting, desk)
}

fn send(pid: i32, signal: Signal) {
    let pid = Pid::from_raw(pid).expect("a process has a number");
    kill_process(pid, signal).expect("the process is there");
}

#[track_caller]
fn check_left(desk: &Desk, home: &tempfile::TempDir, code: u32) {
    let screen = desk.see("all-over");
    assert!(screen.contains(&format!("EXIT={code}\n")), "{screen}");
    for unset in ["-icanon", "-echo ", "-isig", "-opost", "-icrnl"] {
        assert!(!screen.contains(unset), "{unset} is not as it was:\n{screen}");
    }
    assert!(screen.contains("icanon"), "{screen}");
    assert!(!desk.with(|screen| screen.hide_cursor()), "the cursor is hidden");
    assert!(!desk.with(|screen| screen.bracketed_paste()), "bracketed paste is on");
    assert!(screen.contains("  Your game is kept as it stands; `counterpitch games` lists it.\n\nEXIT="), "{screen}");
    assert!(!screen.contains(HINT) && !screen.contains("1  Climb"), "what was played is still there:\n{screen}");
    assert_eq!(kept_choices(home), 1);
}

#[track_caller]
fn check_key(key: &str, code: u32) {
    let home = home();
    let (_, mut desk) = in_shell(&home, "");
    desk.press(key);
    check_left(&desk, &home, code);
}

#[track_caller]
fn check_signal(before: &str, signal: Signal, code: u32) {
    let home = home();
    let (setting, desk) = in_shell(&home, before);
    send(setting.pid(), signal);
    check_left(&desk, &home, code);
}

#[test]
fn q_leaves_with_0() {
    check_key("q", 0);
}

#[test]
fn the_end_of_input_leaves_with_0() {
    check_key("\x04", 0);
}

#[test]
fn ctrl_c_leaves_with_130() {
    check_key("\x03", 130);
}

#[test]
fn sigint_from_outside_leaves_with_130() {
    check_signal("trap : INT;", Signal::INT, 130);
}

#[test]
fn sigterm_leaves_with_143() {
    check_signal("", Signal::TERM, 143);
}

#[test]
fn sighup_leaves_with_129() {
    check_signal("", Signal::HUP, 129);
}

#[test]
fn a_panic_leaves_its_message_readable_on_a_usable_terminal() {
    const INSIDE: &str = "COUNTERPITCH_TEST_PANIC";
    if std::env::var_os(INSIDE).is_some() {
        let _screen = Screen::open(Colours::None, Signs::Unicode).expect("there is a terminal");
        panic!("first line\nsecond line");
    }
    let home = home();
    let name = "terminal::ways_out::a_panic_leaves_its_message_readable_on_a_usable_terminal";
    let tests = std::env::current_exe().expect("the tests know where they are");
    let script = format!("{} --exact {name} --nocapture; stty -a; echo ALL-OVER | tr A-Z a-z", tests.display());
    let desk = Setting::new(84, 40, home.path()).with(INSIDE, "1").run("/bin/sh", &["-c", &script]);
    let screen = desk.see("all-over");
    assert!(screen.contains("first line\nsecond line\n"), "no staircase:\n{screen}");
    assert!(!screen.contains("-icanon") && !screen.contains("-opost"), "{screen}");
    assert!(!desk.with(|screen| screen.hide_cursor()));
}

#[test]
fn ctrl_z_and_a_stop_from_outside_give_the_terminal_to_the_shell_and_take_it_back() {
    let home = home();
    let setting = Setting::new(84, 40, home.path()).with("PS1", "PROMPT> ");
    let mut desk = setting.run("/bin/bash", &["--norc", "--noprofile", "-i"]);
    desk.see("PROMPT>");
    let pid = home.path().join("game.pid");
    let game = format!("sh -c 'echo $$ > {}; exec {GAME} {STORY}'\r", pid.display());
    desk.press(&game);
    desk.see(HINT);
    let look = "clear; stty -a | tr ' ;' '\\n\\n' | grep icanon; echo LOOKED | tr A-Z a-z\r";
    for (round, selected) in ["❯ 1", "❯ 2"].into_iter().enumerate() {
        if round == 0 {
            desk.press("\x1a");
        } else {
            send(setting.pid(), Signal::TSTP);
        }
        desk.see("Stopped");
        desk.press(look);
        let screen = desk.see("\nlooked");
        assert!(screen.lines().any(|line| line == "icanon"), "the shell has its terminal:\n{screen}");
        assert!(!desk.with(|screen| screen.hide_cursor()));
        desk.press("clear; fg\r");
        desk.until("the list again", |screen| screen.contains("At the foot") && screen.contains(HINT));
        desk.press_and_see(DOWN, selected);
        assert!(desk.with(|screen| screen.hide_cursor()));
    }
    desk.press("q");
    desk.until("the shell", |screen| screen.trim_end().ends_with("PROMPT>"));
    desk.press("exit\r");
    desk.end();
}

#[test]
fn the_game_ends_when_its_terminal_vanishes_even_if_it_is_told_to_ignore_that() {
    let home = home();
    let script = format!("trap '' HUP; exec {GAME} {STORY}");
    let mut desk = Setting::new(84, 40, home.path()).run("/bin/sh", &["-c", &script]);
    desk.see(HINT);
    desk.vanish(DOWN);
    // Whoever notices first, the signal, a key that never comes or a byte that cannot go, ends it with the same code.
    assert_eq!(desk.wait().exit_code(), 129);
}

#[cfg(target_os = "linux")]
#[test]
fn the_game_ends_when_a_terminal_vanishes_that_sends_no_signal() {
    let home = home();
    let setting = Setting::new(84, 40, home.path());
    let code = home.path().join("code");
    let inner = format!("{GAME} {STORY}; echo $? > {}.new; mv {0}.new {0}", code.display());
    // A session of its own has no controlling terminal, so nobody tells it that the terminal has gone.
    let mut desk = setting.run("/bin/sh", &["-c", &format!("exec 3<&0; setsid sh -c '{inner}' <&3 & wait")]);
    desk.see(HINT);
    desk.vanish(DOWN);
    let end = Instant::now() + Duration::from_secs(30);
    while !code.exists() {
        assert!(Instant::now() < end, "the game goes on without a terminal");
        std::thread::yield_now();
    }
    assert_eq!(std::fs::read_to_string(&code).expect("it is there").trim(), "129");
}

#[test]
fn a_pipe_that_closes_ends_the_game_quietly() {
    let home = home();
    let script = format!("{GAME} {STORY} | head -n 1; echo over | tr a-z A-Z");
    let mut desk = Setting::new(84, 40, home.path()).run("/bin/sh", &["-c", &script]);
    desk.see("plain mode");
    desk.press("1\r1\r1\r\x04");
    let screen = desk.see("OVER");
    assert!(!screen.contains("rror"), "{screen}");
    assert!(!desk.raw().contains(&0x1b), "an escape byte");
}

#[test]
fn a_game_that_is_killed_at_any_moment_loses_at_most_the_decision_being_made() {
    for decisions in 0..=16 {
        let home = home();
        let mut desk = staircase(&home);
        for number in 1..=decisions {
            desk.press_and_see("1\r", &format!("steps {number} ▲"));
        }
        // One more is on its way when it is killed.
        desk.press("1\r");
        let pid = desk.pid();
        send(pid, Signal::KILL);
        desk.end();
        let kept = if decisions == 0 { 0 } else { kept_choices(&home) };
        assert!(kept == decisions || kept == decisions + 1, "{kept} of {decisions}");
    }
}

#[test]
fn plain_mode_is_for_dumb_terminals_and_for_those_who_ask() {
    for (name, value) in [("TERM", "dumb"), ("TERM", ""), ("ACCESSIBLE", "1")] {
        let home = home();
        let mut desk = Setting::new(84, 40, home.path()).with(name, value).play(&STAIRCASE);
        desk.see("This is plain mode");
        desk.press("quit\r");
        assert_eq!(desk.exit_code(), 0);
        assert!(!desk.raw().contains(&0x1b), "an escape byte");
    }
    let home = home();
    Setting::new(84, 34, home.path()).with("ACCESSIBLE", "0").play(&STAIRCASE).see(HINT);
}
