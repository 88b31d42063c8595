//! A Markov chain among a few states that leaves them for certain, solved exactly.
//!
//! States are eliminated one by one as Grassmann, Taksar and Heyman do it ("Regenerative analysis and steady state
//! distributions for Markov chains", 1985): nothing is ever subtracted, so that every result is right to within a few
//! hundred roundings, however long the chain lingers.

/// Loops of at most this many states are solved in this way.
pub const MOST: usize = 128;

/// How often a larger loop may be gone round until its values stand still.
pub fn sweeps(states: usize) -> usize {
    (200_000_000 / states.max(1)).clamp(64, 100_000)
}

/// The chances to go from state to state, and to leave.
pub struct Chain {
    states: usize,
    chances: Vec<f64>,
    leaves: Vec<f64>,
}

/// A chain whose states have been eliminated.
pub struct Solved {
    states: usize,
    chances: Vec<f64>,
    others: Vec<f64>,
}

impl Chain {
    /// A chain of so many states that goes nowhere.
    pub fn new(states: usize) -> Chain {
        Chain { states, chances: vec![0.0; states * states], leaves: vec![0.0; states] }
    }

    /// Adds a chance to go from one state to another.
    pub fn add(&mut self, from: usize, to: usize, chance: f64) {
        self.chances[from * self.states + to] += chance;
    }

    /// Adds a chance to leave.
    pub fn add_leaving(&mut self, from: usize, chance: f64) {
        self.leaves[from] += chance;
    }

    /// Eliminates the states; `None` when some cannot leave.
    pub fn solve(mut self) -> Option<Solved> {
        let count = self.states;
        let mut others = vec![0.0; count];
        for last in (0..count).rev() {
            let row = last * count;
            let rest: f64 = self.chances[row..row + last].iter().sum::<f64>() + self.leaves[last];
            if rest <= 0.0 {
                return None;
            }
            others[last] = rest;
            for from in 0..last {
                let share = self.chances[from * count + last] / rest;
                if share > 0.0 {
                    for to in 0..last {
                        self.chances[from * count + to] += share * self.chances[row + to];
                    }
                    self.leaves[from] += share * self.leaves[last];
                }
            }
        }
        Some(Solved { states: count, chances: self.chances, others })
    }
}

impl Solved {
    /// The values v with v = gains + chances v.
    pub fn values(&self, mut gains: Vec<f64>) -> Vec<f64> {
        let count = self.states;
        for last in (0..count).rev() {
            for from in 0..last {
                gains[from] += self.chances[from * count + last] / self.others[last] * gains[last];
            }
        }
        for state in 0..count {
            let row = &self.chances[state * count..][..state];
            let others: f64 = row.iter().zip(&gains).map(|(chance, value)| chance * value).sum();
            gains[state] = (gains[state] + others) / self.others[state];
        }
        gains
    }

    /// How often each state is expected to be visited: the v with v = arrivals + v chances.
    pub fn visits(&self, mut arrivals: Vec<f64>) -> Vec<f64> {
        let count = self.states;
        for last in (0..count).rev() {
            for to in 0..last {
                arrivals[to] += arrivals[last] / self.others[last] * self.chances[last * count + to];
            }
        }
        for state in 0..count {
            let column = (0..state).map(|from| arrivals[from] * self.chances[from * count + state]);
            arrivals[state] = (arrivals[state] + column.sum::<f64>()) / self.others[state];
        }
        arrivals
    }
}

#[cfg(test)]
mod tests {
    use super::Chain;

    #[test]
    fn a_chain_that_leaves_once_in_a_billion_is_solved_exactly() {
        let rare = 1e-9;
        let mut chain = Chain::new(2);
        chain.add(0, 1, 1.0);
        chain.add(1, 0, 1.0 - rare);
        chain.add_leaving(1, rare);
        let solved = chain.solve().expect("it leaves");
        let values = solved.values(vec![0.0, rare]);
        assert!(values.iter().all(|value| (value - 1.0).abs() < 1e-15), "{values:?}");
        let visits = solved.visits(vec![1.0, 0.0]);
        assert!(visits.iter().all(|visits| (visits / 1e9 - 1.0).abs() < 1e-6), "{visits:?}");
    }

    #[test]
    fn a_chain_that_cannot_leave_has_no_solution() {
        let mut chain = Chain::new(1);
        chain.add(0, 0, 1.0);
        assert!(chain.solve().is_none());
    }
}
