//! Counters whose declared range is far larger than the values that occur.

use super::{details, explored};
use crate::folder;
use counterpitch::explore::{Details, Options};

/// Thirty scenes in which four counters rise and are paid from.
fn answers(most: u32) -> Details {
    let counters: String =
        (0..4).map(|counter| format!("[counter.gold{counter}]\nstart = 10\nmax = {most}\n")).collect();
    let scene = |number: usize| {
        let (paid, earned, next) = (number % 4, number * 7 % 4, number + 1);
        format!(
            "[s{number}]\ntitle = \"s\"\n\
             [s{number}.choice.pay]\nlabel = \"pay\"\nwhen = \"gold{paid} >= 5\"\n\
             effects = {{ gold{paid} = -5 }}\ngoto = \"s{next}\"\n\
             [s{number}.choice.earn]\nlabel = \"earn\"\neffects = {{ gold{earned} = 7 }}\ngoto = \"s{next}\"\n"
        )
    };
    let act: String = (0..30).map(scene).collect();
    let head = "format = 1\ntitle = \"t\"\nlanguage = \"en\"\nstart = \"s0\"\nacts = [\"act\"]\n\
                [act.act]\ntitle = \"a\"\n";
    let files = [
        ("story.toml", &*format!("{head}{counters}")),
        ("act.toml", &*format!("{act}[s30]\ntitle = \"s\"\nending = true\n")),
    ];
    let story = folder::story(&files).loaded.story.expect("it is sound");
    details(&explored(&story, &Options::default())).clone()
}

#[test]
fn answers_do_not_depend_on_how_much_a_counter_could_hold() {
    let small = answers(1023);
    for most in [1024, 30_000] {
        assert_eq!(small, answers(most), "{most}");
    }
}
