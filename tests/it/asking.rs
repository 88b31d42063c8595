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
    let said = run_in(Path::new(NEW), &["debrief", "playthroughs/home-with-cake.toml"]);
    assert!(said.error.starts_with("note: there is a story in this folder"), "{}", said.error);
    let told = run_in(Path::new(NEW), &["debrief", "playthroughs/home-with-cake.toml", "--story", "."]);
    assert!(told.error.starts_with("story: "), "{}", told.error);
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
