//! The files in `cases/` hold expressions and templates, each with its meaning or its faults. The text after the fix
//! follows `=>`. A word in `[brackets]` names the scope of an expression, or the kind of a template. Without it, an
//! expression is a lesson's, which may ask everything, and a template is prose.

use super::{Decoded, File, Names, Scope, condition, load, template};
use crate::source::{Code, Diagnostic, Faults, FileId, Sources};
use crate::story::{Branch, Part, Template, TextKind};
use proptest::prelude::*;

const STORY: &str = "define.spoilt = 1\nformat = 1\ntitle = 'T'\nlanguage = 'en'\nstart = 'quay'\nacts = ['crossing', 'arrival']
act.crossing.title = 'C'\nact.arrival.title = 'A'\nstance = { min = -5, max = 5, word = { -5 = 'w' } }
stakeholder.designer = { name = 'd', role = 'r', stance = 0 }\nstakeholder.buyer = { name = 'b', role = 'r', stance = 0 }
counter.evenings = { start = 0, max = 3 }\ncounter.margin = { start = 0, max = 4 }\nflag.won = ''\nflag.sound = ''";
const CROSSING: &str =
    "[quay.choice]\nlisten = { label = 'l', goto = 'signed' }\npress = { label = 'p', goto = 'signed' }
[the-knot]\ngoto = 'signed'\n[signed]\nending = true\n[turned-away]\nending = true";

/// The id of a file that holds only a string and belongs to no story.
pub(super) const NOWHERE: FileId = FileId(u32::MAX);

const DEFINITIONS: &[(&str, &str)] = &[
    ("two_to_one", "designer >= 3 and buyer > -5"),
    ("both", "won and sound"),
    ("goodwill", "designer + buyer"),
    ("late", "ended and won"),
    ("faulty", "won and wno"),
];

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

/// Checks a file of cases: below each case are indented lines that `said` must return. `UPDATE=1` writes them instead.
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

/// The kind that the word in brackets before a text names, or else `usual`; and the text.
fn kind<'l, K: Copy>(line: &'l str, usual: K, kinds: &[(&str, K)]) -> (K, &'l str) {
    let named = kinds.iter().find_map(|&(name, kind)| Some((kind, line.strip_prefix(name)?)));
    named.unwrap_or((usual, line))
}

/// What an expression means, or its faults in the order of their places.
fn said(line: &str) -> Vec<String> {
    let scopes = [
        ("[scene] ", Scope::Scene),
        ("[board] ", Scope::Board),
        ("[property] ", Scope::Property),
        ("[playthrough] ", Scope::Playthrough),
    ];
    let (scope, text) = kind(line, Scope::Debrief, &scopes);
    let (names, ..) = names_with(DEFINITIONS);
    let (source, decoded) = quoted(text);
    let mut faults = Vec::new();
    let Some(condition) = condition(&decoded, scope, &names, &mut faults) else {
        faults.sort_by_key(|fault| fault.span());
        return shown(&source, &faults);
    };
    let variables = ["designer", "buyer", "evenings", "margin", "won", "sound"].into_iter().enumerate();
    let meaning = format!("{:?}", condition.expression);
    vec![variables.fold(meaning, |meaning, (id, name)| meaning.replace(&format!("Variable(VariableId({id}))"), name))]
}

#[test]
fn expressions_mean_what_the_cases_say_or_are_refused_for_the_reason_they_give() {
    check_cases("src/format/cases/expressions.txt", said);
}

#[test]
fn an_empty_expression_is_pointed_at_with_its_quotes() {
    assert_eq!(said(""), ["expression-syntax at «\"\"»: an expression is empty"]);
    assert_eq!(said("  "), ["expression-syntax at «\"  \"»: an expression is empty"]);
}

#[test]
fn nesting_has_a_limit_and_a_chain_has_none() {
    let nested = |depth: usize| format!("{}won{}", "(".repeat(depth), ")".repeat(depth));
    let fault = "too-large at «(»: an expression is nested more than 32 deep";
    assert_eq!(said(&nested(32)), ["won"]);
    assert_eq!(said(&nested(33)), [fault]);
    assert_eq!(said(&"(".repeat(60_000)), [fault]);
    assert!(said(&vec!["won"; 10_000].join(" and "))[0].starts_with("Apply(And, "));
}

