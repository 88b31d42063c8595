//! The debrief: its numbers, its sums, and how it reads.

mod fair;
mod golden;
mod group;
mod haggle;
mod laws;
mod reasons;
mod recomputed;
mod shipped_values;

use crate::stories::load;
use counterpitch::debrief::{Debrief, DebriefRow, Points, Spoilers, Step, StepKind};
use counterpitch::engine::Engine;
use counterpitch::explore::{Limits, Values};
use counterpitch::format::{self, File};
use counterpitch::game::Game;
use counterpitch::play::debrief::{drawn, tell};
use counterpitch::play::layout::Page;
use counterpitch::play::line::Line;
use counterpitch::script;
use counterpitch::source::Sources;
use counterpitch::story::Story;
use counterpitch::view::Reader;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// A story with the values of all its states.
pub struct Known {
    pub story: Story,
    pub engine: Engine,
    pub values: Values,
}

impl Known {
    pub fn new((story, engine): (Story, Engine)) -> Known {
        let values = Values::compute(&story, &engine, &Limits::default(), &mut |_| {});
        Known { story, engine, values }
    }

    pub fn reader(&self, language: &str) -> Reader<'_> {
        Reader::new(&self.story, &self.engine, language)
    }

    pub fn debrief<'a>(&'a self, game: &Game<'a>) -> Debrief<'a> {
        Debrief::new(&self.reader("en"), game.turns(), &self.values, &[])
    }

    /// A debrief in plain sentences.
    pub fn told(&self, language: &str, debrief: &Debrief, spoilers: Spoilers) -> String {
        let reader = self.reader(language);
        let rows = counterpitch::debrief::rows(&reader, debrief, spoilers);
        tell(&reader, &rows.first) + "\n" + &tell(&reader, &rows.sums)
    }

    /// A debrief as it is drawn.
    pub fn drawn(&self, language: &str, debrief: &Debrief, spoilers: Spoilers, columns: usize) -> Vec<Line> {
        let reader = self.reader(language);
        let rows = counterpitch::debrief::rows(&reader, debrief, spoilers);
        let draw = |rows: &[DebriefRow]| drawn(rows, Page::new(columns));
        [draw(&rows.first), draw(&rows.sums)].concat()
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The story that the program carries.
pub fn shipped() -> &'static Known {
    static SHIPPED: OnceLock<Known> = OnceLock::new();
    SHIPPED.get_or_init(|| Known::new(load(&root().join("scenes"))))
}

/// The game of a playthrough of the shipped story.
#[track_caller]
pub fn played(name: &str) -> Game<'static> {
    let known = shipped();
    let mut sources = Sources::new();
    let path = root().join("tests/playthroughs").join(name).with_extension("toml");
    let bytes = std::fs::read(path).expect("the playthrough is there");
    let id = sources.add("playthrough.toml", bytes);
    let playthrough = script::parse(&sources, id, Some(&names())).expect("it can be read");
    let replayed = script::replay(&known.story, &known.engine, &playthrough);
    assert!(replayed.failure.is_none(), "{name} does not go as written");
    replayed.game.expect("it was played")
}

fn names() -> format::Names {
    let mut sources = Sources::new();
    let mut files = Vec::new();
    for entry in std::fs::read_dir(root().join("scenes")).expect("the story is there") {
        let path = entry.expect("it can be listed").path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let name = file_name(&path);
            let bytes = std::fs::read(&path).expect("it can be read");
            files.push(File { id: sources.add(name.clone(), bytes), path: name });
        }
    }
    format::load(&sources, &files).names
}

fn file_name(path: &Path) -> String {
    path.file_name().and_then(|name| name.to_str()).expect("it has a name").to_owned()
}

/// DebriefRows of the line of the story: what it is, and the points before and after.
fn rows(debrief: &Debrief) -> Vec<(String, i32, i32)> {
    let points =
        |outlook: &counterpitch::debrief::Outlook| Points::of(outlook.headline()).known().expect("it is exact");
    let row = |step: &Step| {
        let name = match step.kind {
            StepKind::Decision(choice) => shipped().story.choice(choice).name.clone(),
            StepKind::Draw(drawn) => format!("{} in {}", drawn.weight, drawn.of),
            StepKind::Told(_) => return None,
        };
        Some((name, points(&step.before), points(&step.after)))
    };
    debrief.timeline.steps.iter().filter_map(row).collect()
}

