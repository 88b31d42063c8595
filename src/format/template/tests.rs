//! What templates are made of, and what is said of broken ones.

use super::template;
use crate::format::Scope;
use crate::format::fixture::{names_with, quoted, shown};
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
    };
    template.parts.iter().map(part).collect::<Vec<_>>().join(" ")
}

const DEFINITIONS: &[(&str, &str)] = &[("goodwill", "margin"), ("fine", "won and sound")];

#[track_caller]
fn reads(kind: TextKind, text: &str, expected: &str) {
    let (names, _) = names_with(DEFINITIONS);
    let (source, decoded) = quoted(text);
    let mut faults = Vec::new();
    let template = template(&decoded, kind, Scope::Scene, &names, &mut faults);
    assert_eq!(shown(&source, &faults), Vec::<String>::new());
    assert_eq!(parts(&template), expected);
}

#[track_caller]
fn wrong(text: &str, expected: &[&str]) {
    let (names, _) = names_with(DEFINITIONS);
    let (source, decoded) = quoted(text);
    let mut faults = Vec::new();
    template(&decoded, TextKind::Prose, Scope::Scene, &names, &mut faults);
    assert_eq!(shown(&source, &faults), expected);
}

#[test]
fn placeholders_and_blocks_are_found() {
    let prose = TextKind::Prose;
    reads(prose, "Rain.\\n\\nMore.", r#""Rain.\n\nMore.""#);
    reads(prose, "a {evenings} b", r#""a " Variable(VariableId(2)) " b""#);
    reads(prose, "{goodwill}{ buyer.word }", "Variable(VariableId(3)) 1.Word");
    reads(prose, "{if won}a{elif sound}b{else}c{end}d", r#"{if "a" | if "b" | else "c"} "d""#);
    reads(prose, "{if won}a {if sound}b\\n\\nc{end}{end}", r#"{if "a " {if "b\n\nc"}}"#);
    reads(prose, "{if won}{end}", "{if }");
    reads(prose, "", "");
}

#[test]
fn braces_can_be_written() {
    reads(TextKind::Prose, "{{a}} } {{{evenings}", r#""{a}} } {" Variable(VariableId(2))"#);
    reads(TextKind::Plain, "{if} {{ }", r#""{if} {{ }""#);
}

#[test]
fn a_line_is_one_line() {
    reads(TextKind::Line, "  a \\n b\\t{evenings}\\n", r#""a b " Variable(VariableId(2))"#);
    reads(TextKind::Plain, " \\r\\n a\\r\\nb ", r#""a b""#);
    reads(TextKind::Prose, "a\\r\\nb\\rc", r#""a\nb c""#);
    reads(TextKind::Line, "10\u{a0}000", "\"10\\u{a0}000\"");
}

#[test]
fn faults_inside_braces_are_pointed_at() {
    wrong(
        "a {if byuer > 1}b{end}",
        &["unknown-name at «byuer»: nothing is called `byuer` => \"a {if buyer > 1}b{end}\""],
    );
    wrong("{evnings}", &["unknown-name at «evnings»: nothing is called `evnings` => \"{evenings}\""]);
    wrong("{byuer.name}", &["unknown-name at «byuer»: no stakeholder is called `byuer` => \"{buyer.name}\""]);
    wrong("{evenings.word}", &["unknown-name at «evenings»: `evenings` is a counter, and no stakeholder"]);
    wrong("{buyer.wrod}", &["unknown-name at «wrod»: a stakeholder has no `wrod` => \"{buyer.word}\""]);
    wrong("{won}", &["expression-type at «won»: `won` is a flag, where a number is needed"]);
    wrong("{fine}", &["expression-type at «fine»: `fine` is a condition, where a number is needed"]);
    wrong(
        "{if evenings}a{end}",
        &["expression-type at «evenings»: `evenings` is a counter, where a condition is needed"],
    );
    wrong("{if ended}a{end}", &["unknown-name at «ended»: `ended` is not known here"]);
}

#[test]
fn broken_braces_are_one_fault_each() {
    wrong("a { b", &["template-syntax at «{»: a brace is not closed"]);
    wrong(
        "a {if won b{end} {evnings}",
        &[
            "template-syntax at «{»: a brace is not closed",
            "unknown-name at «evnings»: nothing is called `evnings` => \"a {if won b{end} {evenings}\"",
        ],
    );
    wrong("{if won}a{end", &["template-syntax at «{»: a brace is not closed"]);
    wrong("{}", &["template-syntax at «{}»: the braces are empty"]);
    wrong("{end}", &["template-syntax at «{end}»: `{end}` closes no block"]);
    wrong("{else}", &["template-syntax at «{else}»: `{else}` belongs to no block"]);
    wrong("{if won}a", &["template-syntax at «{if won}»: a block is not closed"]);
    wrong("{if}a{end}", &["template-syntax at «if»: `{if}` has no condition"]);
    wrong("{if won}a{else}b{else}c{end}", &["template-syntax at «{else}»: `{else}` follows `{else}`"]);
    wrong(
        "{if won}a{else}b{elif sound}c{end}",
        &["template-syntax at «{elif sound}»: `{elif}` follows `{else}`"],
    );
    wrong("{evenings + 1}", &["template-syntax at «evenings + 1»: only names are printed"]);
    wrong("{1}", &["template-syntax at «1»: only names are printed"]);
}

#[test]
fn tags_of_other_languages_are_understood() {
    wrong(
        "{if won}a{else if wno}b{end}",
        &[
            "template-syntax at «else if»: `{else if}` is written `{elif}` => \"{if won}a{elif wno}b{end}\"",
            "unknown-name at «wno»: nothing is called `wno` => \"{if won}a{else if won}b{end}\"",
        ],
    );
    wrong("{if won}a{/if}", &["template-syntax at «/if»: `{/if}` is written `{end}` => \"{if won}a{end}\""]);
    wrong(
        "{if won}a{endif}",
        &["template-syntax at «endif»: `{endif}` is written `{end}` => \"{if won}a{end}\""],
    );
    wrong(
        "{iff won}a{edn}",
        &[
            "template-syntax at «iff»: there is no tag `iff` => \"{if won}a{edn}\"",
            "template-syntax at «edn»: there is no tag `edn` => \"{iff won}a{end}\"",
        ],
    );
}

#[test]
fn blocks_nest_to_a_limit_and_overflow_no_stack() {
    let nested = |depth: usize| "{if won}".repeat(depth) + &"{end}".repeat(depth);
    let (names, _) = names_with(&[]);
    for (depth, expected) in [(32, &[][..]), (33, &["too-large"]), (100_000, &["too-large"])] {
        let mut faults = Vec::new();
        template(&quoted(&nested(depth)).1, TextKind::Prose, Scope::Scene, &names, &mut faults);
        let codes: Vec<&str> = faults.iter().map(|fault| fault.code.name()).collect();
        assert_eq!(codes, expected);
    }
}

#[test]
fn unseen_characters_are_faults_at_their_place() {
    wrong(
        "a\\u001Bb",
        &["control-character at «\\u001B»: a text holds the character U+001B (escape) => \"ab\""],
    );
    wrong(
        "a\u{200B}b",
        &["control-character at «\u{200B}»: a text holds the character U+200B (zero-width space) => \"ab\""],
    );
    wrong("“a” – ‘b’ … é", &[]);
}
