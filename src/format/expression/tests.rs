//! What conditions mean, and what is said of those that mean nothing.

use super::{Scope, condition};
use crate::format::fixture::{names_with, quoted, shown};
use crate::format::template;
use crate::story::{Comparison, Expression, TextKind};
use proptest::prelude::*;

const DEFINITIONS: &[(&str, &str)] = &[
    ("two_to_one", "designer >= 3 and buyer > -5"),
    ("both", "won and sound"),
    ("goodwill", "designer + buyer"),
    ("late", "ended and won"),
    ("faulty", "won and wno"),
];

fn name(expression: &Expression) -> String {
    const VARIABLES: [&str; 6] = ["designer", "buyer", "evenings", "margin", "won", "sound"];
    let list = |word: &str, parts: &[Expression]| {
        let parts: Vec<String> = parts.iter().map(name).collect();
        format!("({word} {})", parts.join(" "))
    };
    match expression {
        Expression::Integer(number) => number.to_string(),
        Expression::Boolean(value) => value.to_string(),
        Expression::Variable(id) => VARIABLES[id.index()].to_owned(),
        Expression::Visited(scene) => format!("visited:{}", scene.0),
        Expression::Again => "again".to_owned(),
        Expression::Ended => "ended".to_owned(),
        Expression::At(scene) => format!("at:{}", scene.0),
        Expression::Act(act) => format!("act:{}", act.0),
        Expression::Chosen(choice) => format!("chosen:{}.{}", choice.scene.0, choice.index),
        Expression::Choices => "choices".to_owned(),
        Expression::Not(inner) => format!("(not {})", name(inner)),
        Expression::Negate(inner) => format!("(- {})", name(inner)),
        Expression::Abs(inner) => format!("(abs {})", name(inner)),
        Expression::All(parts) => list("and", parts),
        Expression::Any(parts) => list("or", parts),
        Expression::Count(parts) => list("count", parts),
        Expression::Min(parts) => list("min", parts),
        Expression::Max(parts) => list("max", parts),
        Expression::Sum(parts) => list("+", parts),
        Expression::Product(parts) => list("*", parts),
        Expression::Compare(comparison, sides) => {
            let sign = match comparison {
                Comparison::Equal => "==",
                Comparison::NotEqual => "!=",
                Comparison::Less => "<",
                Comparison::LessOrEqual => "<=",
                Comparison::Greater => ">",
                Comparison::GreaterOrEqual => ">=",
            };
            list(sign, sides.as_slice())
        }
    }
}

/// `expected` is the meaning; the condition is read as one of a lesson, which may ask everything.
#[track_caller]
fn means(text: &str, expected: &str) {
    let (names, _) = names_with(DEFINITIONS);
    let (source, decoded) = quoted(text);
    let mut faults = Vec::new();
    let condition = condition(&decoded, Scope::Debrief, &names, &mut faults);
    assert_eq!(shown(&source, &faults), Vec::<String>::new());
    assert_eq!(condition.map(|condition| name(&condition.expression)).as_deref(), Some(expected));
}

#[track_caller]
fn faults(scope: Scope, text: &str, expected: &[&str]) {
    let (names, _) = names_with(DEFINITIONS);
    let (source, decoded) = quoted(text);
    let mut faults = Vec::new();
    let condition = condition(&decoded, scope, &names, &mut faults);
    assert_eq!(shown(&source, &faults), expected);
    assert!(
        condition.is_none() || faults.iter().any(|fault| fault.fix.is_some()),
        "understood despite faults"
    );
}

#[track_caller]
fn wrong(text: &str, expected: &str) {
    faults(Scope::Scene, text, &[expected]);
}

#[test]
fn operators_bind_as_the_format_says() {
    means("won or sound and not won", "(or won (and sound (not won)))");
    means("not buyer == 1", "(not (== buyer 1))");
    means("buyer + 2 * margin - 1 >= -evenings", "(>= (+ buyer (* 2 margin) -1) (- evenings))");
    means("(won or sound) and won", "(and (or won sound) won)");
    means("not not won", "(not (not won))");
    means("-buyer * 2 < 3", "(< (* (- buyer) 2) 3)");
    means("buyer - margin - 1 == 0", "(== (+ buyer (- margin) -1) 0)");
}

#[test]
fn a_chain_is_one_level() {
    means("won and sound and (won and sound)", "(and won sound won sound)");
    means("won or sound or won", "(or won sound won)");
    means("buyer + (margin + 1) > 0", "(> (+ buyer (+ margin 1)) 0)");
    means("both and won", "(and won sound won)");
}

