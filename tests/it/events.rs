//! Play by a program, golden: what comes in stands on the lines that start with `> `.

use crate::golden;
use crate::keeper::Memory;
use crate::stories::story;
use counterpitch::game::{Game, seeded};
use counterpitch::play::{Session, events};
use counterpitch::report;
use counterpitch::view::{Reader, StreamedEvent};
use std::path::Path;

/// Plays every line of the session, one after the other, and compares every event.
#[track_caller]
fn check(name: &str, story_name: &str, seed: u64) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sessions").join(name).with_extension("txt");
    let golden = std::fs::read_to_string(&path).expect("the session is written down");
    let typed: Vec<&str> = golden.lines().filter_map(|line| line.strip_prefix("> ")).collect();
    let (story, engine) = story(story_name);
    let reader = Reader::new(&story, &engine, "en");
    // What comes in last comes out of a run with all of it, so that each answer is found behind its line.
    let (mut page, mut lines) = (String::new(), 0);
    for count in 0..=typed.len() {
        let game = Game::begin(&story, &engine, None, &mut seeded(seed)).expect("a seed decides every draw");
        let input = typed[..count].iter().map(|line| format!("{line}\n")).collect::<String>();
        let mut out = Vec::new();
        let mut emit = |event: &StreamedEvent| {
            out.push(report::events::line(event));
            Ok(())
        };
        let mut keep = Memory::default();
        let session = Session::new(reader, game, seed, &mut keep);
        events::play(session, &mut input.as_bytes(), &mut emit).expect("a vector takes every event");
        page.extend(count.checked_sub(1).map(|last| format!("> {}\n", typed[last])));
        out[lines..].iter().for_each(|line| page.push_str(&format!("{line}\n")));
        lines = out.len();
        for line in &out {
            let value: serde_json::Value = serde_json::from_str(line).expect("each line is JSON");
            assert!(value["event"].is_string(), "{line}");
        }
    }
    golden::check(path, &page);
}

#[test]
fn a_program_plays_to_an_ending() {
    check("events", "last-bun", 1);
}

#[test]
fn a_program_is_told_of_a_dead_end_and_can_take_it_back() {
    check("events-dead-end", "cul-de-sac", 1);
}
