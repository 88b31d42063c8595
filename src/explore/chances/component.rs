//! Values in a strongly connected component of states.
//!
//! The component becomes a Markov decision process that games leave under every policy. States among which a player can
//! stay for ever (maximal end components) become one state for the greatest value; for the least value they are worth
//! nothing (Haddad and Monmege, "Interval iteration algorithm for MDPs and IMDPs", 2018). An ordinary player aims at
//! the greatest value, but half of each move is random.

use super::elimination::Row;
use super::pass::{Pass, Rows, Vector, WIDTH, weights};
use super::process::Process;
use crate::explore::order::components::components;
use crate::explore::states::graph::StateId;
use crate::story::Play;
use std::collections::{BTreeMap, HashMap};

/// A move: its arms inside the component, and the expected value of what it leads to outside (`gains`).
#[derive(Clone, Default)]
struct Transition {
    row: Row,
    gains: Vector,
}

/// A strongly connected component, its states numbered from 0.
struct Component {
    moves: Vec<Vec<Transition>>,
    /// For each column the greatest value of a state outside to which a state inside leads.
    most: Vector,
}

/// Writes the values of the states of a component into `values`. Gives for each column the greatest error.
pub fn solve(pass: &Pass, places: &[StateId], values: &mut Rows) -> Vector {
    let mut component = Component::new(pass, places, values);
    let mut errors = [0.0; WIDTH];
    let is_closed = component.moves.iter().flatten().all(|each| each.row.leaves == 0.0);
    // `First` comes last, because it removes every move but the first.
    for play in [Play::Random, Play::Ordinary, Play::Best, Play::Worst, Play::First] {
        let columns: Vec<usize> = (0..pass.columns.len()).filter(|&column| pass.columns[column].1 == play).collect();
        if columns.is_empty() || is_closed {
            continue;
        }
        if play == Play::First {
            component.moves.iter_mut().for_each(|moves| moves.truncate(1));
        }
        let groups = component.groups(play);
        let (mut process, gains) = component.process(play, &groups, &columns);
        for (gains, &column) in gains.iter().zip(&columns) {
            let (solved, error) = process.solve(gains, component.most[column]);
            errors[column] = error;
            for (&(scene, state), group) in places.iter().zip(&groups) {
                let row = &mut values.scenes[scene.index()][state as usize];
                row[column] = group.map_or(0.0, |group| solved[group as usize]);
            }
        }
    }
    errors
}

impl Component {
    fn new(pass: &Pass, places: &[StateId], values: &Rows) -> Component {
        let numbers: HashMap<StateId, u32> =
            places.iter().enumerate().map(|(number, &place)| (place, number as u32)).collect();
        let mut component = Component { moves: Vec::new(), most: [0.0; WIDTH] };
        for &place in places {
            let mut moves = Vec::new();
            for (each, own) in pass.graph.moves(place) {
                let mut made = Transition::default();
                let mut leave = |chance: f64, row: &Vector| {
                    made.row.leaves += chance;
                    for ((gain, most), value) in made.gains.iter_mut().zip(&mut component.most).zip(row) {
                        *gain += chance * value;
                        *most = most.max(*value);
                    }
                };
                if each.arms.is_empty() {
                    leave(1.0, &pass.dead);
                }
                for (arm, &number) in each.arms.iter().zip(own) {
                    match numbers.get(&(arm.to, number)) {
                        Some(&to) => made.row.arms.push((to, arm.chance)),
                        None => leave(arm.chance, pass.at(arm.to, number, values)),
                    }
                }
                moves.push(made);
            }
            component.moves.push(moves);
        }
        component
    }

    /// The decision process for a way of playing, and for each of `columns` the gains of its rows. Its states are the
    /// `groups`.
    fn process(&self, play: Play, groups: &[Option<u32>], columns: &[usize]) -> (Process, Vec<Vec<f64>>) {
        let (mut rows, mut states, mut gains) = (Vec::new(), Vec::new(), vec![Vec::new(); columns.len()]);
        let mut members: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (state, group) in groups.iter().enumerate() {
            group.iter().for_each(|&group| members.entry(group).or_default().push(state));
        }
        for (group, members) in members {
            let first = rows.len();
            for moves in members.into_iter().map(|state| &self.moves[state]) {
                for each in played(play, moves) {
                    let mut row = Row { arms: Vec::new(), leaves: each.row.leaves };
                    for &(to, chance) in &each.row.arms {
                        match groups[to as usize] {
                            Some(to) => row.arms.push((to, chance)),
                            None => row.leaves += chance,
                        }
                    }
                    if row.leaves > 0.0 || row.arms.iter().any(|&(to, _)| to != group) {
                        row.merge();
                        rows.push(row);
                        gains.iter_mut().zip(columns).for_each(|(own, &column)| own.push(each.gains[column]));
                    }
                }
            }
            states.push(first..rows.len());
        }
        (Process::new(play != Play::Worst, rows, &states, &mut gains), gains)
    }

