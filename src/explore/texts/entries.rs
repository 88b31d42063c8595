//! How many words are read in a state and along its edges.

use super::prose::WordCounts;
use super::spread::WordCount;
use crate::explore::order::StateId;
use crate::explore::states::graph::{Graph, NONE, Shape};
use crate::story::{ChoiceId, Exit};

/// Counts the words that are read in the states of a graph.
pub struct WordReader<'p> {
    prose: &'p WordCounts<'p>,
    here: Vec<u64>,
    chosen: Vec<u64>,
    next: Vec<u64>,
}

impl<'p> WordReader<'p> {
    pub fn new(prose: &'p WordCounts<'p>) -> WordReader<'p> {
        let state = || vec![0; prose.engine.words()];
        WordReader { prose, here: state(), chosen: state(), next: state() }
    }

    /// Gives the words read on entering a state. Appends to `along` the words read along each of its edges.
    pub fn costs(
        &mut self,
        graph: &Graph,
        (scene, state): StateId,
        shape: &Shape,
        along: &mut Vec<WordCount>,
    ) -> WordCount {
        let WordReader { prose, here, chosen, next } = self;
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
        prose.entry(scene, here)
    }
}
