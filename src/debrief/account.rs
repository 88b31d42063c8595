//! How start, decisions and draws of a game add up to its result; and a comparison of the decisions with that result,
//! because good decisions can end badly.

use super::outlook::{Outlook, PLAYS, Points};
use super::timeline::{Step, Timeline};
use crate::explore::Chance;

/// Decisions that lost less than this in sum lost little. 1.0 is the value of a goal reached.
const LITTLE: f64 = 0.30;

/// A goal counts as reached if its result is at least this.
const REACHED: f64 = 0.5;

/// Draws that gained at least this many points in sum count as luck.
const LUCK: i32 = 5;

/// The account of one goal under one way of playing. Its numbers are bounds if the story was too large for a full
/// search.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Account {
    /// The goal, by position.
    pub goal: usize,
    /// The way of playing, by its position in [`PLAYS`].
    pub play: usize,
    pub start: Chance,
    pub decisions: Chance,
    pub draws: Chance,
    pub result: Chance,
    /// The account in whole points; `None` if it has bounds, or is a mean over several games.
    pub printed: Option<Printed>,
}

/// An account in whole points: start + decisions + draws = result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Printed {
    pub start: i32,
    pub decisions: i32,
    pub draws: i32,
    pub result: i32,
}

impl Account {
    /// The account of a goal under a way of playing, by its position in [`PLAYS`].
    pub(super) fn new(goal: usize, play: usize, timeline: &Timeline) -> Account {
        let value = |outlook: &Outlook| outlook.chance(goal, play);
        let points = |outlook: &Outlook| Points::of(value(outlook));
        let sum = |steps: &[&Step]| {
            let add = |sum: Chance, step: &&Step| sum + value(&step.after) - value(&step.before);
            let points = steps.iter().map(|step| points(&step.after).since(points(&step.before)));
            (steps.iter().fold(Chance::known(0.0), add), points.sum::<Option<i32>>())
        };
        let (decisions, decided) = sum(&timeline.decisions().collect::<Vec<_>>());
        let (draws, drawn) = sum(&timeline.draws().collect::<Vec<_>>());
        let [start, result] = [&timeline.start, timeline.result()];
        let printed = || {
            let (start, result) = (points(start).known()?, points(result).known()?);
            Some(Printed { start, decisions: decided?, draws: drawn?, result })
        };
        let printed = if timeline.is_exact() { printed() } else { None };
        Account { goal, play, start: value(start), decisions, draws, result: value(result), printed }
    }

    /// The four figures as text, in this order: start, decisions, draws, result.
    pub fn figures(&self) -> [String; 4] {
        let added = |printed: Option<i32>, of: Chance| match printed.or(Points::of(of).known()) {
            Some(points) => signed(points),
            None => Points::of(of).to_string(),
        };
        let decisions = added(self.printed.map(|it| it.decisions), self.decisions);
        let draws = added(self.printed.map(|it| it.draws), self.draws);
        [Points::of(self.start).to_string(), decisions, draws, Points::of(self.result).to_string()]
    }
}

/// Points with `+` or `-`; zero has no sign.
pub(super) fn signed(points: i32) -> String {
    if points == 0 { "0".into() } else { format!("{points:+}") }
}

/// The accounts of all goals under every way of playing. The goal that the debrief shows comes first.
pub(super) fn accounts(goal: usize, timeline: &Timeline) -> Vec<Account> {
    let goals = (!timeline.start.is_aimless()).then_some(goal).into_iter().chain(timeline.start.other_goals());
    goals.flat_map(|goal| (0..PLAYS.len()).map(move |play| Account::new(goal, play, timeline))).collect()
}

/// The decisions of a game, compared with its outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    /// Whether the decisions lost little, or no more than they gained.
    pub is_little: bool,
    pub is_reached: bool,
    /// The points that decisions lost, added up as printed. Gains are not subtracted.
    pub dropped: i32,
    /// The points that decisions gained, added up as printed.
    pub gained: i32,
    /// The final value of the goal, in points.
    pub result: i32,
    /// Whether the draws together gained at least `LUCK` points.
    pub is_luck: bool,
}

impl Balance {
    /// `None` if a value is not known, or if the story has no goal. The game must have ended.
    pub(super) fn new(timeline: &Timeline) -> Option<Balance> {
        let is_known = timeline.is_exact() && !timeline.start.is_aimless();
        let result = timeline.result().headline();
        let loss = |decision: &Step| decision.before.headline().low - decision.after.headline().low;
        let lost: f64 = timeline.decisions().map(|decision| loss(decision).max(0.0)).sum();
        let points = || timeline.decisions().filter_map(Step::points);
        let dropped: i32 = points().map(|points| (-points).max(0)).sum();
        let gained: i32 = points().map(|points| points.max(0)).sum();
        let (is_little, is_reached) = (lost < LITTLE - 1e-9 || dropped <= gained, result.low >= REACHED);
        let is_luck = timeline.draws().filter_map(Step::points).sum::<i32>() >= LUCK;
        let result = Points::of(result).low;
        is_known.then_some(Balance { is_little, is_reached, dropped, gained, result, is_luck })
    }
}
