//! The shipped story, spoilt in thousands of ways: loading never panics, and every place lies in its file.
//!
//! A run spoils it a few hundred times; `MUTATIONS=10000` says how often instead.

use crate::folder::{Folder, load_files};
use crate::loading_laws::check_places;
use counterpitch::check::{Levels, lints};
use counterpitch::source::Severity;
use std::fs;

/// A story's files: their paths and their bytes.
type Files = Vec<(String, Vec<u8>)>;

fn shipped() -> Files {
    let mut files = vec![];
    for entry in fs::read_dir("scenes").expect("the story is there") {
        let path = entry.expect("it can be listed").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("plain names").to_owned();
        if name.ends_with(".toml") {
            files.push((name, fs::read(&path).expect("it can be read")));
        }
    }
    files.sort();
    files
}

/// Draws numbers, the same in every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % most.max(1) as u64) as usize
    }
}

const INSERTED: &[&str] = &[
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "[",
    "]",
    "[[",
    "{",
    "}",
    "{if ",
    "{end}",
    "(",
    ")",
    "\0",
    "🦀",
    "👩‍👩‍👧",
    "\r",
    "\r\n",
    "\\",
    "=",
    ".",
    "#",
    "\u{202e}",
    "\u{feff}",
    "\t",
    "-",
    "9999999999999999999",
    "\n[quay]\n",
    "and",
    "é",
];

fn spoil(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let at = dice.below(bytes.len() + 1);
    let end = (at + dice.below(40)).min(bytes.len());
    match dice.below(6) {
        0 => drop(bytes.drain(at..end)),
        1 => {
            let copy = bytes[at..end].to_vec();
            bytes.splice(at..at, copy);
        }
        2 if dice.below(10) == 0 => bytes.truncate(at),
        3 if end < bytes.len() && at < end => bytes.swap(at, end),
        _ => {
            let text = INSERTED[dice.below(INSERTED.len())];
            bytes.splice(at..at, text.bytes());
        }
    }
}

fn check(read: &Folder) {
    let lints = read.loaded.story.iter().flat_map(|story| lints(story, &Levels::default()));
    for found in read.loaded.diagnostics.iter().cloned().chain(lints) {
        check_places(read, &found);
        assert!(!found.message.is_empty());
    }
}

#[test]
fn the_shipped_story_spoilt_in_any_way_is_still_judged() {
    let files = shipped();
    let times = std::env::var("MUTATIONS").ok().and_then(|times| times.parse().ok()).unwrap_or(600);
    let mut dice = Dice(34);
    let mut faulty = 0;
    for _ in 0..times {
        let mut spoilt = files.clone();
        for _ in 0..=dice.below(3) {
            let which = dice.below(spoilt.len());
            spoil(&mut spoilt[which].1, &mut dice);
        }
        let read = load_files(spoilt);
        let is_faulty = read.loaded.diagnostics.iter().any(|found| found.severity == Severity::Error);
        assert_eq!(read.loaded.story.is_none(), is_faulty, "a story that does not load has a fault");
        faulty += usize::from(is_faulty);
        check(&read);
    }
    assert!(faulty * 3 > times, "only {faulty} of {times} were noticed");
}
