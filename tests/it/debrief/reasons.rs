//! Why a value moved: each difference that is stated, worked out once more with a story in which the effect is not there.

use super::laws::wander;
use super::recomputed::settled;
use super::{Known, root, shipped};
use crate::stories::{load, story};
use counterpitch::debrief::{ChosenOrDrawn, Debrief, Spoilers, Step, StepKind};
use counterpitch::engine::{Engine, Field, Outcome};
use counterpitch::explore::{Limits, Values};
use counterpitch::game::Game;
use counterpitch::story::{Body, ChoiceId, Effect, Exit, Story, VariableId, Way};
use std::collections::BTreeMap;

/// A story in which a choice or a draw, its arms and the scenes that it leads to leave some variables as they are.
fn without(story: &Story, exit: Exit, kept: &[VariableId]) -> Story {
    let mut story = story.clone();
    story.texts.truncate(1);
    let strip = |effects: &mut Vec<Effect>| {
        for effect in effects {
            effect.changes.retain(|change| !kept.contains(&change.variable()));
        }
    };
    let way: &mut Way = match (&mut story.scenes[exit.scene().index()].body, exit) {
        (Body::Choices(choices), Exit::Choice(choice)) => {
            let choice = &mut choices[choice.index as usize];
            strip(&mut choice.effects);
            &mut choice.goto
        }
        (Body::Goto(way), Exit::Scene(_)) => way,
        _ => unreachable!("a scene goes on as its exits do"),
    };
    way.arms.iter_mut().for_each(|arm| strip(&mut arm.effects));
    let targets: Vec<_> = way.arms.iter().map(|arm| arm.to).collect();
    targets.into_iter().for_each(|target| strip(&mut story.scenes[target.index()].effects));
    story
}

/// The value after a choice or a draw by the rules of another engine, as far as its states have one.
fn value(
    engine: &Engine,
    from: &[u64],
    (exit, drawn): ChosenOrDrawn,
    values: &dyn Fn(&[u64]) -> Option<f64>,
) -> Option<f64> {
    let mut chosen = from.to_vec();
    if let (Exit::Choice(choice), None) = (exit, drawn) {
        engine.choose(&mut chosen, choice);
    }
    let arrive = |arm: u8| {
        let mut next = chosen.clone();
        let target = engine.take(&mut next, exit, arm);
        engine.enter(&mut next, target);
        values(&next)
    };
    match (drawn, engine.outcome(&chosen, exit)) {
        (Some(arm), _) | (None, Outcome::Certain(arm)) => arrive(arm),
        (None, Outcome::Nowhere) => None,
        (None, Outcome::Drawn(of)) => {
            let arms = engine.arms(&chosen, exit);
            arms.map(|(arm, weight)| Some(arrive(arm)? * f64::from(weight) / f64::from(of))).sum()
        }
    }
}

type Engines = BTreeMap<(Exit, Vec<VariableId>), Engine>;

/// Compares what is stated of one step; says how many differences that were.
#[track_caller]
fn check(known: &Known, step: &Step, engines: &mut Engines, values: &dyn Fn(&[u64]) -> Option<f64>) -> usize {
    let Some(taken) = step.kind.taken() else { return 0 };
    let reason = &step.reason;
    let mut again = |kept: Vec<VariableId>| {
        let key = (taken.0, kept);
        let engine = engines.entry(key.clone()).or_insert_with(|| Engine::new(&without(&known.story, key.0, &key.1)));
        value(engine, &step.from, taken, values)
    };
    let (before, after) = (step.before.headline().low, step.after.headline().low);
    let mut compared = 0;
    for shift in &reason.shifts {
        assert_ne!(shift.by, 0);
        let Some(difference) = shift.difference else { continue };
        let other = again(vec![shift.variable]).expect("a difference is stated only where it is known");
        assert!((after - other - difference).abs() < 1e-6, "{}: {shift:?}, {other}", step.told);
        compared += 1;
    }
    let people = known.story.stakeholders.iter().map(|who| who.stance);
    let counters = known.story.counters.iter().filter(|it| it.name.is_some()).map(|it| it.variable);
    if let Some(itself) = reason.itself {
        let other = again(people.chain(counters).collect()).expect("it is stated only where it is known");
        assert!((other - before - itself).abs() < 1e-6, "{}: {itself}, {other}", step.told);
    }
    compared + usize::from(reason.itself.is_some())
}