#[test]
fn functions_and_questions_are_understood() {
    means("count(won, sound, buyer > 0) >= 2", "(>= (count won sound (> buyer 0)) 2)");
    means("min(buyer, max(margin, 1)) == abs(-3)", "(== (min buyer (max margin 1)) (abs -3))");
    means("visited('the-knot') and not again", "(and visited:1 (not again))");
    means("ended and ending('signed') or at('quay') or act('arrival')", "(or (and ended at:2) at:0 act:1)");
    means("chosen('quay.press') and choices > 3", "(and chosen:0.1 (> choices 3))");
    means("true", "true");
}

#[test]
fn definitions_are_written_out() {
    means("not two_to_one", "(not (and (>= designer 3) (> buyer -5)))");
    means("goodwill * 2 > 1", "(> (* (+ designer buyer) 2) 1)");
}

#[test]
fn a_misspelt_name_is_pointed_at_and_guessed() {
    wrong(
        "won and byuer >= 2",
        "unknown-name at «byuer»: nothing is called `byuer` => \"won and buyer >= 2\"",
    );
    wrong("castle", "unknown-name at «castle»: nothing is called `castle`");
    wrong("\\u0077ron", "unknown-name at «\\u0077ron»: nothing is called `wron` => \"won\"");
    wrong("agian", "unknown-name at «agian»: nothing is called `agian` => \"again\"");
    wrong("visited('quai')", "unknown-scene at «quai»: no scene is called `quai` => \"visited('quay')\"");
    wrong(
        "vsiited('quay')",
        "unknown-name at «vsiited»: there is no function `vsiited` => \"visited('quay')\"",
    );
    wrong("two-to-one", "unknown-name at «two-to-one»: nothing is called `two-to-one` => \"two_to_one\"");
    wrong("if", "expression-syntax at «if»: `if` stands in the braces of texts only");
}

#[test]
fn independent_mistakes_are_faults_of_their_own() {
    faults(
        Scope::Scene,
        "wno && buyr > 1",
        &[
            "expression-syntax at «&&»: `&&` is written `and` => \"wno and buyr > 1\"",
            "unknown-name at «wno»: nothing is called `wno` => \"won && buyr > 1\"",
            "unknown-name at «buyr»: nothing is called `buyr` => \"wno && buyer > 1\"",
        ],
    );
    faults(
        Scope::Scene,
        "wno and",
        &[
            "expression-syntax at «and»: nothing follows `and`",
            "unknown-name at «wno»: nothing is called `wno` => \"won and\"",
        ],
    );
}

#[test]
fn a_scene_named_without_a_question_is_recognised() {
    wrong(
        "quay",
        "unknown-name at «quay»: `quay` is a scene, neither true nor a number => \"visited('quay')\"",
    );
    wrong(
        "won and the-knot",
        "unknown-name at «the-knot»: `the-knot` is a scene, neither true nor a number => \"won and visited('the-knot')\"",
    );
    wrong("crossing", "unknown-name at «crossing»: `crossing` is an act, neither true nor a number");
}

#[test]
fn what_a_place_cannot_ask_is_said() {
    wrong("ended", "unknown-name at «ended»: `ended` is not known here");
    wrong("at('nowhere')", "unknown-name at «at»: `at` is not known here");
    wrong("late", "unknown-name at «late»: `late` asks for `ended`, which is not known here");
    faults(Scope::Board, "choices > 1", &["unknown-name at «choices»: `choices` is not known here"]);
    faults(
        Scope::Property,
        "chosen('quay.press')",
        &["unknown-name at «chosen»: `chosen` is not known here"],
    );
    faults(Scope::Playthrough, "choices > 1", &["unknown-name at «choices»: `choices` is not known here"]);
}

#[test]
fn names_in_quotes_are_checked_for_what_they_name() {
    let check = |text, expected| faults(Scope::Debrief, text, &[expected]);
    check("ending('quay')", "unknown-scene at «quay»: `quay` is no ending");
    check(
        "ending('sigend')",
        "unknown-scene at «sigend»: no ending is called `sigend` => \"ending('signed')\"",
    );
    check("act('arival')", "unknown-name at «arival»: no act is called `arival` => \"act('arrival')\"");
    check("chosen('press')", "unknown-name at «press»: `press` does not say which scene's choice");
    check(
        "chosen('quay.prses')",
        "unknown-name at «prses»: the scene `quay` has no choice `prses` => \"chosen('quay.press')\"",
    );
    check(
        "chosen('quai.press')",
        "unknown-scene at «quai»: no scene is called `quai` => \"chosen('quay.press')\"",
    );
}

