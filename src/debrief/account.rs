//! How start, decisions and draws add up to the result; and the decisions beside the outcome, which does not follow
//! from them.

use super::outlook::{Outlook, PLAYS};
use super::points::Points;
use super::timeline::{Decision, Step, Timeline};
use crate::explore::Chance;

/// Losses below this sum count as little; 1.0 is the whole goal.
const LITTLE: f64 = 0.30;

/// From this result on, a goal counts as reached.
const REACHED: f64 = 0.5;

/// Draws that gained this many points or more count as luck.
const LUCK: i32 = 5;

/// The account of one goal under one way of playing. If the story is too large for a full search, its numbers are
/// bounds.
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
pub(super) fn accounts(drawn: usize, timeline: &Timeline) -> Vec<Account> {
    let goals = (!timeline.start.is_aimless()).then_some(drawn).into_iter().chain(timeline.start.other_goals());
    let questions = goals.flat_map(|goal| (0..PLAYS.len()).map(move |play| (goal, play)));
    questions.map(|(goal, play)| account(goal, play, timeline)).collect()
}

fn account(goal: usize, play: usize, timeline: &Timeline) -> Account {
    let value = |outlook: &Outlook| outlook.chance(goal, play);
    let (drawn, decided): (Vec<&Step>, Vec<&Step>) = timeline.steps.iter().partition(|it| matches!(it, Step::Fall(_)));
    let changes = [decided, drawn].map(|steps| -> Vec<(Chance, Chance)> {
        let changes = steps.into_iter().filter_map(Step::change);
        changes.map(|(before, after)| (value(before), value(after))).collect()
    });
    let add = |sum: Chance, (before, after): &(Chance, Chance)| sum + *after - *before;
    let sums = changes.each_ref().map(|all| all.iter().fold(Chance::known(0.0), add));
    let points = |(before, after): &(Chance, Chance)| Points::of(*after).since(Points::of(*before));
    let points = changes.each_ref().map(|all| all.iter().map(points).sum::<Option<i32>>());
    let (start, result) = (value(&timeline.start), value(timeline.result()));
    let printed = || {
        let (start, result) = (Points::of(start).known()?, Points::of(result).known()?);
        Some(Printed { start, decisions: points[0]?, draws: points[1]?, result })
    };
    let printed = printed().filter(|_| timeline.is_exact());
    Account { goal, play, start, decisions: sums[0], draws: sums[1], result, printed }
}

/// Whether decisions lost little (or no more than they gained) or much, and whether the goal was reached. The sentences
/// never judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    LittleAndCame,
    LittleAndDidNot,
    MuchAndCame,
    MuchAndDidNot,
}

/// Decisions beside the outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    pub cell: Cell,
    /// The sum of the points that decisions lost, as printed. Gains are not subtracted.
    pub dropped: i32,
    /// The sum of the points that decisions gained, as printed.
    pub gained: i32,
    /// The final value of the goal, in points.
    pub result: i32,
    /// Whether the draws together gained at least `LUCK` points.
    pub is_luck: bool,
}

impl Balance {
    /// Compares decisions and outcome of an ended game; `None` without known values or a goal.
    pub(super) fn new(timeline: &Timeline) -> Option<Balance> {
        let is_known = timeline.is_exact() && !timeline.start.is_aimless();
        let result = timeline.result().headline();
        let loss = |decision: &Decision| decision.before.headline().low - decision.after.headline().low;
        let dropped: f64 = timeline.decisions().map(|decision| loss(decision).max(0.0)).sum();
        let points = || timeline.decisions().filter_map(Decision::points);
        let lost: i32 = points().map(|points| (-points).max(0)).sum();
        let gained: i32 = points().map(|points| points.max(0)).sum();
        let cell = match (dropped < LITTLE - 1e-9 || lost <= gained, result.low >= REACHED) {
            (true, true) => Cell::LittleAndCame,
            (true, false) => Cell::LittleAndDidNot,
            (false, true) => Cell::MuchAndCame,
            (false, false) => Cell::MuchAndDidNot,
        };
        let draws = timeline.steps.iter().filter(|step| matches!(step, Step::Fall(_)));
        is_known.then(|| Balance {
            cell,
            dropped: lost,
            gained,
            result: Points::of(result).low,
            is_luck: draws.filter_map(Step::points).sum::<i32>() >= LUCK,
        })
    }
}
