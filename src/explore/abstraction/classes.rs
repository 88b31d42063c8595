//! Which values of one bounded number a question can tell apart.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

/// The values `0..=most` of a number. All fit into a `u16`: a story's numbers lie from -30,000 to 30,000.
#[derive(Clone, Copy, Debug)]
pub struct Domain {
    pub most: u32,
    /// Whether the number is kept whole or not at all. This holds for numbers with many values: their classes would
    /// cost more than a search of the values that occur.
    pub is_whole: bool,
}

/// A partition of the values of a number into classes. The least value of a class stands for the class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Classes {
    /// All values are one class: nobody asks for the number.
    One,
    /// Every value is a class of its own.
    Each,
    /// For each value, the least of its class.
    Some(Arc<[u16]>),
}

impl Classes {
    /// The partition in which two values share a class when `signature` gives the same for both.
    pub fn by<S: Eq + Hash>(Domain { most, is_whole }: Domain, signature: impl Fn(u16) -> S) -> Classes {
        if is_whole {
            let first = signature(0);
            let differs = (1..=most).any(|value| signature(value as u16) != first);
            return if differs { Classes::Each } else { Classes::One };
        }
        let mut least: HashMap<S, u16> = HashMap::new();
        let map: Arc<[u16]> =
            (0..=most).map(|value| *least.entry(signature(value as u16)).or_insert(value as u16)).collect();
        match least.len() {
            1 => Classes::One,
            count if count == map.len() => Classes::Each,
            _ => Classes::Some(map),
        }
    }

    /// The least value of the class of `value`. A value above the domain counts as the greatest value of the domain.
    pub fn of(&self, value: u16) -> u16 {
        match self {
            Classes::One => 0,
            Classes::Each => value,
            Classes::Some(map) => map[(value as usize).min(map.len() - 1)],
        }
    }

    /// Makes this the coarsest partition that tells apart all that either of the two does.
    pub fn meet(&mut self, other: &Classes, domain: Domain) {
        match (&*self, other) {
            (Classes::Each, _) | (_, Classes::One) => {}
            (Classes::One, _) | (_, Classes::Each) => *self = other.clone(),
            (Classes::Some(a), Classes::Some(b)) => {
                if a != b {
                    *self = Classes::by(domain, |value| (a[value as usize], b[value as usize]));
                }
            }
        }
    }

    /// The partition before a change: two values share a class when `change` turns them into values of one class here.
    pub fn before(&self, domain: Domain, change: impl Fn(u16) -> u16) -> Classes {
        match self {
            Classes::One => Classes::One,
            _ => Classes::by(domain, |value| self.of(change(value))),
        }
    }
}
