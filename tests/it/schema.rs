//! The JSON Schemas: as committed, of every file that is shipped, and of files with mistakes.

use crate::validator::{faults, toml};
use counterpitch::report::schemas;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn the_committed_schemas_are_those_of_the_code() {
    let folder = Path::new("scenes/schema");
    for (file, text) in schemas() {
        let committed = fs::read_to_string(folder.join(file)).unwrap_or_default();
        assert!(committed == text, "run `counterpitch schema scenes/schema`: {file} differs");
    }
    let committed = fs::read_dir(folder).expect("the folder is there").count();
    assert_eq!(committed, schemas().len(), "there is a schema that no code writes");
}

#[track_caller]
fn schema(file: &str) -> Value {
    let found = schemas().into_iter().find(|schema| schema.0 == file);
    let (_, text) = found.unwrap_or_else(|| panic!("there is no {file}"));
    serde_json::from_str(&text).expect("a schema is JSON")
}

/// Every TOML file below a folder.
fn below(folder: &str) -> Vec<PathBuf> {
    let mut open = vec![PathBuf::from(folder)];
    let mut found = vec![];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("it can be listed").path();
            match path.is_dir() {
                true => open.push(path),
                false if path.extension().is_some_and(|extension| extension == "toml") => found.push(path),
                false => {}
            }
        }
    }
    found.sort();
    found
}

#[test]
fn every_shipped_file_names_its_schema_and_obeys_it() {
    let files = ["scenes", "src/cli/new", "tests/playthroughs"].map(below).concat();
    assert!(files.len() > 10);
    for path in files {
        let text = fs::read_to_string(&path).expect("it can be read");
        let named = text.lines().next().and_then(|line| line.strip_prefix("#:schema "));
        let named = named.unwrap_or_else(|| panic!("{} begins with no `#:schema`", path.display()));
        // The schemas of `counterpitch new` are written beside its story.
        let is_new = path.starts_with("src/cli/new");
        let beside = path.parent().expect("a file is in a folder").join(named);
        assert!(is_new || beside.is_file(), "{} names {named}, which is not there", path.display());
        let file = Path::new(named).file_name().and_then(|name| name.to_str()).expect("a schema's name");
        let found = faults(&schema(file), &toml(&text));
        assert!(found.is_empty(), "{}: {found:#?}", path.display());
    }
}

#[track_caller]
fn refused(file: &str, text: &str, expected: &str) {
    let found = faults(&schema(file), &toml(text)).join("\n");
    assert!(found.contains(expected), "{text}\nexpected {expected}, found {found:?}");
}

#[track_caller]
fn accepted(file: &str, text: &str) {
    let found = faults(&schema(file), &toml(text));
    assert!(found.is_empty(), "{text}\n{found:#?}");
}

#[test]
fn an_acts_mistakes_are_refused() {
    let act = "act.schema.json";
    accepted(act, "[quay]\nending = true");
    refused(act, "[quay]\nending = true\ntitel = 'The quay'", "no key is called titel");
    refused(act, "[quay]\nending = true\ntitle = 34", ".quay.title: type");
    refused(act, "[quay]\nending = true\ngoto = 'deck'", ".quay: oneOf");
    refused(act, "[quay]\ntitle = 'The quay'", ".quay: oneOf");
    refused(act, "[The_Quay]\nending = true", "propertyNames");
    refused(act, "[quay]\ngoto = 'deck'\nhint = 'x'", ".quay: dependentRequired");
    refused(act, "[quay]\nending = true\nallow = ['dead-end']", ".quay.allow[0]: enum");
    refused(act, "[quay.choice.undo]\nlabel = 'x'\ngoto = 'deck'", ".quay.choice: propertyNames");
    refused(act, "[quay.choice.board]\nlabel = 'x'", ".quay.choice.board: required");
    refused(act, "[quay]\ngoto = [{ to = 'deck', weight = 0 }]", ".quay.goto: oneOf");
    refused(act, "[quay]\nending = true\neffects = { evenings = 'x' }", ".quay.effects: oneOf");
    refused(act, "[quay]\nending = true\nset = [{ won = true }]", ".quay.set: oneOf");
}

#[test]
fn a_storys_mistakes_are_refused() {
    let story = "story.schema.json";
    let head = "format = 1\ntitle = 't'\nlanguage = 'en'\nstart = 'quay'\nacts = ['crossing']\n\
                act.crossing.title = 'x'\n";
    let with = |more: &str| format!("{head}{more}");
    accepted(story, head);
    refused(story, "title = 't'", "required");
    refused(
        story,
        &with("stakeholder.buyer = { name = 'x', role = 'y', stance = 0, known = 'true' }"),
        "dependentRequired",
    );
    refused(story, &with("stance = { min = 0, max = 1, word = { low = 'x' } }"), ".stance.word: propertyNames");
    refused(story, &with("goal.order = { name = 'x', when = 'true', worth = [] }"), ".goal.order: oneOf");
    refused(story, &with("lint = { unused-flags = 'warn' }"), "no key is called unused-flags");
    refused(story, &with("lint = { unused-flag = 'error' }"), ".lint.unused-flag: enum");
    refused(story, &with("flag.not = 'x'"), ".flag: propertyNames");
    refused(
        story,
        &with("property = [{ name = 'x', chance = { of = 'true', play = 'well' } }]"),
        ".property[0].chance.play: enum",
    );
}

#[test]
fn mistakes_in_the_other_files_are_refused() {
    refused("debrief.schema.json", "[lesson.listen]\nwhen = 'true'", ".lesson.listen: required");
    refused("playthrough.schema.json", "steps = ['quay.listen', { drow = 'x' }]", ".steps[1]: oneOf");
    refused("playthrough.schema.json", "seed = -1", ".seed: minimum");
    let translation = "translation.schema.json";
    accepted(translation, "[quay]\ntext = 'x'\n[quay.choice.board]\nlabel = 'y'\ngoto.deck-1.text = 'z'");
    accepted(translation, "title = 'x'\nstance.word.-5 = 'y'\nlesson.listen.text = 'z'");
    refused(translation, "[quay]\nwhen = 'true'", "no key is called when");
    refused(translation, "[quay.choice.board]\neffects = {}", "no key is called effects");
}
