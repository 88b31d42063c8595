//! Few games that show all that a story can show, and a bound on how few there can be.

mod displays;
mod longest;

use super::abstraction::Subject;
use super::states::search::{Limits, Progress};
use super::texts::prose::WordCounts;
use super::texts::showing::Showable;
use super::ways::paths::PathStep;
use crate::engine::Engine;
use crate::story::{ChoiceId, Story};
use displays::Displays;
use longest::Tour;
use std::collections::{BTreeMap, BTreeSet};

/// The most games that are looked for to raise the lower bound.
const ROUNDS: usize = 100;

/// Games that together show all that can be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Cover {
    pub showable: BTreeSet<Showable>,
    /// The given games that help: the position of each, and what it shows that the games before it do not.
    pub held: Vec<(usize, BTreeSet<Showable>)>,
    /// The steps of further games, and what each shows that the games before it do not.
    pub added: Vec<(Vec<PathStep>, BTreeSet<Showable>)>,
    /// A lower bound on the number of games that together show everything.
    pub least: usize,
}

/// What each game shows. A game is given by its choices and the arms that it draws.
pub fn shown<'g>(
    story: &Story,
    engine: &Engine,
    games: impl IntoIterator<Item = (&'g [ChoiceId], &'g [u8])>,
) -> Vec<BTreeSet<Showable>> {
    let prose = WordCounts::new(story, engine);
    games.into_iter().map(|(choices, draws)| prose.game(choices, draws)).collect()
}

/// All that any game can show; `None` when a limit was hit.
pub fn showable(
    story: &Story,
    engine: &Engine,
    limits: &Limits,
    progress: &mut dyn FnMut(Progress),
) -> Option<BTreeSet<Showable>> {
    let subject = Subject::new(story, engine);
    let displays = Displays::new(&subject, limits, progress)?;
    Some(displays.items.into_iter().collect())
}

/// Finds games that together show all that can be shown. `held` has what each given game shows; given games that help
/// are used. `None` when a limit was hit.
pub fn cover(
    story: &Story,
    engine: &Engine,
    held: &[BTreeSet<Showable>],
    limits: &Limits,
    progress: &mut dyn FnMut(Progress),
) -> Option<Cover> {
    let subject = Subject::new(story, engine);
    let displays = Displays::new(&subject, limits, progress)?;
    let count = displays.items.len();
    let mut missing = vec![true; count];
    let held = keep(&displays, held, &mut missing);
    let mut pool = greedy(&displays, vec![true; count]);
    let mut least = 0.0f64;
    let mut prices = Prices::default();
    for _ in 0..ROUNDS {
        prices = prices_of(&pool, count);
        let total: f64 = prices.values.iter().sum();
        least = least.max(total / displays.bound(&prices.values).max(1e-9));
        let tour = displays.longest(&prices.values);
        if tour.items.iter().map(|&item| prices.values[item as usize]).sum::<f64>() <= 1.0 + 1e-7
            || pool.contains(&tour)
        {
            break;
        }
        pool.push(tour);
    }
    let by_price = |missing: &[bool], tour: &Tour| -> f64 {
        let new = tour.items.iter().filter(|&&item| missing[item as usize]);
        new.map(|&item| prices.values[item as usize] + 1e-4).sum()
    };
    let by_count = |missing: &[bool], tour: &Tour| -> f64 {
        tour.items.iter().filter(|&&item| missing[item as usize]).count() as f64
    };
    let shares = pool.iter().zip(&prices.shares).filter(|(_, share)| **share > 1e-6);
    let of_mix: Vec<Tour> = shares.map(|(tour, _)| tour.clone()).collect();
    let sets = [
        pick(&pool, missing.clone(), by_count),
        pick(&pool, missing.clone(), by_price),
        pick(&of_mix, missing.clone(), by_price),
    ];
    let wanted = missing.iter().filter(|&&missing| missing).count();
    let is_whole = |set: &Vec<(Tour, Vec<u32>)>| set.iter().map(|(_, new)| new.len()).sum::<usize>() == wanted;
    let best = sets.into_iter().filter(is_whole).min_by_key(Vec::len).unwrap_or_default();
    let named = |new: Vec<u32>| new.into_iter().map(|item| displays.items[item as usize]).collect();
    Some(Cover {
        held,
        added: best.into_iter().map(|(tour, new)| (displays.steps(&tour), named(new))).collect(),
        least: (least - 1e-6).ceil() as usize,
        showable: displays.items.iter().copied().collect(),
    })
}

/// Keeps each of the `held` games that shows something still missing, and marks that as no longer `missing`.
fn keep(displays: &Displays, held: &[BTreeSet<Showable>], missing: &mut [bool]) -> Vec<(usize, BTreeSet<Showable>)> {
    let number: BTreeMap<Showable, u32> = displays.items.iter().copied().zip(0..).collect();
    let mut kept = Vec::new();
    let mut left: Vec<usize> = (0..held.len()).collect();
    let new = |at: usize, missing: &[bool]| -> Vec<u32> {
        let items = held[at].iter().filter_map(|what| number.get(what).copied());
        items.filter(|&item| missing[item as usize]).collect()
    };
    while let Some(best) = left.iter().copied().max_by_key(|&at| (new(at, missing).len(), std::cmp::Reverse(at))) {
        let own = new(best, missing);
        if own.is_empty() {
            break;
        }
        own.iter().for_each(|&item| missing[item as usize] = false);
        kept.push((best, own.into_iter().map(|item| displays.items[item as usize]).collect()));
        left.retain(|&at| at != best);
    }
    kept
}

