//! The story as a model for PRISM and Storm.

use crate::golden;
use crate::program::{Said, run};

#[test]
fn a_story_is_a_chain_or_a_decision_process_with_its_formulas_in_the_header() {
    let free = run(&["export", "prism", "--story", "tests/stories/last-bun"]);
    assert_eq!(free.code, 0, "{}", free.error);
    golden::check("tests/pages/last-bun.prism", &free.out);
    let random = run(&["export", "prism", "--random", "--story", "tests/stories/last-bun"]);
    let commands = |out: &str| out.lines().filter(|line| !line.starts_with("//")).collect::<Vec<_>>().join("\n");
    assert_eq!(commands(&random.out), commands(&free.out).replace("\nmdp\n", "\ndtmc\n"));
    let Said { error, code, .. } = run(&["export", "promela", "--random", "--story", "tests/stories/last-bun"]);
    assert_eq!((code, error.contains("SPIN knows no chances")), (2, true), "{error}");
}
