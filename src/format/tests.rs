//! The files in `cases/` hold expressions and templates, and what each means or what is wrong with it (after `=>`: the
//! text with the fix). An expression is read as one of a lesson, which may ask everything, and a template as prose; or as
//! what stands in `[brackets]` before it.

use super::{Decoded, File, Names, Scope, condition, load, template};
use crate::source::{Code, Diagnostic, Faults, FileId, Sources};
use crate::story::{Branch, Part, Template, TextKind};

const STORY: &str = "define.spoilt = 1\nformat = 1\ntitle = 'T'\nlanguage = 'en'\nstart = 'quay'\nacts = ['crossing', 'arrival']
act.crossing.title = 'C'\nact.arrival.title = 'A'\nstance = { min = -5, max = 5, word = { -5 = 'w' } }
stakeholder.designer = { name = 'd', role = 'r', stance = 0 }\nstakeholder.buyer = { name = 'b', role = 'r', stance = 0 }
counter.evenings = { start = 0, max = 3 }\ncounter.margin = { start = 0, max = 4 }\nflag.won = ''\nflag.sound = ''";
const CROSSING: &str =
    "[quay.choice]\nlisten = { label = 'l', goto = 'signed' }\npress = { label = 'p', goto = 'signed' }
[the-knot]\ngoto = 'signed'\n[signed]\nending = true\n[turned-away]\nending = true";

/// The id of a file that holds only a string and belongs to no story.
const NOWHERE: FileId = FileId(u32::MAX);

const DEFINITIONS: &[(&str, &str)] = &[
    ("two_to_one", "designer >= 3 and buyer > -5"),
    ("both", "won and sound"),
    ("goodwill", "designer + buyer"),
    ("late", "ended and won"),
    ("faulty", "won and wno"),
];

/// A string between double quotes, as the only content of a file.
fn quoted(text: &str) -> (String, Decoded) {
    let source = format!("\"{text}\"");
    let decoded = Decoded::new(NOWHERE, &source, 0..source.len());
    (source, decoded)
}

/// The names of a story with these definitions, one on each line of story.toml, and what is wrong with them.
fn names_with(definitions: &[(&str, &str)]) -> (Names, Faults) {
    let lines: String = definitions.iter().map(|(name, text)| format!("define.{name} = \"{text}\"\n")).collect();
    let mut sources = Sources::new();
    let files = [("story.toml", lines + STORY), ("crossing.toml", CROSSING.into()), ("arrival.toml", String::new())];
    let files = files.map(|(path, text)| File { path: path.into(), id: sources.add(path, text.into()) });
    let loaded = load(&sources, &files);
    // `spoilt` is of the wrong type on purpose: tests need a name whose declaration is faulty.
    let faults = loaded.diagnostics.into_iter().filter(|fault| fault.code != Code::WrongType).collect();
    (loaded.names, faults)
}

/// Each fault as `code at «text under the caret»: message`, with the fix if there is one.
fn shown(source: &str, faults: &[Diagnostic]) -> Vec<String> {
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

/// Checks a file of cases. Indented below each line stands what `said` must give for it. `UPDATE=1` writes these lines.
#[track_caller]
fn check_cases(path: &str, said: impl Fn(&str) -> Vec<String>) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let cases = std::fs::read_to_string(&path).expect("the cases are there");
    let mut found = String::new();
    for line in cases.lines().filter(|line| !line.starts_with("    ")) {
        found.push_str(&format!("{line}\n"));
        if !line.is_empty() && !line.starts_with('#') {
            found.extend(said(line).iter().map(|line| format!("    {line}\n")));
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &found).expect("the cases can be written");
    } else {
        let differs = found.lines().zip(cases.lines()).find(|(found, expected)| found != expected);
        assert!(found == cases, "{differs:?}");
    }
}

/// What a line stands for: the kind in brackets before its text, or else the first kind.
fn kind<'l, K: Copy>(line: &'l str, kinds: &[(&str, K)]) -> (K, &'l str) {
    let named = kinds[1..].iter().find_map(|&(name, kind)| Some((kind, line.strip_prefix(name)?)));
    named.unwrap_or((kinds[0].1, line))
}

