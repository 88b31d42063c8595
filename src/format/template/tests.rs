//! `cases.txt` holds templates, each with its parts or its faults. The template after the fix follows `=>`.
//!
//! `[line]` or `[plain]` before a template is its kind; without such a word, it is prose.

use super::template;
use crate::format::Scope;
use crate::format::fixture::{check_cases, names_with, quoted, shown};
use crate::source::Diagnostic;
use crate::story::{Branch, Part, Template, TextKind};

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
fn read(kind: TextKind, text: &str) -> (String, Template, Vec<Diagnostic>) {
    let (names, ..) = names_with(&[("goodwill", "margin"), ("fine", "won and sound")]);
    let (source, decoded) = quoted(text);
    let mut faults = Vec::new();
    let template = template(&decoded, kind, Scope::Scene, &names, &mut faults);
    (source, template, faults)
}

#[test]
fn templates_have_the_parts_or_the_faults_that_the_cases_give() {
    check_cases("src/format/template/cases.txt", |line| {
        let kinds = [("[line] ", TextKind::Line), ("[plain] ", TextKind::Plain)];
        let named = kinds.into_iter().find_map(|(name, kind)| Some((kind, line.strip_prefix(name)?)));
        let (kind, text) = named.unwrap_or((TextKind::Prose, line));
        let (source, template, faults) = read(kind, text);
        let lines = if faults.is_empty() { vec![parts(&template)] } else { shown(&source, &faults) };
        lines.iter().map(|line| format!("    {line}\n")).collect()
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
