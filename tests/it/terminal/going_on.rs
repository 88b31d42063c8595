//! Leaving a game and going on with it.

use super::{Desk, HINT, STAIRCASE, Setting, home, kept, kept_choices, kept_games, staircase};
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Plays so many steps, and leaves.
#[track_caller]
fn play_and_leave(home: &tempfile::TempDir, steps: usize) {
    let mut desk = staircase(home);
    for number in 1..=steps {
        desk.press_and_see("1\r", &format!("steps {number} ▲"));
    }
    desk.press("q");
    assert_eq!(desk.exit_code(), 0);
}

fn sit_down(home: &tempfile::TempDir, arguments: &[&str]) -> Desk {
    Setting::new(84, 34, home.path()).play(&[&STAIRCASE, arguments].concat())
}

fn game_file(home: &tempfile::TempDir) -> PathBuf {
    kept(home).pop().expect("something is kept")
}

#[test]
fn a_game_that_was_left_is_offered_and_gone_on_with() {
    let home = home();
    play_and_leave(&home, 3);
    let mut desk = sit_down(&home, &[]);
    let screen = desk.see("You left a game after three choices, at “At the foot”. Go on with it?");
    assert!(screen.contains("enter go on  n new game  q quit"), "{screen}");
    desk.press_and_see("xyj \r", "steps 3");
    desk.press_and_see("1\r", "steps 4");
    assert_eq!(kept_choices(&home), 4);
}

#[test]
fn every_game_is_a_file_of_its_own_and_the_latest_unfinished_one_is_offered() {
    let home = home();
    play_and_leave(&home, 3);
    let mut desk = sit_down(&home, &[]);
    desk.see("Go on with it?");
    desk.press_and_see("n", "  1  Climb");
    assert_eq!(kept_games(&home), [3]);
    desk.press_and_see("1\r", "steps 1");
    assert_eq!(kept_games(&home), [3, 1]);
    desk.press_and_see("4\r", "Out onto the roof");
    desk.press_and_see("1\r", "The whole town");
    desk.press("q");
    desk.end();
    assert_eq!(kept_games(&home), [3, 3]);
    let mut desk = sit_down(&home, &[]);
    desk.see("after three choices, at “At the foot”");
    desk.press("q");
    assert_eq!(desk.exit_code(), 0);
}

#[test]
fn a_finished_game_stays_as_it_is_when_another_is_played_from_one_of_its_decisions() {
    let home = home();
    let mut desk = staircase(&home);
    desk.press_and_see("4\r", "Out onto the roof");
    desk.press_and_see("1\r", "The whole town");
    let ended = fs::read_to_string(game_file(&home)).expect("it is kept");
    desk.press_and_see("u", "Taken back:");
    assert_eq!(kept_games(&home), [2, 1]);
    desk.press_and_see("r", "Made again: Out");
    assert_eq!(kept_games(&home), [2]);
    desk.press_and_see("u", "Taken back:");
    desk.press_and_see("u", "Taken back: Run");
    desk.press_and_see("1\r", "steps 1 ▲");
    desk.press("q");
    desk.end();
    assert_eq!(kept_games(&home), [2, 1]);
    assert_eq!(fs::read_to_string(&kept(&home)[0]).expect("it is there"), ended);
}

#[test]
fn resume_asks_nothing_and_says_when_there_is_nothing() {
    let home = home();
    let mut desk = sit_down(&home, &["--resume"]);
    desk.see("There is no game to go on with; this is another one.");
    desk.press_and_see("1\r", "steps 1 ▲");
    desk.press_and_see("1\r", "steps 2 ▲");
    desk.press("q");
    desk.end();
    let screen = sit_down(&home, &["--resume"]).see("steps 2");
    assert!(!screen.contains("Go on with it?"), "{screen}");
}

#[test]
fn a_save_that_cannot_be_used_is_kept_and_named() {
    let home = home();
    play_and_leave(&home, 2);
    let file = game_file(&home);
    fs::write(&file, "steps = \"not a list\u{1b}[2J").expect("there is room");
    let desk = sit_down(&home, &[]);
    let screen = desk.see(HINT);
    assert!(screen.contains("The saved game could not be used."), "{screen}");
    assert!(screen.replace("\n  ", "").contains(".damaged-1"), "{screen}");
    let aside = fs::read_to_string(file.with_extension("damaged-1")).expect("it is kept");
    assert!(aside.contains("not a list"));
}

#[test]
fn a_save_of_an_older_story_is_played_as_far_as_it_goes_and_the_player_is_told() {
    let home = home();
    play_and_leave(&home, 4);
    let file = game_file(&home);
    let text = fs::read_to_string(&file).expect("it is kept");
    let mut lines: Vec<&str> = text.lines().collect();
    let last = lines.iter().rposition(|line| line.contains("foot.up")).expect("a choice is kept");
    lines[last] = "  \"foot.swim\",";
    fs::write(&file, lines.join("\n") + "\n").expect("there is room");
    let mut desk = sit_down(&home, &["--resume"]);
    let screen = desk.see(HINT).replace("\n  ", " ");
    assert!(screen.contains("Three of your 4 choices could be made again"), "{screen}");
    assert!(screen.contains("steps 3"), "{screen}");
    desk.press_and_see("1\r", "steps 4");
    assert_eq!(kept_games(&home), [4, 4]);
    let before = fs::read_to_string(&file).expect("it is kept");
    assert!(before.contains("foot.swim"));
}

