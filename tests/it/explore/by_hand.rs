//! Every answer of an exploration a second time, by the plainest means: all states in a map, and values worked out
//! over and over until they no longer change. Only for small stories.

use super::plain_rules::{Move, Rules, State};
use counterpitch::story::{ChoiceId, Claim, Play, SceneId};
use std::collections::{BTreeMap, BTreeSet};

pub type Graph = BTreeMap<State, Vec<Move>>;
/// What one of the states is worth to begin with; `None` where it depends on what follows.
type Fixed<'a> = &'a dyn Fn(&State) -> Option<f64>;
/// What making a move is worth at once; `None` where it depends on what follows.
type Taken<'a> = &'a dyn Fn(&Move) -> Option<f64>;

/// What a move is worth at once, and the chances and numbers of its arms.
type Plain = (Option<f64>, Vec<(f64, usize)>);

/// The value of every state: from zero, improved until nothing changes any more.
pub fn values(graph: &Graph, play: Play, fixed: Fixed, taken: Taken) -> BTreeMap<State, f64> {
    let names: Vec<&State> = graph.keys().collect();
    let number: BTreeMap<&State, usize> = names.iter().enumerate().map(|(number, &state)| (state, number)).collect();
    // Arms as plain numbers: the loop below runs very often.
    let moves: Vec<Vec<Plain>> = graph
        .values()
        .map(|moves| {
            let arms = |each: &Move| {
                let total: u32 = each.arms.iter().map(|(weight, _)| weight).sum();
                let arm = |(weight, next): &(u32, State)| (f64::from(*weight) / f64::from(total), number[next]);
                (taken(each), each.arms.iter().map(arm).collect())
            };
            moves.iter().map(arms).collect()
        })
        .collect();
    let fixed: Vec<Option<f64>> = names.iter().map(|state| fixed(state)).collect();
    let mut values = vec![0.0f64; names.len()];
    for _ in 0..200_000 {
        let mut change = 0.0f64;
        for state in (0..names.len()).rev() {
            let value = fixed[state].unwrap_or_else(|| {
                let of_moves: Vec<f64> = moves[state]
                    .iter()
                    .map(|(at_once, arms)| {
                        at_once.unwrap_or_else(|| arms.iter().map(|&(chance, next)| chance * values[next]).sum())
                    })
                    .collect();
                combine(play, &of_moves)
            });
            change = change.max((value - values[state]).abs());
            values[state] = value;
        }
        if change < 1e-15 {
            break;
        }
    }
    names.into_iter().cloned().zip(values).collect()
}

fn combine(play: Play, values: &[f64]) -> f64 {
    if values.is_empty() {
        return 0.0;
    }
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let most = values.iter().copied().fold(f64::MIN, f64::max);
    match play {
        Play::Random => mean,
        Play::Best => most,
        Play::Worst => values.iter().copied().fold(f64::MAX, f64::min),
        Play::Ordinary => (most + mean) / 2.0,
        Play::First => values[0],
    }
}

/// The chance to come to an ending that `counts`.
pub fn ending(rules: &Rules, graph: &Graph, play: Play, counts: impl Fn(&State) -> f64) -> BTreeMap<State, f64> {
    let fixed = |state: &State| rules.story.scene(state.scene).is_ending().then(|| counts(state));
    values(graph, play, &fixed, &|_| None)
}

/// What an ending's state is worth for a goal.
pub fn worth(rules: &Rules, goal: usize, state: &State) -> f64 {
    let worths = &rules.story.goals[goal].worths;
    let holds = |when: &Option<counterpitch::story::Condition>| {
        when.as_ref().is_none_or(|when| rules.holds(&when.expression, state, 0))
    };
    worths.iter().find(|worth| holds(&worth.when)).map_or(0.0, |worth| worth.value)
}

/// Whether a move is one after which there is no way on.
pub fn is_dead(each: &Move) -> bool {
    each.arms.is_empty()
}

