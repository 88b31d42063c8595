//! A chance, or the interval in which it lies for certain.

use std::ops::{Add, Mul, Sub};

/// A number from 0 to 1 that lies between two bounds; where they meet it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chance {
    /// It is no less.
    pub low: f64,
    /// It is no more.
    pub high: f64,
}

/// Bounds this close are one number: all that is said of a chance is exact to this.
pub const EXACT: f64 = 1e-9;

impl Chance {
    /// A chance that is known.
    pub fn known(value: f64) -> Chance {
        Chance { low: value, high: value }
    }

    /// The chance, when its bounds are close enough together to call it known.
    pub fn value(self) -> Option<f64> {
        (self.high - self.low <= EXACT).then_some(self.low + (self.high - self.low) / 2.0)
    }
}

/// Sums of chances keep their bounds certain: what is computed may lie outside 0 to 1, as a difference does.
impl Add for Chance {
    type Output = Chance;

    fn add(self, other: Chance) -> Chance {
        Chance { low: self.low + other.low, high: self.high + other.high }
    }
}

impl Sub for Chance {
    type Output = Chance;

    fn sub(self, other: Chance) -> Chance {
        Chance { low: self.low - other.high, high: self.high - other.low }
    }
}

/// By a share, which is not below 0.
impl Mul<Chance> for f64 {
    type Output = Chance;

    fn mul(self, chance: Chance) -> Chance {
        Chance { low: self * chance.low, high: self * chance.high }
    }
}
