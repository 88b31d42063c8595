//! The values of made-up stories, worked out once more in another way: plainly, from the engine's rules alone.

use super::Known;
use crate::explore::{LOOPING, STRAIGHT, made_up};
use counterpitch::engine::{Engine, Outcome};
use counterpitch::game::{Game, Stop, seeded};
use counterpitch::story::Exit;
use std::collections::HashMap;

/// Values under ordinary, best and random play, for each goal.
pub type Row = Vec<[f64; 3]>;

/// States that a move may lead to, each with its chance.
type Arms = Vec<(f64, Vec<u64>)>;

/// All that a state can become in one step: for each choice, or for going on, the states it may lead to.
fn moves(known: &Known, words: &[u64]) -> Vec<Arms> {
    let (engine, scene) = (&known.engine, known.engine.scene(words));
    let arrive = |words: &[u64], exit: Exit, arm: u8| {
        let mut next = words.to_vec();
        let target = engine.take(&mut next, exit, arm);
        engine.enter(&mut next, target);
        next
    };
    let way = |words: &[u64], exit: Exit| match engine.outcome(words, exit) {
        Outcome::Nowhere => vec![],
        Outcome::Certain(arm) => vec![(1.0, arrive(words, exit, arm))],
        Outcome::Drawn(of) => {
            let arms = engine.arms(words, exit);
            arms.map(|(arm, weight)| (f64::from(weight) / f64::from(of), arrive(words, exit, arm))).collect()
        }
    };
    let scene_of = known.story.scene(scene);
    if scene_of.is_ending() {
        return vec![];
    }
    if scene_of.goto().is_some() {
        return vec![way(words, Exit::Scene(scene))];
    }
    let choose = |choice| {
        let mut chosen = words.to_vec();
        engine.choose(&mut chosen, choice);
        way(&chosen, Exit::Choice(choice))
    };
    engine.available(words).map(choose).collect()
}

/// The values of every state from one on, found by working them out from nothing again and again until they rest: so a story may
/// also run in circles. `None` when there are very many.
pub fn settled(known: &Known, start: Vec<u64>) -> Option<HashMap<Vec<u64>, Row>> {
    let mut steps: HashMap<Vec<u64>, Vec<Arms>> = HashMap::new();
    let mut open = vec![start];
    while let Some(words) = open.pop() {
        if steps.contains_key(&words) {
            continue;
        }
        let moves = moves(known, &words);
        open.extend(moves.iter().flatten().map(|(_, next)| next.clone()));
        steps.insert(words, moves);
        if steps.len() > 2000 {
            return None;
        }
    }
    let goals = known.story.goals.len();
    let mut values: HashMap<Vec<u64>, Row> = steps.keys().map(|words| (words.clone(), vec![[0.0; 3]; goals])).collect();
    loop {
        let mut changed: f64 = 0.0;
        for (words, moves) in &steps {
            let is_ending = known.story.scene(known.engine.scene(words)).is_ending();
            let row: Row = (0..goals)
                .map(|goal| {
                    let expected = |play: usize| -> Vec<f64> {
                        let mean =
                            |arms: &Arms| arms.iter().map(|(share, next)| share * values[next][goal][play]).sum();
                        moves.iter().map(mean).collect()
                    };
                    let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len().max(1) as f64;
                    let most = |of: &[f64]| of.iter().copied().fold(0.0, f64::max);
                    let ordinary = expected(0);
                    match is_ending {
                        true => [known.engine.worth(words, goal); 3],
                        false => [(most(&ordinary) + mean(&ordinary)) / 2.0, most(&expected(1)), mean(&expected(2))],
                    }
                })
                .collect();
            let known = &values[words];
            for (new, old) in row.iter().zip(known) {
                (0..3).for_each(|play| changed = changed.max((new[play] - old[play]).abs()));
            }
            values.insert(words.clone(), row);
        }
        if changed < 1e-13 {
            return Some(values);
        }
    }
}

#[test]
fn made_up_stories_have_the_values_that_trying_everything_finds() {
    let mut compared = 0;
    for (seed, recipe) in (0..16).flat_map(|seed| [(seed, STRAIGHT), (seed, LOOPING)]) {
        let story = made_up(seed, recipe);
        let engine = Engine::new(&story);
        let known = Known::new((story, engine));
        let Some(values) = settled(&known, known.engine.begin().into_vec()) else { continue };
        for seed in 0..6 {
            let decide = &mut seeded(seed);
            let mut game = Game::begin(&known.story, &known.engine, None, decide).expect("a seed decides every draw");
            for round in 0..8 {
                if game.turn().stop != Stop::Choices {
                    break;
                }
                let open: Vec<_> = known.engine.available(&game.moment().words).collect();
                game.choose(open[(seed as usize + round) % open.len()], decide).expect("it is available");
            }
            for decision in known.debrief(&game).timeline.decisions() {
                let (_, offered) = game.turns()[decision.number].choice.as_ref().expect("it was decided");
                for (goal, row) in values[&offered.words.to_vec()].iter().enumerate() {
                    for (play, value) in row.iter().enumerate() {
                        let told = decision.before.chance(goal, play).low;
                        assert!((told - value).abs() < 1e-6, "{}: {told}, {value}", decision.number);
                    }
                }
                compared += 1;
            }
        }
    }
    assert!(compared > 100, "{compared}");
}
