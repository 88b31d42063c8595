//! A lower bound on the number of games that show everything. Each thing shown gets a price, such that the things that
//! any known game shows cost at most 1 together.
//!
//! If that is true of every game, it takes at least as many games as the prices add up to (duality of linear programs;
//! Farley, "A note on bounding a class of linear programming problems", 1990, for prices that some game exceeds).

use super::longest::Tour;
use std::collections::BTreeMap;

/// The prices with the greatest sum, and the solution of the dual program: a mix of games that shows everything.
#[derive(Clone, Debug, Default)]
pub struct Prices {
    /// The price of each item.
    pub values: Vec<f64>,
    /// How often the mix plays each game.
    pub shares: Vec<f64>,
}

/// Finds the prices by the simplex method.
pub fn prices_of(tours: &[Tour], items: usize) -> Prices {
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
