//! The inputs of the fuzz targets, each run once: those to begin with, and each that a fuzzer found.

#[path = "../../fuzz/src/lib.rs"]
mod targets;

use std::fs;
use std::path::Path;

#[track_caller]
fn check(target: &str, run: fn(&[u8])) {
    let folder = Path::new("fuzz/inputs").join(target);
    let mut inputs: Vec<_> = fs::read_dir(folder)
        .expect("the target has inputs")
        .map(|entry| entry.expect("it can be listed").path())
        .collect();
    inputs.sort();
    assert!(!inputs.is_empty());
    for input in inputs {
        println!("{}", input.display());
        run(&fs::read(input).expect("it can be read"));
    }
}

#[test]
fn every_input_of_the_story_target_is_judged() {
    check("story", targets::story);
}

#[test]
fn every_input_of_the_expression_target_is_judged() {
    check("expression", targets::expression);
}

#[test]
fn every_input_of_the_template_target_is_judged() {
    check("template", targets::template);
}

#[test]
fn every_input_of_the_playthrough_target_is_replayed() {
    check("playthrough", targets::playthrough);
}

#[test]
fn every_input_of_the_translation_target_is_judged() {
    check("translation", targets::translation);
}

#[test]
fn every_input_of_the_keys_target_is_played() {
    check("keys", targets::keys);
}
