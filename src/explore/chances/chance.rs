//! A chance, or the interval in which it lies for certain.

use std::ops::{Add, Mul, Sub};

/// A number from 0 to 1, given by two bounds. It is known when the bounds meet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chance {
    /// The number is at least this.
    pub low: f64,
    /// The number is at most this.
    pub high: f64,
}

/// Bounds at most this far apart count as one number: every chance that the program states is exact to 1e-9.
pub const EXACT: f64 = 1e-9;

impl Chance {
    /// A chance of which nothing is known.
    pub const UNKNOWN: Chance = Chance { low: 0.0, high: 1.0 };

    /// A chance whose bounds are both `value`.
    pub fn known(value: f64) -> Chance {
        Chance { low: value, high: value }
    }

    /// The middle of the bounds; `None` when they are more than [`EXACT`] apart.
    pub fn value(self) -> Option<f64> {
        (self.high - self.low <= EXACT).then_some(self.low + (self.high - self.low) / 2.0)
    }
}

/// Adds the lower bounds and the upper bounds: the sum is sure to lie between them. It may lie outside 0 to 1.
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

/// Multiplies a chance by a share. The share must not be negative: that would swap the bounds.
impl Mul<Chance> for f64 {
    type Output = Chance;

    fn mul(self, chance: Chance) -> Chance {
        Chance { low: self * chance.low, high: self * chance.high }
    }
}
