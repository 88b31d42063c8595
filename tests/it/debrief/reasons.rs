//! Why a value moved: each difference that is stated, worked out once more with a story in which the effect is not there.

use super::laws::wander;
use super::recomputed::settled;
use super::{Known, root, shipped};
use crate::stories::{load, story};
use counterpitch::debrief::{Debrief, Decision, Spoilers, Step};
use counterpitch::engine::{Engine, Outcome};
use counterpitch::explore::{Limits, Values};
use counterpitch::game::Game;
use counterpitch::story::{Body, ChoiceId, Effect, Exit, Story, VariableId, Way};
use std::collections::BTreeMap;

/// A story in which a choice, its arms and the scenes that it leads to leave some variables as they are.
fn without(story: &Story, choice: ChoiceId, kept: &[VariableId]) -> Story {
    let mut story = story.clone();
    story.texts.truncate(1);
    let strip = |effects: &mut Vec<Effect>| {
        for effect in effects {
            effect.changes.retain(|change| !kept.contains(&change.variable()));
        }
    };
    let strip_arms = |way: &mut Way| way.arms.iter_mut().for_each(|arm| strip(&mut arm.effects));
    let mut targets = Vec::new();
    if let Body::Choices(choices) = &mut story.scenes[choice.scene.index()].body {
        let choice = &mut choices[choice.index as usize];
        strip(&mut choice.effects);
        strip_arms(&mut choice.goto);
        targets.extend(choice.goto.arms.iter().map(|arm| arm.to));
    }
    targets.into_iter().for_each(|target| strip(&mut story.scenes[target.index()].effects));
    story
}

/// The value after a choice by the rules of another engine, as far as its states have one.
fn value(engine: &Engine, offered: &[u64], choice: ChoiceId, values: &dyn Fn(&[u64]) -> Option<f64>) -> Option<f64> {
    let mut chosen = offered.to_vec();
    engine.choose(&mut chosen, choice);
    let arrive = |arm: u8| {
        let mut next = chosen.clone();
        let target = engine.take(&mut next, Exit::Choice(choice), arm);
        engine.enter(&mut next, target);
        values(&next)
    };
    match engine.outcome(&chosen, Exit::Choice(choice)) {
        Outcome::Nowhere => None,
        Outcome::Certain(arm) => arrive(arm),
        Outcome::Drawn(of) => {
            let arms = engine.arms(&chosen, Exit::Choice(choice));
            arms.map(|(arm, weight)| Some(arrive(arm)? * f64::from(weight) / f64::from(of))).sum()
        }
    }
}

type Engines = BTreeMap<(ChoiceId, Vec<VariableId>), Engine>;

/// Compares what is stated of one decision; says how many differences that were.
#[track_caller]
fn check(known: &Known, decision: &Decision, engines: &mut Engines, values: &dyn Fn(&[u64]) -> Option<f64>) -> usize {
    let mut again = |kept: Vec<VariableId>| {
        let key = (decision.choice, kept);
        let engine = engines.entry(key.clone()).or_insert_with(|| Engine::new(&without(&known.story, key.0, &key.1)));
        value(engine, &decision.from, decision.choice, values)
    };
    let (before, after) = (decision.before.headline().low, decision.after.headline().low);
    let mut compared = 0;
    for shift in &decision.reason.shifts {
        assert_ne!(shift.by, 0);
        let Some(difference) = shift.difference else { continue };
        let other = again(vec![shift.variable]).expect("a difference is stated only where it is known");
        assert!((after - other - difference).abs() < 1e-6, "{}: {shift:?}, {other}", decision.told);
        compared += 1;
    }
    let people = known.story.stakeholders.iter().map(|who| who.stance);
    let counters = known.story.counters.iter().filter(|it| it.name.is_some()).map(|it| it.variable);
    if let Some(itself) = decision.reason.itself {
        let other = again(people.chain(counters).collect()).expect("it is stated only where it is known");
        assert!((other - before - itself).abs() < 1e-6, "{}: {itself}, {other}", decision.told);
    }
    compared + usize::from(decision.reason.itself.is_some())
}

/// Compares what a later decision came to with and without the flags that an earlier one had raised; says whether that is
/// stated.
#[track_caller]
fn check_counted(
    known: &Known,
    debrief: &Debrief,
    decision: &Decision,
    values: &dyn Fn(&[u64]) -> Option<f64>,
) -> bool {
    let Some(counted) = decision.reason.counted else { return false };
    let later = debrief.timeline.decisions().find(|later| later.number == counted.number).expect("it was made");
    assert!(later.number > decision.number);
    let mut from = debrief.timeline.steps.iter().map(Step::from).skip_while(|from| *from != &*decision.from);
    let next = from.nth(1).expect("another step follows");
    let mut words = later.from.to_vec();
    for &flag in &known.story.flags {
        if known.engine.value(&decision.from, flag) == 0 && known.engine.value(next, flag) == 1 {
            known.engine.layout().variable(flag).set_raw(&mut words, 0);
        }
    }
    assert!(known.engine.is_available(&words, later.choice));
    let without = value(&known.engine, &words, later.choice, values).expect("it is stated only where it is known");
    assert!((counted.without - without).abs() < 1e-6, "{}: {counted:?}, {without}", decision.told);
    assert!((counted.with - later.after.headline().low).abs() < 1e-9);
    true
}

