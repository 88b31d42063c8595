//! `cases.txt` holds expressions, each with its meaning or its faults. The expression after the fix follows `=>`.
//!
//! A word in `[brackets]` names the scope of an expression; otherwise it is a lesson's, which may ask everything.

use super::{Scope, condition};
use crate::format::fixture::{NOWHERE, check_cases, names_with, quoted, shown};
use crate::format::template;
use crate::story::TextKind;
use proptest::prelude::*;

const DEFINITIONS: &[(&str, &str)] = &[
    ("two_to_one", "designer >= 3 and buyer > -5"),
    ("both", "won and sound"),
    ("goodwill", "designer + buyer"),
    ("late", "ended and won"),
    ("faulty", "won and wno"),
];

/// The scope that a line names, and its expression.
fn parse(line: &str) -> (Scope, &str) {
    let scopes = [
        ("[scene] ", Scope::Scene),
        ("[board] ", Scope::Board),
        ("[property] ", Scope::Property),
        ("[playthrough] ", Scope::Playthrough),
    ];
    let named = scopes.into_iter().find_map(|(name, scope)| Some((scope, line.strip_prefix(name)?)));
    named.unwrap_or((Scope::Debrief, line))
}

/// What an expression means, or its faults.
fn said(line: &str) -> String {
    let (names, ..) = names_with(DEFINITIONS);
    let (scope, text) = parse(line);
    let (source, decoded) = quoted(text);
    let mut faults = Vec::new();
    let condition = condition(&decoded, scope, &names, &mut faults);
    let lines = match &condition {
        Some(condition) => {
            let variables = ["designer", "buyer", "evenings", "margin", "won", "sound"];
            let meaning = format!("{:?}", condition.expression);
            let named = (0..)
                .zip(variables)
                .fold(meaning, |meaning, (id, name)| meaning.replace(&format!("Variable(VariableId({id}))"), name));
            vec![named]
        }
        None => shown(&source, &faults),
    };
    lines.iter().map(|line| format!("    {line}\n")).collect()
}

#[test]
fn expressions_mean_what_the_cases_say_or_are_refused_for_the_reason_they_give() {
    check_cases("src/format/expression/cases.txt", said);
}

#[test]
fn an_empty_expression_is_pointed_at_with_its_quotes() {
    assert_eq!(said(""), "    expression-syntax at «\"\"»: an expression is empty\n");
    assert_eq!(said("  "), "    expression-syntax at «\"  \"»: an expression is empty\n");
}

#[test]
fn nesting_has_a_limit_and_a_chain_has_none() {
    let nested = |depth: usize| format!("{}won{}", "(".repeat(depth), ")".repeat(depth));
    let fault = "    too-large at «(»: an expression is nested more than 32 deep\n";
    assert_eq!(said(&nested(32)), "    won\n");
    assert_eq!(said(&nested(33)), fault);
    assert_eq!(said(&"(".repeat(60_000)), fault);
    assert!(said(&vec!["won"; 10_000].join(" and ")).starts_with("    All("));
}

#[track_caller]
fn definitions(definitions: &[(&str, &str)], expected: &[&str]) {
    let (_, sources, faults) = names_with(definitions);
    let show = |fault: &crate::source::Diagnostic| {
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
