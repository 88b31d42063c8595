//! Games saved in files that the player names, and what is never written over.

use crate::program::run;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Plays the staircase in words, in a home of its own.
fn play(home: &Path, arguments: &[&str], typed: &str) -> Output {
    play_story("tests/stories/staircase", home, arguments, typed)
}

/// Plays a story in words, in a home of its own.
fn play_story(story: &str, home: &Path, arguments: &[&str], typed: &str) -> Output {
    let mut run = Command::new(env!("CARGO_BIN_EXE_counterpitch"));
    run.args(["--story", story, "--seed", "1", "--plain"]).args(arguments);
    run.env_clear().env("HOME", home).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut run = run.spawn().expect("it runs");
    // It may have left before it is told anything.
    let _ = run.stdin.take().expect("it is piped").write_all(typed.as_bytes());
    run.wait_with_output().expect("it ends")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// A file of that text that is no saved game: neither `save` nor `--record` may touch it.
#[track_caller]
fn check_left_alone(text: &str) {
    let home = tempfile::tempdir().expect("there is room for a home");
    let file = home.path().join("notes.txt");
    let name = file.to_str().expect("plain");
    fs::write(&file, text).expect("there is room");
    let saved = play(home.path(), &[], &format!("1\nsave {name}\nbewaar {name}\nquit\n"));
    assert!(saved.status.success());
    assert!(said(&saved).contains("notes.txt is something else than a saved game"), "{}", said(&saved));
    assert!(said(&saved).contains("Type save and another name."), "{}", said(&saved));
    let events = play(home.path(), &["--events"], &format!("save {name}\nquit\n"));
    assert!(said(&events).contains("\"event\":\"error\""), "{}", said(&events));
    let recorded = play(home.path(), &["--record", name], "1\nquit\n");
    assert_eq!(recorded.status.code(), Some(2));
    assert!(said(&recorded).contains("give `--record` another name"), "{}", said(&recorded));
    assert_eq!(fs::read_to_string(&file).expect("it is there"), text);
}

#[test]
fn nothing_but_a_saved_game_is_written_over() {
    check_left_alone("buy milk\n");
    check_left_alone("steps = [\n  \"foot.up\",\n]\n");
    let home = tempfile::tempdir().expect("there is room for a home");
    let file = home.path().join("mine.toml");
    play(home.path(), &["--record", file.to_str().expect("plain")], "1\nquit\n");
    let game = fs::read_to_string(&file).expect("it is recorded");
    assert!(game.contains("foot.up"), "{game}");
    check_left_alone(&game.replace("steps", "expect   = \"steps == 1\"\nsteps"));
    check_left_alone(&game.replace("  \"foot.up\",", "  \"foot.up\",\n  { available = [\"up\"] },"));
}

#[test]
fn a_saved_game_and_an_empty_file_are_written_over_and_a_new_file_is_written() {
    let home = tempfile::tempdir().expect("there is room for a home");
    let steps = |file: &PathBuf| fs::read_to_string(file).expect("it is there").matches("foot.up").count();
    let (new, empty) = (home.path().join("new.toml"), home.path().join("empty.toml"));
    fs::write(&empty, "").expect("there is room");
    let typed = format!("1\nsave {}\n1\nsave {}\nsave {}\nquit\n", new.display(), new.display(), empty.display());
    let output = play(home.path(), &[], &typed);
    assert_eq!(said(&output).matches("Saved in").count(), 3, "{}", said(&output));
    assert_eq!([steps(&new), steps(&empty)], [2, 2]);
    play(home.path(), &["--record", new.to_str().expect("plain")], "1\nquit\n");
    assert_eq!(steps(&new), 1);
}

#[cfg(unix)]
#[test]
fn a_device_and_a_folder_stay_what_they_are() {
    let home = tempfile::tempdir().expect("there is room for a home");
    let pipe = home.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("there are pipes").success());
    let output = play(home.path(), &[], &format!("save {}\nsave {}\nquit\n", pipe.display(), home.path().display()));
    assert!(said(&output).contains("pipe is something else than a saved game"), "{}", said(&output));
    assert!(said(&output).contains("that is a folder"), "{}", said(&output));
    assert!(pipe.exists());
}

#[test]
fn a_recording_begins_with_the_first_choice_and_an_earlier_one_stays_beside_it() {
    let home = tempfile::tempdir().expect("there is room for a home");
    let file = home.path().join("rec.toml");
    let record = ["--record", file.to_str().expect("plain")];
    let steps = |name: &str| {
        let text = fs::read_to_string(home.path().join(name)).unwrap_or_else(|_| panic!("{name} is gone"));
        text.matches("foot.up").count()
    };
    play(home.path(), &record, "");
    assert!(!file.exists(), "nothing was chosen");
    let unfinished = home.path().join(".counterpitch-abcdef");
    let left = fs::File::create(&unfinished).expect("there is room");
    left.set_modified(std::time::UNIX_EPOCH).expect("a file has a date");
    play(home.path(), &record, "1\n1\n1\nnew\nquit\n");
    assert!(!unfinished.exists(), "what a run left that was killed is swept");
    assert_eq!(steps("rec.toml"), 3);
    play(home.path(), &record, "quit\n");
    assert_eq!(steps("rec.toml"), 3);
    play(home.path(), &record, "1\n1\nnew\n1\nquit\n");
    let all = ["rec.toml", "rec.toml.earlier", "rec.toml.earlier-2"].map(steps);
    assert_eq!(all, [1, 3, 2]);
}

