//! The values of states, worked out from the values of the states that they lead to.
//!
//! The values of a state are a vector, so that one pass answers eight questions.

use super::chance::Chance;
use crate::engine::{Engine, Predicate};
use crate::explore::states::graph::{ArmEdge, Graph, UNKNOWN, past};
use crate::story::{Play, SceneId};

/// The most columns that one pass can have.
pub const WIDTH: usize = 8;

/// The values of a state, one for each column.
pub type Vector = [f64; WIDTH];

/// What a game is played for.
#[derive(Clone, Debug)]
pub enum Target {
    /// To come to this ending.
    Ending(SceneId),
    /// The goal at this position.
    Goal(usize),
    /// That a condition holds at the ending.
    Holds(Predicate),
    /// To come to any ending.
    AnyEnding,
    /// To come to a dead end: a state with no way on.
    DeadEnd,
}

impl Target {
    /// What a state of an ending is worth for this target, from 0 to 1.
    pub fn worth(&self, engine: &Engine, scene: SceneId, words: &[u64]) -> f64 {
        match self {
            Target::Ending(ending) => f64::from(u8::from(*ending == scene)),
            Target::Goal(goal) => engine.worth(words, *goal),
            Target::Holds(condition) => f64::from(u8::from(condition.holds(words, &past(engine, words)))),
            Target::AnyEnding => 1.0,
            Target::DeadEnd => 0.0,
        }
    }
}

/// A question: what is played for, and how.
pub type Asked = (Target, Play);

/// By scene and state, the values. A scene's list is empty before the pass comes to it, and after its last use.
#[derive(Debug)]
pub struct Rows {
    pub scenes: Vec<Vec<Vector>>,
    /// The greatest error in each column; 0 when it is only rounding.
    pub errors: Vector,
}

impl Rows {
    pub fn new(graph: &Graph) -> Rows {
        Rows { scenes: vec![Vec::new(); graph.scenes.len()], errors: [0.0; WIDTH] }
    }

    /// The values of a state; all 0 if its scene leads to nothing that a column asks for.
    #[inline]
    pub fn row(&self, scene: SceneId, state: usize) -> &Vector {
        self.scenes[scene.index()].get(state).unwrap_or(&[0.0; WIDTH])
    }

    /// The bounds of a value. `columns` is 1, or 2 if the next column holds the upper bound.
    pub fn chance(&self, scene: SceneId, state: usize, column: usize, columns: usize) -> Chance {
        let (row, upper) = (self.row(scene, state), column + columns - 1);
        Chance { low: (row[column] - self.errors[column]).max(0.0), high: (row[upper] + self.errors[upper]).min(1.0) }
    }

    pub fn set(&mut self, scene: SceneId, state: u32, row: Vector) {
        self.scenes[scene.index()][state as usize] = row;
    }

    /// Drops the values of some scenes.
    pub fn drop(&mut self, scenes: &[SceneId]) {
        scenes.iter().for_each(|scene| self.scenes[scene.index()] = Vec::new());
    }
}

/// The greater of two numbers; neither may be NaN. This is a single instruction, unlike [`f64::max`].
fn greater(one: f64, other: f64) -> f64 {
    if one > other { one } else { other }
}

/// The smaller of two numbers; neither may be NaN.
fn less(one: f64, other: f64) -> f64 {
    if one < other { one } else { other }
}

/// One pass over the states: it works out the values of all its columns together.
pub struct Pass<'a> {
    pub graph: &'a Graph<'a>,
    pub engine: &'a Engine,
    /// A question takes one column; when not every state is known it takes two, for a lower and an upper bound.
    pub columns: Vec<Asked>,
    /// The number of columns of one question.
    pub step: usize,
    /// The values of a state that the search did not keep: 1 in a column for an upper bound, otherwise 0.
    unknown: Vector,
    /// The values of a state with no way on.
    pub dead: Vector,
    /// For the mean of all moves, the best, the worst and the first move, its weight by column; `None` when all are 0.
    weights: [Option<Vector>; 4],
}

/// How much the mean of all moves, the best, the worst and the first move count in the value of a state.
pub fn weights(play: Play) -> [f64; 4] {
    match play {
        Play::Random => [1.0, 0.0, 0.0, 0.0],
        Play::Ordinary => [0.5, 0.5, 0.0, 0.0],
        Play::Best => [0.0, 1.0, 0.0, 0.0],
        Play::Worst => [0.0, 0.0, 1.0, 0.0],
        Play::First => [0.0, 0.0, 0.0, 1.0],
    }
}

