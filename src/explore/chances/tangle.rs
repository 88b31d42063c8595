//! Values in a loop of states, enclosed from below and from above.
//!
//! Iterating from zero upwards never overshoots and has no valid stopping rule of its own; iterating from one downwards
//! never undershoots, but may stop too high where a player can go round for ever. Such places are found and treated:
//! for the least value they are worth nothing, for the greatest no more than the best way to leave them (Haddad and
//! Monmege, "Interval iteration algorithm for MDPs and IMDPs", 2018; Brázdil et al., "Verification of Markov decision
//! processes using learning algorithms", 2014). Then both bounds meet, and what lies between is the value.

use super::chain::{Chain, MOST};
use super::solve::{LANES, Lane, Pass, Row, Rows};
use crate::explore::order::Place;
use crate::explore::order::components::components;
use crate::explore::states::graph::{ArmEdge, Graph};
use crate::story::Play;
use std::collections::HashMap;

/// The bounds are brought this close.
const CLOSE: f64 = 1e-13;
/// How many values may be worked out anew in one loop before its bounds are left as they are.
const PATIENCE: usize = 400_000_000;

/// Works out the bounds of all states of a loop.
pub fn enclose(pass: &Pass, places: &[Place], rows: &mut Rows) {
    let inside = Inside::new(pass.graph, places);
    if inside.is_random(pass.lanes) && inside.solve(pass, rows) {
        return;
    }
    let most = inside.most_outside(pass, rows);
    let stays = inside.stays();
    let rings = if pass.lanes.iter().any(|lane| lane.play == Play::Best && lane.is_upper) {
        inside.rings(&stays)
    } else {
        Vec::new()
    };
    for (node, &(scene, state)) in places.iter().enumerate() {
        let row = std::array::from_fn(|lane| match pass.lanes.get(lane) {
            Some(lane) if !lane.is_upper => 0.0,
            Some(Lane { play: Play::Worst, .. }) if stays[node] => 0.0,
            _ => most[lane],
        });
        rows.set(scene, state as usize, row);
    }
    let sweeps = (PATIENCE / LANES / places.len()).max(16);
    for _ in 0..sweeps {
        let mut gap = 0.0f64;
        let mut moved = false;
        for (node, &(scene, state)) in places.iter().enumerate() {
            let old = *rows.row(scene, state as usize);
            let mut new = pass.state(scene, state as usize, rows);
            for (lane, asked) in pass.lanes.iter().enumerate() {
                new[lane] = if !asked.is_upper {
                    new[lane].max(old[lane])
                } else if asked.play == Play::Worst && stays[node] {
                    0.0
                } else {
                    new[lane].min(old[lane])
                };
            }
            moved |= new != old;
            rows.set(scene, state as usize, new);
            for pair in (0..pass.lanes.len()).step_by(2) {
                gap = gap.max(new[pair + 1] - new[pair]);
            }
        }
        for ring in &rings {
            moved |= inside.deflate(pass, ring, rows);
        }
        if gap <= CLOSE || !moved {
            break;
        }
    }
}

/// The states of the loop that a move leads to; `None` for a move that may leave it.
type Arms = Option<Box<[u32]>>;

/// A loop of states, with its moves as far as they stay inside.
struct Inside<'a> {
    graph: &'a Graph<'a>,
    places: &'a [Place],
    nodes: HashMap<Place, u32>,
    /// For each state its moves.
    moves: Vec<Box<[Arms]>>,
    leads_here: Vec<Vec<u32>>,
}

/// States among which a player can stay for ever and come from each to each, with their moves that may leave them.
struct Ring {
    nodes: Vec<u32>,
    ways_out: Vec<(u32, u32)>,
}

