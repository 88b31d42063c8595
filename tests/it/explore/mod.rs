//! The exploration against rules and answers worked out by hand, on stories made up from numbers.

mod aims;
mod by_hand;
mod counters;
pub mod generator;
mod limits;
mod plain_rules;
mod spin;
mod storm;

use crate::{folder, stories};
use counterpitch::engine::Engine;
use counterpitch::explore::{Chance, Details, Explored, Length, Limits, Options, Values, Verdict, explore};
use counterpitch::story::{ChoiceId, Claim, Play, Story};
use generator::Recipe;
use plain_rules::{Rules, all_states};
use std::path::Path;

const PLAYS: [Play; 4] = [Play::Random, Play::Ordinary, Play::Best, Play::Worst];
pub const STRAIGHT: Recipe = Recipe { scenes: 9, back: 0, rich: true };
pub const LOOPING: Recipe = Recipe { scenes: 7, back: 35, rich: true };

/// Loads the story made up from a seed.
pub fn made_up(seed: u64, recipe: Recipe) -> Story {
    let files = generator::story(seed, recipe);
    let loaded = folder::story(&files.each_ref().map(|(path, text)| (*path, text.as_str()))).loaded;
    let faults: Vec<&str> = loaded.diagnostics.iter().map(|fault| fault.message.as_str()).collect();
    loaded.story.unwrap_or_else(|| panic!("seed {seed}: {faults:?}\n{}\n{}", files[0].1, files[1].1))
}

fn explored(story: &Story, options: &Options) -> Explored {
    explore(story, &Engine::new(story), options, &mut |_| {})
}

fn full() -> Options {
    Options { reduced: false, ..Options::default() }
}

fn details(explored: &Explored) -> &Details {
    explored.details.as_ref().expect("more than states were asked for")
}

#[track_caller]
fn close(found: f64, expected: f64, what: &str) {
    assert!((found - expected).abs() < 1e-9, "{what}: {found} instead of {expected}");
}

#[track_caller]
fn known(chance: Chance, expected: f64, what: &str) {
    let value = chance.value().unwrap_or_else(|| panic!("{what}: {chance:?} instead of {expected}"));
    close(value, expected, what);
}

