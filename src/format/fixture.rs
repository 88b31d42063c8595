//! A small story's names for unit tests, and faults in a form that reads like what an author sees.

use super::{Decoded, File, Names, load};
use crate::source::{Code, Diagnostic, Faults, FileId, Sources};

const STORY: &str = "define.spoilt = 1\nformat = 1\ntitle = 'T'\nlanguage = 'en'\nstart = 'quay'\nacts = ['crossing', 'arrival']
act.crossing.title = 'C'\nact.arrival.title = 'A'\nstance = { min = -5, max = 5, word = { -5 = 'w' } }
stakeholder.designer = { name = 'd', role = 'r', stance = 0 }\nstakeholder.buyer = { name = 'b', role = 'r', stance = 0 }
counter.evenings = { start = 0, max = 3 }\ncounter.margin = { start = 0, max = 4 }\nflag.won = ''\nflag.sound = ''";
const CROSSING: &str =
    "[quay.choice]\nlisten = { label = 'l', goto = 'signed' }\npress = { label = 'p', goto = 'signed' }
[the-knot]\ngoto = 'signed'\n[signed]\nending = true\n[turned-away]\nending = true";

/// The id of a file that holds only a string and belongs to no story.
pub(super) const NOWHERE: FileId = FileId(u32::MAX);

/// A string between double quotes, as the only content of a file.
pub(super) fn quoted(text: &str) -> (String, Decoded) {
    let source = format!("\"{text}\"");
    let decoded = Decoded::new(NOWHERE, &source, 0..source.len());
    (source, decoded)
}

/// The names of a story with these definitions, one on each line of story.toml, and the faults of the story.
pub(super) fn names_with(definitions: &[(&str, &str)]) -> (Names, Sources, Faults) {
    let lines: String = definitions.iter().map(|(name, text)| format!("define.{name} = \"{text}\"\n")).collect();
    let mut sources = Sources::new();
    let files = [("story.toml", lines + STORY), ("crossing.toml", CROSSING.into()), ("arrival.toml", String::new())];
    let files = files.map(|(path, text)| File { path: path.into(), id: sources.add(path, text.into()) });
    let loaded = load(&sources, &files);
    // `spoilt` is of the wrong type on purpose: tests need a name whose declaration is faulty.
    let faults = loaded.diagnostics.into_iter().filter(|fault| fault.code != Code::WrongType).collect();
    (loaded.names, sources, faults)
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

/// Checks a file of cases: below each case are indented lines that `said` must return. `UPDATE=1` writes them instead.
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