#[test]
fn plain_play_on_a_terminal_goes_on_with_the_game_that_was_left() {
    let home = home();
    play_and_leave(&home, 3);
    let mut desk = sit_down(&home, &["--plain"]);
    desk.see("after three choices");
    desk.press("\r");
    desk.see("plain mode");
    desk.press("1\rquit\r");
    desk.end();
    assert_eq!(kept_choices(&home), 4);
}

#[test]
fn runs_through_a_pipe_keep_a_game_of_their_own() {
    let home = home();
    play_and_leave(&home, 3);
    let mut run = Command::new(super::desk::GAME);
    run.args(STAIRCASE).env_remove("XDG_DATA_HOME").env("HOME", home.path());
    let mut run = run.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it runs");
    run.stdin.take().expect("it is piped").write_all(b"1\nquit\n").expect("it reads");
    assert!(run.wait().expect("it ends").success());
    assert_eq!(kept_games(&home), [3, 1]);
    sit_down(&home, &[]).see("after three choices");
}

#[test]
fn a_recording_is_written_and_can_be_played_from() {
    let home = home();
    let record = home.path().join("my game.toml");
    let record_name = record.to_str().expect("plain");
    let mut desk = sit_down(&home, &["--record", record_name]);
    desk.see(HINT);
    desk.press_and_see("1\r", "steps 1 ▲");
    desk.press_and_see("2\r", "She ");
    desk.see(HINT);
    desk.press("q");
    desk.end();
    let text = fs::read_to_string(&record).expect("it is recorded");
    assert!(text.contains("\"foot.up\",") && text.contains("{ draw = \"foot."), "{text}");
    let other = super::home();
    let desk = sit_down(&other, &["--from", record_name]);
    desk.see("steps 1");
}

#[test]
fn a_game_that_cannot_be_kept_is_played_all_the_same() {
    let home = home();
    let file = home.path().join("a-file");
    fs::write(&file, "").expect("there is room");
    let setting = Setting::new(84, 34, home.path()).with("XDG_DATA_HOME", file.to_str().expect("plain"));
    let mut desk = setting.play(&STAIRCASE);
    desk.see(HINT);
    desk.press_and_see("1\r", "cannot be kept on this machine");
    desk.press_and_see("1\r", "steps 2");
}

#[test]
fn authors_begin_at_a_scene_by_a_shortest_playthrough() {
    let home = home();
    let mut desk = sit_down(&home, &["--at", "landing"]);
    desk.see("Fifth flight");
    desk.see("1  Out onto the roof");
    desk.press_and_see("h", "1  Run all the way");
    let mut desk = sit_down(&home, &["--at", "cellar"]);
    desk.see("the story has no scene `cellar`");
    assert_eq!(desk.exit_code(), 2);
}

#[test]
fn a_game_that_is_begun_anew_is_kept_only_when_it_has_a_decision() {
    let home = home();
    play_and_leave(&home, 3);
    let record = home.path().join("ended.toml");
    let ended = ["--record", record.to_str().expect("plain")];
    let mut desk = sit_down(&super::home(), &ended);
    desk.see(HINT);
    desk.press_and_see("4\r", "Out onto the roof");
    desk.press_and_see("1\r", "The whole town");
    desk.press("q");
    desk.end();
    let mut desk = sit_down(&home, &["--from", ended[1]]);
    desk.see("The whole town");
    desk.press_and_see("n", "  1  Climb");
    desk.press_and_see("q", "You chose nothing in this game, so there is nothing new to keep.");
    desk.end();
    assert_eq!(kept_choices(&home), 3);
    let mut desk = sit_down(&home, &["--plain"]);
    desk.see("Go on with it?");
    desk.press("\r");
    desk.see("plain mode");
    desk.press("new\rstatus\rnew\r");
    desk.until("the question twice", |screen| screen.matches("Type new again to begin another").count() == 2);
    assert!(!desk.screen().contains("Another game."), "{}", desk.screen());
    desk.press_and_see("new\r", "Another game.");
    desk.press("quit\r");
    desk.end();
    assert_eq!(kept_choices(&home), 3);
}

