//! How start, decisions and draws add up to the result, and how the decisions compare with it: good ones can end badly.

use super::outlook::{Outlook, PLAYS, Points};
use super::timeline::{Step, StepKind, Timeline};
use crate::explore::Chance;
use std::array;

/// Decisions that lost less than this in sum lost little. 1.0 is the value of a goal reached.
const LITTLE: f64 = 0.30;

/// A goal counts as reached if its result is at least this.
const REACHED: f64 = 0.5;

/// Draws that gained at least this many points in sum count as luck.
const LUCK: i32 = 5;

/// The account of one goal under one way of playing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Account {
    /// The goal, by position.
    pub goal: usize,
    /// The way of playing, by its position in [`PLAYS`].
    pub play: usize,
    /// Start, decisions, draws and their sum, the result. They are bounds if the story was too large for a full search.
    pub parts: [Chance; 4],
    /// The parts in whole points, which add up too; `None` if they have bounds, or are means over several games.
    pub printed: Option<[i32; 4]>,
}

impl Account {
    pub(super) fn new(goal: usize, play: usize, timeline: &Timeline) -> Account {
        let value = |outlook: &Outlook| outlook.chance(goal, play);
        let [start, result] = [&timeline.start, timeline.result()].map(value);
        let mut parts = [start, Chance::known(0.0), Chance::known(0.0), result];
        let mut printed = [Points::of(start).low, 0, 0, Points::of(result).low];
        for step in &timeline.steps {
            let part = match step.kind {
                StepKind::Decision(_) => 1,
                StepKind::Draw(_) => 2,
                StepKind::Told(_) => continue,
            };
            let [before, after] = [&step.before, &step.after].map(value);
            parts[part] = parts[part] + after - before;
            printed[part] += Points::of(after).low - Points::of(before).low;
        }
        Account { goal, play, parts, printed: timeline.is_exact().then_some(printed) }
    }

    pub fn result(&self) -> Chance {
        self.parts[3]
    }

    /// The parts as text. Decisions and draws have a sign.
    pub fn figures(&self) -> [String; 4] {
        array::from_fn(|part| {
            let points = Points::of(self.parts[part]);
            let added = self.printed.map(|it| it[part]).or(points.known()).filter(|_| part == 1 || part == 2);
            added.map_or_else(|| points.to_string(), signed)
        })
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
    /// Whether the draws together gained at least `LUCK` points.
    pub is_luck: bool,
}

impl Balance {
    /// `None` if a value is not known, or if the story has no goal. The game must have ended.
    pub(super) fn new(timeline: &Timeline) -> Option<Balance> {
        let loss = |decision: &Step| (decision.before.headline().low - decision.after.headline().low).max(0.0);
        let lost: f64 = timeline.decisions().map(loss).sum();
        let points = || timeline.decisions().filter_map(Step::points);
        let (dropped, gained): (i32, i32) = (points().map(|it| -it.min(0)).sum(), points().map(|it| it.max(0)).sum());
        let is_known = timeline.is_exact() && !timeline.start.is_aimless();
        is_known.then_some(Balance {
            is_little: lost < LITTLE - 1e-9 || dropped <= gained,
            is_reached: timeline.result().headline().low >= REACHED,
            dropped,
            gained,
            is_luck: timeline.draws().filter_map(Step::points).sum::<i32>() >= LUCK,
        })
    }
}