#[test]
fn other_languages_spellings_are_understood() {
    wrong("won && sound", "expression-syntax at «&&»: `&&` is written `and` => \"won and sound\"");
    wrong("won||sound", "expression-syntax at «||»: `||` is written `or` => \"won or sound\"");
    wrong("buyer = 3", "expression-syntax at «=»: `=` is written `==` => \"buyer == 3\"");
    wrong("!won", "expression-syntax at «!»: `!` is written `not` => \"not won\"");
    wrong("buyer => 3", "expression-syntax at «=>»: `=>` is written `>=` => \"buyer >= 3\"");
    wrong("buyer ≥ 3", "expression-syntax at «≥»: `≥` is written `>=` => \"buyer >= 3\"");
    wrong("won AND sound", "expression-syntax at «AND»: `AND` is written `and` => \"won and sound\"");
    wrong("True", "expression-syntax at «True»: `True` is written `true` => \"true\"");
    wrong("buyer is 3", "expression-syntax at «is»: `is` is written `==` => \"buyer == 3\"");
    wrong("buyer > = 3", "expression-syntax at «> =»: `> =` is no comparison => \"buyer >= 3\"");
    wrong("margin > 1_0", "expression-syntax at «1_0»: `1_0` is written `10` => \"margin > 10\"");
}

#[test]
fn quotes_are_single_ones() {
    wrong(
        "visited(\\\"quay\\\")",
        "expression-syntax at «\\\"quay\\\"»: the name of a scene stands in single quotes => \"visited('quay')\"",
    );
    wrong(
        "visited(the-knot)",
        "expression-syntax at «the-knot»: the name of a scene stands in quotes => \"visited('the-knot')\"",
    );
    wrong("visited('quay)", "expression-syntax at «'»: a quote is not closed");
    wrong("visited()", "expression-syntax at «(»: `visited` asks about a scene, and does not say which");
    wrong("visited and won", "expression-syntax at «visited»: `visited` asks about a scene");
    wrong("won and 'quay'", "expression-syntax at «'quay'»: 'quay' stands alone");
}

#[test]
fn what_is_missing_is_said_where_it_is_missing() {
    wrong("", "expression-syntax at «\"\"»: an expression is empty");
    wrong("  ", "expression-syntax at «\"  \"»: an expression is empty");
    wrong("won and", "expression-syntax at «and»: nothing follows `and`");
    wrong("and won", "expression-syntax at «and»: nothing stands before `and`");
    wrong("won and or sound", "expression-syntax at «or»: `or` follows `and`");
    wrong("won sound", "expression-syntax at «sound»: no operator stands before `sound`");
    wrong("(won", "expression-syntax at «»: a bracket is not closed => \"(won)\"");
    wrong("won)", "expression-syntax at «)»: a bracket was never opened => \"won\"");
    wrong("()", "expression-syntax at «()»: the brackets are empty");
    wrong("count()", "expression-syntax at «()»: the brackets are empty");
    wrong("count > 1", "expression-syntax at «count»: `count` is a function");
    wrong("count(won, ) > 1", "expression-syntax at «,»: nothing follows `,`");
    wrong("abs(buyer, 1) > 1", "expression-syntax at «,»: a comma has no place here");
    wrong("evenings (won)", "expression-syntax at «»: an operator is missing after `evenings`");
    wrong("again() and won", "expression-syntax at «(»: `again` takes no brackets => \"again and won\"");
    wrong("buyer ? 1", "expression-syntax at «?»: `?` means nothing in an expression");
    wrong("margin / 2 > 1", "expression-syntax at «/»: `/` means nothing in an expression");
}

#[test]
fn comparisons_are_not_chained() {
    wrong(
        "1 < buyer < 3",
        "expression-syntax at «<»: comparisons are not chained => \"1 < buyer and buyer < 3\"",
    );
    faults(
        Scope::Scene,
        "1 < buyer < 3 < wno",
        &[
            "expression-syntax at «<»: comparisons are not chained => \"1 < buyer and buyer < 3 < wno\"",
            "unknown-name at «wno»: nothing is called `wno` => \"1 < buyer < 3 < won\"",
        ],
    );
}