/// What an expression means, or its faults.
fn said(line: &str) -> Vec<String> {
    let scopes = [
        ("", Scope::Debrief),
        ("[scene] ", Scope::Scene),
        ("[board] ", Scope::Board),
        ("[property] ", Scope::Property),
        ("[playthrough] ", Scope::Playthrough),
    ];
    let (scope, text) = kind(line, &scopes);
    let (names, ..) = names_with(DEFINITIONS);
    let (source, decoded) = quoted(text);
    let mut faults = Vec::new();
    let Some(condition) = condition(&decoded, scope, &names, &mut faults) else { return shown(&source, &faults) };
    let variables = ["designer", "buyer", "evenings", "margin", "won", "sound"].into_iter().enumerate();
    let meaning = format!("{:?}", condition.expression);
    vec![variables.fold(meaning, |meaning, (id, name)| meaning.replace(&format!("Variable(VariableId({id}))"), name))]
}

#[test]
fn expressions_mean_what_the_cases_say_or_are_refused_for_the_reason_they_give() {
    check_cases("src/format/cases/expressions.txt", said);
}

#[test]
fn nesting_has_a_limit_and_a_chain_has_none() {
    let nested = |depth: usize| format!("{}won{}", "(".repeat(depth), ")".repeat(depth));
    let fault = "too-large at «(»: an expression is nested more than 32 deep";
    assert_eq!(said(&nested(32)), ["won"]);
    assert_eq!(said(&nested(33)), [fault]);
    assert_eq!(said(&"(".repeat(60_000)), [fault]);
    assert!(said(&vec!["won"; 10_000].join(" and "))[0].starts_with("All("));
}

/// The fault codes of `count` definitions; `text` makes each of them from the name of the next one.
fn codes(count: usize, text: impl Fn(&str) -> String) -> Vec<&'static str> {
    let names: Vec<String> = (0..count).map(|index| format!("d{index}")).collect();
    let texts: Vec<String> = names.iter().skip(1).map(|name| text(name)).chain(["won".to_owned()]).collect();
    let all: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(texts.iter().map(String::as_str)).collect();
    names_with(&all).1.iter().map(|fault| fault.code.name()).collect()
}

#[test]
fn definitions_of_definitions_stop_at_the_limit_and_overflow_no_stack() {
    assert_eq!(codes(40, |next| format!("{next} or not {next}")), ["too-large"]);
    assert_eq!(codes(33, |next| format!("{next} and won")), [""; 0]);
    assert_eq!(codes(20_000, |next| format!("{next} and won")), ["too-large"]);
}

/// The parts as text again: literals in quotes, blocks in braces.
fn parts(template: &Template) -> String {
    let part = |part: &Part| match part {
        Part::Literal(text) => format!("{text:?}"),
        Part::Number(expression) => format!("{expression:?}"),
        Part::Stakeholder(who, what) => format!("{}.{what:?}", who.0),
        Part::If(branches) => {
            let branch = |branch: &Branch| {
                let word = if branch.when.is_some() { "if" } else { "else" };
                format!("{word} {}", parts(&branch.body))
            };
            format!("{{{}}}", branches.iter().map(branch).collect::<Vec<_>>().join(" | "))
        }
        Part::Vary(bodies) => {
            format!("{{vary {}}}", bodies.iter().map(parts).collect::<Vec<_>>().join(" | "))
        }
    };
    template.parts.iter().map(part).collect::<Vec<_>>().join(" ")
}

/// Reads a template between double quotes; returns the quoted text, the template and its faults.
fn read(kind: TextKind, text: &str) -> (String, Template, Faults) {
    let (names, ..) = names_with(&[("goodwill", "margin"), ("fine", "won and sound")]);
    let (source, decoded) = quoted(text);
    let mut faults = Vec::new();
    let template = template(&decoded, kind, Scope::Scene, &names, &mut faults);
    (source, template, faults)
}

#[test]
fn templates_have_the_parts_or_the_faults_that_the_cases_give() {
    check_cases("src/format/cases/templates.txt", |line| {
        let kinds = [("", TextKind::Prose), ("[line] ", TextKind::Line), ("[plain] ", TextKind::Plain)];
        let (kind, text) = kind(line, &kinds);
        let (source, template, faults) = read(kind, text);
        if faults.is_empty() { vec![parts(&template)] } else { shown(&source, &faults) }
    });
}

#[test]
fn blocks_nest_to_a_limit_and_overflow_no_stack() {
    for (depth, expected) in [(32, &[][..]), (33, &["too-large"]), (100_000, &["too-large"])] {
        let nested = "{if won}".repeat(depth) + &"{end}".repeat(depth);
        let (_, _, faults) = read(TextKind::Prose, &nested);
        let codes: Vec<&str> = faults.iter().map(|fault| fault.code.name()).collect();
        assert_eq!(codes, expected);
    }
}
