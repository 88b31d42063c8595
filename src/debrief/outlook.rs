//! What is still possible from a state of a game: the endings in reach, and a value for every goal and way of playing.
//! Values are printed in points, from 0 to 100.

use crate::engine::{Engine, Outcome};
use crate::explore::{Chance, EXACT, Values};
use crate::story::{Exit, Play, SceneId, VariableId};
use crate::view::Reader;
use std::collections::BTreeSet;
use std::fmt;

/// The ways of playing that a debrief compares. The first gives the headline value.
pub const PLAYS: [Play; 3] = [Play::Ordinary, Play::Best, Play::Random];

/// What is still possible from one state of a game.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// The values, goal by goal; each goal has one value for each of [`PLAYS`].
    chances: Vec<Chance>,
    /// The position of the goal that the debrief shows.
    goal: usize,
    /// The endings in reach; `None` if they are not known.
    pub endings: Option<BTreeSet<SceneId>>,
}

impl Outlook {
    /// The value for a goal under a way of playing, both by position. Zero if there is no such goal.
    pub fn chance(&self, goal: usize, play: usize) -> Chance {
        self.chances.get(goal * PLAYS.len() + play).copied().unwrap_or(Chance::known(0.0))
    }

    /// The value that the timeline shows: that of the debrief's goal under ordinary play.
    pub fn headline(&self) -> Chance {
        self.under(0)
    }

    /// The value for the debrief's goal under a way of playing, by its position in [`PLAYS`].
    pub fn under(&self, play: usize) -> Chance {
        self.chance(self.goal, play)
    }

    /// The headline in points, as printed.
    pub fn points(&self) -> Points {
        Points::of(self.headline())
    }

    /// Whether no choice can change the value of the debrief's goal any more. Random play can take every choice: if its
    /// value equals that of perfect play, no choice matters.
    pub fn is_settled(&self) -> bool {
        self.headline().value().is_some() && (self.under(1).low - self.under(2).low).abs() <= EXACT
    }

    /// The positions of all goals but the debrief's.
    pub fn other_goals(&self) -> impl Iterator<Item = usize> {
        (0..self.chances.len() / PLAYS.len()).filter(|goal| *goal != self.goal)
    }

    /// Whether the story has no goals.
    pub fn is_aimless(&self) -> bool {
        self.chances.is_empty()
    }

    pub fn is_exact(&self) -> bool {
        self.chances.iter().all(|chance| chance.low == chance.high)
    }

    /// The endings in reach from here but not from `other`; empty if either set is not known.
    pub fn endings_beyond(&self, other: &Outlook) -> Vec<SceneId> {
        let (Some(here), Some(there)) = (&self.endings, &other.endings) else { return Vec::new() };
        here.difference(there).copied().collect()
    }
}

/// A value in whole points from 0 to 100, or its two bounds if the value is not known.
///
/// A printed change is the difference of two printed values, so that a column of changes adds up exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Points {
    pub low: i32,
    pub high: i32,
}

impl Points {
    /// Rounds a known value to the nearest point, and bounds outwards.
    pub fn of(chance: Chance) -> Points {
        let (low, high) = match chance.value() {
            Some(value) => ((value * 100.0).round(), (value * 100.0).round()),
            None => ((chance.low * 100.0).floor(), (chance.high * 100.0).ceil()),
        };
        Points { low: low as i32, high: high as i32 }
    }

    pub fn known(self) -> Option<i32> {
        (self.low == self.high).then_some(self.low)
    }

    /// The points gained since an earlier value; `None` unless both values are known.
    pub fn since(self, before: Points) -> Option<i32> {
        Some(self.known()? - before.known()?)
    }
}

impl fmt::Display for Points {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self.known() {
            Some(points) => write!(out, "{points}"),
            None => write!(out, "{}–{}", self.low, self.high),
        }
    }
}

/// A step: an exit with `None` for a choice, or an exit with the position of the arm that a draw took.
pub type ChosenOrDrawn = (Exit, Option<u8>);

