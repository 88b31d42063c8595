//! Decision and outcome, side by side: the one does not follow from the other.

use super::points::Points;
use super::timeline::{Decision, Timeline};

/// Dropped less than this, in all: little was let go.
const LITTLE: f64 = 0.30;

/// The result from which on a goal counts as reached.
const REACHED: f64 = 0.5;

/// Draws that gained this many points or more count as luck.
const LUCK: i32 = 5;

/// Which of the four it was. What a player reads of them never judges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Little was let go, and it came.
    LittleAndCame,
    /// Little was let go, and it did not come.
    LittleAndDidNot,
    /// Much was let go, and it came.
    MuchAndCame,
    /// Much was let go, and it did not come.
    MuchAndDidNot,
}

/// Decision and outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    /// Which of the four it was.
    pub cell: Cell,
    /// The points that decisions dropped, in all and as printed; what others gained does not make up for them.
    pub dropped: i32,
    /// The points that the other decisions gained.
    pub gained: i32,
    /// What it came to, in points.
    pub result: i32,
    /// Whether what was drawn gained points worth naming.
    pub is_luck: bool,
}

impl Balance {
    /// Weighs a game that has ended; `None` when its values are not known.
    pub(super) fn new(timeline: &Timeline) -> Option<Balance> {
        let is_known = timeline.is_exact() && !timeline.start.is_aimless();
        let result = timeline.result().headline();
        let loss = |decision: &Decision| decision.before.headline().low - decision.after.headline().low;
        let dropped: f64 = timeline.decisions().map(|decision| loss(decision).max(0.0)).sum();
        let cell = match (dropped < LITTLE - 1e-9, result.low >= REACHED) {
            (true, true) => Cell::LittleAndCame,
            (true, false) => Cell::LittleAndDidNot,
            (false, true) => Cell::MuchAndCame,
            (false, false) => Cell::MuchAndDidNot,
        };
        let points = || timeline.decisions().filter_map(Decision::points);
        is_known.then(|| Balance {
            cell,
            dropped: points().map(|points| (-points).max(0)).sum(),
            gained: points().map(|points| points.max(0)).sum(),
            result: Points::of(result).low,
            is_luck: timeline.falls().filter_map(|fall| fall.after.points_since(&fall.before)).sum::<i32>() >= LUCK,
        })
    }
}
