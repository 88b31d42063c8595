//! What is kept on a machine: games, endings and seeds.

use serde_json::Value;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

const STORY: [&str; 2] = ["--story", "tests/stories/staircase"];

fn home() -> tempfile::TempDir {
    tempfile::tempdir().expect("there is room for a home")
}

fn start(home: &Path, arguments: &[&str]) -> Child {
    let mut run = Command::new(env!("CARGO_BIN_EXE_counterpitch"));
    run.env_clear().env("HOME", home).args(arguments);
    run.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs")
}

fn run(home: &Path, arguments: &[&str], typed: &str) -> Output {
    let mut run = start(home, arguments);
    // It may have left before it is told anything.
    let _ = run.stdin.take().expect("it is piped").write_all(typed.as_bytes());
    run.wait_with_output().expect("it ends")
}

/// Plays the staircase in words.
fn play(home: &Path, arguments: &[&str], typed: &str) -> Output {
    run(home, &[&STORY, arguments].concat(), typed)
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// The folder in which the staircase is kept.
fn shelf(home: &Path) -> PathBuf {
    let shelves = fs::read_dir(home.join(".local/share/counterpitch")).expect("something is kept");
    let mut shelves: Vec<_> = shelves.map(|shelf| shelf.expect("it is there").path()).collect();
    assert_eq!(shelves.len(), 1, "{shelves:?}");
    shelves.remove(0)
}

#[track_caller]
fn games(home: &Path, arguments: &[&str]) -> Vec<Value> {
    let output = play(home, &[&["games", "--format", "json"], arguments].concat(), "");
    assert!(output.status.success(), "{}", said(&output));
    let text = String::from_utf8(output.stdout).expect("it is UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

/// A key of every game in the list.
#[track_caller]
fn listed(home: &Path, key: &str) -> Vec<Value> {
    games(home, &[]).into_iter().map(|game| game[key].clone()).collect()
}

#[test]
fn games_are_listed_the_latest_first_and_commands_without_a_file_take_the_latest() {
    let home = home();
    assert!(said(&play(home.path(), &["games"], "")).contains("No game is kept yet."));
    assert_eq!(play(home.path(), &["debrief"], "").status.code(), Some(2));
    play(home.path(), &["--seed", "1"], "1\n1\n");
    play(home.path(), &["--seed", "1"], "4\n1\n");
    assert_eq!(listed(home.path(), "choices"), [2, 2]);
    assert_eq!(listed(home.path(), "ending"), [Value::from("roof"), Value::Null]);
    assert_eq!(listed(home.path(), "kind"), ["pipe", "pipe"]);
    let human = said(&play(home.path(), &["games"], ""));
    assert!(human.contains("2 choices, ended with “The roof”"), "{human}");
    assert!(human.contains("2 choices, at “At the foot”"), "{human}");
    let debrief = play(home.path(), &["debrief", "--format", "json"], "");
    assert!(said(&debrief).contains("\"ending\":\"roof\""), "{}", said(&debrief));
    let transcript = play(home.path(), &["replay", "--transcript"], "");
    assert!(said(&transcript).contains("The whole town"), "{}", said(&transcript));
    let on = play(home.path(), &["--from"], "undo\nquit\n");
    assert!(said(&on).contains("Taken back"), "{}", said(&on));
}

#[test]
fn what_older_versions_saved_is_listed_and_can_be_played_on() {
    let home = home();
    play(home.path(), &["--seed", "1"], "1\n1\n");
    let shelf = shelf(home.path());
    let game = fs::read_dir(shelf.join("games")).expect("it is there").next().expect("one").expect("one");
    let old = ["game.toml", "piped.toml", "earlier.toml", "earlier-kept-1.toml", "game-kept-2.toml"];
    for name in old {
        fs::copy(game.path(), shelf.join(name)).expect("there is room");
    }
    fs::remove_dir_all(shelf.join("games")).expect("it is there");
    assert_eq!(listed(home.path(), "choices"), [2; 5]);
    play(home.path(), &["--resume"], "1\n");
    assert_eq!(listed(home.path(), "choices"), [3, 2, 2, 2, 2]);
    assert!(listed(home.path(), "file")[0].as_str().is_some_and(|file| file.ends_with("piped.toml")));
}

#[test]
fn a_game_that_an_author_begins_in_the_middle_is_kept_apart_and_finds_no_ending() {
    let home = home();
    play(home.path(), &["--seed", "1"], "1\nquit\n");
    play(home.path(), &["--at", "foot"], "1\n1\nquit\n");
    play(home.path(), &["--at", "roof"], "quit\n");
    assert_eq!(listed(home.path(), "kind"), ["scene", "pipe"]);
    assert!(!shelf(home.path()).join("endings.txt").exists());
    play(home.path(), &["--resume"], "1\n");
    assert_eq!(listed(home.path(), "kind"), ["pipe", "scene"]);
}

#[test]
fn a_seed_that_is_asked_for_is_obeyed_whatever_was_played_before() {
    let home = home();
    let events = ["--events", "--seed", "7"];
    let record = home.path().join("rec.toml");
    for arguments in [&["--seed", "7"][..], &["--seed", "7"], &events, &["--seed", "7", "--at", "foot"]] {
        play(home.path(), arguments, "1\nup\nquit\n");
        assert_eq!(games(home.path(), &[])[0]["seed"], 7, "{arguments:?}");
    }
    play(home.path(), &["--seed", "9"], "1\nnew\n1\n");
    assert_eq!(games(home.path(), &[])[0]["seed"], 9);
    play(home.path(), &["--seed", "8", "--resume", "--record", record.to_str().expect("plain")], "1\n");
    assert_eq!(games(home.path(), &[])[0]["seed"], 8);
    assert!(fs::read_to_string(record).expect("it is recorded").contains("seed     = 8"));
}

#[test]
fn players_on_one_machine_have_shelves_of_their_own() {
    let home = home();
    let players =
        [("Anna", "1\n"), ("../Ben", "1\n1\n"), ("Zoë", "1\n"), ("Zoé", "1\n1\n"), ("a-b", "1\n"), ("a b", "1\n1\n")];
    for (player, typed) in players {
        play(home.path(), &["--player", player], typed);
    }
    let choices = |player: &str| games(home.path(), &["--player", player])[0]["choices"].clone();
    assert_eq!(["anna", "../Ben", "Zoë", "Zoé", "a-b", "a b"].map(choices), [1, 2, 1, 2, 1, 2]);
    let file = games(home.path(), &["--player", "../Ben"])[0]["file"].to_string();
    assert!(file.contains("/.local/share/counterpitch/player-ben-"), "{file}");
    assert!(games(home.path(), &[]).is_empty());
}

#[test]
fn a_game_without_undo_says_so_in_its_file_and_stays_so() {
    let home = home();
    let said_first = said(&play(home.path(), &["--no-undo"], "1\nundo\nback 1\nredo\n"));
    assert_eq!(said_first.matches("no decision can be taken back").count(), 3, "{said_first}");
    assert_eq!(games(home.path(), &[])[0]["undo"], false);
    let file = games(home.path(), &[])[0]["file"].as_str().expect("a path").to_owned();
    for arguments in [&["--resume"][..], &["--from", &file], &["--resume", "--events"]] {
        let said = said(&play(home.path(), arguments, "undo\nquit\n"));
        assert!(said.contains("no decision can be taken back"), "{arguments:?}: {said}");
    }
}

#[test]
fn endings_found_at_the_same_moment_are_all_remembered() {
    let home = home();
    let playthroughs = fs::read_dir("tests/playthroughs").expect("they are there");
    let files = playthroughs.map(|file| file.expect("it is there").path());
    let files: Vec<_> = files.filter(|file| file.extension().is_some_and(|it| it == "toml")).collect();
    let start = |file: &PathBuf| start(home.path(), &["--events", "--from", file.to_str().expect("plain")]);
    let runs: Vec<Child> = files.iter().map(start).collect();
    for mut run in runs {
        drop(run.stdin.take());
        assert!(run.wait_with_output().expect("it ends").status.success());
    }
    let found = fs::read_to_string(shelf(home.path()).join("endings.txt")).expect("it is there");
    let mut found: Vec<&str> = found.lines().collect();
    found.sort_unstable();
    found.dedup();
    assert_eq!(found.len(), 18, "{found:?}");
}

#[test]
fn a_damaged_list_of_endings_is_set_aside_once_and_its_readable_lines_stay() {
    for command in [&["--seed", "1"][..], &["endings"]] {
        let home = home();
        play(home.path(), &["--seed", "1"], "4\n1\n");
        let list = shelf(home.path()).join("endings.txt");
        fs::write(&list, b"cellar\n\xff\x00\nattic").expect("there is room");
        let first = said(&play(home.path(), command, "4\n1\n"));
        assert_eq!(first.matches("A part of the list of endings found cannot be read").count(), 1, "{first}");
        let aside = fs::read(list.with_extension("damaged-1")).expect("it is kept");
        assert_eq!(aside, b"cellar\n\xff\x00\nattic");
        let second = said(&play(home.path(), &["--seed", "1"], "4\n1\n"));
        assert!(!second.contains("cannot be read"), "{second}");
        assert_eq!(fs::read(&list).expect("it is there"), b"attic\ncellar\nroof\n");
    }
}

/// Plays in a shell in which something is done first, and counts how often it is said that the game cannot be kept.
#[cfg(unix)]
#[track_caller]
fn check_said_once(before: &str, data: &Path) {
    let home = home();
    let game = env!("CARGO_BIN_EXE_counterpitch");
    let script = format!("{before}; exec {game} {} --seed 1", STORY.join(" "));
    let mut run = Command::new("/bin/sh");
    run.env_clear().env("HOME", home.path()).env("XDG_DATA_HOME", data).args(["-c", &script]);
    let run = run.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut run = run.expect("there is a shell");
    run.stdin.take().expect("it is piped").write_all(b"1\n1\nundo\n1\n4\n1\n").expect("it reads");
    let output = run.wait_with_output().expect("it ends");
    let said = said(&output);
    assert!(output.status.success(), "{before}: {said}");
    assert_eq!(said.matches("cannot be kept on this machine").count(), 1, "{before}: {said}");
    assert!(said.contains("The end: The roof."), "{before}: {said}");
}

#[cfg(unix)]
#[test]
fn a_game_goes_on_where_nothing_can_be_written_and_says_so_once() {
    let data = home();
    check_said_once("ulimit -f 0", data.path());
    check_said_once(":", Path::new("/dev/null"));
    // To the superuser no folder is closed, but the system's table of processes is.
    check_said_once(":", Path::new("/proc"));
    let closed = data.path().join("closed");
    fs::create_dir(&closed).expect("there is room");
    fs::set_permissions(&closed, std::os::unix::fs::PermissionsExt::from_mode(0o555)).expect("it is ours");
    if fs::write(closed.join("x"), "").is_err() {
        check_said_once(":", &closed);
    }
}

/// `COUNTERPITCH_KILLS` says how many games are killed.
#[cfg(unix)]
#[test]
fn a_game_killed_at_any_moment_keeps_every_decision_whose_text_was_shown() {
    let kills = std::env::var("COUNTERPITCH_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(10);
    let mut random = 1u64;
    for _ in 0..kills {
        random = random.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        let home = home();
        let mut run = start(home.path(), &[&STORY[..], &["--events"]].concat());
        let mut input = run.stdin.take().expect("it is piped");
        input.write_all("up\n".repeat(40).as_bytes()).expect("there is room in the pipe");
        let mut output = run.stdout.take().expect("it is piped");
        let mut seen = vec![0; (random >> 33) as usize % 9000];
        output.read_exact(&mut seen).expect("so much is told");
        run.kill().expect("it runs");
        run.wait().expect("it has ended");
        output.read_to_end(&mut seen).expect("the rest can be read");
        drop(input);
        let told = String::from_utf8_lossy(&seen).matches("{\"event\":\"choices\"").count().saturating_sub(1);
        let kept = listed(home.path(), "choices").first().map_or(0, |kept| kept.as_u64().expect("a number"));
        assert!(kept == told as u64 || kept == told as u64 + 1, "{kept} kept, {told} told");
    }
}

#[test]
fn two_runs_that_continue_the_same_game_lose_nothing() {
    let home = home();
    play(home.path(), &["--seed", "1"], "1\n1\n");
    let mut runs = [0, 1].map(|_| start(home.path(), &[&STORY[..], &["--resume"]].concat()));
    let inputs = runs.each_mut().map(|run| run.stdin.take().expect("it is piped"));
    let mut outputs = runs.each_mut().map(|run| run.stdout.take().expect("it is piped"));
    // Both have gone on with the game once they speak; only then does one play, and then the other.
    outputs.iter_mut().for_each(|output| output.read_exact(&mut [0]).expect("it speaks"));
    for ((run, mut input), choice) in runs.into_iter().zip(inputs).zip([b"1\n", b"2\n"]) {
        for _ in 0..5 {
            input.write_all(choice).expect("it reads");
        }
        drop(input);
        assert!(run.wait_with_output().expect("it ends").status.success());
    }
    assert_eq!(listed(home.path(), "choices"), [7, 7]);
}

#[test]
fn files_that_cannot_be_used_are_passed_over_and_said_once() {
    let home = home();
    play(home.path(), &["--seed", "1"], "1\n1\n");
    let games = shelf(home.path()).join("games");
    fs::write(games.join("2999-01-01T000000-piped.toml"), "steps = [\u{1b}").expect("there is room");
    fs::create_dir(games.join("2999-01-02T000000-piped.toml")).expect("there is room");
    let left = fs::File::create(games.join(".counterpitch-abcdef")).expect("there is room");
    left.set_modified(std::time::UNIX_EPOCH).expect("a file has a date");
    let first = said(&play(home.path(), &["--resume"], "1\n"));
    assert!(first.contains("The saved game could not be used") && first.contains("damaged-1"), "{first}");
    let second = said(&play(home.path(), &["--resume"], "1\n"));
    assert!(!second.contains("could not be used"), "{second}");
    assert_eq!(listed(home.path(), "choices"), [4]);
    assert!(!games.join(".counterpitch-abcdef").exists());
}

#[test]
fn games_that_begin_at_the_same_moment_are_all_kept() {
    let home = home();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| play(home.path(), &["--seed", "1"], "1\n1\n"));
        }
    });
    assert_eq!(listed(home.path(), "choices"), [2; 8]);
}
