//! The chances of a whole story: many questions in few passes, and what each choice does to the endings.

pub(super) mod chance;
mod component;
pub(super) mod elimination;
pub(super) mod pass;
mod process;
pub(super) mod values;

use crate::engine::Engine;
use crate::explore::order::{SceneComponent, last_uses};
use crate::explore::states::graph::{Graph, NONE, States};
use crate::story::{Play, SceneId};
use chance::Chance;
use pass::{Column, Pass, Rows, Target, Vector, WIDTH};

/// A question: what is played for, and how.
pub type Asked = (Target, Play);

/// The columns of all questions, cut into passes. A question takes one column; when not every state is known it takes
/// two, for a lower and an upper bound.
pub fn passes(graph: &Graph, asked: &[Asked]) -> Vec<Vec<Column>> {
    let column = |(target, play): &Asked, is_upper| Column { target: target.clone(), play: *play, is_upper };
    let columns: Vec<Column> = asked
        .iter()
        .flat_map(|each| {
            let upper = (!graph.complete).then(|| column(each, true));
            std::iter::once(column(each, false)).chain(upper)
        })
        .collect();
    columns.chunks(WIDTH).map(<[Column]>::to_vec).collect()
}

/// The number of columns that a question takes.
fn columns_of_one(graph: &Graph) -> usize {
    if graph.complete { 1 } else { 2 }
}

/// The chances of games from the start, read from the rows of a pass.
fn read(graph: &Graph, rows: &Rows, columns: &[Column]) -> Vec<Chance> {
    let step = columns_of_one(graph);
    (0..columns.len()).step_by(step).map(|column| rows.chance(graph.start, 0, column, step)).collect()
}

/// The answers of one pass about games from the start.
pub fn pass(engine: &Engine, graph: &Graph, order: &[SceneComponent], columns: &[Column]) -> Vec<Chance> {
    let rows = Pass::new(engine, graph, columns).run(order, false, |_, _| {});
    read(graph, &rows, columns)
}

impl Pass<'_> {
    /// Works out all values, sinks first. Calls `observe` for each part once its values are known. Then drops the
    /// values that no later part needs, unless `keep_all` is set.
    pub fn run(
        &self,
        order: &[SceneComponent],
        keep_all: bool,
        mut observe: impl FnMut(&SceneComponent, &Rows),
    ) -> Rows {
        let graph = self.graph;
        let mut rows = Rows { scenes: vec![Vec::new(); graph.scenes.len()], errors: [0.0; WIDTH] };
        let mut concerned = vec![false; graph.scenes.len()];
        let last = last_uses(graph, order);
        for (position, part) in order.iter().enumerate() {
            let leads = |scene: &SceneId| {
                let targets = &graph.map.targets[scene.index()];
                self.columns.iter().any(|column| column.target.concerns(*scene, graph.states(*scene)))
                    || targets.iter().any(|target| concerned[target.index()])
                    || !graph.complete
            };
            if part.scenes().iter().any(leads) {
                for &scene in part.scenes() {
                    concerned[scene.index()] = true;
                    rows.scenes[scene.index()] = vec![[0.0; WIDTH]; graph.states(scene).len()];
                }
                self.part(part, &mut rows);
                observe(part, &rows);
            }
            if !keep_all {
                for &scene in &last[position] {
                    rows.scenes[scene.index()] = Vec::new();
                }
            }
        }
        rows
    }

    fn part(&self, part: &SceneComponent, rows: &mut Rows) {
        match part {
            SceneComponent::Scene(scene) => {
                let mut own = std::mem::take(&mut rows.scenes[scene.index()]);
                if self.graph.states(*scene).is_ending {
                    self.ending(*scene, &mut own);
                } else {
                    for (state, row) in own.iter_mut().enumerate() {
                        *row = self.state(*scene, state, rows);
                    }
                }
                rows.scenes[scene.index()] = own;
            }
            SceneComponent::Cyclic(cyclic) => cyclic.runs().rev().for_each(|(places, is_loop)| {
                if is_loop {
                    let errors = component::solve(self, places, rows);
                    (0..WIDTH).for_each(|column| rows.errors[column] += errors[column]);
                } else {
                    let (scene, state) = places[0];
                    let row = self.state(scene, state as usize, rows);
                    rows.set(scene, state as usize, row);
                }
            }),
        }
    }

    /// Writes the values of an ending's states.
    fn ending(&self, scene: SceneId, rows: &mut [Vector]) {
        let mut words = vec![0; self.graph.words];
        for (state, row) in rows.iter_mut().enumerate() {
            self.graph.unpack(scene, state, &mut words);
            for (value, column) in row.iter_mut().zip(self.columns) {
                *value = column.target.worth(self.engine, scene, &words);
            }
        }
    }
}