/// The chance that a random game comes to where there is no way on.
pub fn dead_end(rules: &Rules, graph: &Graph, start: &State) -> f64 {
    let fixed = |state: &State| {
        let is_ending = rules.story.scene(state.scene).is_ending();
        if is_ending { Some(0.0) } else { graph[state].is_empty().then_some(1.0) }
    };
    values(graph, Play::Random, &fixed, &|each| is_dead(each).then_some(1.0))[start]
}

/// The chance that a random game comes to a scene.
pub fn visited(graph: &Graph, start: &State, scene: SceneId) -> f64 {
    values(graph, Play::Random, &|state| (state.scene == scene).then_some(1.0), &|_| None)[start]
}

/// The chances that a random game is offered a choice, and that it makes it.
pub fn offered(graph: &Graph, start: &State, choice: ChoiceId) -> [f64; 2] {
    let has = |state: &State| graph[state].iter().any(|each| each.choice == Some(choice));
    let available = values(graph, Play::Random, &|state| has(state).then_some(1.0), &|_| None)[start];
    let makes = |each: &Move| (each.choice == Some(choice)).then_some(1.0);
    [available, values(graph, Play::Random, &|_| None, &makes)[start]]
}

/// The largest total variation distance between the endings' distribution after a choice and the mean over all.
pub fn impact(rules: &Rules, graph: &Graph, choice: ChoiceId) -> Option<f64> {
    let endings: Vec<BTreeMap<State, f64>> = rules
        .story
        .endings()
        .map(|scene| ending(rules, graph, Play::Random, |state| f64::from(u8::from(state.scene == scene))))
        .collect();
    let after = |each: &Move, values: &BTreeMap<State, f64>| {
        let total: u32 = each.arms.iter().map(|(weight, _)| weight).sum();
        each.arms.iter().map(|(weight, next)| f64::from(*weight) / f64::from(total) * values[next]).sum::<f64>()
    };
    let mut most = None;
    for moves in graph.values().filter(|moves| moves.len() > 1) {
        for own in moves.iter().filter(|each| each.choice == Some(choice)) {
            let apart = endings.iter().map(|values| {
                let mean = moves.iter().map(|each| after(each, values)).sum::<f64>() / moves.len() as f64;
                (after(own, values) - mean).abs()
            });
            let apart = apart.sum::<f64>() / 2.0;
            most = Some(most.unwrap_or(0.0f64).max(apart));
        }
    }
    most
}

/// The least and the greatest value of a variable.
pub fn range(graph: &Graph, variable: usize) -> (i32, i32) {
    let values = || graph.keys().map(|state| state.values[variable]);
    (values().min().expect("there is a state"), values().max().expect("there is a state"))
}

/// The fewest choices to a state that is `wanted`.
pub fn fewest(graph: &Graph, start: &State, wanted: impl Fn(&State) -> bool) -> Option<u32> {
    let mut least: BTreeMap<&State, u32> = BTreeMap::new();
    let (start, _) = graph.get_key_value(start).expect("the start is a state");
    least.insert(start, 0);
    loop {
        let mut changed = false;
        for (state, moves) in graph {
            let Some(own) = least.get(state).copied() else { continue };
            for each in moves {
                for (_, next) in &each.arms {
                    let (next, _) = graph.get_key_value(next).expect("every state is there");
                    let count = own + u32::from(each.choice.is_some());
                    if least.get(next).is_none_or(|&held| count < held) {
                        least.insert(next, count);
                        changed = true;
                    }
                }
            }
        }
        if !changed {
            return least.iter().filter(|(state, _)| wanted(state)).map(|(_, &count)| count).min();
        }
    }
}

