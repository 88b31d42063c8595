//! Loops that take long to leave, and what is said of those that take too long.

use super::{details, explored, known};
use crate::{folder, program};
use counterpitch::explore::{Limit, Options};
use counterpitch::story::Story;

/// A story without stakeholders, from its variables and its one act.
fn story(variables: &str, act: &str) -> Story {
    let head = "format = 1\ntitle = \"t\"\nlanguage = \"en\"\nstart = \"walk\"\nacts = [\"act\"]\n\
                [act.act]\ntitle = \"a\"\n";
    let files = [("story.toml", &*format!("{head}{variables}")), ("act.toml", act)];
    folder::story(&files).loaded.story.expect("it is sound")
}

#[test]
fn a_loop_that_is_left_once_in_a_billion_is_solved() {
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
    assert!(explored.search.complete);
}

#[test]
fn what_a_loop_too_large_and_too_slow_leaves_open_is_said() {
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
    assert_eq!(explored.search.limit, Some(Limit::Precision));
    let details = details(&explored);
    let home = story.endings().next().expect("there is one");
    for chance in [details.endings[0].chances[0], details.visited[home.index()]] {
        assert!(chance.value().is_none() && chance.low < 1.0 && chance.high == 1.0, "{chance:?}");
    }
    let choices = details.choices.expect("a game can end");
    assert_eq!((choices.min, choices.max, choices.mean), (0, Some(0), None));
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
