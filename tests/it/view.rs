//! What a player is shown of a moment, and what not.

use crate::golden;
use crate::laws;
use crate::stories::story;
use counterpitch::engine::Engine;
use counterpitch::game::{Draw, Game, seeded};
use counterpitch::story::Story;
use counterpitch::view::{ChoiceView, Passage, Reader, Told};
use proptest::prelude::*;

/// Plays choices by name; draws take their first arm that holds.
#[track_caller]
fn play<'a>(story: &'a Story, engine: &'a Engine, choices: &[&str]) -> (Reader<'a>, Game<'a>) {
    let mut first = |draw: &Draw| Some(draw.arms[0].0);
    let mut game = Game::begin(story, engine, None, &mut first).expect("every draw is decided");
    let reader = Reader::new(story, engine, "en");
    for name in choices {
        let shown = reader.choices(game.moment());
        let choice = shown.iter().find(|choice| choice.name == *name).expect("the choice is shown");
        game.choose(choice.id, &mut first).expect("the choice is available");
    }
    (reader, game)
}

/// Compares what the last moment offers, a line a choice; a locked one with its reason behind a colon.
#[track_caller]
fn check_choices(choices: &[&str], expected: &[&str]) {
    let (story, engine) = story("last-bun");
    let (reader, game) = play(&story, &engine, choices);
    let line = |choice: &ChoiceView| match &choice.locked {
        Some(reason) => format!("{}: {reason}", choice.name),
        None => choice.name.to_string(),
    };
    let offered: Vec<String> = reader.choices(game.moment()).iter().map(line).collect();
    assert_eq!(offered, expected, "after {choices:?}");
}

#[test]
fn a_locked_choice_says_why_and_one_without_a_reason_is_hidden() {
    check_choices(&[], &["ask", "look", "haggle: you do not know enough about it to praise it", "pay"]);
}

#[test]
fn a_choice_taken_once_is_hidden_even_with_a_reason() {
    check_choices(&["ask"], &["look", "haggle", "pay"]);
}

/// Compares the board where a game has come to, a line for whom or what is on it.
#[track_caller]
fn check_board(choices: &[&str], expected: &[&str]) {
    let (story, engine) = story("last-bun");
    let (reader, game) = play(&story, &engine, choices);
    let board = reader.board(game.turn());
    let change = |moved: i32, is_revealed: bool| match is_revealed {
        true => " (new)".to_string(),
        false if moved == 0 => String::new(),
        false => format!(" ({moved:+})"),
    };
    let stakeholders = board.stakeholders.iter().map(|who| {
        let value = who.value.map_or("?".into(), |value| value.to_string());
        format!("{} {value} {}{}", who.id, who.word, change(who.moved, who.is_revealed))
    });
    let counters = board
        .counters
        .iter()
        .map(|counter| format!("{} {}{}", counter.id, counter.value, change(counter.moved, counter.is_revealed)));
    assert_eq!(stakeholders.chain(counters).collect::<Vec<_>>(), expected, "after {choices:?}");
}

#[test]
fn a_stance_that_is_not_known_is_not_in_the_data() {
    check_board(&[], &["baker 0 undecided", "gull ? a white blur", "coins 3"]);
    check_board(&["pay"], &["baker 0 undecided", "gull ? a white blur", "coins 0 (-3)", "crumbs 1 (new)"]);
}

#[test]
fn what_the_latest_choice_moved_is_said_once() {
    check_board(&["ask"], &["baker 1 friendly (+1)", "gull ? a white blur", "coins 3"]);
    check_board(&["ask", "look"], &["baker 1 friendly", "gull -1 wary (new)", "coins 3"]);
    check_board(
        &["look", "pay", "share"],
        &["baker 0 undecided", "gull 2 yours for life (+3)", "coins 0", "crumbs 2 (+1)"],
    );
}

