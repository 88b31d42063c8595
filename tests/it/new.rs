//! `counterpitch new`: the story that it makes is without fault, and its playthroughs pass.

use crate::program::run;

#[test]
fn the_new_story_checks_and_replays_clean() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let story = folder.path().join("story");
    let story = story.to_str().expect("a plain path");
    assert_eq!(run(&["new", story]).code, 0);
    let checked = run(&["check", "--deny", "warnings", "--story", story]);
    assert_eq!(checked.code, 0, "{}", checked.out);
    let replayed = run(&["replay", "--story", story, &format!("{story}/playthroughs")]);
    assert_eq!(replayed.code, 0, "{}", replayed.out);
    assert!(replayed.out.ends_with("2 passed, 0 failed\n"), "{}", replayed.out);
}

#[test]
fn a_folder_that_holds_something_is_left_as_it_is() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    std::fs::write(folder.path().join("mine.txt"), "mine").expect("it can be written");
    let said = run(&["new", folder.path().to_str().expect("a plain path")]);
    assert_eq!(said.code, 2);
    assert!(said.error.contains("is not empty"), "{}", said.error);
    assert_eq!(std::fs::read_dir(folder.path()).expect("it is there").count(), 1);
}
