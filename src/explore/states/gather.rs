//! Takes in what was seen from a round of states: new states get numbers, and edges get the numbers of their targets.

use super::graph::{ArmEdge, Move, NONE, Shape, UNKNOWN};
use super::look::{Chunk, split, weight};
use super::search::{Retention, Search};
use super::table::StateTable;
use crate::explore::parallel;
use crate::story::{SceneId, Story};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

impl Search<'_, '_> {
    /// Gives the found states their numbers. One thread takes in all states of a scene, chunk by chunk: so the numbers
    /// do not depend on how many threads there are.
    pub fn take_in(&mut self, threads: usize, chunks: &mut [Chunk]) {
        let before = self.graph.states;
        let mut of_target: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
        let mut room = usize::MAX;
        if let Some(most) = self.limits.states {
            room = most.saturating_sub(before) as usize;
        }
        let mut most_found = 0;
        for (number, chunk) in chunks.iter_mut().enumerate() {
            for (position, target) in self.graph.map.targets[chunk.scene.index()].iter().enumerate() {
                if !chunk.found[position].is_empty() {
                    of_target.entry(target.index()).or_default().push((number, position));
                    most_found += chunk.found[position].len() / self.graph.packings[target.index()].words;
                }
            }
        }
        let is_tight = most_found > room;
        let work: Vec<_> = of_target
            .iter()
            .map(|(&target, from)| {
                let found: Vec<Vec<u64>> = from
                    .iter()
                    .map(|&(number, position)| std::mem::take(&mut chunks[number].found[position]))
                    .collect();
                (target, std::mem::take(&mut self.graph.scenes[target].table), found)
            })
            .collect();
        let wants_numbers = is_tight || !matches!(self.keep, Retention::Counts);
        let left = AtomicUsize::new(room);
        let insert = |(target, mut table, found): (usize, StateTable, Vec<Vec<u64>>)| {
            let before = table.len();
            let width = table.width();
            let number = |table: &mut StateTable, key: &[u64]| {
                if !is_tight {
                    return table.insert(key);
                }
                let room = left.load(Ordering::Relaxed);
                let (state, is_new) = table.insert_within(key, room > 0);
                left.fetch_sub(usize::from(is_new), Ordering::Relaxed);
                state
            };
            let numbers: Vec<Vec<u32>> = found
                .into_iter()
                .map(|keys| {
                    let numbers = keys.chunks_exact(width).map(|key| number(&mut table, key));
                    if wants_numbers {
                        return numbers.collect();
                    }
                    numbers.for_each(drop);
                    Vec::new()
                })
                .collect();
            let new = table.len() - before;
            (target, numbers, new, table)
        };
        for (target, numbers, new, table) in parallel::map(if is_tight { 1 } else { threads }, work, insert) {
            self.graph.scenes[target].table = table;
            self.graph.states += new as u64;
            self.overflowed |= is_tight && numbers.iter().flatten().any(|&number| number == UNKNOWN);
            for (&(number, position), list) in of_target[&target].iter().zip(numbers) {
                chunks[number].numbers[position] = list;
            }
            self.account(SceneId(target as u16));
        }
    }

    /// Stores the shapes and the edges of the states of a chunk.
    pub fn connect(&mut self, chunk: Chunk) {
        let exits = &self.exits[chunk.scene.index()];
        let states = &mut self.graph.scenes[chunk.scene.index()];
        let story = self.story;
        let kinds: Vec<u32> = chunk
            .kinds
            .iter()
            .map(|codes| match states.known.get(codes) {
                Some(&kind) => kind,
                None => {
                    let kind = states.kinds.len() as u32;
                    states.kinds.push(shape(story, chunk.scene, codes));
                    states.known.insert(codes.clone(), kind);
                    kind
                }
            })
            .collect();
        let targets: Vec<Vec<usize>> = chunk
            .kinds
            .iter()
            .map(|codes| {
                let arms = codes.iter().map(|&code| split(code)).filter(|&(_, arm)| arm != NONE);
                arms.map(|(choice, arm)| exits.target(choice, arm)).collect()
            })
            .collect();
        let mut next = vec![0; chunk.numbers.len()];
        for &shape in &chunk.shapes {
            states.shapes.push(kinds[shape as usize]);
            states.firsts.push(states.edges.len() as u32);
            for &target in &targets[shape as usize] {
                states.edges.push(chunk.numbers[target][next[target]]);
                next[target] += 1;
            }
        }
        self.account(chunk.scene);
    }
}

/// Makes the shape that all states of a scene with these codes share. Each code holds a choice, an arm and the arm's
/// weight.
fn shape(story: &Story, id: SceneId, codes: &[u64]) -> Shape {
    let scene = story.scene(id);
    let mut moves: Vec<Move> = Vec::new();
    for of_move in codes.chunk_by(|&a, &b| split(a).0 == split(b).0) {
        let choice = split(of_move[0]).0;
        let way = if choice == NONE { scene.goto() } else { Some(&scene.choices()[choice as usize].goto) };
        let way = way.expect("a way was taken");
        let arms = of_move.iter().copied().filter(|&code| split(code).1 != NONE);
        let total: f64 = arms.clone().map(weight).sum();
        let edge = |code: u64| {
            let arm = split(code).1;
            ArmEdge { arm, chance: weight(code) / total, to: way.arms[arm as usize].to }
        };
        moves.push(Move { choice, arms: arms.map(edge).collect() });
    }
    let targets: Box<[SceneId]> = moves.iter().flat_map(|each| &each.arms).map(|arm| arm.to).collect();
    Shape { edges: targets.len(), targets, moves: moves.into() }
}
