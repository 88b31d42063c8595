//! What the program makes of what it is asked for: which story, which scene, which format.

use crate::program::{run, run_in};
use std::fs;
use std::path::Path;

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
    assert!(
        first.code == 0 && first.error.contains("wrote ") && first.error.contains("home.txt"),
        "{}",
        first.error
    );
    assert!(!bless().error.contains("wrote"));
}
