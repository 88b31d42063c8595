//! Each folder of `tests/diagnostics/` is a story with a mistake and exactly what is said of it.
//!
//! A folder is named for the code, or for the code and, after two dashes, what is special about it. Run with
//! `UPDATE=1` to write the expected texts anew.

use crate::folder;
use counterpitch::check::{Levels, lints};
use counterpitch::report::{Paint, diagnostic};
use counterpitch::source::Code;
use std::path::{Path, PathBuf};

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    let entries = std::fs::read_dir(root).expect("the folder is there");
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be listed").path()).collect();
    folders.sort();
    folders
}

fn code_of(folder: &Path) -> Code {
    let name = folder.file_name().and_then(|name| name.to_str()).expect("test data has plain names");
    let code = name.split("--").next().unwrap_or(name);
    Code::parse(code).unwrap_or_else(|| panic!("{name} is named for no code"))
}

#[test]
fn every_mistake_is_said_as_expected() {
    let mut wrong = vec![];
    for folder in folders() {
        let read = folder::read(&folder);
        let mut found = read.loaded.diagnostics;
        found.extend(read.loaded.story.iter().flat_map(|story| lints(story, &Levels::default())));
        let paint = |found| diagnostic(&read.sources, found, Paint::Plain) + "\n";
        let said: Vec<String> = found.iter().map(paint).collect();
        let said = said.join("\n");
        let path = folder.join("expected.txt");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &said).expect("the expected text can be written");
        }
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        if said != expected {
            wrong.push(format!("{}\nexpected:\n{expected}\nsaid:\n{said}", folder.display()));
        }
        let code = code_of(&folder);
        if !found.iter().any(|found| found.code == code) {
            wrong.push(format!("{} shows no {}", folder.display(), code.name()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_fault_of_loading_is_shown() {
    const BY_SEARCH: [Code; 4] =
        [Code::DeadEnd, Code::EndlessChain, Code::NoEndingReachable, Code::PropertyRefuted];
    let shown: Vec<Code> = folders().iter().map(|folder| code_of(folder)).collect();
    for &code in Code::ALL {
        let is_loading = code.lint_level().is_none() && !BY_SEARCH.contains(&code);
        assert!(!is_loading || shown.contains(&code), "{} is not shown", code.name());
    }
}