/// Compares what a later decision came to with and without the flags that an earlier step had raised, and what a choice there
/// comes to that a better choice would have opened; says how many of both are stated.
#[track_caller]
fn check_counted(known: &Known, debrief: &Debrief, at: usize, values: &dyn Fn(&[u64]) -> Option<f64>) -> usize {
    let steps = &debrief.timeline.steps;
    let reason = &steps[at].reason;
    let later = |number: usize| {
        let mut later = steps[at + 1..].iter().filter_map(|step| Some((step, step.choice()?)));
        later.find(|(later, _)| later.number == number).expect("it was made later")
    };
    if let Some(counted) = &reason.counted {
        let (later, choice) = later(counted.number);
        let mut words = later.from.to_vec();
        for &flag in &known.story.flags {
            if known.engine.value(&steps[at].from, flag) == 0 && known.engine.value(&steps[at + 1].from, flag) == 1 {
                known.engine.layout().variable(flag).set_raw(&mut words, 0);
            }
        }
        assert!(known.engine.is_available(&words, choice));
        let without = value(&known.engine, &words, (Exit::Choice(choice), None), values);
        let without = without.expect("it is stated only where it is known");
        assert!((counted.otherwise - without).abs() < 1e-6, "{}: {counted:?}, {without}", steps[at].told);
        assert!((counted.played - later.after.headline().low).abs() < 1e-9);
    }
    if let Some(missed) = &reason.missed {
        let (later, made) = later(missed.number);
        let decision = &steps[at];
        let choice = decision.choice().expect("a draw has no better choice");
        let arrival = |from: &[u64], choice: ChoiceId| {
            let mut words = from.to_vec();
            known.engine.choose(&mut words, choice);
            let Outcome::Certain(arm) = known.engine.outcome(&words, Exit::Choice(choice)) else { return None };
            let target = known.engine.take(&mut words, Exit::Choice(choice), arm);
            known.engine.enter(&mut words, target);
            Some(words)
        };
        let arrivals = [choice, decision.better().expect("there is one").0.choice]
            .map(|choice| arrival(&decision.from, choice).expect("nothing was drawn"));
        let closer = known.story.stakeholders.iter().map(|who| {
            let [made, better] = [&arrivals[0], &arrivals[1]].map(|arrival| known.engine.value(arrival, who.stance));
            better - made
        });
        assert!(reason.closer.iter().map(|(_, by)| *by).eq(closer.filter(|by| *by > 0)), "{}", steps[at].told);
        let mut words = later.from.to_vec();
        let variables = (0..known.story.variables.len()).map(|at| VariableId(at as u16));
        let mut fields: Vec<Field> = variables.map(|variable| known.engine.layout().variable(variable)).collect();
        let scene = known.story.scene(choice.scene);
        let choices = (0..scene.choices().len()).map(|index| ChoiceId { index: index as u8, ..choice });
        fields.extend(choices.filter_map(|choice| known.engine.layout().taken(choice)));
        for field in fields {
            let [made, better] = [&arrivals[0], &arrivals[1]].map(|arrival| field.value(arrival));
            field.set_raw(&mut words, (field.value(&later.from) + better - made - field.min) as u64);
        }
        assert!(known.engine.is_available(&words, missed.choice));
        assert!(missed.choice == made || !known.engine.is_available(&later.from, missed.choice));
        assert!((missed.played - later.after.headline().low).abs() < 1e-9 && missed.otherwise > missed.played);
        let other = value(&known.engine, &words, (Exit::Choice(missed.choice), None), values);
        assert!((missed.otherwise - other.expect("it is known")).abs() < 1e-6, "{}: {missed:?}", steps[at].told);
        return usize::from(reason.counted.is_some()) + 1;
    }
    usize::from(reason.counted.is_some())
}

