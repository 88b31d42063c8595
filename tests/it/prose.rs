//! Light markup: what an author writes between blank lines and stars, and what is read of it.

use crate::laws;
use counterpitch::story::Stretch;
use counterpitch::view::{ParagraphKind, Prose, Tone};
use proptest::prelude::*;

/// Writes prose so that its structure can be seen: `|` before each plain paragraph, `"` before each line of a letter,
/// `-` for a break, `<…>` around emphasis, `[…]` around strong emphasis.
fn shown(prose: &Prose) -> String {
    let mut out = String::new();
    for paragraph in prose.paragraphs() {
        let spans: String = paragraph
            .spans()
            .map(|(tone, text)| match tone {
                Tone::Plain => text.to_string(),
                Tone::Emphasis => format!("<{text}>"),
                Tone::Strong => format!("[{text}]"),
            })
            .collect();
        out += &match paragraph.kind {
            ParagraphKind::Plain => format!("|{spans}"),
            ParagraphKind::Letter => format!("\"{}", spans.replace('\n', "\"")),
            ParagraphKind::Break => "-".to_string(),
        };
    }
    out
}

#[track_caller]
fn check(raw: &str, expected: &str) {
    assert_eq!(shown(&Prose::new(raw)), expected, "{raw:?}");
}

#[test]
fn blank_lines_separate_paragraphs_and_other_white_space_becomes_one_space() {
    check("", "");
    check(" \n\t\n", "");
    check("Rain.\nThe buyer\n  is   already\ton board.", "|Rain. The buyer is already on board.");
    check("\n\nOne.\n \n\n\nTwo.\n", "|One.|Two.");
    check("One.\r\n\r\nTwo\r\nlines.\r\n", "|One.|Two lines.");
    check("a\u{a0}b", "|a\u{a0}b");
}

#[test]
fn a_paragraph_whose_lines_all_start_like_a_quotation_is_a_letter() {
    check("> Dear all,\n>\n>   the   rest\n\nHe folds it.", "\"Dear all,\"\"the rest|He folds it.");
    check("> One line\nand one that is none", "|> One line and one that is none");
    check(">none", "|>none");
    check("One.\n\n>\n>\n\nTwo.", "|One.|Two.");
}

#[test]
fn three_dashes_alone_are_a_break() {
    check("Before.\n\n---\n\nAfter.", "|Before.-|After.");
    check("Before.\n---\nAfter.", "|Before. --- After.");
    check("----", "|----");
}

#[test]
fn pairs_of_stars_are_emphasis() {
    check("not *now*", "|not <now>");
    check("**no** and *yes*", "|[no] and <yes>");
    check("*one\ntwo*.", "|<one two>.");
    check("> *Dear*\n> **all**", "\"<Dear>\"[all]");
    check("*40*, struck through; *10*.", "|<40>, struck through; <10>.");
    check("***three***, (*so*)", "|[three], (<so>)");
    check("So **very *very* sure**.", "|So [very ][very][ sure].");
}

#[test]
fn unpaired_stars_are_themselves() {
    check("*", "|*");
    check("* * *", "|* * *");
    check("2 * 3 * 4", "|2 * 3 * 4");
    check("*open", "|*open");
    check("closed*", "|closed*");
    check("**half*", "|**half*");
    check("*a **b* c**", "|<a **b> c**");
    check("*one\n\ntwo*", "|*one|two*");
    check("12*30*40 cm, un*believ*able, f*ck", "|12*30*40 cm, un*believ*able, f*ck");
    check("2 * 3*4 = 24* note", "|2 * 3*4 = 24* note");
    check("****", "|****");
}

#[test]
fn a_very_long_row_of_open_stars_is_read_at_once() {
    let raw = "*a **b ".repeat(100_000);
    assert_eq!(Prose::new(&raw).text(), raw.trim_end());
}

#[test]
fn one_prose_can_be_filled_again_and_again() {
    let mut prose = Prose::new("*One.*\n\n> Two.");
    prose.read("Three.");
    assert_eq!(prose, Prose::new("Three."));
    assert_eq!((prose.text(), prose.words()), ("Three.", 1));
}

proptest! {
    #![proptest_config(laws())]

    #[test]
    fn no_word_is_lost_and_no_white_space_is_left_over(raw in "[ab é>*\n\t-]{0,60}|[abc ]{0,300}") {
        let prose = Prose::new(&raw);
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        prop_assert_eq!(letters(prose.text()), letters(&raw));
        prop_assert_eq!(prose.words(), Stretch::of(&raw).words());
        for paragraph in prose.paragraphs() {
            let text = paragraph.text();
            prop_assert_eq!(paragraph.spans().map(|(_, span)| span).collect::<String>(), text);
            let lines: Vec<&str> = text.split('\n').collect();
            prop_assert!(paragraph.kind == ParagraphKind::Letter || lines.len() == 1);
            for line in lines {
                prop_assert_eq!(line.split_ascii_whitespace().collect::<Vec<_>>().join(" "), line);
            }
        }
        let joined: Vec<&str> = prose.paragraphs().map(|p| p.text()).filter(|text| !text.is_empty()).collect();
        prop_assert_eq!(joined.join("\n\n"), prose.text());
    }

    #[test]
    fn text_without_stars_reads_the_same_twice(raw in "[ab.\n ]{0,60}") {
        let once = Prose::new(&raw);
        prop_assert_eq!(Prose::new(once.text()), once);
    }
}
