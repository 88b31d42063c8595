//! How long a game is: the least, the most and the mean, in choices or in words, of games that reach an ending.

use super::again::chain;
use super::chain::{MOST, sweeps};
use super::graph::{Graph, NONE, UNKNOWN};
use super::order::{Part, Place, last_uses};
use std::collections::{HashMap, HashSet};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// Choices made.
    Choices,
    /// Words read.
    Words,
}

/// How long games are that reach an ending.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Length {
    /// The least.
    pub min: u64,
    /// The most; `None` when there is no bound.
    pub max: Option<u64>,
    /// The mean under random play.
    pub mean: f64,
}

/// What is known of a state: of the games that go on from it and reach an ending.
#[derive(Clone, Copy, Debug)]
struct Known {
    min: u64,
    max: u64,
    chance: f64,
    sum: f64,
}

/// No game goes on to an ending.
const NOTHING: Known = Known { min: u64::MAX, max: 0, chance: 0.0, sum: 0.0 };
const UNBOUNDED: u64 = u64::MAX;

/// Measures the games of a searched story; `None` when no ending was found.
pub(super) fn length(graph: &Graph, order: &[Part], measure: Measure) -> Option<Length> {
    let mut measured = Measured { graph, measure, scenes: vec![Vec::new(); graph.scenes.len()] };
    let last = last_uses(graph, order);
    for (part, done) in order.iter().zip(last) {
        for &scene in part.scenes() {
            measured.scenes[scene.index()] = vec![NOTHING; graph.states(scene).len()];
        }
        match part {
            Part::Scene(scene) => {
                (0..graph.states(*scene).len()).for_each(|state| measured.settle((*scene, state as u32)));
            }
            Part::Tangle(tangle) => tangle.loops().for_each(|(places, is_loop)| match is_loop {
                true => measured.go_round(places),
                false => measured.settle(places[0]),
            }),
        }
        for scene in done {
            measured.scenes[scene.index()] = Vec::new();
        }
    }
    let start = measured.scenes[graph.start.index()][0];
    (start.min != u64::MAX).then_some(Length {
        min: start.min,
        max: (start.max != UNBOUNDED).then_some(start.max),
        mean: start.sum / start.chance,
    })
}

struct Measured<'a> {
    graph: &'a Graph<'a>,
    measure: Measure,
    scenes: Vec<Vec<Known>>,
}

impl Measured<'_> {
    fn go_round(&mut self, places: &[Place]) {
        let mut changed = true;
        while changed {
            changed = false;
            for &place in places {
                let min = self.found(place).min;
                changed |= min != self.known(place).min;
                self.set(place, Known { min, ..NOTHING });
            }
        }
        self.mean(places);
        self.most(places);
    }

    /// The chance to end and the sum of a loop: solved where it is small, else by going round until nothing moves.
    fn mean(&mut self, places: &[Place]) {
        let nodes: HashMap<Place, usize> =
            places.iter().enumerate().map(|(node, &place)| (place, node)).collect();
        let solved = match places.len() {
            0..=MOST => chain(self.graph, places, &nodes, |_, _| false).solve(),
            _ => None,
        };
        if let Some(solved) = solved {
            let chances = solved.values(places.iter().map(|&place| self.found(place).chance).collect());
            for (&place, chance) in places.iter().zip(chances) {
                self.set(place, Known { chance, ..self.known(place) });
            }
            let sums = solved.values(places.iter().map(|&place| self.found(place).sum).collect());
            for (&place, sum) in places.iter().zip(sums) {
                self.set(place, Known { sum, ..self.known(place) });
            }
            return;
        }
        for _ in 0..sweeps(places.len()) {
            let mut moved = false;
            for &place in places {
                let (old, new) = (self.known(place), self.found(place));
                moved |= new.sum - old.sum > 1e-14 * new.sum || new.chance - old.chance > 1e-16;
                self.set(place, Known { chance: new.chance, sum: new.sum, ..old });
            }
            if !moved {
                break;
            }
        }
    }

    /// The most of a loop: unbounded when going round counts, else the most of the ways out.
    fn most(&mut self, places: &[Place]) {
        let inside: HashSet<Place> = places.iter().copied().collect();
        let mut most = 0;
        for &place in places.iter().filter(|&&place| self.known(place).min != u64::MAX) {
            let entry = self.entry(place);
            self.each_edge(place, |_, cost, next| {
                if self.known(next).min == u64::MAX {
                    return;
                }
                if !inside.contains(&next) {
                    most = most.max(self.known(next).max.saturating_add(cost + entry));
                } else if cost + entry > 0 {
                    most = UNBOUNDED;
                }
            });
        }
        for &place in places {
            let known = self.known(place);
            if known.min != u64::MAX {
                self.set(place, Known { max: most, ..known });
            }
        }
    }

    fn known(&self, (scene, state): Place) -> Known {
        self.scenes[scene.index()][state as usize]
    }

    fn set(&mut self, (scene, state): Place, known: Known) {
        self.scenes[scene.index()][state as usize] = known;
    }

    fn entry(&self, (scene, state): Place) -> u64 {
        match self.measure {
            Measure::Choices => 0,
            Measure::Words => u64::from(self.graph.states(scene).words[state as usize]),
        }
    }

    /// Calls `visit` with the chance, the cost and the target of each edge of a state that is known.
    fn each_edge(&self, (scene, state): Place, mut visit: impl FnMut(f64, u64, Place)) {
        let states = self.graph.states(scene);
        let Some(shape) = states.shape(state as usize) else { return };
        let edges = states.edges(state as usize, shape);
        let share = 1.0 / shape.moves.len() as f64;
        let mut position = states.firsts[state as usize] as usize;
        for (each, own) in shape.moves(edges) {
            for (arm, &number) in each.arms.iter().zip(own) {
                let cost = match self.measure {
                    Measure::Choices => u64::from(each.choice != NONE),
                    Measure::Words => u64::from(states.edge_words[position]),
                };
                position += 1;
                if number != UNKNOWN {
                    visit(share * arm.chance, cost, (arm.to, number));
                }
            }
        }
    }

    fn settle(&mut self, place: Place) {
        self.set(place, self.found(place));
    }

    /// What is known of a state, from what is known of those it leads to.
    fn found(&self, place: Place) -> Known {
        let mut known = NOTHING;
        if self.graph.states(place.0).is_ending {
            known = Known { min: 0, max: 0, chance: 1.0, sum: 0.0 };
        }
        self.each_edge(place, |chance, cost, next| {
            let next = self.known(next);
            if next.min == u64::MAX {
                return;
            }
            known.min = known.min.min(next.min + cost);
            known.max = known.max.max(next.max.saturating_add(cost));
            known.chance += chance * next.chance;
            known.sum += chance * (next.sum + cost as f64 * next.chance);
        });
        if known.min != u64::MAX {
            let entry = self.entry(place);
            known.min += entry;
            known.max = known.max.saturating_add(entry);
            known.sum += entry as f64 * known.chance;
        }
        known
    }
}