#[test]
fn history_tells_decisions_as_they_read_when_offered_and_draws_that_are_told() {
    let (story, engine) = story("last-bun");
    let (reader, game) = play(&story, &engine, &["look", "ask", "haggle"]);
    let lines: Vec<String> = reader
        .history(&game)
        .into_iter()
        .map(|told| match told {
            Told::Decision { number, name, text, .. } => format!("{number} {name}: {text}"),
            Told::Draw { text } => text,
        })
        .collect();
    assert_eq!(
        lines,
        [
            "1 counter.look: Look the gull in the eye",
            "2 counter.ask: asked what is in it",
            "3 counter.haggle: offered a coin and a compliment",
            "Ada let it go for one coin",
        ]
    );
}

#[test]
fn a_turn_reads_in_order_and_silent_junctions_are_not_in_it() {
    let (story, engine) = story("last-bun");
    let (reader, game) = play(&story, &engine, &["ask", "haggle"]);
    let names = |passages: Vec<Passage>| -> Vec<String> {
        let name = |passage: &Passage| match passage {
            Passage::Scene(scene) => scene.name.to_string(),
            Passage::Said(prose) => prose.text().to_string(),
            Passage::Drew(draw) => format!("{} of {} for {}.{}", draw.weight, draw.of, draw.scene, draw.arm),
        };
        passages.iter().map(name).collect()
    };
    let said = "She wraps it before she can change her mind.";
    assert_eq!(names(reader.passages(game.turn())), ["2 of 3 for counter.bench", said, "bench"]);
    assert_eq!(names(reader.passages(&game.turns()[0])), ["harbour", "counter"]);
    let (reader, game) = play(&story, &engine, &["pay"]);
    assert_eq!(names(reader.passages(game.turn())), ["bench"]);
}

#[test]
fn an_ending_shows_its_title_once_found_and_its_hint_before() {
    let (story, engine) = story("last-bun");
    let reader = Reader::new(&story, &engine, "en");
    let endings = reader.endings(&["eaten".to_string(), "of-another-story".to_string()]);
    let shown: Vec<_> = endings.iter().map(|e| (e.name, e.title.as_deref(), e.hint.as_deref())).collect();
    assert_eq!(
        shown,
        [
            ("empty-handed", None, Some("Spend your coins on nothing.")),
            ("shared", None, None),
            ("eaten", Some("A whole bun"), None),
            ("snatched", None, Some("Do not look up.")),
        ]
    );
}

#[test]
fn a_transcript_reads_as_a_story() {
    let (story, engine) = story("last-bun");
    let (reader, game) = play(&story, &engine, &["ask", "look", "haggle", "share"]);
    golden::check("tests/sessions/transcript.txt", &reader.transcript(&game));
}

proptest! {
    #![proptest_config(laws())]

    #[test]
    fn the_choices_shown_as_available_are_those_of_the_engine(seed in any::<u64>(), picks in prop::collection::vec(0usize..8, 0..12)) {
        let (story, engine) = story("last-bun");
        let reader = Reader::new(&story, &engine, "en");
        let mut game = Game::begin(&story, &engine, None, &mut seeded(seed)).expect("a seed decides every draw");
        for pick in picks {
            let shown = reader.choices(game.moment());
            let available: Vec<_> = shown.iter().filter(|choice| choice.is_available()).map(|c| c.id).collect();
            prop_assert_eq!(&available, &engine.available(&game.moment().words).collect::<Vec<_>>());
            let before = game.moment().clone();
            for choice in shown.iter().filter(|choice| !choice.is_available()) {
                prop_assert!(game.choose(choice.id, &mut seeded(seed)).is_err());
            }
            prop_assert_eq!(game.moment(), &before);
            if available.is_empty() {
                break;
            }
            game.choose(available[pick % available.len()], &mut seeded(seed)).expect("it is available");
        }
        prop_assert_eq!(reader.history(&game).iter().filter(|told| matches!(told, Told::Decision { .. })).count(), game.turns().len() - 1);
    }
}
