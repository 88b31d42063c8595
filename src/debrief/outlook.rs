//! What can still become of a game in a state: its value for every goal and way of playing, and the endings in reach.

use super::points::Points;
use crate::engine::{Engine, Outcome};
use crate::explore::{Chance, EXACT, Values};
use crate::story::{ChoiceId, Exit, Play, SceneId, VariableId};

/// The ways of playing that a debrief looks at: the headline first, then the two beside it.
pub const PLAYS: [Play; 3] = [Play::Ordinary, Play::Best, Play::Random];

/// What can still become of a game.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// Goal by goal the value under each of [`PLAYS`].
    chances: Vec<Chance>,
    /// The goal that the debrief draws, by position.
    drawn: usize,
    /// The endings in reach, in order; `None` where that is not known.
    pub endings: Option<Vec<SceneId>>,
}

impl Outlook {
    /// The value for the goal of that position, under the way of playing of that position in [`PLAYS`].
    pub fn chance(&self, goal: usize, play: usize) -> Chance {
        self.chances.get(goal * PLAYS.len() + play).copied().unwrap_or(Chance::known(0.0))
    }

    /// The value that the timeline shows: for the goal that is drawn, under ordinary play.
    pub fn headline(&self) -> Chance {
        self.under(0)
    }

    /// The value for the goal that is drawn, under the way of playing of that position in [`PLAYS`].
    pub fn under(&self, play: usize) -> Chance {
        self.chance(self.drawn, play)
    }

    /// How many points more it is worth than an earlier one, as printed; `None` when that is not known.
    pub fn points_since(&self, before: &Outlook) -> Option<i32> {
        Points::of(self.headline()).since(Points::of(before.headline()))
    }

    /// Whether no choice makes a difference any more to the goal that is drawn. Blind play takes every choice now and then:
    /// when it does as well as perfect play, none matters.
    pub fn is_settled(&self) -> bool {
        self.headline().value().is_some() && (self.under(1).low - self.under(2).low).abs() <= EXACT
    }

    /// The goals that are not drawn, by position.
    pub fn other_goals(&self) -> impl Iterator<Item = usize> {
        (0..self.goals()).filter(|goal| *goal != self.drawn)
    }

    /// How many goals there are.
    pub fn goals(&self) -> usize {
        self.chances.len() / PLAYS.len()
    }

    /// Whether there is nothing to play for.
    pub fn is_aimless(&self) -> bool {
        self.chances.is_empty()
    }

    /// Whether every value is known.
    pub fn is_exact(&self) -> bool {
        self.chances.iter().all(|chance| chance.low == chance.high)
    }

    /// The endings in reach here that are not in reach there.
    pub fn endings_beyond(&self, other: &Outlook) -> Vec<SceneId> {
        let (Some(here), Some(there)) = (&self.endings, &other.endings) else { return Vec::new() };
        here.iter().copied().filter(|ending| !there.contains(ending)).collect()
    }

    /// What becomes of a game that has nowhere to go.
    fn nothing(goals: usize, drawn: usize) -> Outlook {
        Outlook { chances: vec![Chance::known(0.0); goals * PLAYS.len()], drawn, endings: Some(Vec::new()) }
    }

    /// Adds a share of another outlook.
    fn add(&mut self, share: f64, other: &Outlook) {
        for (sum, chance) in self.chances.iter_mut().zip(&other.chances) {
            *sum = *sum + share * *chance;
        }
        self.endings = match (self.endings.take(), &other.endings) {
            (Some(mut here), Some(there)) => {
                here.extend(there);
                here.sort_unstable();
                here.dedup();
                Some(here)
            }
            _ => None,
        };
    }
}

/// A choice, or the arm that was drawn of a way.
pub type ChosenOrDrawn = (Exit, Option<u8>);

/// Looks out from the states of one story.
#[derive(Clone, Copy)]
pub(super) struct Lookout<'a> {
    pub engine: &'a Engine,
    pub values: &'a Values,
    pub goals: usize,
    /// The goal that the debrief draws, by position.
    pub drawn: usize,
}

