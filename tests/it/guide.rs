//! The author's guide and the reference of the format: all their TOML works and names every key, and the guide lists
//! every code.
//!

use crate::findings;
use crate::folder::{Folder, load_files};
use crate::golden;
use crate::program::run;
use counterpitch::engine::Engine;
use counterpitch::report::schemas;
use counterpitch::script::Run;
use counterpitch::source::{Code, Level};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

const GUIDE: &str = "scenes/README.md";
const REFERENCE: &str = "docs/format.md";

fn guide() -> String {
    fs::read_to_string(GUIDE).expect("the guide is there")
}

fn reference() -> String {
    fs::read_to_string(REFERENCE).expect("the reference is there")
}

/// The files that the TOML blocks of a chapter make up, each named by the block's first line.
fn files(chapter: &str) -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for block in chapter.split("```toml\n").skip(1) {
        let block = block.split("```").next().unwrap_or_default();
        let (name, text) = block.split_once('\n').expect("a block has lines");
        let name = name.strip_prefix("# ").unwrap_or_else(|| panic!("a block names no file:\n{block}"));
        let file = files.entry(name.to_owned()).or_default();
        file.push_str(text);
        file.push('\n');
    }
    files
}

fn chapters() -> (String, String) {
    let guide = guide();
    let (first, second) = guide.split_once("\n## Every key\n").expect("the guide has that chapter");
    (first.to_owned(), second.to_owned())
}

#[track_caller]
fn story(files: &BTreeMap<String, String>) -> Folder {
    let folder = load_files(files.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes())));
    let said: Vec<String> = findings::of(&folder)
        .iter()
        .map(|found| counterpitch::report::short(&folder.sources, &found.diagnostic))
        .collect();
    assert!(said.is_empty(), "{said:#?}");
    folder
}

#[test]
fn the_story_of_five_minutes_is_without_fault() {
    let (first, _) = chapters();
    let folder = story(&files(&first));
    assert_eq!(folder.loaded.story.expect("it has no fault").scenes.len(), 3);
}

/// The text is one story without fault, and its playthroughs pass.
#[track_caller]
fn check_story(text: &str) {
    let files = files(text);
    let folder = story(&files);
    let loaded = folder.loaded;
    let story = loaded.story.expect("it has no fault");
    let engine = Engine::new(&story);
    let mut sources = folder.sources;
    for (path, text) in files.iter().filter(|(path, _)| path.starts_with("playthroughs/")) {
        let file = sources.add(path.clone(), text.clone().into_bytes());
        let run = Run::new(&story, &engine, &loaded.names, &sources, file);
        let said = counterpitch::report::replay::page(&sources, &run, counterpitch::report::Paint::Plain);
        assert!(run.passed(), "{said}");
    }
}

#[test]
fn the_examples_of_every_key_are_one_story_without_fault_and_its_playthroughs_pass() {
    check_story(&chapters().1);
}

#[test]
fn the_examples_of_the_reference_are_one_story_without_fault_and_its_playthroughs_pass() {
    check_story(&reference());
}

/// Every key of the schemas that the format gives a meaning to.
fn keys(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(object) => {
            if let Some(Value::Object(properties)) = object.get("properties") {
                found.extend(properties.keys().cloned());
            }
            object.values().for_each(|inner| keys(inner, found));
        }
        Value::Array(items) => items.iter().for_each(|inner| keys(inner, found)),
        _ => {}
    }
}

/// Every key of the format, without the names of lints.
fn all_keys() -> BTreeSet<String> {
    let mut wanted = BTreeSet::new();
    for (_, text) in schemas() {
        keys(&serde_json::from_str(&text).expect("a schema is JSON"), &mut wanted);
    }
    let lints: Vec<&str> = Code::lints().map(Code::name).collect();
    wanted.retain(|key| !lints.contains(&key.as_str()));
    wanted
}

/// The text has an example of every key.
#[track_caller]
fn check_keys(text: &str) {
    let wanted = all_keys();
    let examples = files(text).into_values().collect::<String>();
    let is_shown = |key: &str| {
        let assigned = examples.match_indices(&format!("{key} =")).any(|(at, _)| {
            !examples[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_' || before == '-')
        });
        let header =
            |end: &str| [format!("[{key}{end}"), format!(".{key}{end}")].iter().any(|part| examples.contains(part));
        assigned || header("]") || header(".")
    };
    let missing: Vec<&String> = wanted.iter().filter(|key| !is_shown(key)).collect();
    assert!(missing.is_empty(), "there is no example of {missing:?}");
}

#[test]
fn the_guide_has_an_example_of_every_key() {
    check_keys(&chapters().1);
}

#[test]
fn the_reference_has_an_example_and_a_row_for_every_key() {
    check_keys(&reference());
    let text = reference();
    let mut wanted = all_keys();
    wanted.retain(|key| !text.contains(&format!("`{key}`")));
    assert!(wanted.is_empty(), "the reference does not explain {wanted:?}");
}

#[test]
fn the_guide_lists_every_code() {
    let mut list = String::from("<!-- codes -->\n\n| code | level | |\n|---|---|---|\n");
    for code in Code::ALL {
        let level = code.lint_level().map_or("fault", Level::name);
        list.push_str(&format!("| `{}` | {level} | {} |\n", code.name(), code.summary()));
    }
    list.push('\n');
    let guide = guide();
    let (before, rest) = guide.split_once("<!-- codes -->").expect("the guide has a place for them");
    let (_, after) = rest.split_once("<!-- end of codes -->").expect("the place ends");
    let wanted = format!("{before}{list}<!-- end of codes -->{after}");
    golden::check(GUIDE, &wanted);
}

#[test]
fn the_headings_that_the_guide_and_the_reference_link_to_are_there() {
    let slug = |title: &str| {
        let title = title.to_lowercase().replace(['`', '?', ',', '.'], "");
        title.trim().replace(' ', "-")
    };
    let headings = |text: &str| -> BTreeSet<String> {
        let title = |line: &str| line.trim_start_matches('#').strip_prefix(' ').map(slug);
        text.lines().filter(|line| line.starts_with('#')).filter_map(title).collect()
    };
    for text in [guide(), reference()] {
        for (mark, target) in
            [("](#", &text), ("](../scenes/README.md#", &guide()), ("](../docs/format.md#", &reference())]
        {
            for link in text.split(mark).skip(1) {
                let link = link.split(')').next().unwrap_or_default();
                assert!(headings(target).contains(link), "no heading is #{link}");
            }
        }
    }
}

#[test]
fn the_commands_of_the_guide_exist() {
    let guide = guide();
    let help = run(&["--help"]).out;
    for line in guide.lines().filter_map(|line| line.strip_prefix("$ counterpitch ")) {
        let command = line.split(' ').next().unwrap_or_default();
        assert!(help.contains(&format!("\n  {command} ")), "there is no command {command}");
    }
}
