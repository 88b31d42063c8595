//! Sparse elimination of states from a Markov chain.
//!
//! States are eliminated one by one as Grassmann, Taksar and Heyman do it ("Regenerative analysis and steady state
//! distributions for Markov chains", 1985): nothing is ever subtracted, so every result is right to within a few
//! hundred roundings, however long a game stays in the chain. The state that causes the least work comes first.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Where one move leads: to states of the chain, or out of it. The chances need not add up to 1: what counts is their
/// ratio.
#[derive(Clone, Debug, Default)]
pub struct Row {
    pub arms: Vec<(u32, f64)>,
    pub leaves: f64,
}

impl Row {
    /// Adds up the arms that lead to the same state.
    pub fn merge(&mut self) {
        self.arms.sort_by_key(|&(to, _)| to);
        self.arms.dedup_by(|next, held| {
            let is_same = next.0 == held.0;
            held.1 += if is_same { next.1 } else { 0.0 };
            is_same
        });
    }

    /// Takes out the arms that lead back to `state`. Gives the sum of the chances that are left.
    pub fn cut_off(&mut self, state: u32) -> f64 {
        self.arms.retain(|&(to, _)| to != state);
        self.arms.iter().map(|&(_, chance)| chance).sum::<f64>() + self.leaves
    }
}

/// A Markov chain after some of its states were eliminated.
#[derive(Debug)]
pub struct Elimination {
    /// The rows that are left; those of eliminated states are empty.
    pub rows: Vec<Row>,
    /// Whether `new` has eliminated every state that it was asked to eliminate.
    pub is_whole: bool,
    pub has_eliminated: Vec<bool>,
    steps: Vec<EliminationStep>,
}

/// How one state was eliminated. `gather`, `spread` and `visits` go through these steps again.
#[derive(Debug)]
struct EliminationStep {
    state: u32,
    row: u32,
    /// The arms of the state's row at that time. `rest` sums their chances and the chance to leave the chain.
    arms: Vec<(u32, f64)>,
    rest: f64,
    /// The rows to which the state's row was added, each with the factor.
    shares: Vec<(u32, f64)>,
}

impl Elimination {
    /// Eliminates as many states as the limits on work allow. Work is counted in arms written: at most `each` for one
    /// state, `left` for all. `own` has the only row of each state to eliminate.
    pub fn new(rows: Vec<Row>, own: &[Option<u32>], each: usize, mut left: usize) -> Elimination {
        let mut led_to_by = vec![Vec::new(); own.len()];
        for (row, arms) in rows.iter().enumerate() {
            arms.arms.iter().for_each(|&(to, _)| led_to_by[to as usize].push(row as u32));
        }
        let mut elimination =
            Elimination { rows, is_whole: true, has_eliminated: vec![false; own.len()], steps: Vec::new() };
        let mut positions = vec![0; own.len()];
        let rows = own.iter().enumerate().filter_map(|(state, row)| Some((state as u32, (*row)?)));
        let mut open: BinaryHeap<Reverse<(usize, u32, u32)>> =
            rows.map(|(state, row)| Reverse((0, state, row))).collect();
        while let Some(Reverse((expected, state, row))) = open.pop() {
            let work = led_to_by[state as usize].len() * elimination.rows[row as usize].arms.len();
            if work > expected {
                open.push(Reverse((work, state, row)));
            } else if work > left.min(each) || !elimination.step(state, row, &mut led_to_by, &mut positions) {
                elimination.is_whole = false;
            } else {
                left -= work;
            }
        }
        elimination
    }

    /// Eliminates a state. If no game can leave the state, keeps it and gives `false`.
    fn step(&mut self, state: u32, row: u32, led_to_by: &mut [Vec<u32>], positions: &mut [u32]) -> bool {
        let mut own = std::mem::take(&mut self.rows[row as usize]);
        let rest = own.cut_off(state);
        if rest <= 0.0 {
            self.rows[row as usize] = own;
            return false;
        }
        for &(to, _) in &own.arms {
            led_to_by[to as usize].retain(|&other| other != row);
        }
        let mut shares = Vec::new();
        for other in std::mem::take(&mut led_to_by[state as usize]) {
            let into = &mut self.rows[other as usize];
            let Some(at) = into.arms.iter().position(|&(to, _)| to == state) else { continue };
            let share = into.arms.swap_remove(at).1 / rest;
            into.leaves += share * own.leaves;
            for (position, &(to, _)) in into.arms.iter().enumerate() {
                positions[to as usize] = position as u32 + 1;
            }
            for &(to, chance) in &own.arms {
                match positions[to as usize] {
                    0 => {
                        into.arms.push((to, share * chance));
                        led_to_by[to as usize].push(other);
                    }
                    position => into.arms[position as usize - 1].1 += share * chance,
                }
            }
            into.arms.iter().for_each(|&(to, _)| positions[to as usize] = 0);
            shares.push((other, share));
        }
        self.steps.push(EliminationStep { state, row, arms: own.arms, rest, shares });
        self.has_eliminated[state as usize] = true;
        true
    }

    /// Adds the gains of eliminated states to those of the rows that led to them. `gains` has one entry for each row.
    pub fn gather(&self, gains: &mut [f64]) {
        for step in &self.steps {
            let own = gains[step.row as usize];
            step.shares.iter().for_each(|&(row, share)| gains[row as usize] += share * own);
        }
    }

    /// Writes the values of the eliminated states into `values`, which must hold those of all other states. `gather`
    /// must have changed `gains` before.
    pub fn spread(&self, gains: &[f64], values: &mut [f64]) {
        for step in self.steps.iter().rev() {
            let next: f64 = step.arms.iter().map(|&(to, chance)| chance * values[to as usize]).sum();
            values[step.state as usize] = (gains[step.row as usize] + next) / step.rest;
        }
    }

    /// Solves v = gains + chances · v. All states must be eliminated.
    pub fn values(&self, mut gains: Vec<f64>) -> Vec<f64> {
        self.gather(&mut gains);
        let mut values = vec![0.0; gains.len()];
        self.spread(&gains, &mut values);
        values
    }

    /// The expected visits of each state: solves v = arrivals + v · chances. All states must be eliminated, and each
    /// must have the row of its own number.
    pub fn visits(&self, mut arrivals: Vec<f64>) -> Vec<f64> {
        for step in &self.steps {
            let share = arrivals[step.state as usize] / step.rest;
            step.arms.iter().for_each(|&(to, chance)| arrivals[to as usize] += share * chance);
        }
        for step in self.steps.iter().rev() {
            let others: f64 = step.shares.iter().map(|&(row, share)| arrivals[row as usize] * share).sum();
            arrivals[step.state as usize] = arrivals[step.state as usize] / step.rest + others;
        }
        arrivals
    }
}