impl Lookout<'_> {
    /// The outlook from a state.
    pub fn state(&self, words: &[u64]) -> Outlook {
        let scene = self.engine.scene(words);
        if self.engine.rules(scene).is_ending() {
            // The value of a game that has ended is known, even when the search was stopped.
            let worth = |goal| [Chance::known(self.engine.worth(words, goal)); PLAYS.len()];
            let chances = (0..self.goals).flat_map(worth).collect();
            return Outlook { chances, drawn: self.drawn, endings: Some(vec![scene]) };
        }
        let standing = self.values.at(scene, words);
        let questions = (0..self.goals).flat_map(|goal| PLAYS.map(|play| (goal, play)));
        // Bounds that are close enough together to be one number are made one, so that sums are exact.
        let settled = |chance: Chance| chance.value().map_or(chance, Chance::known);
        let chances = questions.map(|(goal, play)| settled(standing.chance(goal, play))).collect();
        Outlook { chances, drawn: self.drawn, endings: standing.endings() }
    }

    /// The outlook once a choice of a state is made: the mean over its arms by weight.
    pub fn choice(&self, words: &[u64], choice: ChoiceId) -> Outlook {
        let mut chosen = words.to_vec();
        self.engine.choose(&mut chosen, choice);
        let mut outlook = Outlook::nothing(self.goals, self.drawn);
        for (arm, share) in shares(self.engine, &chosen, Exit::Choice(choice)) {
            outlook.add(share, &self.arm(&chosen, Exit::Choice(choice), arm));
        }
        outlook
    }

    /// The headline value after a step when some variables stay as they are; `None` when that leads to a state that
    /// the story does not have, or whose value is not known.
    pub fn keeping(&self, words: &[u64], taken: ChosenOrDrawn, kept: &[VariableId]) -> Option<f64> {
        let arrivals = self.arrivals(words, taken, kept);
        let value = |(next, share): &(Vec<u64>, f64)| {
            let scene = self.engine.scene(next);
            let standing = self.values.at(scene, next);
            let chance = match self.engine.rules(scene).is_ending() {
                true => Chance::known(self.engine.worth(next, self.drawn)),
                false => standing.chance(self.drawn, PLAYS[0]),
            };
            chance.value().filter(|_| standing.is_known()).map(|value| share * value)
        };
        if arrivals.is_empty() || self.goals == 0 { None } else { arrivals.iter().map(value).sum() }
    }

    /// By how much a step changes a variable up to the scene that it leads to; `None` when that is left to a draw.
    pub fn moved(&self, words: &[u64], taken: ChosenOrDrawn, variable: VariableId) -> Option<i32> {
        let value = |words: &[u64]| self.engine.value(words, variable);
        let arrivals = self.arrivals(words, taken, &[]);
        let mut moves = arrivals.iter().map(|(next, _)| value(next) - value(words));
        let first = moves.next()?;
        moves.all(|by| by == first).then_some(first)
    }

    /// The states that a step leads to, each with its chance, when some variables stay as they are.
    fn arrivals(&self, words: &[u64], (exit, drawn): ChosenOrDrawn, kept: &[VariableId]) -> Vec<(Vec<u64>, f64)> {
        let engine = self.engine;
        let keep = |mut next: Vec<u64>| {
            let fields = kept.iter().map(|&variable| engine.layout().variable(variable));
            fields.for_each(|field| field.set_raw(&mut next, field.raw(words)));
            next
        };
        let mut chosen = words.to_vec();
        if let (Exit::Choice(choice), None) = (exit, drawn) {
            engine.choose(&mut chosen, choice);
        }
        let chosen = keep(chosen);
        let arrive = |arm| {
            let mut next = chosen.clone();
            let target = engine.take(&mut next, exit, arm);
            next = keep(next);
            engine.enter(&mut next, target);
            keep(next)
        };
        let shares = drawn.map_or_else(|| shares(engine, &chosen, exit), |arm| vec![(arm, 1.0)]);
        shares.into_iter().map(|(arm, share)| (arrive(arm), share)).collect()
    }

    /// The outlook once an arm is taken.
    pub fn arm(&self, words: &[u64], exit: Exit, arm: u8) -> Outlook {
        self.state(&taken(self.engine, words, exit, arm))
    }
}

/// The arms that can be taken, each with its chance.
pub(super) fn shares(engine: &Engine, words: &[u64], exit: Exit) -> Vec<(u8, f64)> {
    match engine.outcome(words, exit) {
        Outcome::Nowhere => Vec::new(),
        Outcome::Certain(arm) => vec![(arm, 1.0)],
        Outcome::Drawn(of) => {
            engine.arms(words, exit).map(|(arm, weight)| (arm, f64::from(weight) / f64::from(of))).collect()
        }
    }
}

/// The state after an arm is taken and its target entered.
pub(super) fn taken(engine: &Engine, words: &[u64], exit: Exit, arm: u8) -> Vec<u64> {
    let mut next = words.to_vec();
    let target = engine.take(&mut next, exit, arm);
    engine.enter(&mut next, target);
    next
}
