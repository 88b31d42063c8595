//! States of one scene as short keys, which hold only what an abstraction keeps.

use crate::engine::Field;
use crate::explore::abstraction::Subject;
use crate::explore::abstraction::classes::Classes;
use crate::explore::abstraction::slots::Abstraction;
use crate::story::SceneId;
use std::collections::BTreeMap;

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

impl Subject<'_> {
    /// For each scene, how its states become keys: these hold what is `kept`. With a `horizon`, states have one more
    /// word: the number of choices made, counted up to the horizon.
    pub fn packings(&self, kept: &[Abstraction], horizon: Option<u64>) -> Vec<Packing> {
        self.story.scene_ids().zip(kept).map(|(id, kept)| Packing::new(self, id, kept, horizon)).collect()
    }
}

impl Packing {
    fn new(subject: &Subject, scene: SceneId, kept: &Abstraction, horizon: Option<u64>) -> Packing {
        let Subject { engine, slots, .. } = subject;
        let mut bits = Bits { key: 0, next: 0 };
        let mut picks = Vec::new();
        let mut whole: BTreeMap<usize, u64> = BTreeMap::new();
        for (&slot, classes) in &kept.slots {
            let field = slots.fields[slot];
            match classes {
                Classes::One => {}
                Classes::Each => *whole.entry(field.word()).or_default() |= field.bits(),
                Classes::Some(map) => picks.push(Pick::new(field, map, &mut bits)),
            }
        }
        whole.extend(horizon.map(|horizon| (engine.words(), u64::MAX >> horizon.leading_zeros())));
        let mut runs: Vec<BitRun> = Vec::new();
        for (word, mut left) in whole {
            while left != 0 {
                let from = left.trailing_zeros();
                let width = (left >> from).trailing_ones();
                let mask = u64::MAX >> (64 - width);
                let (key, to) = bits.take(width);
                runs.push(BitRun { word: word as u16, key, from: from as u8, to, mask });
                left &= !(mask << from);
            }
        }
        let mut empty = vec![0; engine.words() + usize::from(horizon.is_some())].into_boxed_slice();
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