#[test]
fn two_terminals_with_one_game_each_keep_their_own() {
    let home = home();
    play_and_leave(&home, 2);
    let mut desks = [sit_down(&home, &["--resume"]), sit_down(&home, &["--resume"])];
    desks.iter().for_each(|desk| drop(desk.see("steps 2")));
    let [first, second] = &mut desks;
    first.press_and_see("1\r", "steps 3 ▲");
    second.press_and_see("2\r", "She ");
    second.see(HINT);
    first.press_and_see("1\r", "steps 4 ▲");
    second.press_and_see("1\r", "steps 3 ▲");
    let steps = |file: &PathBuf| fs::read_to_string(file).expect("it is there").matches("foot.").count();
    for mut desk in desks {
        desk.press("q");
        desk.end();
    }
    // Both are written within a moment, so their order says nothing.
    let mut steps: Vec<usize> = kept(&home).iter().map(steps).collect();
    steps.sort_unstable();
    assert_eq!(steps, [4, 5]);
}

#[test]
fn the_file_of_a_game_follows_what_is_taken_back() {
    let home = home();
    play_and_leave(&home, 3);
    let mut desk = sit_down(&home, &["--resume"]);
    desk.see("steps 3");
    desk.press_and_see("u", "steps 2");
    desk.press_and_see("u", "steps 1");
    desk.press_and_see("1\r", "steps 2 ▲");
    desk.press("q");
    desk.end();
    assert_eq!(kept_games(&home), [2]);
}

#[test]
fn a_game_without_undo_stays_so_when_it_is_gone_on_with() {
    let home = home();
    for arguments in [["--no-undo"], ["--resume"]] {
        let mut desk = sit_down(&home, &arguments);
        desk.see(HINT);
        let screen = desk.press_and_see("1\r", "▲");
        assert!(!screen.contains("undo"), "{screen}");
        let screen = desk.press_and_see("?", "leaves; the game is kept");
        assert!(!screen.contains("takes your latest choice back") && !screen.contains("\n  b "), "{screen}");
        for key in ["u", "r", "b"] {
            desk.press_and_see(key, "In this game no decision can be taken back.");
            desk.press_and_see("h", HINT);
        }
        desk.press("q");
        desk.end();
    }
    assert_eq!(kept_choices(&home), 2);
}

#[track_caller]
fn check_answer(language: &str, typed: &str, then: &str) {
    let home = home();
    let bun = ["--story", "tests/stories/last-bun", "--plain", "--lang", language];
    let setting = Setting::new(84, 34, home.path());
    let mut desk = setting.play(&bun);
    desk.see("--plain");
    desk.press("1\rquit\r");
    desk.end();
    let mut desk = setting.play(&bun);
    desk.see("\nn: ");
    desk.press(&format!("{typed}\r"));
    if then.is_empty() {
        assert_eq!(desk.exit_code(), 0, "{typed}");
        assert!(!desk.screen().contains("--plain"), "{typed}: {}", desk.screen());
    } else {
        desk.see(then);
    }
    assert_eq!(kept_choices(&home), 1);
}

#[test]
fn the_offer_in_words_is_answered_in_words() {
    for leave in ["quit", "q", "stop"] {
        check_answer("nl", leave, "");
    }
    check_answer("en", "QUIT", "");
    for yes in ["yes", "y", "enter"] {
        check_answer("en", yes, "You go on after one choice.");
    }
    check_answer("nl", "ja", "Je gaat verder na één keuze.");
    check_answer("nl", "j", "Je gaat verder na één keuze.");
    check_answer("en", "new", "plain mode");
    check_answer("en", "perhaps", "That is no answer to it.\n\nYou left a game");
    check_answer("en", "help", "quit: quit\nhelp\nYou left a game");
}

#[track_caller]
fn check_card(language: &str, columns: u16, arguments: &[&str], card: &[&str]) {
    let home = home();
    let arguments = [&["--lang", language, "--seed", "1"], arguments].concat();
    let screen = Setting::new(columns, 24, home.path()).play(&arguments).see("? help");
    let lines: Vec<&str> =
        screen.lines().map(str::trim).skip_while(|line| *line != card[0]).take_while(|line| !line.is_empty()).collect();
    assert_eq!(lines, card, "{screen}");
}

#[test]
fn a_title_card_of_four_lines_at_most_stands_before_the_first_scene() {
    let (title, sale) = ("Page Thirty-Four", "A true sale, in ten to forty minutes.");
    check_card("en", 80, &[], &[title, sale, "No choice is lost: u takes it back, ?\u{a0}helps."]);
    check_card("en", 40, &[], &[title, sale, "No choice is lost: u takes", "it back, ?\u{a0}helps."]);
    check_card("en", 80, &["--no-undo"], &[title, sale, "Every choice is final; ?\u{a0}helps."]);
    let dutch = ["Pagina vierendertig", "Waar gebeurd. 10 tot 40 minuten."];
    check_card("nl", 80, &[], &[&dutch[..], &["Geen keuze ligt vast: o neemt haar terug, ?\u{a0}helpt."]].concat());
    check_card(
        "en",
        80,
        &["--story", "tests/stories/staircase"],
        &["The staircase", "No choice is lost: u takes it back, ?\u{a0}helps."],
    );
}