/// Finds games that show all that is missing: each time a game that shows most of it.
fn greedy(displays: &Displays, mut missing: Vec<bool>) -> Vec<Tour> {
    let mut tours = Vec::new();
    loop {
        let weights: Vec<f64> = missing.iter().map(|&missing| f64::from(u8::from(missing))).collect();
        let tour = displays.longest(&weights);
        let mut is_new = false;
        for &item in &tour.items {
            is_new |= std::mem::replace(&mut missing[item as usize], false);
        }
        if is_new {
            tours.push(tour);
        } else if let Some(item) = missing.iter().position(|&missing| missing) {
            // Only a loop shows this item, and `longest` does not follow loops: the item gets a shortest game.
            let tour = displays.shortest(item as u32);
            missing[item] = false;
            tour.items.iter().for_each(|&item| missing[item as usize] = false);
            tours.push(tour);
        } else {
            return tours;
        }
    }
}

/// Picks games that show all that is missing: each time the one with the greatest score. Then it leaves out the games
/// that show nothing new. Gives each game with what it adds.
fn pick(pool: &[Tour], missing: Vec<bool>, score: impl Fn(&[bool], &Tour) -> f64) -> Vec<(Tour, Vec<u32>)> {
    let mut left = missing.clone();
    let mut picked: Vec<&Tour> = Vec::new();
    loop {
        let scored = pool.iter().map(|tour| (score(&left, tour), tour));
        let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best });
        let Some((_, best)) = best.filter(|&(score, _)| score > 0.0) else { break };
        best.items.iter().for_each(|&item| left[item as usize] = false);
        picked.push(best);
    }
    let mut times = vec![0; missing.len()];
    picked.iter().flat_map(|tour| &tour.items).for_each(|&item| times[item as usize] += 1);
    for at in (0..picked.len()).rev() {
        let wanted = |&item: &u32| missing[item as usize];
        if picked[at].items.iter().filter(|item| wanted(item)).all(|&item| times[item as usize] > 1) {
            picked.remove(at).items.iter().for_each(|&item| times[item as usize] -= 1);
        }
    }
    let mut left = missing;
    let new = |tour: &Tour| -> Vec<u32> {
        let new = tour.items.iter().copied();
        new.filter(|&item| std::mem::replace(&mut left[item as usize], false)).collect()
    };
    let added: Vec<Vec<u32>> = picked.iter().copied().map(new).collect();
    picked.into_iter().cloned().zip(added).collect()
}

/// Prices of the items, with the greatest sum such that the items of each known game cost at most 1 together; and the
/// solution of the dual program: a mix of games that shows everything.
///
/// If no game at all shows items for more than 1, a cover needs at least as many games as the prices add up to (duality
/// of linear programs; Farley, "A note on bounding a class of linear programming problems", 1990, for prices at which
/// some game shows more than 1).
#[derive(Clone, Debug, Default)]
struct Prices {
    /// The price of each item.
    values: Vec<f64>,
    /// For each game, how often the mix plays it.
    shares: Vec<f64>,
}

/// Finds the prices by the simplex method.
fn prices_of(tours: &[Tour], items: usize) -> Prices {
    // Items that the same games show share one column.
    let mut games: Vec<Vec<usize>> = vec![Vec::new(); items];
    for (game, tour) in tours.iter().enumerate() {
        tour.items.iter().for_each(|&item| games[item as usize].push(game));
    }
    let mut columns: BTreeMap<&[usize], usize> = BTreeMap::new();
    for (item, games) in games.iter().enumerate().filter(|(_, games)| !games.is_empty()) {
        columns.entry(games).or_insert(item);
    }
    let (rows, width) = (tours.len(), columns.len() + tours.len() + 1);
    let mut table = vec![vec![0.0f64; width]; rows + 1];
    for (column, of_games) in columns.keys().enumerate() {
        of_games.iter().for_each(|&game| table[game][column] = 1.0);
        table[rows][column] = -1.0;
    }
    for (row, line) in table.iter_mut().enumerate().take(rows) {
        line[columns.len() + row] = 1.0;
        line[width - 1] = 1.0;
    }
    let mut basis: Vec<usize> = (0..rows).map(|row| columns.len() + row).collect();
    for _ in 0..rows * 20 {
        let costs = &table[rows][..width - 1];
        let enters = (0..width - 1).min_by(|&one, &other| costs[one].total_cmp(&costs[other]));
        let Some(enters) = enters.filter(|&column| costs[column] < -1e-9) else { break };
        let ratio = |row: usize| table[row][width - 1] / table[row][enters];
        let leaves = (0..rows).filter(|&row| table[row][enters] > 1e-9);
        let Some(leaves) = leaves.min_by(|&one, &other| ratio(one).total_cmp(&ratio(other))) else { break };
        pivot(&mut table, leaves, enters);
        basis[leaves] = enters;
    }
    let mut values = vec![0.0; items];
    let named: Vec<usize> = columns.values().copied().collect();
    for (row, &column) in basis.iter().enumerate() {
        if let Some(&item) = named.get(column) {
            values[item] = table[row][width - 1].max(0.0);
        }
    }
    Prices { values, shares: (0..rows).map(|row| table[rows][named.len() + row]).collect() }
}

fn pivot(table: &mut [Vec<f64>], row: usize, column: usize) {
    let by = table[row][column];
    table[row].iter_mut().for_each(|value| *value /= by);
    let own = table[row].clone();
    for (_, other) in table.iter_mut().enumerate().filter(|&(at, _)| at != row) {
        let times = other[column];
        if times != 0.0 {
            other.iter_mut().zip(&own).for_each(|(value, own)| *value -= times * own);
        }
    }
}
