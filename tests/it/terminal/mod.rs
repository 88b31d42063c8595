//! The game in a real pseudo-terminal, seen through a model of a screen.

mod choosing;
mod colours;
mod desk;
mod drawing;
mod going_on;
mod pausing;
mod pictures;
mod random;
mod rereading;
mod sizes;
mod watching;
mod ways_out;
mod whole_game;
mod words;

pub use desk::{Desk, Setting};
use std::path::PathBuf;

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

/// The files of games that are kept in a home, the one written last at the end.
fn kept(home: &tempfile::TempDir) -> Vec<PathBuf> {
    let shelves = home.path().join(".local/share/counterpitch");
    let mut files = Vec::new();
    for shelf in std::fs::read_dir(shelves).into_iter().flatten().flatten() {
        for file in std::fs::read_dir(shelf.path().join("games")).into_iter().flatten().flatten() {
            // A run that is killed may leave a file that is not whole yet.
            if file.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            let changed = file.metadata().expect("it is there").modified().expect("the system knows");
            files.push((changed, file.path()));
        }
    }
    files.sort();
    files.into_iter().map(|(_, file)| file).collect()
}

/// The number of choices in each game that is kept in a home, the one written last at the end.
#[track_caller]
fn kept_games(home: &tempfile::TempDir) -> Vec<usize> {
    let choices = |file: &PathBuf| {
        let game = std::fs::read_to_string(file).expect("a game can be read");
        assert!(game.trim_end().ends_with(']'), "a whole file: {game}");
        game.lines().filter(|line| line.starts_with("  \"")).count()
    };
    kept(home).iter().map(choices).collect()
}

/// The number of choices in the one game that is kept in a home.
#[track_caller]
fn kept_choices(home: &tempfile::TempDir) -> usize {
    let games = kept_games(home);
    assert_eq!(games.len(), 1, "{games:?}");
    games[0]
}
