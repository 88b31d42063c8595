//! How many words are read in a state and along its edges.

use super::prose::WordCounts;
use super::spread::WordCount;
use crate::explore::order::StateId;
use crate::explore::states::graph::{Graph, NONE, Shape};
use crate::story::{ChoiceId, Exit, SceneId};

/// Counts the words that are read in the states of a graph.
pub struct WordReader<'p> {
    prose: &'p WordCounts<'p>,
    /// By scene.
    entries: Vec<Option<Entries<'p>>>,
    here: Vec<u64>,
    chosen: Vec<u64>,
    next: Vec<u64>,
}

impl<'p> WordReader<'p> {
    /// Has read nothing yet.
    pub fn new(prose: &'p WordCounts<'p>) -> WordReader<'p> {
        let state = || vec![0; prose.engine.words()];
        let entries = prose.story.scenes.iter().map(|_| None).collect();
        WordReader { prose, entries, here: state(), chosen: state(), next: state() }
    }

    /// The words read on entering a state; those read `along` each of its edges are added to that list.
    pub fn costs(
        &mut self,
        graph: &Graph,
        (scene, state): StateId,
        shape: &Shape,
        along: &mut Vec<WordCount>,
    ) -> WordCount {
        let WordReader { prose, entries, here, chosen, next } = self;
        graph.unpack(scene, state as usize, here);
        for each in &shape.moves {
            chosen.copy_from_slice(here);
            let (exit, said) = match each.choice {
                NONE => (Exit::Scene(scene), WordCount::default()),
                index => {
                    let choice = ChoiceId { scene, index };
                    prose.engine.choose(chosen, choice);
                    (Exit::Choice(choice), prose.choice(choice, chosen))
                }
            };
            for arm in &each.arms {
                next.copy_from_slice(chosen);
                prose.engine.take(next, exit, arm.arm);
                along.push(said + prose.arm(exit, arm.arm, next));
            }
        }
        entries[scene.index()].get_or_insert_with(|| Entries::new(prose, scene)).words(here)
    }
}

/// How many readings of a scene are remembered: most of its states read alike.
const PLACES: usize = 256;

/// The words that are read on entering the states of one scene.
struct Entries<'p> {
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
    fn new(prose: &'p WordCounts<'p>, scene: SceneId) -> Entries<'p> {
        let mask = prose.mask(scene);
        Entries { prose, scene, keys: vec![0; PLACES * mask.len()], counts: vec![None; PLACES], mask }
    }

    /// The words read on entering a state.
    fn words(&mut self, state: &[u64]) -> WordCount {
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