    /// The group of each state under a way of playing: all states of a group have the same value. `None` for a state
    /// that is worth nothing.
    fn groups(&self, play: Play) -> Vec<Option<u32>> {
        let all = 0..self.moves.len() as u32;
        match play {
            Play::Random | Play::Ordinary => all.map(Some).collect(),
            Play::Worst | Play::First => {
                // Here a player can stay in the component for ever, whatever the world draws.
                let mut stays = vec![1; self.moves.len()];
                self.shrink(all.collect(), 1, &mut stays, &self.led_to_by());
                let mut count = 0..;
                stays.into_iter().map(|label| if label == 1 { None } else { count.next() }).collect()
            }
            Play::Best => {
                let mut least: Vec<u32> = all.collect();
                for component in self.end_components() {
                    component.iter().for_each(|&state| least[state as usize] = component[0]);
                }
                let mut numbers = BTreeMap::new();
                let number = |state: u32| {
                    let count = numbers.len() as u32;
                    Some(*numbers.entry(state).or_insert(count))
                };
                least.into_iter().map(number).collect()
            }
        }
    }

    fn led_to_by(&self) -> Vec<Vec<u32>> {
        let mut led_to_by = vec![Vec::new(); self.moves.len()];
        for (state, moves) in self.moves.iter().enumerate() {
            let arms = moves.iter().flat_map(|each| &each.row.arms);
            arms.for_each(|&(to, _)| led_to_by[to as usize].push(state as u32));
        }
        led_to_by
    }

    /// Sets the label in `set` to 0 for each member that has no move inside the states with this label. Repeats this
    /// until nothing changes. All members must begin with the label.
    fn shrink(&self, mut open: Vec<u32>, label: u32, set: &mut [u32], led_to_by: &[Vec<u32>]) {
        while let Some(state) = open.pop() {
            let moves = &self.moves[state as usize];
            if set[state as usize] == label && !moves.iter().any(|each| each.stays_in(set, label)) {
                set[state as usize] = 0;
                open.extend(&led_to_by[state as usize]);
            }
        }
    }

    /// The maximal end components: the largest sets of states among which a player can stay for ever and come from each
    /// state to each other.
    fn end_components(&self) -> Vec<Vec<u32>> {
        let mut found = Vec::new();
        let led_to_by = self.led_to_by();
        let mut set = vec![0; self.moves.len()];
        let mut local = vec![0; self.moves.len()];
        let mut label = 0;
        let mut open = vec![(0..set.len() as u32).collect::<Vec<u32>>()];
        while let Some(mut members) = open.pop() {
            label += 1;
            members.iter().for_each(|&state| set[state as usize] = label);
            self.shrink(members.clone(), label, &mut set, &led_to_by);
            members.retain(|&state| set[state as usize] == label);
            members.iter().enumerate().for_each(|(position, &state)| local[state as usize] = position as u32);
            let next: Vec<Vec<u32>> = members
                .iter()
                .map(|&state| {
                    let moves = self.moves[state as usize].iter().filter(|each| each.stays_in(&set, label));
                    moves.flat_map(|each| &each.row.arms).map(|&(to, _)| local[to as usize]).collect()
                })
                .collect();
            let roots = 0..members.len() as u32;
            let parts = components(members.len(), roots, |state, k| next[state as usize].get(k as usize).copied());
            for part in parts.iter() {
                let states: Vec<u32> = part.iter().map(|&position| members[position as usize]).collect();
                if states.len() < members.len() {
                    open.push(states);
                } else {
                    found.push(states);
                }
            }
        }
        found
    }
}

impl Transition {
    /// Whether a move leads only to states with a label, whatever the world draws.
    fn stays_in(&self, set: &[u32], label: u32) -> bool {
        self.row.leaves == 0.0 && self.row.arms.iter().all(|&(to, _)| set[to as usize] == label)
    }

    fn add(&mut self, other: &Transition, share: f64) {
        self.row.arms.extend(other.row.arms.iter().map(|&(to, chance)| (to, share * chance)));
        self.row.leaves += share * other.row.leaves;
        (0..WIDTH).for_each(|column| self.gains[column] += share * other.gains[column]);
    }
}

/// The moves between which a player of this kind decides. Random play has one: the mean of all moves. Ordinary play
/// mixes half of each move with half of the mean.
fn played(play: Play, moves: &[Transition]) -> Vec<Transition> {
    let [random, ..] = weights(play);
    if random == 0.0 || moves.len() == 1 {
        return moves.to_vec();
    }
    let mut mean = Transition::default();
    moves.iter().for_each(|each| mean.add(each, random / moves.len() as f64));
    let mixed = |each| {
        let mut mixed = mean.clone();
        mixed.add(each, 1.0 - random);
        mixed
    };
    if play == Play::Random { vec![mean] } else { moves.iter().map(mixed).collect() }
}
