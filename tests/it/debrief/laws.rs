//! What holds of every debrief.

use super::{Known, shipped};
use crate::explore::{LOOPING, STRAIGHT, made_up};
use crate::stories::story;
use counterpitch::debrief::{Debrief, PLAYS, Spoilers};
use counterpitch::engine::Engine;
use counterpitch::explore::{Limits, Values};
use counterpitch::game::{Game, Stop, seeded};
use counterpitch::play::layout::Page;
use std::collections::BTreeSet;

/// A random game, from its seed alone.
pub fn wander(known: &Known, seed: u64, most: usize) -> Game<'_> {
    let decide = &mut seeded(seed);
    let mut game = Game::begin(&known.story, &known.engine, None, decide).expect("a seed decides every draw");
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    while game.turn().stop == Stop::Choices && game.turns().len() <= most {
        let open: Vec<_> = known.engine.available(&game.moment().words).collect();
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        game.choose(open[state as usize % open.len()], decide).expect("it is available");
    }
    game
}

#[track_caller]
fn check_sums(known: &Known, game: &Game, debrief: &Debrief) {
    for account in &debrief.accounts {
        let [start, decisions, draws, result] = account.parts;
        let sum = start.low + decisions.low + draws.low;
        assert!((sum - result.low).abs() < 1e-9, "{account:?}");
        let [start, decisions, draws, printed] = account.printed.expect("the story is known to the last state");
        assert_eq!(start + decisions + draws, printed);
        if game.ending().is_some() {
            let worth = known.engine.worth(&game.moment().words, account.goal);
            assert!((result.low - worth).abs() < 1e-8, "{account:?} came to {worth}");
        }
    }
    let mut now = debrief.timeline.start.headline();
    for step in &debrief.timeline.steps {
        assert_eq!(step.before.headline(), now, "each step begins where the one before has ended");
        now = step.after.headline();
    }
}

#[test]
fn the_parts_of_a_thousand_random_playthroughs_add_up() {
    let known = shipped();
    for seed in 0..1000 {
        let game = wander(known, seed, usize::MAX);
        assert!(game.ending().is_some());
        check_sums(known, &game, &known.debrief(&game));
    }
}

#[test]
fn the_parts_add_up_in_made_up_stories_wherever_a_game_stops() {
    for seed in 0..20 {
        for recipe in [STRAIGHT, LOOPING] {
            let story = made_up(seed, recipe);
            let engine = Engine::new(&story);
            let known = Known::new((story, engine));
            for game in 0..10 {
                let game = wander(&known, game, game as usize * 2);
                check_sums(&known, &game, &known.debrief(&game));
            }
        }
    }
}

#[test]
fn a_story_without_a_goal_has_a_debrief_without_values() {
    for name in ["last-bun", "ferry", "cul-de-sac"] {
        let known = Known::new(story(name));
        let game = wander(&known, 3, 12);
        let debrief = known.debrief(&game);
        assert!(debrief.accounts.is_empty() && debrief.balance.is_none());
        let text = known.told("en", &debrief, Spoilers::Told);
        assert!(text.contains("This story has no goal") && !text.contains("per cent.\n"), "{text}");
        assert!(!known.drawn("nl", &debrief, Spoilers::Told, 60).is_empty());
    }
}

#[test]
fn the_best_choice_of_a_decision_is_no_worse_than_the_one_made() {
    let known = shipped();
    for seed in 0..100 {
        let game = wander(known, seed, usize::MAX);
        let debrief = known.debrief(&game);
        let last_certain = debrief.timeline.last_certain().map_or(0, |decision| decision.number);
        for decision in debrief.timeline.decisions() {
            assert!(
                decision.best().expect("the choice made").after.headline().low >= decision.after.headline().low - 1e-12
            );
            let perfect = |outlook: &counterpitch::debrief::Outlook| outlook.under(1).low;
            assert!(perfect(&decision.after) <= perfect(&decision.before) + 1e-12);
            let gives_away = perfect(&decision.before) > 1.0 - 1e-9 && perfect(&decision.after) < 1.0 - 1e-9;
            assert!(!gives_away || decision.number <= last_certain, "seed {seed}");
        }
    }
}

#[test]
fn a_story_too_large_for_exact_values_shows_bounds_that_hold() {
    let known = shipped();
    let limits = Limits { states: Some(20_000), ..Limits::default() };
    let values = Values::compute(&known.story, &known.engine, &limits, &mut |_| {});
    assert!(!values.is_complete());
    let reader = known.reader("en");
    let game = wander(known, 5, usize::MAX);
    let exact = known.debrief(&game);
    let bounded = Debrief::new(&reader, game.turns(), &values, &[]);
    assert!(!bounded.timeline.is_exact() && bounded.balance.is_none());
    for (account, known) in bounded.accounts.iter().zip(&exact.accounts) {
        for (bounds, value) in account.parts.into_iter().zip(known.parts.map(|known| known.low)) {
            assert!(bounds.low - 1e-9 <= value && value <= bounds.high + 1e-9, "{value} is not in {bounds:?}");
        }
    }
    assert!(bounded.accounts.iter().all(|account| account.result().low == account.result().high), "it is over");
    let text = known.told("en", &bounded, Spoilers::Kept);
    assert!(text.contains("too large") && text.contains("between "), "{text}");
    assert!(!known.drawn("en", &bounded, Spoilers::Told, 40).is_empty());
}

#[test]
fn the_ways_of_playing_are_ordinary_best_and_random() {
    use counterpitch::story::Play;
    assert_eq!(PLAYS, [Play::Ordinary, Play::Best, Play::Random]);
}

#[test]
fn luck_is_named_only_if_draws_brought_it() {
    let known = shipped();
    let mut lucky = 0;
    for seed in 0..200 {
        let game = wander(known, seed, usize::MAX);
        let debrief = known.debrief(&game);
        let [_, _, drawn, _] = debrief.accounts[0].printed.expect("the story is known to the last state");
        let text = known.told("en", &debrief, Spoilers::Kept);
        if text.contains("That is called luck") {
            assert!(drawn >= 5 && debrief.accounts[0].result().low >= 0.5, "{text}");
            lucky += 1;
        }
    }
    assert!(lucky > 0);
}

#[test]
fn no_narrow_debrief_breaks_a_word_that_fits_a_line() {
    let known = shipped();
    for language in ["en", "nl"] {
        for seed in 0..8 {
            let debrief = known.debrief(&wander(known, seed, usize::MAX));
            let drawn = |columns| {
                let lines = known.drawn(language, &debrief, Spoilers::Told, columns);
                lines.iter().map(|line| line.text() + "\n").collect::<String>()
            };
            // A word may be parted behind a hyphen or a dash.
            let parts = |text: &str| -> BTreeSet<String> {
                text.split_whitespace().flat_map(|word| word.split(['-', '–', '—', '/'])).map(str::to_owned).collect()
            };
            let whole = parts(&(drawn(200) + &known.told(language, &debrief, Spoilers::Told)));
            for columns in 20..=60 {
                let page = Page::new(columns);
                let narrow = parts(&drawn(columns));
                let broken = narrow.difference(&whole).filter(|word| word.chars().any(char::is_alphabetic));
                let broken: Vec<&String> = broken
                    .filter(|part| {
                        let is_of =
                            |word: &&String| word.contains(part.as_str()) && word.chars().count() <= page.measure;
                        whole.iter().any(|word| is_of(&word))
                    })
                    .collect();
                assert!(broken.is_empty(), "{language}, {columns} columns: {broken:?}");
            }
        }
    }
}