#[test]
fn the_line_of_the_true_story_has_the_numbers_that_it_was_designed_with() {
    let debrief = shipped().debrief(&played("successful-miss"));
    let expected = [
        ("walter-trip", 69, 67),
        ("shine", 67, 66),
        ("on-paper", 66, 72),
        ("evaluate", 72, 69),
        ("factory", 69, 71),
        ("pages", 71, 73),
        ("slides", 73, 72),
        ("print", 72, 73),
        ("press", 73, 73),
        ("bold", 73, 73),
        ("hold", 73, 85),
        ("all-three", 85, 84),
        ("leave", 84, 86),
        ("silence", 86, 86),
        ("6 in 7", 86, 100),
        ("as-is", 100, 100),
        ("fair", 100, 100),
    ];
    let expected: Vec<_> = expected.iter().map(|&(name, from, to)| (name.to_owned(), from, to)).collect();
    assert_eq!(rows(&debrief), expected);
}

#[test]
fn the_best_alternatives_of_the_true_story_are_named_where_they_were_worth_five_points() {
    let known = shipped();
    let debrief = known.debrief(&played("successful-miss"));
    let named: Vec<(usize, &str, i32)> = debrief
        .timeline
        .decisions()
        .filter_map(|decision| {
            let (other, points) = decision.better()?;
            Some((decision.number, known.story.choice(other.choice).name.as_str(), points.known()?))
        })
        .collect();
    assert_eq!(named, [(9, "quick-wrap", 80)]);
    let hold = debrief.timeline.decisions().nth(10).expect("there are sixteen");
    assert_eq!(debrief.timeline.turning_point().map(|(at, points)| (at.number, points)), Some((hold.number, 12)));
    assert_eq!(debrief.timeline.last_certain().map(|at| at.number), Some(10));
}

#[test]
fn the_cancellation_is_told_and_charged_to_nobody() {
    let debrief = shipped().debrief(&played("successful-miss"));
    let told = debrief.timeline.steps.iter().filter(|step| matches!(step.kind, StepKind::Told(_)));
    assert_eq!(told.map(|step| step.told.as_str()).collect::<Vec<_>>(), ["the project was stopped"]);
    let balance = debrief.balance.expect("the game is over");
    assert!(balance.is_little && balance.is_reached);
    assert_eq!(balance.dropped, 8);
}

#[test]
fn the_ledger_names_the_choice_that_moved_each_most() {
    let known = shipped();
    let debrief = known.debrief(&played("successful-miss"));
    let ledger: Vec<(&str, i32, i32, Option<String>)> = debrief
        .ledger
        .iter()
        .map(|who| {
            let moved = who.moved_most_by.as_ref().and_then(|moved| moved.choice);
            let moved = moved.map(|choice| known.story.choice_name(choice));
            (who.id, who.start, who.end, moved)
        })
        .collect();
    let choice = |name: &str| Some(name.to_owned());
    assert_eq!(
        ledger,
        [
            ("designer", 3, 5, choice("empty-chair.shine")),
            ("rd_head", 0, 5, choice("friday-nine-oclock.bold")),
            ("buyer", -3, -3, None),
            ("ceo", 1, 3, choice("last-free-week.walter-trip")),
        ]
    );
    let debrief = known.debrief(&played("grace"));
    assert_eq!(debrief.ledger[2].moved_most_by, None);
}

#[test]
fn the_number_of_lessons_is_limited_and_that_of_moments_is_not() {
    for name in golden::NAMES {
        let debrief = shipped().debrief(&played(name));
        assert!((1..=4).contains(&debrief.lessons.len()), "{name}");
        assert!(!debrief.moments.is_empty(), "{name}");
    }
}