impl<'a> Pass<'a> {
    pub fn step_of(graph: &Graph) -> usize {
        if graph.complete { 1 } else { 2 }
    }

    /// Prepares a pass for questions that fit into [`WIDTH`] columns.
    pub fn new(engine: &'a Engine, graph: &'a Graph<'a>, asked: &[Asked]) -> Pass<'a> {
        let step = Pass::step_of(graph);
        let columns = asked.iter().flat_map(|asked| std::iter::repeat_n(asked.clone(), step)).collect();
        let unknown = std::array::from_fn(|column| (column % step) as f64);
        let mut pass = Pass { graph, engine, columns, step, unknown, dead: [0.0; WIDTH], weights: [None; 4] };
        pass.dead = pass.row(|(target, _)| f64::from(u8::from(matches!(target, Target::DeadEnd))));
        pass.weights = std::array::from_fn(|part| {
            Some(pass.row(|&(_, play)| weights(play)[part])).filter(|row| *row != [0.0; WIDTH])
        });
        pass
    }

    /// A number for each column; 0 for those that no question takes.
    pub fn row(&self, of: impl Fn(&Asked) -> f64) -> Vector {
        std::array::from_fn(|column| self.columns.get(column).map_or(0.0, &of))
    }

    /// The values of a state, from the values of the states that it leads to. Its scene must not be an ending.
    pub fn state(&self, scene: SceneId, state: usize, rows: &Rows) -> Vector {
        let states = self.graph.states(scene);
        let Some(shape) = states.shape(state) else { return self.unknown };
        let edges = states.edges(state, shape);
        let mut mean = [0.0; WIDTH];
        if let [each] = &*shape.moves {
            return *self.expected(&each.arms, edges, rows, &mut mean);
        }
        if shape.moves.is_empty() {
            return self.dead;
        }
        let [of_mean, of_best, of_worst, of_first] = self.weights.each_ref().map(Option::is_some);
        let (mut sum, mut most, mut least) = ([0.0; WIDTH], [0.0; WIDTH], [f64::INFINITY; WIDTH]);
        let mut first = None;
        for (each, own) in shape.moves(edges) {
            let value = self.expected(&each.arms, own, rows, &mut mean);
            if of_first {
                first.get_or_insert(*value);
            }
            if of_mean {
                (0..WIDTH).for_each(|column| sum[column] += value[column]);
            }
            if of_best {
                (0..WIDTH).for_each(|column| most[column] = greater(value[column], most[column]));
            }
            if of_worst {
                (0..WIDTH).for_each(|column| least[column] = less(value[column], least[column]));
            }
        }
        let scale = 1.0 / shape.moves.len() as f64;
        sum.iter_mut().for_each(|sum| *sum *= scale);
        let mut row = [0.0; WIDTH];
        for (weights, values) in self.weights.iter().zip([sum, most, least, first.unwrap_or_default()]) {
            if let Some(weights) = weights {
                (0..WIDTH).for_each(|column| row[column] += weights[column] * values[column]);
            }
        }
        row
    }

    /// The values of a move: those of the one state that it leads to, or else the mean over its arms. `mean` is only a
    /// buffer for that mean.
    #[inline]
    pub fn expected<'r>(&'r self, arms: &[ArmEdge], edges: &[u32], rows: &'r Rows, mean: &'r mut Vector) -> &'r Vector {
        if let ([arm], [number]) = (arms, edges) {
            return self.at(arm.to, *number, rows);
        }
        if arms.is_empty() {
            return &self.dead;
        }
        *mean = [0.0; WIDTH];
        for (arm, &number) in arms.iter().zip(edges) {
            let row = self.at(arm.to, number, rows);
            for column in 0..WIDTH {
                mean[column] += arm.chance * row[column];
            }
        }
        mean
    }

    /// The values of the state that an edge leads to, also if the search did not keep that state.
    #[inline]
    pub fn at<'r>(&'r self, scene: SceneId, number: u32, rows: &'r Rows) -> &'r Vector {
        if number == UNKNOWN { &self.unknown } else { rows.row(scene, number as usize) }
    }
}
