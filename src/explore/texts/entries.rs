//! How many words are read on entering a scene, remembered: most states of a scene read alike.

use super::prose::WordCounts;
use super::spread::WordCount;
use crate::story::SceneId;

/// How many readings are remembered.
const PLACES: usize = 256;

/// The words that are read on entering the states of one scene.
pub struct Entries<'p> {
    prose: &'p WordCounts<'p>,
    scene: SceneId,
    /// The bits of a state that decide.
    mask: Box<[u64]>,
    /// Those bits of the states remembered, place by place.
    keys: Vec<u64>,
    counts: Vec<Option<WordCount>>,
}

impl<'p> Entries<'p> {
    /// Remembers nothing yet.
    pub fn new(prose: &'p WordCounts<'p>, scene: SceneId) -> Entries<'p> {
        let mask = prose.mask(scene);
        Entries { prose, scene, keys: vec![0; PLACES * mask.len()], counts: vec![None; PLACES], mask }
    }

    /// The words read on entering a state.
    pub fn words(&mut self, state: &[u64]) -> WordCount {
        const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
        let decisive = || state.iter().zip(&self.mask).map(|(word, mask)| word & mask);
        let hash = decisive().fold(0, |hash: u64, word| (hash ^ word).wrapping_mul(SPREAD).rotate_left(32));
        let place = (hash % PLACES as u64) as usize;
        let count = self.mask.len();
        let key = &mut self.keys[place * count..][..count];
        match self.counts[place] {
            Some(count) if key.iter().copied().eq(decisive()) => count,
            _ => {
                key.iter_mut().zip(decisive()).for_each(|(held, word)| *held = word);
                *self.counts[place].insert(self.prose.entry(self.scene, state))
            }
        }
    }
}
