//! The floors of the house: who may name whom, and where each crate lives.

use std::fs;
use std::path::{Path, PathBuf};

/// The modules, and which others each may name. `cli` may name all.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("language", &[]),
    ("story", &["source"]),
    ("format", &["source", "story"]),
    ("engine", &["story"]),
    ("game", &["story", "engine"]),
    ("view", &["story", "engine", "game", "language"]),
    ("script", &["source", "story", "format", "engine", "game", "view"]),
    ("explore", &["story", "engine"]),
    ("check", &["source", "story", "engine", "explore", "script"]),
    ("debrief", &["story", "engine", "game", "view", "explore", "language"]),
    (
        "report",
        &[
            "source", "language", "story", "format", "engine", "game", "view", "script", "explore", "check",
            "debrief",
        ],
    ),
    ("play", &["story", "game", "view", "debrief", "language"]),
];

/// Where a crate may be named; crates not listed may be named anywhere.
const CORNERS: &[(&str, &[&str])] = &[
    ("crossterm", &["src/play/terminal/"]),
    ("signal_hook", &["src/play/terminal/"]),
    ("rustix", &["src/play/terminal/"]),
    ("toml", &["src/format/"]),
    ("toml_parser", &["src/format/"]),
    ("serde_json", &["src/report/"]),
    ("annotate_snippets", &["src/report/"]),
    ("clap", &["src/cli/", "src/main.rs"]),
    ("anyhow", &["src/cli/", "src/main.rs"]),
];

/// No file has more lines than this: a file is one idea.
const MOST_LINES: usize = 500;

#[test]
fn a_module_names_only_the_modules_that_its_row_allows() {
    for (path, text) in sources() {
        let module = module_of(&path);
        let Some((_, allowed)) = MAY_NAME.iter().find(|(name, _)| *name == module) else { continue };
        for named in names_after(&text, "crate::") {
            let fine = named == module || allowed.contains(&named.as_str());
            assert!(fine, "{} names crate::{named}, which {module} must not know", path.display());
        }
    }
}

#[test]
fn every_module_has_a_row() {
    let rows: Vec<&str> =
        MAY_NAME.iter().map(|(name, _)| *name).chain(["cli", "lib.rs", "main.rs"]).collect();
    for (path, _) in sources() {
        let module = module_of(&path);
        assert!(rows.contains(&module.as_str()), "{module} has no row in the table of the floors");
    }
}

#[test]
fn crates_stay_in_their_corner() {
    for (path, text) in sources() {
        let shown = path.to_string_lossy().replace('\\', "/");
        for (name, corners) in CORNERS {
            let named = text.lines().any(|line| {
                let code = line.split("//").next().unwrap_or("");
                code.contains(&format!("{name}::")) || code.contains(&format!("use {name};"))
            });
            let at_home = corners.iter().any(|corner| shown.starts_with(corner));
            assert!(!named || at_home, "{shown} names {name}, whose corner is {corners:?}");
        }
    }
}

#[test]
fn files_stay_small() {
    for (path, text) in sources() {
        let lines = text.lines().count();
        assert!(lines <= MOST_LINES, "{} has {lines} lines; {MOST_LINES} are the most", path.display());
    }
}

/// Every source file with its text, by path from the package's root.
fn sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut open = vec![PathBuf::from("src")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("the sources can be read") {
            let path = entry.expect("the sources can be read").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("the sources are UTF-8");
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

/// The top-level module that a file belongs to.
fn module_of(path: &Path) -> String {
    let mut parts = path.iter().skip(1).map(|part| part.to_string_lossy().into_owned());
    parts.next().unwrap_or_default()
}

/// The names that follow a prefix, comments left aside. A braced list after the prefix counts as all its names.
fn names_after(text: &str, prefix: &str) -> Vec<String> {
    let code: String = text.lines().map(|line| line.split("//").next().unwrap_or("")).collect();
    let mut names = Vec::new();
    for (at, _) in code.match_indices(prefix) {
        let rest = &code[at + prefix.len()..];
        match rest.strip_prefix('{') {
            Some(list) => {
                let list = list.split('}').next().unwrap_or("");
                names.extend(list.split(',').map(first_name).filter(|name| !name.is_empty()));
            }
            None => names.push(first_name(rest)),
        }
    }
    names
}

fn first_name(text: &str) -> String {
    text.trim().chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
}
