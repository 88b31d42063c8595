//! The chances of a whole story: many questions in few passes, and what each choice does to the endings.

pub(super) mod chance;
mod component;
pub(super) mod elimination;
pub(super) mod pass;
mod process;
pub(super) mod values;

use crate::engine::{Engine, Past, Predicate};
use crate::explore::order::quotient::{Quotient, quotient};
use crate::explore::order::{SceneComponent, last_uses, states_of};
use crate::explore::states::graph::Graph;
use crate::story::{Play, SceneId};
use chance::Chance;
use pass::{Column, Pass, Rows, Target, WIDTH};

/// The ways of playing for which goals and endings have values, in the order of the chances in every `[Chance; 4]`.
pub const PLAYS: [Play; 4] = [Play::Random, Play::Ordinary, Play::Best, Play::Worst];

/// A question: what is played for, and how.
pub type Asked = (Target, Play);

/// The columns of all questions, divided into passes. A question takes one column; when not every state is known it
/// takes two, for a lower and an upper bound.
pub fn passes(graph: &Graph, asked: &[Asked]) -> Vec<Vec<Column>> {
    let of_one = |(target, play): &Asked| {
        let column = |is_upper: bool| Column { target: target.clone(), play: *play, is_upper };
        [false, true].map(column).into_iter().take(columns_of_one(graph))
    };
    let columns: Vec<Column> = asked.iter().flat_map(of_one).collect();
    columns.chunks(WIDTH).map(<[Column]>::to_vec).collect()
}

fn columns_of_one(graph: &Graph) -> usize {
    if graph.complete { 1 } else { 2 }
}

/// Reads the answers of a pass for games from the start: one chance for each question.
fn read(pass: &Pass, rows: &Rows) -> Vec<Chance> {
    let step = columns_of_one(pass.graph);
    (0..pass.columns.len()).step_by(step).map(|column| rows.chance(pass.graph.start, 0, column, step)).collect()
}

/// Runs one pass. Gives its answers for games from the start.
pub fn pass(engine: &Engine, graph: &Graph, order: &[SceneComponent], columns: &[Column]) -> Vec<Chance> {
    let pass = Pass::new(engine, graph, columns);
    read(&pass, &pass.run(order))
}

/// Works out all values of some passes, sinks first. Calls `observe` for each part once its values are known. Then drops
/// the values that no later part needs, unless `keep_all` is set.
fn run(
    passes: &[Pass],
    order: &[SceneComponent],
    keep_all: bool,
    mut observe: impl FnMut(&SceneComponent, &[Rows]),
) -> Vec<Rows> {
    let Some(&Pass { graph, .. }) = passes.first() else { return Vec::new() };
    let empty = || Rows { scenes: vec![Vec::new(); graph.scenes.len()], errors: [0.0; WIDTH] };
    let mut rows: Vec<Rows> = passes.iter().map(|_| empty()).collect();
    let mut concerned = vec![vec![false; graph.scenes.len()]; passes.len()];
    let last = last_uses(graph, order);
    for (position, part) in order.iter().enumerate() {
        for ((pass, rows), concerned) in passes.iter().zip(&mut rows).zip(&mut concerned) {
            let leads = |scene: &SceneId| {
                let targets = &graph.map.targets[scene.index()];
                pass.columns.iter().any(|column| column.target.concerns(*scene, graph.states(*scene)))
                    || targets.iter().any(|target| concerned[target.index()])
                    || !graph.complete
            };
            if part.scenes.iter().any(leads) {
                for &scene in &part.scenes {
                    concerned[scene.index()] = true;
                    rows.scenes[scene.index()] = vec![[0.0; WIDTH]; graph.states(scene).len()];
                }
                pass.part(part, rows);
            }
        }
        observe(part, &rows);
        for &scene in last[position].iter().filter(|_| !keep_all) {
            rows.iter_mut().for_each(|rows| rows.scenes[scene.index()] = Vec::new());
        }
    }
    rows
}