#[test]
fn a_decision_that_moved_another_goal_more_names_that_goal() {
    let known = shipped();
    let game = played("first-call");
    let debrief = known.debrief(&game);
    let mut said = 0;
    for decision in debrief.timeline.decisions() {
        let points = |goal| {
            let of = |outlook: &counterpitch::debrief::Outlook| Points::of(outlook.chance(goal, 0));
            of(&decision.after).since(of(&decision.before)).expect("it is exact")
        };
        let named = decision.beside().map(|(goal, before, after)| (goal, after.since(before)));
        let is_worth_it = |&goal: &usize| points(goal).abs() >= 15 && (points(goal) - points(0)).abs() >= 5;
        let most = (1..3).filter(is_worth_it).map(|goal| points(goal).abs()).max();
        assert_eq!(named.and_then(|(_, moved)| moved).map(i32::abs), most, "decision {}", decision.number);
        said += usize::from(named.is_some());
    }
    // The handshake that made the first call certain is among them, where the chances of the order stood at 100.
    let handshake = debrief.timeline.decisions().last().expect("there are sixteen");
    assert_eq!((handshake.points(), handshake.beside().map(|(goal, ..)| goal)), (Some(0), Some(2)));
    assert!(said < debrief.timeline.decisions().count(), "what is said of all says nothing of each");
}

fn debrief_of(file: &str) -> (String, String, Option<i32>) {
    let home = tempfile::tempdir().expect("there is room");
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_counterpitch"));
    program.args(["debrief", file]).current_dir(root());
    program.env_remove("XDG_DATA_HOME").env("HOME", home.path()).env("LANG", "C");
    let said = program.output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
    (text(said.stdout), text(said.stderr), said.status.code())
}

#[test]
fn the_debrief_of_a_file_names_the_command_that_goes_back_to_its_decisions() {
    let (said, ..) = debrief_of("tests/playthroughs/ink-dry.toml");
    let last = said.lines().last().expect("something is said");
    let typed = "type `counterpitch --from tests/playthroughs/ink-dry.toml --story scenes` in a terminal.";
    assert!(last.ends_with(typed), "{last}");
}

#[test]
fn a_file_that_is_no_possible_game_has_faults_and_no_debrief() {
    let folder = tempfile::tempdir().expect("there is room");
    let file = folder.path().join("game.toml");
    std::fs::write(&file, "steps = [ 'last-free-week.nowhere' ]\n").expect("it can be written");
    let (said, faults, code) = debrief_of(file.to_str().expect("it is text"));
    assert_eq!((said.as_str(), code), ("", Some(1)));
    let (story, faults) = faults.split_once('\n').expect("two lines or more");
    assert_eq!(story, "story: Page Thirty-Four (scenes)");
    assert!(faults.starts_with("error") && !faults.contains("failed"), "{faults}");
}

#[test]
fn with_too_little_memory_the_debrief_says_so_and_shows_bounds() {
    let home = tempfile::tempdir().expect("there is room");
    let debrief = |memory: &str| {
        let mut play = std::process::Command::new(env!("CARGO_BIN_EXE_counterpitch"));
        play.args(["--plain", "--from", "tests/playthroughs/grace.toml", "--memory", memory]);
        play.env_remove("XDG_DATA_HOME").env("HOME", home.path()).env("LANG", "C");
        let said = play.output().expect("the program starts");
        String::from_utf8(said.stdout).expect("the program writes UTF-8")
    };
    let bounded = debrief("1");
    assert!(bounded.contains("This story is too large") && bounded.contains("per cent"), "{bounded}");
    let exact = debrief("1024");
    assert!(exact.contains("Before you began: 85 per cent.") && !exact.contains("too large"), "{exact}");
}

#[test]
fn a_game_whose_draws_never_end_stops_and_has_no_debrief() {
    let folder = tempfile::tempdir().expect("there is room");
    let story = "format = 1\ntitle = 'Round'\nlanguage = 'en'\nstart = 'a'\nacts = ['one']\n[act.one]\ntitle = 'One'\n";
    let scenes = "[a]\ngoto = [{ to = 'b', weight = 1 }, { id = 'x', to = 'a', weight = 1000000 }]\n\
                  [b]\ngoto = [{ to = 'z', weight = 1 }, { id = 'x', to = 'a', weight = 1000000 }]\n\
                  [z]\ntitle = 'Z'\nending = true\n";
    std::fs::write(folder.path().join("story.toml"), story).expect("it can be written");
    std::fs::write(folder.path().join("one.toml"), scenes).expect("it can be written");
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_counterpitch"));
    program.args(["play", "--plain", "--seed", "1", "--story"]).arg(folder.path());
    program.env("XDG_DATA_HOME", folder.path().join("data")).env("LANG", "C");
    let said = program.stdin(std::process::Stdio::null()).output().expect("the program starts");
    assert!(said.status.success(), "{:?}", said.status);
    assert!(String::from_utf8_lossy(&said.stdout).contains("runs in a circle for ever"));
}
