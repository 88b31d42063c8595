//! The pages that commands print for people, word for word.

use crate::golden;
use crate::program::{Said, run, run_with};
use std::path::Path;

/// Compares the page of a command with `tests/pages/NAME.txt`. Times and rates become `…`: they differ in every run.
#[track_caller]
fn check(name: &str, arguments: &[&str]) {
    let Said { out, error, code } = run(arguments);
    assert_eq!(code, 0, "{error}");
    golden::check(Path::new("tests/pages").join(name).with_extension("txt"), &without_times(&out));
}

/// A page with `…` in place of each number that `s` or `a second` follows.
fn without_times(page: &str) -> String {
    let words: Vec<&str> = page.split(' ').collect();
    let is_time = |at: usize| {
        let unit = words.get(at + 1).and_then(|next| next.lines().next());
        matches!(unit, Some("s" | "a")) && words[at].contains(|c: char| c.is_ascii_digit())
    };
    let word = |at: usize| if is_time(at) { "…" } else { words[at] };
    (0..words.len()).map(word).collect::<Vec<_>>().join(" ")
}

#[test]
fn explore_shows_the_numbers_of_a_story() {
    check("explore-last-bun", &["explore", "--story", "tests/stories/last-bun"]);
    check("explore-ferry", &["explore", "--story", "tests/stories/ferry"]);
    check("explore-choices", &["explore", "--choices", "--story", "src/cli/new"]);
    check("explore-states-only", &["explore", "--story", "tests/stories/ferry", "--states-only"]);
}

#[test]
fn simulate_shows_how_random_games_went() {
    check("simulate-last-bun", &["simulate", "500", "--seed", "3", "--story", "tests/stories/last-bun"]);
    check("simulate-text", &["simulate", "500", "--text", "--story", "tests/stories/fair"]);
}

#[test]
fn endings_shows_what_was_found_and_hints_for_the_others() {
    let home = tempfile::tempdir().expect("there is room");
    let home = home.path().to_str().expect("the temporary folder has a plain name");
    let list = |name: &str| {
        let Said { out, error, code } =
            run_with(&[("XDG_DATA_HOME", home)], &["endings", "--story", "tests/stories/last-bun"]);
        assert_eq!(code, 0, "{error}");
        golden::check(Path::new("tests/pages").join(name), &out);
    };
    list("endings-none.txt");
    let from = "tests/pages/shared.toml";
    let played =
        run_with(&[("XDG_DATA_HOME", home)], &["play", "--plain", "--from", from, "--story", "tests/stories/last-bun"]);
    assert_eq!(played.code, 0, "{}", played.error);
    list("endings-one.txt");
}

#[test]
fn translations_shows_how_far_each_language_has_come() {
    check("translations", &["translations", "--story", "tests/stories/last-bun"]);
}