/// The most choices of a game that reaches an ending, counted up to `enough`, which stands for no bound.
pub fn most_choices(rules: &Rules, graph: &Graph, start: &State, enough: u32) -> u32 {
    let can_end = ending(rules, graph, Play::Best, |_| 1.0);
    let mut states: BTreeSet<(State, u32)> = BTreeSet::from([(start.clone(), 0)]);
    let mut open = vec![(start.clone(), 0)];
    let mut most = 0;
    while let Some((state, count)) = open.pop() {
        if can_end[&state] > 0.0 {
            most = most.max(count);
        }
        for each in &graph[&state] {
            for (_, next) in each.arms.iter().filter(|(_, next)| can_end[next] > 0.0) {
                let step = (next.clone(), (count + u32::from(each.choice.is_some())).min(enough));
                if states.insert(step.clone()) {
                    open.push(step);
                }
            }
        }
    }
    most
}

/// The mean of what is counted along random games that reach an ending.
pub fn mean(
    rules: &Rules,
    graph: &Graph,
    start: &State,
    entry: impl Fn(&State) -> f64,
    step: impl Fn(&State, &Move, usize) -> f64,
) -> f64 {
    let ends = ending(rules, graph, Play::Random, |_| 1.0);
    let mut sums: BTreeMap<&State, f64> = graph.keys().map(|state| (state, 0.0)).collect();
    for _ in 0..20_000 {
        let mut change = 0.0f64;
        for (state, moves) in graph.iter().rev() {
            let mut sum = entry(state) * ends[state];
            for each in moves {
                let total: u32 = each.arms.iter().map(|(weight, _)| weight).sum();
                for (arm, (weight, next)) in each.arms.iter().enumerate() {
                    let chance = f64::from(*weight) / f64::from(total) / moves.len() as f64;
                    sum += chance * (sums[next] + step(state, each, arm) * ends[next]);
                }
            }
            change = change.max((sum - sums[state]).abs());
            sums.insert(state, sum);
        }
        if change < 1e-14 {
            break;
        }
    }
    sums[start] / ends[start]
}

/// Whether a property without a chance holds, with choices counted up to `enough`.
pub fn holds(rules: &Rules, start: &State, claim: &Claim, enough: i64) -> bool {
    let expression = &claim.condition().expression;
    let mut graph: BTreeMap<(State, i64), Vec<(State, i64)>> = BTreeMap::new();
    let mut stops: BTreeSet<(State, i64)> = BTreeSet::new();
    let mut open = vec![(start.clone(), 0)];
    while let Some((state, count)) = open.pop() {
        if graph.contains_key(&(state.clone(), count)) {
            continue;
        }
        let moves = rules.moves(&state);
        if moves.is_empty() || moves.iter().any(is_dead) {
            stops.insert((state.clone(), count));
        }
        let next = moves.iter().flat_map(|each| {
            let count = (count + i64::from(each.choice.is_some())).min(enough);
            each.arms.iter().map(move |(_, next)| (rules.visible(next), count))
        });
        let next: Vec<(State, i64)> = next.collect();
        open.extend(next.iter().cloned());
        graph.insert((state, count), next);
    }
    let here = |(state, count): &(State, i64)| rules.holds(expression, state, *count);
    match claim {
        Claim::Always(_) => graph.keys().all(here),
        Claim::Sometimes(_) => graph.keys().any(here),
        Claim::Eventually(_) => {
            // A play avoids the condition when it can stop or go on avoiding it: what cannot is taken away.
            let mut avoiding: BTreeSet<&(State, i64)> = graph.keys().filter(|key| !here(key)).collect();
            loop {
                let goes_on = |key: &&(State, i64)| {
                    stops.contains(*key) || graph[*key].iter().any(|next| avoiding.contains(next))
                };
                let kept: BTreeSet<&(State, i64)> = avoiding.iter().copied().filter(goes_on).collect();
                if kept.len() == avoiding.len() {
                    return !kept.contains(&(start.clone(), 0));
                }
                avoiding = kept;
            }
        }
        Claim::Chance { .. } => panic!("a chance is judged by its value"),
    }
}
