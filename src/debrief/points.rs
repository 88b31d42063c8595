//! Values as they are printed: whole points of a hundred, rounded so that printed sums are right.

use crate::explore::Chance;
use std::fmt;

/// A value in whole points of a hundred, or its two bounds if it is not known.
///
/// A printed change is the difference of the two printed values, so that a column of changes adds up exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Points {
    /// The value is at least this.
    pub low: i32,
    /// The value is at most this.
    pub high: i32,
}

impl Points {
    /// Rounds a value; bounds are rounded outwards.
    pub fn of(chance: Chance) -> Points {
        match chance.value() {
            Some(value) => {
                let points = (value * 100.0).round() as i32;
                Points { low: points, high: points }
            }
            None => Points { low: (chance.low * 100.0).floor() as i32, high: (chance.high * 100.0).ceil() as i32 },
        }
    }

    /// The points, when they are known.
    pub fn known(self) -> Option<i32> {
        (self.low == self.high).then_some(self.low)
    }

    /// What was gained since an earlier value, when both are known.
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

#[cfg(test)]
mod tests {
    use super::{Chance, Points};

    #[test]
    fn what_is_known_is_rounded_and_what_is_bounded_stays_within_its_bounds() {
        assert_eq!(Points::of(Chance::known(0.695)).known(), Some(70));
        assert_eq!(Points::of(Chance { low: 0.123, high: 0.871 }), Points { low: 12, high: 88 });
        assert_eq!(Points::of(Chance::known(0.861)).since(Points::of(Chance::known(0.7))), Some(16));
    }
}