/// Compares an unreduced exploration with what is worked out by hand.
fn check_against_hand(seed: u64, recipe: Recipe) {
    let story = made_up(seed, recipe);
    let rules = Rules::new(&story);
    let Some(graph) = all_states(&rules, 3000) else { return };
    let explored = explored(&story, &full());
    let details = details(&explored);
    let start = rules.visible(&rules.start());
    let say = |what: &str| format!("seed {seed}: {what}");

    assert_eq!(explored.search.states, graph.len() as u64, "{}", say("states"));
    let transitions: usize = graph.values().flatten().map(|each| each.arms.len().max(1)).sum();
    assert_eq!(explored.search.transitions, transitions as u64, "{}", say("transitions"));

    for facts in &details.endings {
        let name = &story.scene(facts.scene).name;
        for (play, &chance) in PLAYS.iter().zip(&facts.chances) {
            let counts = |state: &plain_rules::State| f64::from(u8::from(state.scene == facts.scene));
            let expected = by_hand::ending(&rules, &graph, *play, counts)[&start];
            known(chance, expected, &say(&format!("{name} {play:?}")));
        }
        let fewest = by_hand::fewest(&graph, &start, |state| state.scene == facts.scene);
        assert_eq!(facts.fewest_choices, fewest, "{}", say(name));
        assert_eq!(facts.reachable, Some(fewest.is_some()), "{}", say(name));
    }
    for (goal, chances) in details.goals.iter().enumerate() {
        for (play, &chance) in PLAYS.iter().zip(chances) {
            let counts = |state: &plain_rules::State| by_hand::worth(&rules, goal, state);
            let expected = by_hand::ending(&rules, &graph, *play, counts)[&start];
            known(chance, expected, &say(&format!("goal {goal} {play:?}")));
        }
    }
    let dead_end = by_hand::dead_end(&rules, &graph, &start);
    known(details.dead_end, dead_end, &say("dead end"));
    let ends = by_hand::ending(&rules, &graph, Play::Random, |_| 1.0)[&start];
    known(details.never_ends, (1.0 - ends - dead_end).max(0.0), &say("never ends"));

    aims::check(&rules, &graph, &explored, &say("aims"));
    for (variable, &range) in details.ranges.iter().enumerate() {
        let name = &story.variables[variable].name;
        assert_eq!(range, by_hand::range(&graph, variable), "{}", say(name));
    }
    for id in story.scene_ids() {
        let name = &story.scene(id).name;
        known(details.visited[id.index()], by_hand::visited(&graph, &start, id), &say(name));
        for index in 0..story.scene(id).choices().len() {
            let choice = ChoiceId { scene: id, index: index as u8 };
            let facts = details.choice_facts[id.index()][index];
            let [available, taken] = by_hand::offered(&graph, &start, choice);
            known(facts.available, available, &say(&format!("{} available", story.choice_name(choice))));
            known(facts.taken, taken, &say(&format!("{} taken", story.choice_name(choice))));
            let expected = by_hand::impact(&rules, &graph, choice);
            assert_eq!(facts.impact.is_some(), expected.is_some(), "{}", say("impact"));
            close(facts.impact.unwrap_or(0.0), expected.unwrap_or(0.0), &say("impact"));
        }
    }
    match details.choices {
        None => close(by_hand::ending(&rules, &graph, Play::Best, |_| 1.0)[&start], 0.0, &say("no length")),
        Some(length) => {
            let fewest = by_hand::fewest(&graph, &start, |state| story.scene(state.scene).is_ending());
            assert_eq!(Some(length.min), fewest.map(u64::from), "{}", say("shortest"));
            let most = by_hand::most_choices(&rules, &graph, &start, 60);
            assert_eq!(length.max, (most < 60).then_some(u64::from(most)), "{}", say("longest"));
            let step = |_: &_, each: &plain_rules::Move, _| f64::from(u8::from(each.choice.is_some()));
            close(
                length.mean.expect("small loops are solved"),
                by_hand::mean(&rules, &graph, &start, |_| 0.0, step),
                &say("mean length"),
            );
        }
    }
    for (property, judgement) in story.properties.iter().zip(&details.properties) {
        let holds = match &property.claim {
            Claim::Chance { of, play, min, .. } => {
                let counts = |state: &plain_rules::State| f64::from(u8::from(rules.holds(&of.expression, state, 0)));
                let chance = by_hand::ending(&rules, &graph, *play, counts)[&start];
                known(judgement.chance.expect("it speaks of a chance"), chance, &say(&property.name));
                chance >= min.expect("the generator gives one") - 1e-9
            }
            claim => by_hand::holds(&rules, &start, claim, 12),
        };
        let verdict = if holds { Verdict::Proved } else { Verdict::Refuted };
        assert_eq!(judgement.verdict, verdict, "{}", say(&property.name));
    }
}

#[test]
fn stories_without_loops_are_explored_as_by_hand() {
    (0..150).for_each(|seed| check_against_hand(seed, STRAIGHT));
}

#[test]
fn stories_with_loops_are_explored_as_by_hand() {
    (0..150).for_each(|seed| check_against_hand(seed, LOOPING));
}

#[test]
fn the_aims_of_the_small_stories_are_as_by_hand() {
    let names = ["cul-de-sac", "fair", "ferry", "last-bun", "roundabout", "staircase", "stall"];
    let folders = names.map(|name| format!("tests/stories/{name}"));
    for folder in folders.iter().map(String::as_str).chain(["src/cli/new"]) {
        let (story, _) = stories::load(Path::new(folder));
        let rules = Rules::new(&story);
        let graph = all_states(&rules, 5000).expect("it is a small story");
        aims::check(&rules, &graph, &explored(&story, &full()), folder);
        aims::check(&rules, &graph, &explored(&story, &Options::default()), folder);
    }
}

