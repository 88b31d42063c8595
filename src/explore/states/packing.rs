//! States of one scene as short keys, which hold only what an abstraction keeps.

use super::table::SHORT;
use crate::engine::{Engine, Field};
use crate::explore::abstraction::Abstraction;
use crate::explore::abstraction::classes::Classes;
use crate::explore::abstraction::slots::Slots;
use crate::story::SceneId;

/// How the states of one scene are written as keys. Two states have the same key when all their parts lie in the same
/// classes; a key is read back as the state whose parts are the least of their classes.
#[derive(Clone, Debug)]
pub struct Packing {
    /// The machine words of a key; at least 1.
    pub words: usize,
    /// The bits in use in the last word of a key.
    pub bits: u32,
    runs: Box<[BitRun]>,
    picks: Box<[Pick]>,
    empty: Box<[u64]>,
}

/// Bits that go into the key in one step: from bit `from` of a state's word `word` to bit `to` of the key's word `key`.
#[derive(Clone, Copy, Debug)]
struct BitRun {
    word: u16,
    key: u16,
    from: u8,
    to: u8,
    mask: u64,
}

/// A part of which only the class is kept. `number` has the class of each value, `least` the least value of each class.
#[derive(Clone, Debug)]
struct Pick {
    field: Field,
    key: u16,
    to: u8,
    mask: u64,
    number: Box<[u16]>,
    least: Box<[u16]>,
}

/// Hands out the bits of a key, from the first on.
struct Bits {
    key: u16,
    next: u32,
}

impl Bits {
    fn take(&mut self, width: u32) -> (u16, u8) {
        if self.next + width > 64 {
            self.key += 1;
            self.next = 0;
        }
        let at = (self.key, self.next as u8);
        self.next += width;
        at
    }
}

impl Packing {
    /// Plans the keys of a scene. With a `horizon`, states have one more word: the number of choices made, counted up
    /// to the horizon. A key that is too long for a bitmap is laid out to be written fast rather than to be short, as
    /// long as it takes no more words.
    pub fn new(engine: &Engine, slots: &Slots, scene: SceneId, kept: &Abstraction, horizon: Option<u64>) -> Packing {
        let tight = Packing::laid_out(engine, slots, scene, kept, horizon, Gaps::Closed);
        if tight.words == 1 && tight.bits <= SHORT {
            return tight;
        }
        let loose = Packing::laid_out(engine, slots, scene, kept, horizon, Gaps::Kept);
        if loose.words == tight.words { loose } else { tight }
    }

    fn laid_out(
        engine: &Engine,
        slots: &Slots,
        scene: SceneId,
        kept: &Abstraction,
        horizon: Option<u64>,
        gaps: Gaps,
    ) -> Packing {
        let mut bits = Bits { key: 0, next: 0 };
        let mut picks = Vec::new();
        let mut whole: Vec<Field> = Vec::new();
        for (slot, classes) in kept.iter() {
            let field = slots.fields[slot];
            match classes {
                Classes::Each if field.most() > 0 => whole.push(field),
                Classes::One | Classes::Each => {}
                Classes::Some(map) => picks.push(Pick::new(field, map, &mut bits)),
            }
        }
        whole.sort_unstable_by_key(|field| (field.word(), field.bits()));
        let mut runs: Vec<BitRun> = Vec::new();
        for (word, mask) in merge(&whole, gaps) {
            let from = mask.trailing_zeros() as u8;
            let (key, to) = bits.take(64 - mask.leading_zeros() - u32::from(from));
            runs.push(BitRun { word, key, from, to, mask: mask >> from });
        }
        let mut empty = vec![0; engine.words() + usize::from(horizon.is_some())].into_boxed_slice();
        if let Some(horizon) = horizon {
            let width = 64 - horizon.leading_zeros();
            let (key, to) = bits.take(width);
            let mask = (1u64 << width) - 1;
            runs.push(BitRun { word: engine.words() as u16, key, from: 0, to, mask });
        }
        engine.layout().scene.set_raw(&mut empty, u64::from(scene.0));
        Packing { words: bits.key as usize + 1, bits: bits.next, runs: runs.into(), picks: picks.into(), empty }
    }

    /// Writes the key of a state into `key`, which has [`Packing::words`] words.
    #[inline]
    pub fn pack(&self, words: &[u64], key: &mut [u64]) {
        key.fill(0);
        for run in &self.runs {
            key[run.key as usize] |= (words[run.word as usize] >> run.from & run.mask) << run.to;
        }
        for pick in &self.picks {
            key[pick.key as usize] |= u64::from(pick.number[pick.field.raw(words) as usize]) << pick.to;
        }
    }

    /// Writes the state that stands for a key into `words`.
    #[inline]
    pub fn unpack(&self, key: &[u64], words: &mut [u64]) {
        words.copy_from_slice(&self.empty);
        for run in &self.runs {
            words[run.word as usize] |= (key[run.key as usize] >> run.to & run.mask) << run.from;
        }
        for pick in &self.picks {
            let class = key[pick.key as usize] >> pick.to & pick.mask;
            pick.field.set_raw(words, u64::from(pick.least[class as usize]));
        }
    }
}

impl Pick {
    fn new(field: Field, map: &[u16], bits: &mut Bits) -> Pick {
        let least: Box<[u16]> =
            map.iter().enumerate().filter(|&(value, &class)| value == class as usize).map(|(_, &c)| c).collect();
        let number =
            map.iter().map(|class| least.binary_search(class).expect("a class holds its least value") as u16).collect();
        let width = usize::BITS - (least.len() - 1).leading_zeros();
        let (key, to) = bits.take(width);
        Pick { field, key, to, mask: (1 << width) - 1, number, least }
    }
}

/// Whether a key leaves out the unused bits between kept ones (`Closed`) or holds them, too (`Kept`).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gaps {
    Closed,
    Kept,
}

/// Joins fields of one word that lie side by side or, with [`Gaps::Kept`], all. Gives words, each with the joined bits.
fn merge(fields: &[Field], gaps: Gaps) -> Vec<(u16, u64)> {
    let mut merged: Vec<(u16, u64)> = Vec::new();
    for field in fields {
        let (word, bits) = (field.word() as u16, field.bits());
        match merged.last_mut() {
            Some((last, mask)) if *last == word && (gaps == Gaps::Kept || touches(*mask, bits)) => *mask |= bits,
            _ => merged.push((word, bits)),
        }
    }
    merged
}

fn touches(low: u64, high: u64) -> bool {
    64 - low.leading_zeros() == high.trailing_zeros()
}
