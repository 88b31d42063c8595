//! Loops that take long to leave, and what is said of those that take too long.

use super::{close, details, explored, known};
use crate::{folder, program};
use counterpitch::explore::{Limit, Options, Verdict};
use counterpitch::story::Story;

/// A story without stakeholders, from its variables and its one act.
fn story(variables: &str, act: &str) -> Story {
    let head = "format = 1\ntitle = \"t\"\nlanguage = \"en\"\nstart = \"walk\"\nacts = [\"act\"]\n\
                [act.act]\ntitle = \"a\"\n";
    let files = [("story.toml", &*format!("{head}{variables}")), ("act.toml", act)];
    folder::story(&files).loaded.story.expect("it is sound")
}

#[test]
fn a_loop_that_is_left_once_in_a_billion_is_solved_exactly() {
    let story = story(
        "",
        r#"
[walk]
title = "s"
goto = [ { to = "walk", weight = 999999 }, { to = "door" , weight = 1 } ]
[door]
title = "s"
goto = [ { to = "walk", weight = 999999 }, { to = "happy", weight = 3 }, { to = "sad", weight = 1 } ]
[happy]
title = "h"
ending = true
[sad]
title = "s"
ending = true
"#,
    );
    let explored = explored(&story, &Options::default());
    for chance in details(&explored).endings[0].chances {
        known(chance, 0.75, "the happy ending");
    }
    // A game takes the arm to the door once in a million, and leaves the door for an ending 4 times in 1,000,003.
    let to_door = 1_000_003.0 / 4.0;
    let passed = &details(&explored).passed[0][0];
    close(passed[0] / (to_door * 999_999.0), 1.0, "how often a game stays in the walk");
    close(passed[1] / to_door, 1.0, "how often a game comes to the door");
    assert!(explored.search.complete);
}

#[test]
fn a_large_loop_that_is_left_once_in_a_million_is_solved() {
    let story = story(
        "[counter.steps]\nstart = 0\nmax = 69\n",
        r#"
[walk]
title = "s"
goto = [ { to = "on", weight = 999999 }, { to = "home" , weight = 1 } ]
[on]
title = "s"
goto = [ { when = "steps == 69", to = "walk", set = { steps = 0 } }, { to = "walk", effects = { steps = 1 } } ]
[home]
title = "s"
ending = true
"#,
    );
    let explored = explored(&story, &Options::default());
    assert!(explored.search.complete);
    let details = details(&explored);
    let home = story.endings().next().expect("there is one");
    known(details.endings[0].chances[0], 1.0, "home");
    known(details.visited[home.index()], 1.0, "home");
    let choices = details.choices.expect("a game can end");
    assert_eq!((choices.min, choices.max, choices.mean), (0, Some(0), Some(0.0)));
}

/// A player goes back and forth in a loop that is left once in 10^12 rounds, with a choice in every scene.
const SLOW: &str = r#"
[walk]
title = "s"
[walk.choice.up]
label = "l"
goto = [ { to = "on", weight = 1 }, { to = "walk", weight = 999999 } ]
[walk.choice.out]
label = "l"
goto = [ { to = "sad", weight = 1 }, { to = "on", weight = 999999 } ]
[on]
title = "s"
[on.choice.back]
label = "l"
goto = [ { to = "walk", weight = 999999 }, { to = "far", weight = 1 } ]
[on.choice.out]
label = "l"
goto = [ { to = "sad", weight = 1 }, { to = "walk", weight = 999999 } ]
[far]
title = "s"
[far.choice.back]
label = "l"
goto = [ { to = "walk", weight = 999999 }, { to = "happy", weight = 1 } ]
[far.choice.out]
label = "l"
goto = [ { to = "sad", weight = 3 }, { to = "walk", weight = 999999 } ]
[happy]
title = "h"
ending = true
[sad]
title = "s"
ending = true
"#;

#[test]
fn a_slow_loop_with_choices_leaves_only_some_chances_open() {
    let story = story("[[property]]\nname = \"p\"\neventually = \"ended\"\n", SLOW);
    let explored = explored(&story, &Options::default());
    assert_eq!(explored.search.limit, Some(Limit::Precision));
    let details = details(&explored);
    let [random, _, best, worst] = details.endings[0].chances;
    assert!(random.value().is_some() && best.value().is_none(), "{random:?} {best:?}");
    assert!(worst.low == 0.0, "a player can always avoid the happy ending: {worst:?}");
    assert!(best.low <= 1.0 && best.high >= 1.0, "a player can go on until happy: {best:?}");
    assert_eq!(details.endings[0].reachable, Some(true));
    assert_eq!(details.properties[0].verdict, Verdict::Refuted);
}

#[test]
fn two_explorations_print_the_same_bytes_at_any_number_of_threads() {
    let printed = |threads: &str| {
        let said = program::run(&["explore", "--format", "json", "--threads", threads]);
        assert_eq!(said.code, 0, "{}", said.error);
        let (before, rest) = said.out.split_once("\"seconds\":").expect("it says how long it took");
        let (_, after) = rest.split_once(',').expect("more follows");
        format!("{before}{after}")
    };
    let one = printed("1");
    for threads in ["2", "4"] {
        assert!(one == printed(threads), "{threads} threads");
    }
}
