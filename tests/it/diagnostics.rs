//! Each folder of `tests/diagnostics/` is a story with a mistake and exactly what is said of it.
//!
//! A folder is named for the code, or for the code and, after two dashes, what is special about it.

use crate::findings;
use crate::folder;
use crate::golden;
use counterpitch::engine::Engine;
use counterpitch::explore::Verdict;
use counterpitch::report::Paint;
use counterpitch::report::findings::{evidence, finding};
use counterpitch::script::Run;
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
        let found = findings::of_example(&read);
        let said: Vec<String> = found.iter().map(|found| finding(&read.sources, found, Paint::Plain)).collect();
        let said = said.join("\n");
        let path = folder.join("expected.txt");
        if golden::is_updating() {
            std::fs::write(&path, &said).expect("the expected text can be written");
        }
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        if said != expected {
            wrong.push(format!("{}\nexpected:\n{expected}\nsaid:\n{said}", folder.display()));
        }
        let code = code_of(&folder);
        if !found.iter().any(|found| found.diagnostic.code == code) {
            wrong.push(format!("{} shows no {}", folder.display(), code.name()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_is_shown() {
    let shown: Vec<Code> = folders().iter().map(|folder| code_of(folder)).collect();
    for &code in Code::ALL {
        assert!(shown.contains(&code), "{} is not shown", code.name());
    }
}

#[test]
fn the_playthrough_of_a_finding_is_accepted_by_replay_or_fails_as_it_says() {
    let mut played = 0;
    for folder in folders() {
        let mut read = folder::read(&folder);
        let found = findings::of_example(&read);
        let Some(story) = read.loaded.story.take() else { continue };
        let engine = Engine::new(&story);
        for (number, found) in found.iter().enumerate() {
            let Some(text) = evidence(&read.sources, found) else { continue };
            assert_ne!(found.verdict, None, "what a playthrough shows has a verdict");
            let file = read.sources.add(format!("{number}.toml"), text.clone().into_bytes());
            let run = Run::new(&story, &engine, &read.loaded.names, &read.sources, file);
            let is_test = text.contains(findings::FAILING);
            assert_ne!(run.passed(), is_test, "{}\n{text}\n{:?}", folder.display(), run.message());
            played += 1;
        }
    }
    assert!(played > 5);
}

#[test]
fn what_a_search_finds_has_a_verdict() {
    for folder in folders() {
        for found in findings::of_example(&folder::read(&folder)) {
            let expected = match found.diagnostic.code {
                Code::DeadEnd | Code::EndlessChain | Code::NoEndingReachable | Code::PropertyRefuted => {
                    Some(Verdict::Refuted)
                }
                Code::PropertyUndecided => Some(Verdict::Unknown),
                Code::UnreachableScene
                | Code::UnreachableEnding
                | Code::NeverAvailable
                | Code::AlwaysAvailable
                | Code::NeverShownText
                | Code::NeverTrue
                | Code::NeverBestChoice
                | Code::DuplicateLabel
                | Code::EmptyLabel
                | Code::PointlessChoice => Some(Verdict::Proved),
                _ => None,
            };
            assert_eq!(found.verdict, expected, "{}", found.diagnostic.message);
        }
    }
}