#[test]
fn a_recording_without_a_name_is_refused_since_no_group_would_count_it() {
    let home = tempfile::tempdir().expect("there is room for a home");
    let file = home.path().join(".toml");
    let recorded = play(home.path(), &["--record", file.to_str().expect("plain")], "1\nquit\n");
    assert_eq!(recorded.status.code(), Some(2));
    assert!(said(&recorded).contains("the file has no name before its dot"), "{}", said(&recorded));
    assert!(!file.exists());
}

#[test]
fn a_game_that_goes_on_with_another_seed_says_so() {
    let home = tempfile::tempdir().expect("there is room for a home");
    let goes_on = |seed: &str| {
        let file = home.path().join("bart.toml");
        fs::write(&file, format!("{seed}steps = ['foot.up']\n")).expect("there is room");
        said(&play(home.path(), &["--from", file.to_str().expect("plain")], "quit\n"))
    };
    let other = goes_on("seed = 12\n");
    assert!(other.contains("This game was begun with seed 12. With `--seed 1` its luck may be another."), "{other}");
    assert!(!goes_on("seed = 1\n").contains("was begun with seed") && !goes_on("").contains("was begun with seed"));
}

#[test]
fn a_recording_of_a_whole_game_is_a_test_and_is_never_written_over() {
    let home = tempfile::tempdir().expect("there is room for a home");
    let file = home.path().join("rec.toml");
    let name = file.to_str().expect("plain");
    let cake = |arguments: &[&str], typed: &str| play_story("src/cli/new", home.path(), arguments, typed);
    let recorded = || fs::read_to_string(&file).expect("it is recorded");
    cake(&["--record", name], "slice\nquit\n");
    assert!(recorded().starts_with("title    = \"A cake for Agatha: "), "{}", recorded());
    assert!(!recorded().contains("expect"), "{}", recorded());
    cake(&["--record", name], "slice\nwindow\nquit\n");
    assert!(recorded().starts_with("title    = \"A cake for Agatha: Agatha's door\"\n"), "{}", recorded());
    assert!(recorded().contains("\nexpect   = \"conductor == 1 and "), "{}", recorded());
    assert_eq!(run(&["replay", name, "--story", "src/cli/new"]).code, 0);
    let mine = recorded().replace(" and ", " and not ended and ");
    fs::write(&file, &mine).expect("it can be written");
    let saved = cake(&[], &format!("slice\nsave {name}\nquit\n"));
    assert!(said(&saved).contains("is something else than a saved game"), "{}", said(&saved));
    cake(&["--record", name], "slice\nwindow\nquit\n");
    assert_eq!(fs::read_to_string(home.path().join("rec.toml.earlier")).expect("it stayed"), mine);
}

#[test]
fn a_recorded_game_that_has_ended_stays_while_its_player_looks_back_until_another_ends() {
    let home = tempfile::tempdir().expect("there is room for a home");
    let file = home.path().join("rec.toml");
    let record = ["--record", file.to_str().expect("plain")];
    let read = |name: &str| fs::read_to_string(home.path().join(name)).unwrap_or_default();
    let cake = |typed: &str| play_story("src/cli/new", home.path(), &record, typed);
    cake("slice\nwindow\nundo\nredo\nback 1\nslice\nquit\n");
    let ended = read("rec.toml");
    assert!(ended.contains("\nexpect "), "{ended}");
    assert_eq!(read("rec.toml.earlier"), "");
    cake("slice\nwindow\nundo\ntell\nwindow\nquit\n");
    assert!(read("rec.toml").contains(".tell"), "{}", read("rec.toml"));
    assert_eq!(read("rec.toml.earlier"), ended);
}

#[test]
fn a_recording_that_cannot_be_made_is_refused_before_the_first_choice() {
    let home = tempfile::tempdir().expect("there is room for a home");
    let no_folder = home.path().join("file");
    fs::write(&no_folder, "").expect("it can be written");
    for file in [no_folder.join("rec.toml"), home.path().to_owned()] {
        let output = play(home.path(), &["--record", file.to_str().expect("plain")], "1\nquit\n");
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(said(&output).contains("the game cannot be recorded"), "{}", said(&output));
    }
}

#[test]
fn a_recording_makes_its_folder() {
    let home = tempfile::tempdir().expect("there is room for a home");
    let file = home.path().join("class/anna.toml");
    let output = play(home.path(), &["--record", file.to_str().expect("plain")], "1\nquit\n");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(file.exists());
}

#[test]
fn saving_makes_no_folder_and_says_when_another_game_gives_way() {
    let home = tempfile::tempdir().expect("there is room for a home");
    let (folder, file) = (home.path().join("nowhere"), home.path().join("mine.toml"));
    let typed = format!("1\nsave {0}/x\nsave .\nsave {1}\nundo\nsave {1}\nquit\n", folder.display(), file.display());
    let said = said(&play(home.path(), &[], &typed));
    for answer in ["there is no such place", "that is a folder", "mine.toml.\n", "mine.toml, in place of the game"] {
        assert!(said.contains(answer), "{answer}: {said}");
    }
    assert!(!folder.exists());
}

#[test]
fn a_recording_that_is_a_link_is_written_where_the_link_leads() {
    let home = tempfile::tempdir().expect("there is room for a home");
    let (link, real) = (home.path().join("link.toml"), home.path().join("real.toml"));
    fs::write(&real, "").expect("there is room");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&real, &link).expect("links can be made");
    #[cfg(not(unix))]
    return;
    let record = || play(home.path(), &["--record", link.to_str().expect("plain")], "1\nquit\n");
    record();
    assert!(link.is_symlink());
    assert!(fs::read_to_string(&real).expect("it is there").contains("foot.up"));

    fs::remove_file(&real).expect("it is there");
    let output = record();
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("link.toml` leads nowhere"), "{}", said(&output));
    assert!(link.is_symlink() && !real.exists());
}
