//! Verdicts on the properties of a story.

use crate::explore::chances::chance::{Chance, EXACT};
use crate::explore::ways::paths::Path;

/// What is known of a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Proved,
    /// It does not.
    Refuted,
    /// A limit was hit before it was clear.
    Unknown,
}

/// A verdict, and what shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// Whether the property holds.
    pub verdict: Verdict,
    /// A shortest path that shows why the property does not hold; `None` when it holds or no path can show that.
    pub path: Option<Path>,
    /// The chance, when the property speaks of one.
    pub chance: Option<Chance>,
}

impl Judgement {
    pub fn unknown() -> Judgement {
        Judgement::plain(Verdict::Unknown)
    }

    /// A verdict without a path or a chance.
    pub fn plain(verdict: Verdict) -> Judgement {
        Judgement { verdict, path: None, chance: None }
    }
}

/// Judges whether a chance lies between two bounds, to within [`EXACT`]; a bound that is `None` is 0 or 1.
pub fn judge_chance(chance: Chance, min: Option<f64>, max: Option<f64>) -> Judgement {
    let (min, max) = (min.unwrap_or(0.0) - EXACT, max.unwrap_or(1.0) + EXACT);
    let verdict = if chance.low >= min && chance.high <= max {
        Verdict::Proved
    } else if chance.high < min || chance.low > max {
        Verdict::Refuted
    } else {
        Verdict::Unknown
    };
    Judgement { chance: Some(chance), ..Judgement::plain(verdict) }
}
