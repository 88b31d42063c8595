//! Solves a Markov decision process that games leave under every policy.
//!
//! States with one row are eliminated. For the others policy iteration finds the best policy; elimination solves each
//! policy. Where that costs too much, interval iteration closes in on the values from below and from above.

use super::elimination::{Elimination, Row};
use std::ops::Range;

/// Errors below this, relative to the greatest value, are only rounding.
const ROUNDING: f64 = 1e-12;
/// Policy iteration changes to another move only if it is better by more than this, for values of the order of 1.
const BETTER: f64 = 1e-15;
/// The most policies that policy iteration tries.
const POLICIES: usize = 100;
/// Interval iteration stops when its bounds are this close together, relative to the greatest value. It is tried where
/// policy iteration leaves a greater error.
const CLOSE: f64 = 1e-11;
/// The most rows that interval iteration evaluates. Then it gives up and leaves its bounds as they are.
const PATIENCE: usize = 200_000_000;

/// A process. In each state a player takes one of the state's rows, for the greatest value or else for the least. Each
/// row has a gain.
pub struct Process {
    is_greatest: bool,
    /// The elimination of the states with one row.
    eliminated: Elimination,
    /// The states that are left, by their new numbers.
    states: Vec<usize>,
    /// For each of them its rows, each with the row's number in the process.
    rows: Vec<Vec<(usize, Row)>>,
    policy: Vec<usize>,
    /// The elimination of the current policy; `None` until it is done.
    solved: Option<Elimination>,
    /// A bound on the expected number of choices in the process; `None` until it is worked out.
    longest: Option<f64>,
}

impl Process {
    /// A process. `states` has the range of rows of each state. Eliminates the states with one row. `gains` has one list
    /// for each column, with a gain for each row: afterwards they are those of the rows that are left.
    pub fn new(is_greatest: bool, rows: Vec<Row>, states: &[Range<usize>], gains: &mut [Vec<f64>]) -> Process {
        let own: Vec<Option<u32>> = states.iter().map(|rows| (rows.len() == 1).then_some(rows.start as u32)).collect();
        let is_chain = own.iter().all(Option::is_some);
        let each = if is_chain { usize::MAX } else { 64 };
        let mut eliminated = Elimination::new(rows, &own, each, 1_000_000 + 200 * states.len());
        gains.iter_mut().for_each(|gains| eliminated.gather(gains));
        let left: Vec<usize> = (0..states.len()).filter(|&state| !eliminated.has_eliminated[state]).collect();
        let mut numbers = vec![u32::MAX; states.len()];
        left.iter().enumerate().for_each(|(number, &state)| numbers[state] = number as u32);
        let mut row_left = |number: usize, state: usize| {
            // An arm back to its own state only delays the game. It is cut off, and the other chances are scaled up.
            let mut row = std::mem::take(&mut eliminated.rows[number]);
            let rest = row.cut_off(state as u32);
            if rest > 0.0 {
                row.arms.iter_mut().for_each(|(to, chance)| (*to, *chance) = (numbers[*to as usize], *chance / rest));
                row.leaves /= rest;
                gains.iter_mut().for_each(|gains| gains[number] /= rest);
            }
            (number, row)
        };
        let rows_left = |&state: &usize| states[state].clone().map(|number| row_left(number, state)).collect();
        let rows = left.iter().map(rows_left).collect();
        Process {
            is_greatest,
            eliminated,
            rows,
            policy: vec![0; left.len()],
            states: left,
            solved: None,
            longest: None,
        }
    }

    /// The values of the states with the gains of one column, and their greatest error. `most` is the greatest value
    /// that a state can have in this column.
    pub fn solve(&mut self, gains: &[f64], most: f64) -> (Vec<f64>, f64) {
        let (mut solved, mut greatest) = (vec![0.0; self.eliminated.has_eliminated.len()], 0.0);
        if most > 0.0 && !self.states.is_empty() {
            let found = self.best(gains, self.is_greatest, BETTER * most);
            let solved_by_policies = found.map(|(values, residual)| {
                let longest = self.longest.unwrap_or_else(|| self.longest());
                self.longest = Some(longest);
                (values, ((residual + f64::EPSILON * most) * longest).min(most))
            });
            // After too many policies the error may be large, or unknown.
            let (values, error) = match solved_by_policies {
                Some((values, error)) if error <= CLOSE * most => (values, error),
                solved => {
                    let enclosed = self.enclose(gains, most);
                    solved.filter(|solved| solved.1 < enclosed.1).unwrap_or(enclosed)
                }
            };
            self.states.iter().zip(values).for_each(|(&state, value)| solved[state] = value);
            greatest = if error < ROUNDING * most { 0.0 } else { error };
        }
        self.eliminated.spread(gains, &mut solved);
        (solved, greatest)
    }