/// Plays on from every decision that is said to have been the last chance for something: it never comes. Says how many those
/// were.
#[track_caller]
fn check_last_chances(known: &Known, debrief: &Debrief) -> usize {
    let text = known.told("en", debrief, Spoilers::Kept);
    let was_last = |decision: &&Decision| {
        let line = text.lines().find(|line| line.starts_with(&format!("{}. ", decision.number)));
        line.is_some_and(|line| line.contains("; the last chance for that."))
    };
    let last: Vec<&Decision> = debrief.timeline.decisions().filter(was_last).collect();
    for decision in &last {
        let missed = decision.better().expect("there was more in something").0.choice;
        for seed in 0..20 {
            let mut pick = seed;
            let mut words = decision.from.to_vec();
            let mut exit = Exit::Choice(decision.choice);
            known.engine.choose(&mut words, decision.choice);
            loop {
                pick = pick * 31 % 1009 + 7;
                let arms: Vec<u8> = match known.engine.outcome(&words, exit) {
                    Outcome::Nowhere => break,
                    Outcome::Certain(arm) => vec![arm],
                    Outcome::Drawn(_) => known.engine.arms(&words, exit).map(|(arm, _)| arm).collect(),
                };
                let target = known.engine.take(&mut words, exit, arms[pick % arms.len()]);
                known.engine.enter(&mut words, target);
                let open: Vec<ChoiceId> = known.engine.available(&words).collect();
                assert!(!open.contains(&missed), "{}", decision.told);
                exit = match open.get(pick % open.len().max(1)) {
                    _ if known.story.scene(target).is_ending() => break,
                    Some(&choice) => Exit::Choice(choice),
                    None => Exit::Scene(target),
                };
                if let Exit::Choice(choice) = exit {
                    known.engine.choose(&mut words, choice);
                }
            }
        }
    }
    last.len()
}

/// How many random games are compared: `REASONS=2000` looks longer.
fn games() -> u64 {
    std::env::var("REASONS").ok().and_then(|games| games.parse().ok()).unwrap_or(200)
}

fn compare(known: &Known, game: &Game, engines: &mut Engines, values: &dyn Fn(&[u64]) -> Option<f64>) -> usize {
    // The other engine's values are those of the first goal.
    let debrief = Debrief::of_goal(&known.reader("en"), game.turns(), &known.values, &[], 0);
    let counted = debrief.timeline.decisions().filter(|it| check_counted(known, &debrief, it, values)).count();
    counted + debrief.timeline.decisions().map(|decision| check(known, decision, engines, values)).sum::<usize>()
}

#[test]
fn what_is_said_to_have_been_the_last_chance_never_comes_again_and_most_big_changes_have_a_reason() {
    let known = shipped();
    let (mut last, mut big, mut explained) = (0, 0, 0);
    for seed in 0..30 {
        let debrief = known.debrief(&wander(known, seed, usize::MAX));
        last += check_last_chances(known, &debrief);
        let text = known.told("en", &debrief, Spoilers::Kept);
        for decision in debrief.timeline.decisions().filter(|it| it.points().is_some_and(|points| points.abs() >= 10)) {
            let line =
                text.lines().find(|line| line.starts_with(&format!("{}. ", decision.number))).expect("it is told");
            let says = ["Why: ", "In part: ", "Who moved: ", "It counted most", "last chance", "From here on"];
            let has_reason = says.iter().any(|said| line.contains(said));
            assert!(has_reason || line.contains("There was more in"), "{line}");
            big += 1;
            explained += usize::from(has_reason);
        }
    }
    assert!(last > 5 && 5 * explained > 4 * big, "{last} last chances; {explained} of {big} have a reason");
}

#[test]
fn every_stated_reason_of_two_small_stories_is_the_difference_that_leaving_the_effect_out_makes() {
    for name in ["tests/stories/fair", "src/cli/new"] {
        let known = Known::new(load(&root().join(name)));
        let values = |words: &[u64]| Some(settled(&known, words.to_vec())?[words][0][0]);
        let mut engines = Engines::new();
        let compared: usize =
            (0..games()).map(|seed| compare(&known, &wander(&known, seed, 40), &mut engines, &values)).sum();
        assert!(compared > 100, "{name}: {compared}");
    }
}

#[test]
fn every_stated_reason_of_the_shipped_story_is_the_difference_that_leaving_the_effect_out_makes() {
    let known = shipped();
    let values = |words: &[u64]| {
        let standing = known.values.at(known.engine.scene(words), words);
        let is_ending = known.story.scene(known.engine.scene(words)).is_ending();
        let worth = || known.engine.worth(words, 0);
        let value = || standing.chance(0, counterpitch::story::Play::Ordinary).value();
        standing.is_known().then(|| if is_ending { Some(worth()) } else { value() }).flatten()
    };
    let mut engines = Engines::new();
    let compared: usize =
        (0..games()).map(|seed| compare(known, &wander(known, seed, usize::MAX), &mut engines, &values)).sum();
    assert!(compared > 1000, "{compared}");
}

#[test]
fn nothing_is_said_to_be_a_reason_where_values_are_not_known() {
    let (story, engine) = story("fair");
    let limits = Limits { states: Some(1), ..Limits::default() };
    let values = Values::compute(&story, &engine, &limits, &mut |_| {});
    let known = Known { story, engine, values };
    let debrief = known.debrief(&wander(&known, 1, 40));
    for decision in debrief.timeline.decisions() {
        assert!(decision.reason.shifts.is_empty() && decision.reason.itself.is_none(), "{decision:?}");
    }
}
