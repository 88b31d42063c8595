//! Authors play what they write, while they write it.

use super::{Desk, HINT, Setting, home, kept_choices};
use std::fs;
use std::path::{Path, PathBuf};

/// A copy of the staircase that can be edited.
fn copy(home: &Path) -> PathBuf {
    let folder = home.join("story");
    fs::create_dir(&folder).expect("there is room");
    for name in ["story.toml", "up.toml", "top.toml"] {
        fs::copy(Path::new("tests/stories/staircase").join(name), folder.join(name)).expect("there is room");
    }
    folder
}

fn edit(folder: &Path, from: &str, to: &str) {
    let file = folder.join("up.toml");
    let text = fs::read_to_string(&file).expect("it is there");
    assert!(text.contains(from), "{from}");
    fs::write(&file, text.replace(from, to)).expect("there is room");
}

fn watch(home: &Path, folder: &Path) -> Desk {
    let arguments = ["--story", folder.to_str().expect("plain"), "--seed", "1", "--watch"];
    let mut desk = Setting::new(84, 40, home).play(&arguments);
    desk.see(HINT);
    desk.press_and_see("1\r", "steps 1 ▲");
    desk.press_and_see("1\r", "steps 2 ▲");
    desk.see(HINT);
    desk
}

/// Waits for a text to be seen somewhere below another, and gives the screen.
#[track_caller]
fn see_behind(desk: &Desk, above: &str, text: &str) -> String {
    desk.until(text, |screen| screen.rsplit_once(above).is_some_and(|(_, below)| below.contains(text)))
}

#[test]
fn an_edit_is_seen_at_once_in_the_same_scene() {
    let home = home();
    let folder = copy(home.path());
    let mut desk = watch(home.path(), &folder);
    edit(&folder, "*steep*", "*very* steep");
    desk.see("The stairs are very steep.");
    desk.see("The story was loaded again.");
    desk.see("steps 2");
    desk.press_and_see("1\r", "steps 3");
}

#[test]
fn faults_are_shown_and_the_story_is_played_as_it_was() {
    let home = home();
    let folder = copy(home.path());
    let mut desk = watch(home.path(), &folder);
    edit(&folder, "goto    = \"foot\"", "goto    = \"nowhere\"");
    let screen = desk.see("you are still playing it as it was").replace("\n  ", "");
    assert!(screen.contains("unknown-scene") && screen.contains("nowhere"), "{screen}");
    desk.press_and_see("1\r", "steps 3");
    edit(&folder, "goto    = \"nowhere\"", "goto    = \"foot\"");
    see_behind(&desk, "The story was loaded again.", "steps 3");
    desk.press_and_see("1\r", "steps 4");
}

#[test]
fn choices_that_an_edit_takes_away_are_told() {
    let home = home();
    let folder = copy(home.path());
    let mut desk = watch(home.path(), &folder);
    edit(&folder, "[foot.choice.up]", "[foot.choice.upwards]");
    let screen = see_behind(&desk, "The story was loaded again.", "steps 0");
    assert!(screen.contains("You begin again"), "{screen}");
    desk.press_and_see("1\r", "steps 1");
}

#[test]
fn plain_play_tells_of_an_edit_and_reads_the_scene_again_and_faults_leave_the_story_as_it_was() {
    let home = home();
    let folder = copy(home.path());
    let arguments = ["--story", folder.to_str().expect("plain"), "--seed", "1", "--watch", "--plain"];
    let mut desk = Setting::new(84, 60, home.path()).play(&arguments);
    desk.see("Or type");
    desk.press("1\r");
    desk.see("After a choice you hear");
    edit(&folder, "*steep*", "*very* steep");
    let screen = desk.see("The stairs are very steep.");
    assert!(screen.contains("The story was loaded again."), "{screen}");
    edit(&folder, "goto    = \"foot\"", "goto    = \"nowhere\"");
    let screen = desk.see("you are still playing it as it was.");
    assert!(screen.contains("unknown-scene") && screen.contains("nowhere"), "{screen}");
    desk.press("1\rhistory\r");
    desk.see("2. Climb one step");
    edit(&folder, "goto    = \"nowhere\"", "goto    = \"foot\"");
    desk.until("loaded again", |_| desk.scrolled().matches("The story was loaded again.").count() == 2);
    desk.press("quit\r");
    assert_eq!(desk.exit_code(), 0);
    assert!(!desk.raw().contains(&0x1b), "an escape byte");
    assert_eq!(kept_choices(&home), 2);
}
