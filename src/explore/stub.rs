//! A stand-in.
use crate::engine::{Engine, Outcome};
use crate::story::*;
use std::cell::RefCell;
use std::collections::HashMap;

use super::Chance;
type Row = ([f64; 9], u64);
/// Values.
pub struct Values<'a> {
    story: &'a Story,
    engine: &'a Engine,
    memo: RefCell<HashMap<Box<[u64]>, Row>>,
}
impl<'a> Values<'a> {
    /// New.
    pub fn new(story: &'a Story, engine: &'a Engine) -> Values<'a> {
        Values { story, engine, memo: RefCell::default() }
    }
    /// Chance.
    pub fn chance(&self, words: &[u64], goal: usize, play: Play) -> Chance {
        let p = match play {
            Play::Ordinary => 0,
            Play::Best => 1,
            _ => 2,
        };
        Chance::known(self.row(words).0[goal * 3 + p])
    }
    /// Endings.
    pub fn endings(&self, words: &[u64]) -> Vec<SceneId> {
        let bits = self.row(words).1;
        self.story.endings().enumerate().filter(|(i, _)| bits >> i & 1 == 1).map(|(_, e)| e).collect()
    }
    fn row(&self, words: &[u64]) -> Row {
        if let Some(row) = self.memo.borrow().get(words) {
            return *row;
        }
        let scene = self.engine.scene(words);
        let row = match &self.story.scene(scene).body {
            Body::Ending { .. } => {
                let mut row = [0.0; 9];
                for g in 0..self.story.goals.len() {
                    row[g * 3..g * 3 + 3].fill(self.engine.worth(words, g));
                }
                let at = self.story.endings().position(|e| e == scene).unwrap_or(0);
                (row, 1 << at)
            }
            Body::Goto(_) => self.way(words, Exit::Scene(scene)),
            Body::Choices(_) => {
                let rows: Vec<Row> = self
                    .engine
                    .available(words)
                    .map(|c| {
                        let mut w = words.to_vec();
                        self.engine.choose(&mut w, c);
                        self.way(&w, Exit::Choice(c))
                    })
                    .collect();
                let mut out = ([0.0; 9], 0);
                for l in 0..9 {
                    let mean = rows.iter().map(|r| r.0[l]).sum::<f64>() / rows.len().max(1) as f64;
                    let max = rows.iter().map(|r| r.0[l]).fold(0.0, f64::max);
                    out.0[l] = match l % 3 {
                        0 => (mean + max) / 2.0,
                        1 => max,
                        _ => mean,
                    };
                }
                out.1 = rows.iter().fold(0, |a, r| a | r.1);
                out
            }
        };
        self.memo.borrow_mut().insert(words.into(), row);
        row
    }
    fn way(&self, words: &[u64], exit: Exit) -> Row {
        let to = |arm| {
            let mut w = words.to_vec();
            let t = self.engine.take(&mut w, exit, arm);
            self.engine.enter(&mut w, t);
            self.row(&w)
        };
        match self.engine.outcome(words, exit) {
            Outcome::Nowhere => ([0.0; 9], 0),
            Outcome::Certain(arm) => to(arm),
            Outcome::Drawn(of) => {
                let mut out = ([0.0; 9], 0);
                for (arm, weight) in self.engine.arms(words, exit) {
                    let r = to(arm);
                    (0..9).for_each(|l| out.0[l] += r.0[l] * f64::from(weight) / f64::from(of));
                    out.1 |= r.1;
                }
                out
            }
        }
    }
}