#[track_caller]
fn check_same(one: &Details, other: &Details, story: &Story, seed: u64) {
    let say = |what: &str| format!("seed {seed}: {what}");
    let same = |one: Chance, other: Chance, what: &str| {
        known(one, other.value().expect("small stories are solved"), &say(what));
    };
    for (one, other) in one.endings.iter().zip(&other.endings) {
        assert_eq!(one.playthrough, other.playthrough, "{}", say("playthrough"));
        assert_eq!(one.fewest_choices, other.fewest_choices, "{}", say("fewest choices"));
        one.chances.iter().zip(&other.chances).for_each(|(&one, &other)| same(one, other, "an ending"));
    }
    let goals = one.goals.iter().flatten().zip(other.goals.iter().flatten());
    goals.for_each(|(&one, &other)| same(one, other, "a goal"));
    one.visited.iter().zip(&other.visited).for_each(|(&one, &other)| same(one, other, "a scene"));
    let facts = one.choice_facts.iter().flatten().zip(other.choice_facts.iter().flatten());
    for (one, other) in facts {
        same(one.available, other.available, "available");
        same(one.taken, other.taken, "taken");
        close(one.impact.unwrap_or(-1.0), other.impact.unwrap_or(-1.0), &say("impact"));
    }
    for (variable, (one, other)) in story.variables.iter().zip(one.ranges.iter().zip(&other.ranges)) {
        assert_eq!(one, other, "{}", say(&variable.name));
    }
    for (property, (one, other)) in story.properties.iter().zip(one.properties.iter().zip(&other.properties)) {
        assert_eq!(one.verdict, other.verdict, "{}", say(&property.name));
        // Where a game that avoids something goes round for the first time depends on what is told apart.
        if !matches!(property.claim, Claim::Eventually(_)) {
            assert_eq!(one.path, other.path, "{}", say(&property.name));
        }
    }
    for (one, other) in [(one.choices, other.choices), (one.words, other.words)] {
        assert_eq!(one.map(|l| (l.min, l.max)), other.map(|l| (l.min, l.max)), "{}", say("length"));
        assert_eq!(one.and_then(|l| l.mean).is_some(), other.and_then(|l| l.mean).is_some(), "{}", say("mean"));
        let mean = |length: Option<Length>| length.and_then(|length| length.mean).unwrap_or(0.0);
        close(mean(one), mean(other), &say("mean"));
    }
    let ends = |details: &Details| -> Vec<f64> {
        let aims = details.aims.as_ref().expect("small stories are solved");
        let aimed = aims.aimed.iter().map(|aimed| &aimed.ends).chain([&aims.first.ends]);
        aimed.flat_map(|ends| ends.endings.iter().copied().chain([ends.dead_end, ends.never_ends])).collect()
    };
    ends(one).into_iter().zip(ends(other)).for_each(|(one, other)| close(one, other, &say("aimed")));
    assert_eq!(one.findings, other.findings, "{}", say("findings"));
    same(one.dead_end, other.dead_end, "dead end");
    same(one.never_ends, other.never_ends, "never ends");
}

