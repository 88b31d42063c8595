//! What players who aim at a goal come to, a second time by the plainest means.

use super::by_hand::{Graph, ending, is_dead, worth};
use super::plain_rules::{Move, Rules, State};
use super::{close, details};
use counterpitch::explore::{ChoiceWorth, Ends, Explored};
use counterpitch::story::{ChoiceId, Play};
use std::collections::BTreeMap;

/// The chances of the moves of each state, for one player.
type Shares<'a> = BTreeMap<&'a State, Vec<f64>>;

/// How often each state is entered.
type Visits<'a> = BTreeMap<&'a State, f64>;

/// The mean over the arms of a move; nothing after a dead end.
fn value(each: &Move, values: &BTreeMap<State, f64>) -> f64 {
    let total: u32 = each.arms.iter().map(|(weight, _)| weight).sum();
    each.arms.iter().map(|(weight, next)| f64::from(*weight) / f64::from(total) * values[next]).sum()
}

/// By how much each move falls short of the best; 0 to 1e-9.
fn losses(moves: &[Move], values: &BTreeMap<State, f64>) -> Vec<f64> {
    let own: Vec<f64> = moves.iter().map(|each| value(each, values)).collect();
    let best = own.iter().copied().fold(0.0, f64::max);
    own.into_iter().map(|value| if best - value <= 1e-9 { 0.0 } else { best - value }).collect()
}

fn shares<'a>(graph: &'a Graph, play: Play, values: &BTreeMap<State, f64>) -> Shares<'a> {
    let of_state = |moves: &Vec<Move>| -> Vec<f64> {
        let losses = losses(moves, values);
        let equals = losses.iter().filter(|&&loss| loss == 0.0).count() as f64;
        let best = |loss: f64| if loss == 0.0 { 1.0 / equals } else { 0.0 };
        let random = 1.0 / moves.len() as f64;
        let of_move = |(number, loss): (usize, f64)| match play {
            Play::Ordinary => best(loss) / 2.0 + random / 2.0,
            Play::Best => best(loss),
            Play::First => f64::from(u8::from(number == 0)),
            Play::Random | Play::Worst => panic!("nobody asks for their games"),
        };
        losses.into_iter().enumerate().map(of_move).collect()
    };
    graph.iter().map(|(state, moves)| (state, of_state(moves))).collect()
}

/// How often each state is entered, and the chance of a dead end. States that are never left again count for nothing.
fn visits<'a>(graph: &'a Graph, start: &State, shares: &Shares) -> (Visits<'a>, f64) {
    let names: Vec<&State> = graph.keys().collect();
    let number: BTreeMap<&State, usize> = names.iter().enumerate().map(|(at, &state)| (state, at)).collect();
    let mut next: Vec<Vec<(usize, f64)>> = Vec::new();
    let mut dead = Vec::new();
    for (state, moves) in graph {
        let (mut own, mut lost) = (Vec::new(), 0.0);
        for (each, &share) in moves.iter().zip(&shares[state]).filter(|(_, share)| **share > 0.0) {
            lost += if is_dead(each) { share } else { 0.0 };
            let total: u32 = each.arms.iter().map(|(weight, _)| weight).sum();
            let arm = |(weight, to): &(u32, State)| (number[to], share * f64::from(*weight) / f64::from(total));
            own.extend(each.arms.iter().map(arm));
        }
        next.push(own);
        dead.push(lost);
    }
    // A trap is a state that every state after it leads back to, so that no game ends after it.
    let after = |from: usize| {
        let mut seen = vec![false; names.len()];
        let mut open = vec![from];
        while let Some(at) = open.pop() {
            let fresh: Vec<usize> = next[at].iter().map(|&(to, _)| to).filter(|&to| !seen[to]).collect();
            fresh.iter().for_each(|&to| seen[to] = true);
            open.extend(fresh);
        }
        seen
    };
    let ends = |at: usize| next[at].is_empty() || dead[at] > 0.0;
    let mut can_end: Vec<bool> = (0..names.len()).map(ends).collect();
    while (0..names.len()).any(|at| {
        let now = can_end[at] || next[at].iter().any(|&(to, _)| can_end[to]);
        std::mem::replace(&mut can_end[at], now) != now
    }) {}
    let seen: Vec<Vec<bool>> = (0..names.len()).map(|at| if can_end[at] { Vec::new() } else { after(at) }).collect();
    let leads_back = |at: usize| (0..names.len()).all(|to| !seen[at][to] || seen[to][at]);
    let trap: Vec<bool> = (0..names.len()).map(|at| !can_end[at] && leads_back(at)).collect();
    let mut mass = vec![0.0; names.len()];
    let mut waiting = vec![0.0; names.len()];
    waiting[number[start]] = 1.0;
    for _ in 0..200_000 {
        if waiting.iter().sum::<f64>() < 1e-15 {
            break;
        }
        for at in 0..names.len() {
            let here = std::mem::take(&mut waiting[at]);
            if !trap[at] && here > 0.0 {
                mass[at] += here;
                next[at].iter().for_each(|&(to, chance)| waiting[to] += here * chance);
            }
        }
    }
    let stuck = |at: usize| {
        let is_stuck = graph[names[at]].is_empty() && next[at].is_empty();
        f64::from(u8::from(is_stuck))
    };
    let dead_end = (0..names.len()).map(|at| mass[at] * (dead[at] + stuck(at))).sum();
    (names.into_iter().zip(mass).collect(), dead_end)
}