#[track_caller]
fn definitions(definitions: &[(&str, &str)], expected: &[&str]) {
    let (_, sources, faults) = names_with(definitions);
    let show = |fault: &Diagnostic| {
        format!("{} in {}: {}", fault.code.name(), sources.place(fault.span()).line, fault.message)
    };
    assert_eq!(faults.iter().map(show).collect::<Vec<_>>(), expected);
}

#[test]
fn a_definition_is_wrong_once_and_where_it_stands() {
    definitions(
        &[("a", "b and wno"), ("b", "buyer"), ("c", "b and a")],
        &[
            "expression-type in 1: `b` is a number, where a condition is needed",
            "unknown-name in 1: nothing is called `wno`",
            "expression-type in 3: `b` is a number, where a condition is needed",
        ],
    );
}

#[test]
fn a_cycle_of_definitions_is_spelt_out_once() {
    definitions(
        &[("x", "c"), ("b", "c or won"), ("c", "b"), ("d", "d")],
        &[
            "cyclic-definition in 2: a definition is made of itself: `b` → `c` → `b`",
            "cyclic-definition in 4: a definition is made of itself: `d` → `d`",
        ],
    );
}

/// The fault codes of `count` definitions. `text` makes each definition from the name of the next.
fn codes(count: usize, text: impl Fn(&str) -> String) -> Vec<&'static str> {
    let names: Vec<String> = (0..count).map(|index| format!("d{index}")).collect();
    let texts: Vec<String> = names.iter().skip(1).map(|name| text(name)).chain(["won".to_owned()]).collect();
    let all: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(texts.iter().map(String::as_str)).collect();
    names_with(&all).2.iter().map(|fault| fault.code.name()).collect()
}

#[test]
fn definitions_of_definitions_stop_at_the_limit_and_overflow_no_stack() {
    assert_eq!(codes(40, |next| format!("{next} or not {next}")), ["too-large"]);
    assert_eq!(codes(500, |next| format!("{next} and won")), [""; 0]);
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
    let (names, ..) = names_with(DEFINITIONS);
    let (source, decoded) = quoted(text);
    let mut faults = Vec::new();
    let template = template(&decoded, kind, Scope::Scene, &names, &mut faults);
    (source, template, faults)
}

#[test]
fn templates_have_the_parts_or_the_faults_that_the_cases_give() {
    check_cases("src/format/cases/templates.txt", |line| {
        let kinds = [("[line] ", TextKind::Line), ("[plain] ", TextKind::Plain)];
        let (kind, text) = kind(line, TextKind::Prose, &kinds);
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    /// Words of the language in any order: nothing panics, every place is in the text, and each refusal has a reason.
    #[test]
    fn any_text_is_understood_or_refused_with_a_place(
        words in prop::collection::vec(prop::sample::select(SOUP.split('\n').collect::<Vec<_>>()), 0..12),
        gap in prop::sample::select(&["", " ", "\\u0020"][..]),
    ) {
        let (names, ..) = names_with(DEFINITIONS);
        let (source, decoded) = quoted(&words.join(gap));
        let mut faults = Vec::new();
        let condition = condition(&decoded, Scope::Debrief, &names, &mut faults);
        let is_silent = faults.is_empty() && !words.contains(&"faulty") && !words.contains(&"spoilt");
        template(&decoded, TextKind::Prose, Scope::Scene, &names, &mut faults);
        prop_assert!(condition.is_some() || !is_silent);
        for fault in &faults {
            for label in &fault.labels {
                prop_assert!(label.span.file != NOWHERE || source.get(label.span.range()).is_some());
            }
            if let Some(fix) = &fault.fix {
                prop_assert!(source.get(fix.span.range()).is_some());
            }
        }
    }
}

/// The words for the test above, one a line.
const SOUP: &str = "and\nor\nnot\n==\n<\n=\n&&\n!\n+\n-\n*\n(\n)\n,\n'\n\\\"\n“\n’\n{\n}\n{if \n{else}\n{end}\nif\nend\n.\né\n\
count(\nabs(\nvisited('quay')\nchosen('quay.\nat(\nquay\nthe-knot\nwon\nbuyer\nboth\ngoodwill\nlate\nfaulty\n\
spoilt\nended\nchoices\n7\n1_0\n4611686018427387904\n99999999999999999999\nwno\nword\nis";