impl<'a> Inside<'a> {
    fn new(graph: &'a Graph<'a>, places: &'a [Place]) -> Inside<'a> {
        let nodes = places.iter().enumerate().map(|(node, &place)| (place, node as u32)).collect();
        let leads_here = vec![Vec::new(); places.len()];
        let mut inside = Inside { graph, places, nodes, moves: Vec::new(), leads_here };
        for &place in places {
            let node = inside.moves.len() as u32;
            let moves = inside.moves_of(place);
            for &to in moves.iter().flatten().flatten() {
                inside.leads_here[to as usize].push(node);
            }
            inside.moves.push(moves);
        }
        inside
    }

    fn moves_of(&self, (scene, state): Place) -> Box<[Arms]> {
        let states = self.graph.states(scene);
        let Some(shape) = states.shape(state as usize) else { return Box::new([]) };
        let of_move = |arms: &[ArmEdge], own: &[u32]| -> Arms {
            let node = |(arm, &number): (&ArmEdge, &u32)| self.nodes.get(&(arm.to, number)).copied();
            if arms.is_empty() { None } else { arms.iter().zip(own).map(node).collect() }
        };
        shape.moves(states.edges(state as usize, shape)).map(|(each, own)| of_move(&each.arms, own)).collect()
    }

    /// The greatest value that any edge out of the loop leads to: no value inside is greater.
    fn most_outside(&self, pass: &Pass, rows: &Rows) -> Row {
        let mut most = [0.0f64; LANES];
        for &(scene, state) in self.places {
            let states = self.graph.states(scene);
            let Some(shape) = states.shape(state as usize) else { continue };
            if shape.has_dead_end() {
                (0..LANES).for_each(|lane| most[lane] = most[lane].max(pass.dead[lane]));
            }
            for (&to, &number) in shape.targets.iter().zip(states.edges(state as usize, shape)) {
                if !self.nodes.contains_key(&(to, number)) {
                    let row = pass.at(to, number, rows);
                    (0..LANES).for_each(|lane| most[lane] = most[lane].max(row[lane]));
                }
            }
        }
        most
    }

    /// Whether nobody aims at anything in the loop: all play at random, or there is nothing to choose.
    fn is_random(&self, lanes: &[Lane]) -> bool {
        self.places.len() <= MOST
            && (lanes.iter().all(|lane| lane.play == Play::Random)
                || self.moves.iter().all(|moves| moves.len() == 1))
    }

    /// Solves a loop in which nobody aims at anything; says whether that could be done.
    fn solve(&self, pass: &Pass, rows: &mut Rows) -> bool {
        let mut chain = Chain::new(self.places.len());
        let mut gains = vec![[0.0; LANES]; self.places.len()];
        for (node, &(scene, state)) in self.places.iter().enumerate() {
            let states = self.graph.states(scene);
            let Some(shape) = states.shape(state as usize) else { return false };
            let share = 1.0 / shape.moves.len() as f64;
            let mut gain = |chance: f64, row: &Row| {
                (0..LANES).for_each(|lane| gains[node][lane] += chance * row[lane]);
            };
            for (each, own) in shape.moves(states.edges(state as usize, shape)) {
                if each.arms.is_empty() {
                    chain.add_leaving(node, share);
                    gain(share, &pass.dead);
                }
                for (arm, &number) in each.arms.iter().zip(own) {
                    let chance = share * arm.chance;
                    match self.nodes.get(&(arm.to, number)) {
                        Some(&to) => chain.add(node, to as usize, chance),
                        None => {
                            chain.add_leaving(node, chance);
                            gain(chance, pass.at(arm.to, number, rows));
                        }
                    }
                }
            }
        }
        let Some(solved) = chain.solve() else { return false };
        for lane in 0..LANES {
            let values = solved.values(gains.iter().map(|row| row[lane]).collect());
            for (&(scene, state), value) in self.places.iter().zip(values) {
                let mut row = *rows.row(scene, state as usize);
                row[lane] = value;
                rows.set(scene, state as usize, row);
            }
        }
        true
    }

    /// From which states a player can stay inside for ever, whatever the world draws.
    fn stays(&self) -> Vec<bool> {
        let all: Vec<u32> = (0..self.places.len() as u32).collect();
        let mut set = vec![1; all.len()];
        self.shrink(&all, &mut set);
        set.into_iter().map(|label| label == 1).collect()
    }

    /// Whether a move stays among the states of a label.
    fn holds(arms: &Arms, set: &[u32], label: u32) -> bool {
        arms.as_ref().is_some_and(|arms| arms.iter().all(|&to| set[to as usize] == label))
    }

    /// Takes the label of the members away from those that have no move all of whose arms keep it.
    fn shrink(&self, members: &[u32], set: &mut [u32]) {
        let Some(&first) = members.first() else { return };
        let label = set[first as usize];
        let mut open = members.to_vec();
        while let Some(node) = open.pop() {
            if set[node as usize] == label
                && !self.moves[node as usize].iter().any(|arms| Inside::holds(arms, set, label))
            {
                set[node as usize] = 0;
                open.extend(&self.leads_here[node as usize]);
            }
        }
    }

    /// The largest sets of states among which a player can stay for ever and come from each to each.
    fn rings(&self, stays: &[bool]) -> Vec<Ring> {
        let mut rings = Vec::new();
        let mut set = vec![0; self.places.len()];
        let mut local = vec![0; self.places.len()];
        let mut label = 0;
        let mut open = vec![(0..set.len() as u32).filter(|&node| stays[node as usize]).collect::<Vec<u32>>()];
        while let Some(mut members) = open.pop() {
            label += 1;
            members.iter().for_each(|&node| set[node as usize] = label);
            self.shrink(&members, &mut set);
            members.retain(|&node| set[node as usize] == label);
            members.iter().enumerate().for_each(|(position, &node)| local[node as usize] = position as u32);
            let kept = |node: u32| {
                let moves = self.moves[node as usize].iter();
                moves.filter(|arms| Inside::holds(arms, &set, label)).flatten().flatten().copied()
            };
            let next: Vec<Vec<u32>> =
                members.iter().map(|&node| kept(node).map(|to| local[to as usize]).collect()).collect();
            let roots = 0..members.len() as u32;
            let found =
                components(members.len(), roots, |node, k| next[node as usize].get(k as usize).copied());
            for component in found.iter() {
                let nodes: Vec<u32> = component.iter().map(|&position| members[position as usize]).collect();
                if nodes.len() < members.len() {
                    open.push(nodes);
                    continue;
                }
                let moves = |&node: &u32| (0..self.moves[node as usize].len() as u32).map(move |k| (node, k));
                let leaves = |&(node, k): &(u32, u32)| {
                    !Inside::holds(&self.moves[node as usize][k as usize], &set, label)
                };
                let ways_out = nodes.iter().flat_map(moves).filter(leaves).collect();
                rings.push(Ring { nodes, ways_out });
            }
        }
        rings
    }

    /// Lowers the upper bounds in a ring to the best way to leave it; says whether that changed any.
    fn deflate(&self, pass: &Pass, ring: &Ring, rows: &mut Rows) -> bool {
        let mut most = [0.0f64; LANES];
        let mut mean = [0.0; LANES];
        for &(node, k) in &ring.ways_out {
            let (scene, state) = self.places[node as usize];
            let states = self.graph.states(scene);
            let shape = states.shape(state as usize).expect("a state that has moves was looked at");
            let edges = states.edges(state as usize, shape);
            let (each, own) = shape.moves(edges).nth(k as usize).expect("a move keeps its position");
            let value = pass.expected(&each.arms, own, rows, &mut mean);
            (0..LANES).for_each(|lane| most[lane] = most[lane].max(value[lane]));
        }
        let mut moved = false;
        for &node in &ring.nodes {
            let (scene, state) = self.places[node as usize];
            let mut row = *rows.row(scene, state as usize);
            for (lane, asked) in pass.lanes.iter().enumerate() {
                if asked.play == Play::Best && asked.is_upper && row[lane] > most[lane] {
                    row[lane] = most[lane];
                    moved = true;
                }
            }
            rows.set(scene, state as usize, row);
        }
        moved
    }
}