    /// The values of the best policy, and by how much a single choice could still improve them; `None` when a policy
    /// takes too long to solve.
    fn best(&mut self, gains: &[f64], is_greatest: bool, better: f64) -> Option<(Vec<f64>, f64)> {
        let sign = if is_greatest { 1.0 } else { -1.0 };
        for round in 0.. {
            let values = self.values(gains)?;
            let (mut residual, mut is_changed) = (0.0f64, false);
            for (state, rows) in self.rows.iter().enumerate() {
                let gain =
                    |&(number, ref row): &(usize, Row)| sign * (weigh(row, gains[number], &values) - values[state]);
                let (mut best, mut most) = (self.policy[state], better * values[state].abs().max(1.0));
                for (choice, row) in rows.iter().enumerate() {
                    let gain = gain(row);
                    residual = residual.max(gain);
                    if gain > most {
                        (best, most) = (choice, gain);
                    }
                }
                is_changed |= best != self.policy[state];
                if round < POLICIES {
                    self.policy[state] = best;
                }
            }
            if !is_changed || round == POLICIES {
                return Some((values, residual));
            }
            self.solved = None;
        }
        None
    }

    /// The values of the current policy; `None` when it takes too long to solve.
    fn values(&mut self, gains: &[f64]) -> Option<Vec<f64>> {
        let of_policy = || self.rows.iter().zip(&self.policy).map(|(rows, &choice)| &rows[choice]);
        let own = of_policy().map(|&(number, _)| gains[number]).collect();
        if self.solved.is_none() {
            let states: Vec<Option<u32>> = (0..self.states.len() as u32).map(Some).collect();
            let rows = of_policy().map(|(_, row)| row.clone()).collect();
            self.solved = Some(Elimination::new(rows, &states, usize::MAX, 500_000 + 100 * states.len()));
        }
        self.solved.as_ref().filter(|solved| solved.is_whole).map(|solved| solved.values(own))
    }

    /// A bound on the expected number of choices that a game makes here, under any policy. An error in a single choice
    /// adds up at most this many times.
    fn longest(&mut self) -> f64 {
        let count = self.rows.iter().flatten().map(|&(number, _)| number + 1).max().unwrap_or(0);
        let ones = vec![1.0; count];
        let held = (self.policy.clone(), self.solved.take());
        let found = self.best(&ones, true, 1e-12);
        (self.policy, self.solved) = held;
        let Some((steps, _)) = found else { return f64::INFINITY };
        // With exact numbers, `steps` falls by at least 1 along every row, and so bounds every policy. With rounding it
        // falls by at least `least`: the division makes up for that.
        let least = |(state, rows): (usize, &Vec<(usize, Row)>)| {
            let taken = rows.iter().map(|(_, row)| steps[state] - weigh(row, 0.0, &steps));
            taken.fold(f64::INFINITY, f64::min)
        };
        let least = self.rows.iter().enumerate().map(least).fold(f64::INFINITY, f64::min);
        let most = steps.iter().copied().fold(0.0, f64::max);
        if least > 0.0 { most / least } else { f64::INFINITY }
    }

    /// Narrows bounds on the values by interval iteration. Gives the middle of the bounds, and its greatest error.
    fn enclose(&self, gains: &[f64], most: f64) -> (Vec<f64>, f64) {
        let mut low = vec![0.0; self.states.len()];
        let mut high = vec![most; self.states.len()];
        let rows: usize = self.rows.iter().map(Vec::len).sum();
        let mut gap = most;
        for _ in 0..(PATIENCE / rows.max(1)).max(16) {
            let mut is_changed = false;
            gap = 0.0;
            for (state, rows) in self.rows.iter().enumerate() {
                let of = |values: &[f64]| {
                    let rows = rows.iter().map(|(number, row)| weigh(row, gains[*number], values));
                    if self.is_greatest { rows.fold(0.0, f64::max) } else { rows.fold(f64::INFINITY, f64::min) }
                };
                let next = (of(&low).max(low[state]), of(&high).min(high[state]));
                is_changed |= next != (low[state], high[state]);
                (low[state], high[state]) = next;
                gap = gap.max(next.1 - next.0);
            }
            if gap <= CLOSE * most || !is_changed {
                break;
            }
        }
        let middle = low.iter().zip(&high).map(|(low, high)| low + (high - low) / 2.0).collect();
        (middle, gap / 2.0)
    }
}

fn weigh(row: &Row, gain: f64, values: &[f64]) -> f64 {
    gain + row.arms.iter().map(|&(to, chance)| chance * values[to as usize]).sum::<f64>()
}
