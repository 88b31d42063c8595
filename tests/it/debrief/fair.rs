//! A day at the fair: what is said of a choice that gained and still left something, and of who moved whom.

use super::Known;
use crate::stories::story;
use counterpitch::debrief::Spoilers;
use counterpitch::game::Game;

/// The day on which you stood by the gate, and the carters were hungry.
fn day(known: &Known) -> Game<'_> {
    let hungry = &mut |_: &counterpitch::game::Draw| Some(0);
    let mut game =
        Game::begin(&known.story, &known.engine, None, hungry).expect("nothing is drawn before the first choice");
    let gate = known.story.choice_ids().next().expect("there are choices");
    game.choose(gate, hungry).expect("it is available");
    game
}

fn told(known: &Known, language: &str) -> String {
    let debrief = known.debrief(&day(known));
    known.told(language, &debrief, Spoilers::Kept)
}

#[track_caller]
fn check(known: &Known, name: &str, sentence: &str) {
    let text = told(known, "en");
    let line = text.lines().find(|line| line.starts_with(&format!("{name}, "))).expect("everyone is in the ledger");
    assert!(line.ends_with(sentence), "{line}");
}

#[test]
fn a_choice_that_gained_less_than_the_best_lost_nothing_but_left_points() {
    let known = Known::new(story("fair"));
    let debrief = known.debrief(&day(&known));
    let balance = debrief.balance.expect("the game is over");
    assert!(balance.is_little && balance.is_reached);
    assert_eq!((balance.dropped, balance.gained), (0, 4));
    assert_eq!(debrief.timeline.most_left().map(|(at, _, points)| (at.number, points)), Some((1, 5)));
    let text = told(&known, "en");
    for sentence in [
        "1. Stood by the gate. From 61 to 65 per cent. Who moved: Ella two steps closer; Joost two steps further off; Ruud a step closer; Tine a step further off; Wim a step closer. From here on no choice changed it any more. There was more in “stood on the square”: 70 per cent.",
        "No decision of yours lowered your chances, and it ended with a basket without buns.",
        "The most you left lying was at decision 1: 5 points more with “stood on the square”.",
    ] {
        assert!(text.contains(sentence), "{sentence}\n{text}");
    }
}

#[test]
fn what_changes_before_the_next_step_belongs_to_the_choice() {
    let known = Known::new(story("fair"));
    check(&known, "Ella", "Biggest step towards you: stood by the gate.");
    check(&known, "Joost", "Biggest step away from you: stood by the gate.");
}

#[test]
fn people_whom_no_choice_moved_most_are_said_to_be_moved_by_something_else() {
    let known = Known::new(story("fair"));
    check(&known, "Ruud", "Biggest step towards you, and not your doing: hungry carters.");
    check(&known, "Tine", "Biggest step away from you, and not your doing: a shower, at noon.");
    check(&known, "Wim", "Biggest step towards you: before you had chosen anything.");
    check(&known, "Mo", "as at the start.");
    let json = counterpitch::report::debrief::debrief_json(&known.story, &known.debrief(&day(&known)), None, None);
    assert!(json.contains(r#""moved_more_by":{"by":2,"told":"hungry carters"}"#), "{json}");
    let gate = known.story.choice_ids().next();
    for who in &known.debrief(&day(&known)).ledger[..5] {
        assert_eq!(who.moved_most_by.as_ref().and_then(|moved| moved.choice), gate, "{}", who.id);
    }
}
