//! An hour of haggling: what is said of a choice that somebody's step helps, holds back or explains in part, and what a small
//! class of such hours shows.

use super::Known;
use crate::stories::story;
use counterpitch::debrief::{Debrief, GroupDebrief, Member, Spoilers, group_rows};
use counterpitch::game::Game;
use counterpitch::play::debrief::tell;

/// A game in which these choices are made; of every draw the arm of that position comes.
#[track_caller]
fn played<'a>(known: &'a Known, choices: &[&str], arm: u8) -> Game<'a> {
    let mut draw = |_: &counterpitch::game::Draw| Some(arm);
    let mut game =
        Game::begin(&known.story, &known.engine, None, &mut draw).expect("nothing is drawn before the first choice");
    for name in choices {
        let choice = known.story.choice_ids().find(|&choice| known.story.choice(choice).name == *name);
        game.choose(choice.expect("there is such a choice"), &mut draw).expect("it is available");
    }
    game
}

/// Compares the line that tells of a decision.
#[track_caller]
fn check(choices: &[&str], arm: u8, number: usize, expected: &str) {
    let known = Known::new(story("haggle"));
    let text = known.told("en", &known.debrief(&played(&known, choices, arm)), Spoilers::Kept);
    let line = text.lines().find(|line| line.starts_with(&format!("{number}. "))).expect("it was decided");
    assert_eq!(line, expected);
}

#[test]
fn a_step_that_went_with_the_change_is_its_reason() {
    check(
        &["walk", "listen"],
        0,
        2,
        "2. Listened. From 43 to 60 per cent. Why: Gerard two steps closer (otherwise 20 per cent). From here on no choice changed it any more.",
    );
}

#[test]
fn a_step_that_held_the_change_back_is_no_reason_for_it() {
    check(
        &["study", "listen"],
        0,
        2,
        "2. Listened. From 69 to 60 per cent. It would have been 20 per cent, had Gerard not come two steps closer. From here on no choice changed it any more. There was more in “showed the figures”: 100 per cent.",
    );
}

#[test]
fn a_step_that_explains_a_part_leaves_a_rest_that_is_named() {
    check(
        &["study", "offend"],
        2,
        2,
        "2. Said what you thought of his file. From 69 to 10 per cent. In part: Gerard a step further off (otherwise 30 per cent). From here on no choice changed it any more. There was more in “showed the figures”, with Gerard a step closer: 100 per cent.",
    );
}

#[test]
fn people_who_moved_are_named_without_a_number_if_none_is_known() {
    check(
        &["walk", "shout"],
        0,
        2,
        "2. Shouted. From 43 to 5 per cent. Who moved: Gerard three steps further off. From here on no choice changed it any more. There was more in “listened”, with Gerard five steps closer: 60 per cent.",
    );
}

#[test]
fn a_choice_that_made_another_possible_says_so_and_the_turning_point_names_it() {
    check(
        &["study", "figures", "lend"],
        0,
        1,
        "1. Studied the file. From 62 to 69 per cent. It made decision 2 possible: “showed the figures”.",
    );
    let known = Known::new(story("haggle"));
    let text = known.told("en", &known.debrief(&played(&known, &["study", "figures", "lend"], 0)), Spoilers::Kept);
    let turning = text.lines().find(|line| line.starts_with("The turning point")).expect("there is one");
    assert_eq!(
        turning,
        "The turning point was decision 2, “showed the figures”: 31 points won in one go; decision 1 had made it possible. It was also your best decision."
    );
}

#[test]
fn a_settled_step_has_no_reason_and_says_that_no_other_choice_was_open() {
    check(&["study", "figures", "lend"], 0, 3, "3. Lent him your pen. Still 100 per cent. Nothing else was open.");
}

/// Four games, of which the last is not played to the end.
fn class(known: &Known) -> Vec<Member<'_>> {
    let games: [(&str, &[&str], u8); 4] = [
        ("anna", &["study", "figures", "lend"], 0),
        ("bo", &["walk", "listen"], 0),
        ("cas", &["walk", "listen"], 1),
        ("dirk", &["walk"], 0),
    ];
    let member = |(name, choices, arm): (&str, &[&str], u8)| {
        let game = played(known, choices, arm);
        let debrief = Debrief::of_goal(&known.reader("en"), game.turns(), &known.values, &[], 0);
        Member { name: name.to_owned(), debrief }
    };
    games.map(member).into()
}

#[test]
fn a_class_is_told_in_the_order_of_points_with_people_endings_and_luck() {
    let known = Known::new(story("haggle"));
    let members = class(&known);
    let group = GroupDebrief::new(&known.story, &members);
    let rows = group_rows(&known.reader("en"), &group, &["piet.toml".to_owned()]);
    crate::golden::check("tests/debriefs/class.txt", &tell(&known.reader("en"), &[rows.first, rows.sums].concat()));
}

#[test]
fn an_unfinished_game_is_in_the_means_only_if_no_game_has_ended() {
    let known = Known::new(story("haggle"));
    let members = class(&known);
    let mean = |members: &[Member]| GroupDebrief::new(&known.story, members).means[0].result().low;
    assert!((mean(&members) - 2.0 / 3.0).abs() < 1e-9);
    let unfinished = members[3].debrief.accounts[0].result().low;
    assert!((mean(&members[3..]) - unfinished).abs() < 1e-9);
}

/// Two games and a file that is none, in a folder; what the program says of them, on both channels.
#[track_caller]
fn folder(arguments: &[&str], files: [(&str, &str); 3]) -> (String, String, Option<i32>) {
    let home = tempfile::tempdir().expect("there is room");
    for (name, text) in files {
        std::fs::write(home.path().join(name), text).expect("it can be written");
    }
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_counterpitch"));
    program.args(["debrief", "--story", "tests/stories/haggle"]).arg(home.path()).args(arguments);
    program.current_dir(env!("CARGO_MANIFEST_DIR")).env("HOME", home.path()).env("LANG", "C");
    let said = program.output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
    (text(said.stdout), text(said.stderr), said.status.code())
}

const WAITED: &str = "seed = 1\nsteps = ['desk.walk', 'table.wait']\n";
const SIGNED: &str = "steps = ['desk.study', 'table.figures', 'pen.lend']\n";

#[test]
fn a_file_that_is_no_game_is_left_out_and_the_page_names_it() {
    let files = [("anna.toml", SIGNED), ("bo.toml", WAITED), ("piet.toml", "steps = [")];
    let (page, errors, code) = folder(&[], files);
    let last = page.trim_end().lines().last().expect("something is said");
    assert!(last.starts_with("Left out") && last.ends_with("piet.toml."), "{last}");
    assert!(errors.contains("piet.toml` is not a saved game of this story"), "{errors}");
    assert_eq!(code, Some(1));
    assert!(!folder(&["--anonymous"], files).0.contains("piet"));
}

#[test]
fn the_numbers_of_an_anonymous_group_follow_from_the_games_and_not_from_the_names() {
    let page = |files| folder(&["--anonymous"], files).0;
    let (first, second) = (("anna.toml", SIGNED), ("bo.toml", WAITED));
    let (third, fourth) = (("anna.toml", WAITED), ("bo.toml", SIGNED));
    let other = ("cas.toml", SIGNED);
    let page_of = page([first, second, other]);
    assert!(page_of.contains("Player 1") && !page_of.contains("anna"), "{page_of}");
    assert_eq!(page_of, page([third, fourth, other]));
}