/// Chooses on from every decision of which it is said that no later choice could make it good: until something is drawn, no
/// choice comes to as much. Says how many those were.
#[track_caller]
fn check_not_made_good(known: &Known, debrief: &Debrief) -> usize {
    let text = known.told("en", debrief, Spoilers::Kept);
    let is_said = |decision: &&Step| {
        let line = text.lines().find(|line| line.starts_with(&format!("{}. ", decision.number)));
        line.is_some_and(|line| line.contains("; no later choice could win that back."))
    };
    let said: Vec<&Step> = debrief.timeline.decisions().filter(is_said).collect();
    for decision in &said {
        let missed = decision.better().expect("there was more in something").0.after.headline().low;
        let mut open = vec![(decision.from.to_vec(), decision.kind.taken().expect("it is a decision").0)];
        for _ in 0..500 {
            let Some((mut words, exit)) = open.pop() else { break };
            if let Exit::Choice(choice) = exit {
                known.engine.choose(&mut words, choice);
            }
            let Outcome::Certain(arm) = known.engine.outcome(&words, exit) else { continue };
            let target = known.engine.take(&mut words, exit, arm);
            known.engine.enter(&mut words, target);
            if known.story.scene(target).is_ending() {
                assert!(known.engine.worth(&words, debrief.goal) < missed, "{}", decision.told);
                continue;
            }
            let value = known.values.at(target, &words).chance(debrief.goal, counterpitch::story::Play::Ordinary);
            assert!(value.low < missed, "{}", decision.told);
            let choices = known.engine.available(&words).map(Exit::Choice);
            let going_on = known.story.scene(target).goto().map(|_| Exit::Scene(target));
            open.extend(choices.chain(going_on).map(|exit| (words.clone(), exit)));
        }
    }
    said.len()
}

/// How many random games are compared: `REASONS=2000` looks longer.
fn games() -> u64 {
    std::env::var("REASONS").ok().and_then(|games| games.parse().ok()).unwrap_or(200)
}

fn compare(known: &Known, game: &Game, engines: &mut Engines, values: &dyn Fn(&[u64]) -> Option<f64>) -> usize {
    // The other engine's values are those of the first goal.
    let debrief = Debrief::of_goal(&known.reader("en"), game.turns(), &known.values, &[], 0);
    let steps = &debrief.timeline.steps;
    let counted: usize = (0..steps.len()).map(|at| check_counted(known, &debrief, at, values)).sum();
    counted + steps.iter().map(|step| check(known, step, engines, values)).sum::<usize>()
}

#[test]
fn no_choice_makes_good_what_is_called_final_and_most_big_changes_have_a_reason() {
    let known = shipped();
    let mut said = 0;
    // Big gains and losses by decisions, and by draws: how many there are, and how many have a reason.
    let mut big = [(0, 0); 4];
    for seed in 0..games() / 4 {
        let debrief = known.debrief(&wander(known, seed, usize::MAX));
        said += check_not_made_good(known, &debrief);
        let text = known.told("en", &debrief, Spoilers::Kept);
        let steps = debrief.timeline.steps.iter().filter(|step| !matches!(step.kind, StepKind::Told(_)));
        let lines = text.lines().skip_while(|line| !line.starts_with("Before you began")).skip(1);
        let lines = lines.filter(|line| !line.starts_with("Not yours, and not luck"));
        for (step, line) in steps.zip(lines) {
            assert!(line.to_lowercase().contains(&step.told.trim_end_matches('.').to_lowercase()), "{line}");
            let Some(points) = step.points().filter(|points| points.abs() >= 10) else { continue };
            let says = [
                "Why: ",
                "In part: ",
                "Who moved: ",
                "It counted most",
                "After that, ",
                "win that back",
                "From here on",
            ];
            let has_reason = says.iter().any(|said| line.contains(said));
            let at = 2 * usize::from(matches!(step.kind, StepKind::Draw(_))) + usize::from(points < 0);
            big[at] = (big[at].0 + 1, big[at].1 + usize::from(has_reason));
        }
    }
    let is_explained = |at: usize, least: usize| 100 * big[at].1 > least * big[at].0;
    assert!(
        said > 5 && [95, 95, 70, 70].iter().enumerate().all(|(at, &least)| is_explained(at, least)),
        "{said}; {big:?}"
    );
}

#[test]
fn every_reason_in_two_small_stories_is_the_difference_without_its_effect() {
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
fn every_reason_in_the_shipped_story_is_the_difference_without_its_effect() {
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
fn unknown_values_give_no_reasons() {
    let (story, engine) = story("fair");
    let limits = Limits { states: Some(1), ..Limits::default() };
    let values = Values::compute(&story, &engine, &limits, &mut |_| {});
    let known = Known { story, engine, values };
    let debrief = known.debrief(&wander(&known, 1, 40));
    for decision in debrief.timeline.decisions() {
        assert!(decision.reason.shifts.is_empty() && decision.reason.itself.is_none(), "{decision:?}");
    }
}
