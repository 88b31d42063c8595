//! The least and the greatest value of each variable, over all states as the story declares them.
//!
//! On a reduced graph a state stands for many states, which differ in parts that nobody reads any more. All of them
//! make the same moves. A move adds to a part, up to its bounds, or assigns: so the state with the greater value never
//! gets the smaller one. So it is enough to carry, for every state of the graph, the least and the greatest value of
//! each variable over all states that it stands for. These two are states themselves, and the engine moves them.

use crate::engine::{Engine, Field};
use crate::explore::order::components::settle_all;
use crate::explore::order::{SceneComponent, each_edge};
use crate::explore::states::graph::{Graph, StateId};
use crate::story::{Exit, VariableId};

/// The exact ranges of variables, on a graph that tells apart which effects on them happen.
pub fn ranges(engine: &Engine, graph: &Graph, order: &[SceneComponent], variables: &[VariableId]) -> Vec<(i32, i32)> {
    let begin = engine.begin();
    let fields: Vec<Field> = variables.iter().map(|&variable| engine.layout().variable(variable)).collect();
    let mut ranges = Ranges {
        engine,
        graph,
        words: engine.words(),
        flags: vec![0; engine.words()],
        numbers: Vec::new(),
        fields: &fields,
        reached: vec![Vec::new(); graph.scenes.len()],
        least: begin.clone(),
        greatest: begin.clone(),
    };
    for &field in &fields {
        match field.most {
            0 => {}
            1 => ranges.flags[field.word()] |= field.bits(),
            _ => ranges.numbers.push(field),
        }
    }
    ranges.arrive((graph.start, 0), &begin, &begin);
    for part in order.iter().rev() {
        part.starts_first(graph, |places, is_loop| {
            settle_all(places, is_loop, |place| ranges.leave(place));
        });
        for scene in &part.scenes {
            ranges.reached[scene.index()] = Vec::new();
        }
        if ranges.is_everything() {
            break;
        }
    }
    let range = |field: &Field| (field.value(&ranges.least), field.value(&ranges.greatest));
    fields.iter().map(range).collect()
}

struct Ranges<'a> {
    engine: &'a Engine,
    graph: &'a Graph<'a>,
    words: usize,
    /// The bits of the variables asked for that are 0 or 1.
    flags: Vec<u64>,
    /// The fields of the variables asked for that have more than two values.
    numbers: Vec<Field>,
    /// The fields of all variables that are asked for.
    fields: &'a [Field],
    /// By scene, for each state of the graph the least and the greatest state that it stands for. Their words are
    /// `u64::MAX` before an edge reaches it. A scene's list is empty before the scene is reached and after it is done.
    reached: Vec<Vec<u64>>,
    least: Box<[u64]>,
    greatest: Box<[u64]>,
}

impl Ranges<'_> {
    /// Whether every variable that is asked for has taken both its bounds: then nothing new can come.
    fn is_everything(&self) -> bool {
        self.fields
            .iter()
            .all(|field| field.raw(&self.least) == 0 && field.raw(&self.greatest) == u64::from(field.most))
    }

    /// Widens the ranges of a state by those that an edge brings. Gives whether they changed.
    fn arrive(&mut self, (scene, state): StateId, least: &[u64], greatest: &[u64]) -> bool {
        let words = self.words;
        let own = &mut self.reached[scene.index()];
        if own.is_empty() {
            own.resize(self.graph.states(scene).len() * words * 2, u64::MAX);
        }
        let own = &mut own[state as usize * words * 2..][..words * 2];
        let is_first = !is_reached(own);
        let (low, high) = own.split_at_mut(words);
        if is_first {
            low.copy_from_slice(least);
            high.copy_from_slice(greatest);
            return true;
        }
        merge(low, least, &self.flags, &self.numbers, false) | merge(high, greatest, &self.flags, &self.numbers, true)
    }

    /// Sends the ranges of a state along all its edges. Gives whether those of a successor changed.
    fn leave(&mut self, place @ (scene, state): StateId) -> bool {
        let (words, graph, engine) = (self.words, self.graph, self.engine);
        let mut all = self.reached[scene.index()].chunks_exact(words * 2);
        let Some(own) = all.nth(state as usize).filter(|own| is_reached(own)) else { return false };
        let (here, mut next) = (own.to_vec(), own.to_vec());
        let (low, high) = here.split_at(words);
        merge(&mut self.least, low, &self.flags, &self.numbers, false);
        merge(&mut self.greatest, high, &self.flags, &self.numbers, true);
        let mut changed = false;
        each_edge(graph, place, |_, each, arm, to| {
            next.copy_from_slice(&here);
            for words in next.chunks_exact_mut(words) {
                if let Exit::Choice(choice) = each.exit(scene) {
                    engine.choose(words, choice);
                }
                let target = engine.take(words, each.exit(scene), arm.arm);
                engine.enter(words, target);
            }
            let (least, greatest) = next.split_at(words);
            changed |= self.arrive(to, least, greatest);
        });
        changed
    }
}

/// Whether a state has got its values yet. In a loop, the pass may look at a state before any edge has brought it
/// values. Then all its words are still `u64::MAX`.
fn is_reached(state: &[u64]) -> bool {
    state.iter().any(|&word| word != u64::MAX)
}

/// Lowers each part of `into` to the value in `other` if that is less; with `greater`, raises it if that is more. Gives
/// whether any part changed.
fn merge(into: &mut [u64], other: &[u64], flags: &[u64], numbers: &[Field], greater: bool) -> bool {
    let mut moved = false;
    for ((word, &from), &mask) in into.iter_mut().zip(other).zip(flags) {
        let joined = if greater { *word | from & mask } else { *word & (from | !mask) };
        moved |= joined != *word;
        *word = joined;
    }
    for field in numbers {
        let (own, from) = (field.raw(into), field.raw(other));
        if if greater { from > own } else { from < own } {
            field.set_raw(into, from);
            moved = true;
        }
    }
    moved
}
