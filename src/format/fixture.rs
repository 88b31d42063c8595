//! A small story's names for unit tests, and faults in a form that reads like what an author sees.

use super::names::NamedValue;
use super::{Decoded, Names, SceneName, VariableKind, VariableName, check_definitions};
use crate::source::{Diagnostic, FileId, Span};
use crate::story::{ActId, SceneId, StakeholderId, VariableId};

/// A string between double quotes, as the only content of a file.
pub(super) fn quoted(text: &str) -> (String, Decoded) {
    let source = format!("\"{text}\"");
    let decoded = Decoded::new(FileId(0), &source, 0..source.len());
    (source, decoded)
}

/// The names of a story with these definitions, which stand in files of their own from 1.
pub(super) fn names_with(definitions: &[(&str, &str)]) -> (Names, Vec<Diagnostic>) {
    let mut names = Names::default();
    let nowhere = Span::new(FileId(u32::MAX), 0..0);
    let stance = |who| VariableKind::Stance(StakeholderId(who));
    let variables = [
        ("designer", stance(0), -5, 5),
        ("buyer", stance(1), -5, 5),
        ("evenings", VariableKind::Counter, 0, 3),
        ("margin", VariableKind::Counter, 0, 4),
        ("won", VariableKind::Flag, 0, 1),
        ("sound", VariableKind::Flag, 0, 1),
    ];
    for (id, (name, kind, min, max)) in (0..).zip(variables) {
        let variable = VariableName { id: VariableId(id), kind, min, max };
        names.values.insert(name, nowhere, NamedValue::Variable(variable)).expect("names of the fixture differ");
    }
    let scenes: [(&str, bool, &[&str]); 4] = [
        ("quay", false, &["listen", "press"]),
        ("the-knot", false, &[]),
        ("signed", true, &[]),
        ("turned-away", true, &[]),
    ];
    for (id, (name, is_ending, choices)) in (0..).zip(scenes) {
        let choices = choices.iter().map(|&choice| choice.to_owned()).collect();
        let scene = SceneName { id: SceneId(id), is_ending, choices };
        names.scenes.insert(name, nowhere, scene).expect("names of the fixture differ");
    }
    for (id, name) in (0..).zip(["crossing", "arrival"]) {
        names.acts.insert(name, nowhere, ActId(id)).expect("names of the fixture differ");
    }
    names.values.insert("spoilt", nowhere, NamedValue::Broken).expect("names of the fixture differ");
    for (file, (name, text)) in (1..).zip(definitions) {
        let source = format!("{name} = \"{text}\"");
        let (key, value) = (0..name.len(), name.len() + 3..source.len());
        let text = Decoded::new(FileId(file), &source, value);
        names.declare_definition(name, Span::new(FileId(file), key), text).expect("names differ");
    }
    let mut faults = Vec::new();
    check_definitions(&mut names, &mut faults);
    (names, faults)
}

/// Each fault as `code at «text under the caret»: message`, with the fix if there is one.
pub(super) fn shown(source: &str, faults: &[Diagnostic]) -> Vec<String> {
    let show = |fault: &Diagnostic| {
        let under = &source[fault.span().range()];
        let fix = fault.fix.as_ref().map_or(String::new(), |fix| {
            let mut fixed = source.to_owned();
            fixed.replace_range(fix.span.range(), &fix.replacement);
            format!(" => {fixed}")
        });
        format!("{} at «{under}»: {}{fix}", fault.code.name(), fault.message)
    };
    faults.iter().map(show).collect()
}

/// Checks a file of cases: each is a line, and the indented lines below it say what comes of it. `UPDATE=1` writes the
/// indented lines.
#[track_caller]
pub(super) fn check_cases(path: &str, said: impl Fn(&str) -> String) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let cases = std::fs::read_to_string(&path).expect("the cases are there");
    let mut found = String::new();
    for line in cases.lines().filter(|line| !line.starts_with("    ")) {
        found.push_str(&format!("{line}\n"));
        if !line.is_empty() && !line.starts_with('#') {
            found.push_str(&said(line));
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &found).expect("the cases can be written");
    } else {
        let differs = found.lines().zip(cases.lines()).find(|(found, expected)| found != expected);
        assert!(found == cases, "{differs:?}");
    }
}
