//! Files that are not ours to replace.

use crate::format::Names;
use crate::script::{self, Action};
use crate::source::Sources;
use std::fs;
use std::path::Path;

/// A longer file (8 MiB) is no playthrough.
const LONGEST: u64 = 8 << 20;

/// Whether something is in that place that a game may not be written over: anything but an empty file and a game that
/// this program saved. A playthrough that somebody wrote, with expectations in it, is foreign too. What cannot be
/// looked at, and a folder, are not: writing there fails by itself.
pub fn is_foreign(file: &Path) -> bool {
    let Ok(about) = fs::metadata(file) else { return false };
    if about.is_dir() || about.is_file() && about.len() == 0 {
        return false;
    }
    // What is no plain file, such as a device or a pipe, is not even read.
    !about.is_file() || about.len() > LONGEST || !fs::read(file).is_ok_and(is_saved_game)
}

fn is_saved_game(text: Vec<u8>) -> bool {
    let mut sources = Sources::new();
    let id = sources.add(String::new(), text);
    script::parse(&sources, id, &Names::default()).is_ok_and(|it| {
        let has_looks = it.steps.iter().any(|step| matches!(step.action, Action::Look(_)));
        it.story.is_some() && it.saved.is_some() && it.expect.is_none() && !has_looks
    })
}