#[test]
fn a_reduced_exploration_gives_the_same_answers() {
    for recipe in [STRAIGHT, LOOPING] {
        for seed in 0..200 {
            let story = made_up(seed, recipe);
            if all_states(&Rules::new(&story), 20_000).is_none() {
                continue;
            }
            let reduced = explored(&story, &Options::default());
            let unreduced = explored(&story, &full());
            assert!(reduced.search.states <= unreduced.search.states);
            check_same(details(&reduced), details(&unreduced), &story, seed);
        }
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    for seed in 0..40 {
        let story = made_up(seed, LOOPING);
        let with = |threads| {
            explored(&story, &Options { limits: Limits { threads, ..Limits::default() }, ..Options::default() })
        };
        let one = with(1);
        assert_eq!(one, with(2), "seed {seed}");
        assert_eq!(one, with(4), "seed {seed}");
    }
    // These have enough states for their search to be cut up.
    for seed in [27, 33] {
        let story = made_up(seed, spin::LARGE);
        let with = |threads| explored(&story, &Options { limits: Limits { threads, ..Limits::default() }, ..full() });
        let one = with(1);
        assert!(one.search.states > 5000);
        assert_eq!(one, with(2), "seed {seed}");
        assert_eq!(one, with(4), "seed {seed}");
    }
}

#[test]
fn a_search_that_stops_early_claims_nothing_false() {
    for recipe in [STRAIGHT, LOOPING] {
        for seed in 0..100 {
            let story = made_up(seed, recipe);
            let whole = explored(&story, &full());
            if whole.search.states > 5000 {
                continue;
            }
            for part in [1, 2, 3] {
                let states = Some((whole.search.states * part / 4).max(1));
                let stopped = explored(&story, &Options { limits: Limits { states, ..Limits::default() }, ..full() });
                check_stopped(seed, states, &stopped, &whole);
            }
        }
    }
}

#[track_caller]
fn check_stopped(seed: u64, most: Option<u64>, stopped: &Explored, whole: &Explored) {
    assert!(Some(stopped.search.states) <= most, "seed {seed}");
    assert_eq!(stopped.search.complete, stopped.search.limit.is_none(), "seed {seed}");
    let (stopped, whole) = (details(stopped), details(whole));
    let within = |interval: Chance, exact: Chance| {
        let value = exact.value().expect("small stories are solved");
        let holds = interval.low - 1e-9 <= value && value <= interval.high + 1e-9;
        assert!(holds, "seed {seed}: {value} is not in {interval:?}");
    };
    for (stopped, whole) in stopped.endings.iter().zip(&whole.endings) {
        stopped.chances.iter().zip(&whole.chances).for_each(|(&one, &other)| within(one, other));
        assert!(stopped.reachable.is_none_or(|reachable| Some(reachable) == whole.reachable), "seed {seed}");
    }
    let goals = stopped.goals.iter().flatten().zip(whole.goals.iter().flatten());
    goals.for_each(|(&one, &other)| within(one, other));
    stopped.visited.iter().zip(&whole.visited).for_each(|(&one, &other)| within(one, other));
    within(stopped.dead_end, whole.dead_end);
    within(stopped.never_ends, whole.never_ends);
    for (stopped, whole) in stopped.properties.iter().zip(&whole.properties) {
        let is_so = stopped.verdict == Verdict::Unknown || stopped.verdict == whole.verdict;
        assert!(is_so, "seed {seed}: {:?} instead of {:?}", stopped.verdict, whole.verdict);
    }
}

#[test]
fn every_state_of_a_game_has_its_value() {
    for seed in 0..60 {
        let story = made_up(seed, LOOPING);
        let rules = Rules::new(&story);
        let Some(graph) = all_states(&rules, 2000) else { continue };
        let engine = Engine::new(&story);
        let values = Values::compute(&story, &engine, &Limits::default(), &mut |_| {});
        let by_hand: Vec<Vec<_>> = (0..story.goals.len())
            .map(|goal| {
                let counts = |state: &plain_rules::State| by_hand::worth(&rules, goal, state);
                PLAYS.iter().map(|&play| by_hand::ending(&rules, &graph, play, counts)).collect()
            })
            .collect();
        for state in graph.keys() {
            let words = packed(&engine, state);
            let found = values.at(engine.scene(&words), &words);
            for (goal, expected) in by_hand.iter().enumerate() {
                for (play, expected) in PLAYS.iter().zip(expected) {
                    let value = found.chance(goal, *play).value().expect("every state was found");
                    close(value, expected[state], "a value");
                }
            }
            let ahead: Vec<_> = story
                .endings()
                .filter(|&ending| by_hand::fewest(&graph, state, |other| other.scene == ending).is_some())
                .collect();
            assert_eq!(found.endings(), Some(ahead), "seed {seed}");
        }
    }
}

/// A state as the engine has it.
fn packed(engine: &Engine, state: &plain_rules::State) -> Vec<u64> {
    let layout = engine.layout();
    let mut words = vec![0; engine.words()];
    layout.scene.set_raw(&mut words, u64::from(state.scene.0));
    for (field, &value) in layout.variables.iter().zip(&state.values) {
        field.set_raw(&mut words, (value - field.min) as u64);
    }
    for &choice in &state.taken {
        layout.taken(choice).expect("its mark is asked for").set_raw(&mut words, 1);
    }
    for scene in &state.visited {
        layout.visited[scene.index()].expect("its mark is asked for").set_raw(&mut words, 1);
    }
    if let Some(again) = layout.again[state.scene.index()] {
        again.set_raw(&mut words, u64::from(state.again));
    }
    words
}