/// Compares what an exploration says of players who aim at goals with the games that they play.
pub fn check(rules: &Rules, graph: &Graph, explored: &Explored, story_name: &str) {
    let story = rules.story;
    let say = |what: &str| format!("{story_name}: {what}");
    let start = rules.visible(&rules.start());
    let aims = details(explored).aims.as_ref().expect("small stories are solved");
    let ends = |found: &Ends, visits: &Visits, dead_end: f64| {
        let is_ending = |state: &State| story.scene(state.scene).is_ending();
        let dead_end =
            dead_end - visits.iter().filter(|(state, _)| is_ending(state)).map(|(_, mass)| mass).sum::<f64>();
        close(found.dead_end, dead_end, &say("dead end"));
        for (ending, &chance) in story.endings().zip(&found.endings) {
            let own = visits.iter().filter(|(state, _)| state.scene == ending);
            close(chance, own.map(|(_, mass)| mass).sum(), &say("an ending"));
        }
        let all = found.endings.iter().sum::<f64>() + found.dead_end + found.never_ends;
        close(all, 1.0, &say("all games"));
    };
    assert_eq!(aims.aimed.len(), story.goals.len() * 2);
    for aimed in &aims.aimed {
        let values = ending(rules, graph, aimed.play, |state| worth(rules, aimed.goal, state));
        let shares = shares(graph, aimed.play, &values);
        let (visits, dead_end) = visits(graph, &start, &shares);
        ends(&aimed.ends, &visits, dead_end);
        if aimed.play != Play::Ordinary {
            continue;
        }
        for id in story.choice_ids() {
            let found = aims.worth(id)[aimed.goal];
            let expected = worth_by_hand(graph, &values, &visits, id);
            let what = say(&story.choice_name(id));
            assert_eq!(found.is_some(), expected.is_some(), "{what}");
            let (found, expected) = (found.unwrap_or_default(), expected.unwrap_or_default());
            close(found.best_share, expected.best_share, &what);
            close(found.mean_loss, expected.mean_loss, &what);
            close(found.max_loss, expected.max_loss, &what);
        }
    }
    let shares = shares(graph, Play::First, &start_values(graph));
    let (visits, dead_end) = visits(graph, &start, &shares);
    ends(&aims.first.ends, &visits, dead_end);
    for (goal, &found) in aims.first.goals.iter().enumerate() {
        let own = visits.iter().filter(|(state, _)| story.scene(state.scene).is_ending());
        let expected = own.map(|(state, mass)| mass * worth(rules, goal, state)).sum();
        close(found, expected, &say("the first choice every time"));
    }
}

/// No state is worth anything to a player who does not care.
fn start_values(graph: &Graph) -> BTreeMap<State, f64> {
    graph.keys().map(|state| (state.clone(), 0.0)).collect()
}

fn worth_by_hand(graph: &Graph, values: &BTreeMap<State, f64>, visits: &Visits, id: ChoiceId) -> Option<ChoiceWorth> {
    let (mut sum, mut best, mut loss, mut most) = (0.0, 0.0, 0.0, 0.0f64);
    for (state, moves) in graph.iter().filter(|(_, moves)| moves.len() > 1) {
        let Some(at) = moves.iter().position(|each| each.choice == Some(id)) else { continue };
        let own = losses(moves, values)[at];
        let visits = visits[state];
        if visits > 0.0 {
            sum += visits;
            best += if own == 0.0 { visits } else { 0.0 };
            loss += visits * own;
            most = most.max(own);
        }
    }
    (sum > 0.0).then(|| ChoiceWorth { best_share: best / sum, mean_loss: loss / sum, max_loss: most })
}