/// Finds the [`Outlook`] of any state, for the debrief of one game.
#[derive(Clone, Copy)]
pub(super) struct Lookout<'a> {
    pub reader: &'a Reader<'a>,
    pub values: &'a Values,
    /// The position of the goal that the debrief shows.
    pub goal: usize,
    /// The game's last state.
    pub end: &'a [u64],
}

impl Lookout<'_> {
    pub fn state(&self, words: &[u64]) -> Outlook {
        let scene = self.reader.engine.scene(words);
        if self.reader.engine.rules(scene).is_ending() {
            // The value of an ending is known, even if the search stopped early.
            let chances = self.chances(|goal, _| Chance::known(self.reader.engine.worth(words, goal)));
            return Outlook { chances, goal: self.goal, endings: Some(BTreeSet::from([scene])) };
        }
        let standing = self.values.at(scene, words);
        // Bounds that are almost equal become one number, so that sums are exact.
        let settled = |chance: Chance| chance.value().map_or(chance, Chance::known);
        let chances = self.chances(|goal, play| settled(standing.chance(goal, play)));
        Outlook { chances, goal: self.goal, endings: standing.endings().map(BTreeSet::from_iter) }
    }

    fn chances(&self, chance: impl Fn(usize, Play) -> Chance) -> Vec<Chance> {
        (0..self.reader.story.goals.len()).flat_map(|goal| PLAYS.map(|play| chance(goal, play))).collect()
    }

    /// The outlook after a step: the mean over the arms that may be drawn, by their weights.
    pub fn after(&self, words: &[u64], step: ChosenOrDrawn) -> Outlook {
        let chances = self.chances(|_, _| Chance::known(0.0));
        let mut outlook = Outlook { chances, goal: self.goal, endings: Some(BTreeSet::new()) };
        for (next, share) in self.arrivals(words, step, &[]) {
            let next = self.state(&next);
            for (sum, chance) in outlook.chances.iter_mut().zip(next.chances) {
                *sum = *sum + share * chance;
            }
            outlook.endings = outlook.endings.zip(next.endings).map(|(here, there)| &here | &there);
        }
        outlook
    }

    /// The states to which a step can lead, each with its probability. The variables in `kept` keep their values.
    pub fn arrivals(&self, words: &[u64], (exit, drawn): ChosenOrDrawn, kept: &[VariableId]) -> Vec<(Vec<u64>, f64)> {
        let engine = self.reader.engine;
        let keep = |next: &mut [u64]| {
            let fields = kept.iter().map(|&variable| engine.layout().variable(variable));
            fields.for_each(|field| field.set_raw(next, field.raw(words)));
        };
        let mut chosen = words.to_vec();
        if let (Exit::Choice(choice), None) = (exit, drawn) {
            engine.choose(&mut chosen, choice);
        }
        keep(&mut chosen);
        let arms = drawn.map_or_else(|| arms(engine, &chosen, exit), |arm| vec![(arm, 1, 1)]);
        let arrive = |(arm, weight, of)| {
            let mut next = chosen.clone();
            let target = engine.take(&mut next, exit, arm);
            keep(&mut next);
            engine.enter(&mut next, target);
            keep(&mut next);
            (next, f64::from(weight) / f64::from(of))
        };
        arms.into_iter().map(arrive).collect()
    }
}

/// The arms that may be taken at an exit, each with its weight and the sum of all weights.
pub(super) fn arms(engine: &Engine, words: &[u64], exit: Exit) -> Vec<(u8, u32, u32)> {
    match engine.outcome(words, exit) {
        Outcome::Nowhere => Vec::new(),
        Outcome::Certain(arm) => vec![(arm, 1, 1)],
        Outcome::Drawn(of) => engine.arms(words, exit).map(|(arm, weight)| (arm, weight, of)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Chance, Points};

    #[test]
    fn known_values_round_to_the_nearest_point_and_bounds_round_outwards() {
        assert_eq!(Points::of(Chance::known(0.695)).known(), Some(70));
        assert_eq!(Points::of(Chance { low: 0.123, high: 0.871 }), Points { low: 12, high: 88 });
        assert_eq!(Points::of(Chance::known(0.861)).since(Points::of(Chance::known(0.7))), Some(16));
    }
}