impl Pass<'_> {
    /// Works out the values of the start. Drops all other values on the way.
    fn run(&self, order: &[SceneComponent]) -> Rows {
        run(std::slice::from_ref(self), order, false, |_, _| {}).remove(0)
    }

    /// Works out the values of all states.
    pub fn run_and_keep(&self, order: &[SceneComponent]) -> Rows {
        run(std::slice::from_ref(self), order, true, |_, _| {}).remove(0)
    }

    fn part(&self, part: &SceneComponent, rows: &mut Rows) {
        let mut words = vec![0; self.graph.words];
        part.sinks_first(self.graph, |places, is_loop| {
            let (scene, state) = places[0];
            if is_loop {
                let errors = component::solve(self, places, rows);
                (0..WIDTH).for_each(|column| rows.errors[column] += errors[column]);
            } else if self.graph.states(scene).is_ending {
                self.graph.unpack(scene, state as usize, &mut words);
                let worth = |column: &Column| column.target.worth(self.engine, scene, &words);
                rows.set(scene, state, std::array::from_fn(|column| self.columns.get(column).map_or(0.0, worth)));
            } else {
                rows.set(scene, state, self.state(scene, state as usize, rows));
            }
        });
    }
}

/// The chances of the endings in random play and, by scene and choice, how much the choice changes them: the largest
/// total variation distance between the endings after the choice and the mean over all choices of the state. `None` for
/// a choice that never comes beside another.
pub fn impact(
    engine: &Engine,
    graph: &Graph,
    order: &[SceneComponent],
    endings: &[SceneId],
) -> (Vec<Chance>, Vec<Vec<Option<f64>>>) {
    let asked: Vec<Asked> = endings.iter().map(|&ending| (Target::Ending(ending), Play::Random)).collect();
    let columns = passes(graph, &asked);
    let passes: Vec<Pass> = columns.iter().map(|columns| Pass::new(engine, graph, columns)).collect();
    let step = columns_of_one(graph);
    let mut most: Vec<Vec<Option<f64>>> = vec![Vec::new(); graph.scenes.len()];
    let mut buffer = [0.0; WIDTH];
    let rows = run(&passes, order, false, |part, rows| {
        let offers = |scene: &&SceneId| graph.states(**scene).kinds.iter().any(|shape| shape.moves.len() > 1);
        let places = part.scenes.iter().filter(offers).flat_map(|&scene| states_of(graph, scene));
        for place @ (scene, state) in places.filter(|&place| graph.shape(place).is_some_and(|it| it.moves.len() > 1)) {
            for (each, own) in graph.moves(place) {
                let mut apart = 0.0;
                for (pass, rows) in passes.iter().zip(rows) {
                    // All columns play at random, so the value of a state is the mean of the values of its moves.
                    let mean = rows.row(scene, state as usize);
                    let value = pass.expected(&each.arms, own, rows, &mut buffer);
                    apart += (0..WIDTH).step_by(step).map(|column| (value[column] - mean[column]).abs()).sum::<f64>();
                }
                let (of_scene, choice) = (&mut most[scene.index()], each.choice as usize);
                of_scene.resize(of_scene.len().max(choice + 1), None);
                of_scene[choice] = Some(of_scene[choice].unwrap_or(0.0).max(apart / 2.0));
            }
        }
    });
    (passes.iter().zip(&rows).flat_map(|(pass, rows)| read(pass, rows)).collect(), most)
}

/// Merges the states from which the same can follow. Every state must be known. Two states of an ending stay apart if
/// they differ for one of the first `goals` goals, or for a condition.
pub fn same_future<'a>(
    engine: &Engine,
    graph: &Graph<'a>,
    order: &[SceneComponent],
    goals: usize,
    conditions: &[Predicate],
) -> Quotient<'a> {
    let mut words = vec![0; graph.words];
    quotient(graph, order, |(scene, state), label| {
        if graph.states(scene).is_ending {
            graph.unpack(scene, state as usize, &mut words);
            label.extend((0..goals).map(|goal| engine.worth(&words, goal).to_bits()));
            label.extend(conditions.iter().map(|condition| u64::from(condition.holds(&words, &Past::NONE))));
        }
    })
}
