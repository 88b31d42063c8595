//! What the program makes of what it is asked for: which story, which scene, which format.

use crate::program::{run, run_in};
use std::fs;
use std::path::Path;
use std::process::Command;

const NEW: &str = "src/cli/new";

#[test]
fn away_from_a_story_an_author_is_told_that_the_one_built_in_is_meant() {
    let empty = tempfile::tempdir().expect("there is room for a folder");
    let away = run_in(empty.path(), &["simulate", "1"]);
    assert!(away.code == 0 && away.error.starts_with("note: there is no story here"), "{}", away.error);
    let here = run_in(Path::new(NEW), &["simulate", "1"]);
    assert!(here.error.starts_with("story: "), "{}", here.error);
}

#[test]
fn a_player_in_the_folder_of_a_story_is_told_how_to_play_that_one() {
    let said = run_in(Path::new(NEW), &["endings"]);
    assert!(said.error.starts_with("note: there is a story in this folder"), "{}", said.error);
}

#[test]
fn an_author_s_command_finds_the_story_from_any_folder_below_it() {
    let below = run_in(&Path::new(NEW).join("playthroughs"), &["replay", "."]);
    assert!(below.code == 0 && below.error.starts_with("story: A cake for Agatha (..)"), "{}", below.error);
    let beside = run_in(Path::new("tests/playthroughs"), &["simulate", "1"]);
    assert!(beside.error.contains("(../../scenes)"), "{}", beside.error);
}

#[test]
fn a_debrief_takes_the_story_that_the_playthrough_belongs_to_and_its_advice_can_be_typed() {
    let away = tempfile::tempdir().expect("there is room for a folder");
    let (story, file) = (away.path().join("my story"), "playthroughs/home-with-cake.toml");
    assert_eq!(run(&["new", story.to_str().expect("plain")]).code, 0);
    let from_outside = run_in(away.path(), &["debrief", &format!("my story/{file}")]);
    assert_eq!(from_outside.code, 0, "{}", from_outside.error);
    let advice = "counterpitch --from 'my story/playthroughs/home-with-cake.toml' --story 'my story'";
    assert!(from_outside.out.contains(advice), "{}", from_outside.out);
    assert_eq!(run_in(&story, &["debrief", file]).code, 0);
    let other = run(&["debrief", "--story", "tests/stories/staircase", "tests/playthroughs/grace.toml"]);
    assert_eq!(other.code, 1, "{}", other.error);
}

#[test]
fn who_names_the_file_of_a_story_means_its_folder() {
    assert_eq!(run(&["check", "--story", &format!("{NEW}/story.toml")]).code, 0);
}

#[test]
fn a_name_that_is_nearly_right_is_guessed() {
    let scene = run(&["play", "--plain", "--at", "thijs-hang-up"]);
    assert!(scene.code == 2 && scene.error.contains("did you mean `thijs-hangs-up`?"), "{}", scene.error);
    let lint = run(&["check", "--deny", "warning"]);
    assert!(lint.code == 2 && lint.error.contains("did you mean `warnings`?"), "{}", lint.error);
}

#[test]
fn a_format_that_a_command_does_not_print_is_refused() {
    for command in ["play", "endings"] {
        let said = run(&[command, "--format", "json"]);
        assert!(said.code == 2 && said.out.is_empty(), "{command}: {}", said.out);
    }
}

#[test]
fn a_blessing_says_what_it_changed_and_only_that() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let file = folder.path().join("home.toml");
    fs::copy("tests/playthroughs/grace.toml", &file).expect("it is there");
    let bless = || run(&["replay", "--bless", file.to_str().expect("a plain path")]);
    let first = bless();
    assert!(first.code == 0 && first.error.contains("wrote ") && first.error.contains("home.txt"), "{}", first.error);
    assert!(!bless().error.contains("wrote"));
}

/// The exit code of a command whose standard output and error nobody reads.
#[track_caller]
fn code_unread(arguments: &str) -> Option<i32> {
    let home = tempfile::tempdir().expect("there is room for a home");
    let (reader, writer) = std::io::pipe().expect("there are pipes");
    drop(reader);
    let mut command = Command::new(env!("CARGO_BIN_EXE_counterpitch"));
    command.args(arguments.split(' ')).env("HOME", home.path());
    let command = command.stdout(writer.try_clone().expect("it can be shared")).stderr(writer);
    command.status().expect("the program starts").code()
}

#[test]
fn a_pipe_that_closes_changes_no_exit_code() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    for format in ["human", "json", "short", "github"] {
        assert_eq!(code_unread(&format!("check --story tests/diagnostics/dead-end --format {format}")), Some(1));
    }
    assert_eq!(code_unread("explore --story tests/stories/ferry --max-states 2"), Some(3));
    assert_eq!(code_unread("replay --story tests/stories/ferry tests/playthroughs/grace.toml"), Some(1));
    assert_eq!(code_unread("check --story nowhere"), Some(2));
    assert_eq!(code_unread(&format!("new {}", folder.path().join("new").display())), Some(0));
    assert_eq!(code_unread(&format!("schema {}", folder.path().join("schema").display())), Some(0));
    assert_eq!(code_unread("endings"), Some(0));
}

#[cfg(unix)]
#[test]
fn what_editors_and_systems_leave_in_a_folder_is_no_part_of_a_story_and_links_are() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let story = folder.path().join("story");
    let name = story.to_str().expect("plain");
    assert_eq!(run(&["new", name]).code, 0);
    symlink("nobody@host.1", story.join(".#station.toml")).expect("links can be made");
    for file in ["._train.toml", "tombi.toml", "taplo.toml", "station.toml~", "nl/.train.toml.swp", "nl/._x.toml"] {
        fs::write(story.join(file), b"\xff\x00").expect("there is room");
    }
    fs::write(story.join("playthroughs/._home.toml"), b"\xff").expect("there is room");
    fs::rename(story.join("train.toml"), folder.path().join("elsewhere.toml")).expect("it can be moved");
    symlink("../elsewhere.toml", story.join("train.toml")).expect("links can be made");
    let checked = run(&["check", "--deny", "warnings", "--story", name]);
    assert_eq!(checked.code, 0, "{}{}", checked.out, checked.error);
    assert_eq!(run(&["replay", "--story", name, &format!("{name}/playthroughs")]).code, 0);
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_refused_and_an_unreadable_name_is_reported() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let story = folder.path().join("story");
    let name = story.to_str().expect("plain");
    assert_eq!(run(&["new", name]).code, 0);
    let check = |says: &str| {
        let said = run(&["check", "--story", name]);
        assert!(said.code == 2 && said.error.contains(says), "{}", said.error);
    };
    let pipe = story.join("extra.toml");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("it runs").success());
    check("extra.toml` is not a regular file");
    fs::remove_file(&pipe).expect("it is there");
    let odd = story.join(OsStr::from_bytes(b"a\x1b\xff.toml"));
    fs::write(&odd, "").expect("there is room");
    check("a\\u{1b}\u{fffd}.toml` is not UTF-8");
    assert_eq!(run(&["debrief", "--story", "tests/stories/ferry", "/dev/zero"]).code, 2);
}