#[test]
fn numbers_and_conditions_are_not_mixed() {
    wrong("buyer", "expression-type at «buyer»: `buyer` is a stance, where a condition is needed");
    wrong(
        "won and evenings",
        "expression-type at «evenings»: `evenings` is a counter, where a condition is needed",
    );
    wrong("goodwill", "expression-type at «goodwill»: `goodwill` is a number, where a condition is needed");
    wrong("won + 1 > 2", "expression-type at «won»: `won` is a flag, where a number is needed");
    wrong("won == 1", "expression-type at «won»: `won` is a flag, and only numbers are compared => \"won\"");
    wrong(
        "0 == won",
        "expression-type at «won»: `won` is a flag, and only numbers are compared => \"not won\"",
    );
    wrong(
        "won != true",
        "expression-type at «won»: `won` is a flag, and only numbers are compared => \"not won\"",
    );
    wrong(
        "won = true",
        "expression-type at «won»: `won` is a flag, and only numbers are compared => \"won\"",
    );
    wrong("won == sound", "expression-type at «won == sound»: conditions are not compared");
    wrong("both > 2", "expression-type at «both»: `both` is a condition, and only numbers are compared");
    wrong("count(buyer) > 1", "expression-type at «buyer»: `buyer` is a stance, where a condition is needed");
    wrong(
        "not (buyer + 1)",
        "expression-type at «(buyer + 1)»: `(buyer + 1)` is a number, where a condition is needed",
    );
}

#[test]
fn a_number_that_could_grow_too_great_is_refused() {
    means("4611686018427387904 > buyer", "(> 4611686018427387904 buyer)");
    wrong(
        "4611686018427387905 > buyer",
        "out-of-range at «4611686018427387905»: a number can come out too great",
    );
    wrong("99999999999999999999 > buyer", "out-of-range at «99999999999999999999»: a number is too great");
    wrong(
        "buyer * 4611686018427387904 > 1",
        "out-of-range at «buyer * 4611686018427387904»: a number can come out too great",
    );
    wrong(
        "4611686018427387904 + margin - margin > 1",
        "out-of-range at «4611686018427387904 + margin - margin»: a number can come out too great",
    );
}

#[test]
fn nesting_has_a_limit() {
    let nested = |depth: usize| format!("{}won{}", "(".repeat(depth), ")".repeat(depth));
    means(&nested(32), "won");
    wrong(&nested(33), "too-large at «(»: an expression is nested more than 32 deep");
    wrong(&"(".repeat(60_000), "too-large at «(»: an expression is nested more than 32 deep");
    let chain = vec!["won"; 10_000].join(" and ");
    let (names, _) = names_with(&[]);
    let mut faults = Vec::new();
    assert!(condition(&quoted(&chain).1, Scope::Scene, &names, &mut faults).is_some());
}

#[test]
fn a_faulty_declaration_brings_no_second_fault() {
    faults(
        Scope::Scene,
        "spoilt and wno",
        &["unknown-name at «wno»: nothing is called `wno` => \"spoilt and won\""],
    );
    faults(Scope::Scene, "faulty and spoilt > 2", &[]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    /// Words of the language in any order: nothing panics, every place is in the text, and no expression is refused
    /// without a reason.
    #[test]
    fn whatever_is_written_is_understood_or_refused_with_a_place(
        words in prop::collection::vec(prop::sample::select(SOUP), 0..12),
        gap in prop::sample::select(&["", " ", "\\u0020"][..]),
    ) {
        let (names, _) = names_with(DEFINITIONS);
        let (source, decoded) = quoted(&words.join(gap));
        let mut faults = Vec::new();
        let condition = condition(&decoded, Scope::Debrief, &names, &mut faults);
        let is_silent = faults.is_empty() && !words.contains(&"faulty") && !words.contains(&"spoilt");
        template(&decoded, TextKind::Prose, Scope::Scene, &names, &mut faults);
        prop_assert!(condition.is_some() || !is_silent);
        for fault in &faults {
            for label in &fault.labels {
                prop_assert!(label.span.file.0 != 0 || source.get(label.span.range()).is_some());
            }
            if let Some(fix) = &fault.fix {
                prop_assert!(source.get(fix.span.range()).is_some());
            }
        }
    }
}

const SOUP: &[&str] = &[
    "and",
    "or",
    "not",
    "==",
    "<",
    "=",
    "&&",
    "!",
    "+",
    "-",
    "*",
    "(",
    ")",
    ",",
    "'",
    "\\\"",
    "“",
    "’",
    "{",
    "}",
    "{if ",
    "{else}",
    "{end}",
    "if",
    "end",
    ".",
    "é",
    "count(",
    "abs(",
    "visited('quay')",
    "chosen('quay.",
    "at(",
    "quay",
    "the-knot",
    "won",
    "buyer",
    "both",
    "goodwill",
    "late",
    "faulty",
    "spoilt",
    "ended",
    "choices",
    "7",
    "1_0",
    "4611686018427387904",
    "99999999999999999999",
    "wno",
    "word",
    "is",
];