/// The chances of the endings in random play, and how much each choice changes them: the largest total variation
/// distance between the distribution of the endings after the choice and its mean over the available choices. `None`
/// for a choice that never comes beside another.
pub fn impact(
    engine: &Engine,
    graph: &Graph,
    order: &[SceneComponent],
    endings: &[SceneId],
) -> (Vec<Chance>, Vec<Vec<Option<f64>>>) {
    let asked: Vec<Asked> = endings.iter().map(|&ending| (Target::Ending(ending), Play::Random)).collect();
    let mut chances = Vec::new();
    let mut distances = Distances { graph, sums: vec![Vec::new(); graph.scenes.len()] };
    for columns in passes(graph, &asked) {
        let pass = Pass::new(engine, graph, &columns);
        let rows = pass.run(order, false, |part, rows| {
            part.scenes().iter().for_each(|&scene| distances.add(&pass, scene, rows));
        });
        chances.extend(read(graph, &rows, &columns));
    }
    (chances, distances.most())
}

/// For each move of a state with several moves: how far its value lies from the mean of all, summed over the endings.
struct Distances<'a> {
    graph: &'a Graph<'a>,
    sums: Vec<Vec<f64>>,
}

impl Distances<'_> {
    fn add(&mut self, pass: &Pass, scene: SceneId, rows: &Rows) {
        let states = self.graph.states(scene);
        if !states.kinds.iter().any(|shape| shape.moves.len() > 1) {
            return;
        }
        let sums = &mut self.sums[scene.index()];
        if sums.is_empty() {
            let moves = states.shapes.iter().map(|&kind| states.kinds[kind as usize].moves.len());
            sums.resize(moves.sum(), 0.0);
        }
        let step = columns_of_one(self.graph);
        let mut position = 0;
        let mut buffer = [0.0; WIDTH];
        for state in 0..states.shapes.len() {
            let Some(shape) = states.shape(state) else { continue };
            let moves = shape.moves.len();
            if moves > 1 {
                // All columns play at random, so the value of a state is the mean of the values of its moves.
                let mean = rows.row(scene, state);
                let edges = states.edges(state, shape);
                for ((each, own), sum) in shape.moves(edges).zip(&mut sums[position..]) {
                    let value = pass.expected(&each.arms, own, rows, &mut buffer);
                    let apart = (0..WIDTH).step_by(step).map(|column| (value[column] - mean[column]).abs());
                    *sum += apart.sum::<f64>() / 2.0;
                }
            }
            position += moves;
        }
    }

    fn most(self) -> Vec<Vec<Option<f64>>> {
        let scene = |(states, sums): (&States, Vec<f64>)| {
            let mut most: Vec<Option<f64>> = Vec::new();
            let mut position = 0;
            for &kind in &states.shapes {
                let shape = &states.kinds[kind as usize];
                for each in shape.moves.iter().filter(|each| each.choice != NONE) {
                    let choice = each.choice as usize;
                    if most.len() <= choice {
                        most.resize(choice + 1, None);
                    }
                    if shape.moves.len() > 1 {
                        let apart = sums.get(position).copied().unwrap_or(0.0);
                        most[choice] = Some(most[choice].unwrap_or(0.0).max(apart));
                    }
                    position += 1;
                }
            }
            most
        };
        self.graph.scenes.iter().zip(self.sums).map(scene).collect()
    }
}
