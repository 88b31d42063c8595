//! The game in a real pseudo-terminal, seen through a model of a screen.

mod choosing;
mod colours;
mod desk;
mod drawing;
mod going_on;
mod pausing;
mod pictures;
mod rereading;
mod sizes;
mod watching;
mod ways_out;
mod words;

pub use desk::{Desk, Setting};

/// The arrow that goes down.
const DOWN: &str = "\x1b[B";

/// The end of the hint, which is the last thing that is painted.
const HINT: &str = "q quit";

/// The story that most tests play, and a seed whose first draws are known: the cat comes, then stays.
const STAIRCASE: [&str; 4] = ["--story", "tests/stories/staircase", "--seed", "1"];

/// Sits down to the staircase at a usual desk, in a home of one's own.
#[track_caller]
fn staircase(home: &tempfile::TempDir) -> Desk {
    let desk = Setting::new(84, 34, home.path()).play(&STAIRCASE);
    desk.see(HINT);
    desk
}

fn home() -> tempfile::TempDir {
    tempfile::tempdir().expect("there is room for a home")
}

/// The files that the staircase has kept in a home, by name.
fn kept(home: &tempfile::TempDir) -> Vec<(String, String)> {
    let shelves = home.path().join(".local/share/counterpitch");
    let mut files = Vec::new();
    for shelf in std::fs::read_dir(shelves).into_iter().flatten().flatten() {
        for file in std::fs::read_dir(shelf.path()).expect("a shelf can be read").flatten() {
            let text = std::fs::read_to_string(file.path()).unwrap_or_default();
            files.push((file.file_name().to_string_lossy().into_owned(), text));
        }
    }
    files.sort();
    files
}

/// The number of choices in the game that is kept in a home.
#[track_caller]
fn kept_choices(home: &tempfile::TempDir) -> usize {
    let files = kept(home);
    let game = files.iter().find(|(name, _)| name == "game.toml");
    let (_, game) = game.unwrap_or_else(|| panic!("no game is kept: {files:?}"));
    assert!(game.trim_end().ends_with(']'), "a whole file: {game}");
    game.lines().filter(|line| line.starts_with("  \"")).count()
}
