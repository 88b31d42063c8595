//! Values of states, backwards from the endings: what each is worth under a way of playing.
//!
//! Where nothing loops, one pass is exact up to rounding. In a loop a value is enclosed: see the module `tangle`.
//! Eight values of a state lie side by side, so that one pass works out eight questions.

use super::tangle;
use crate::engine::{Engine, Past, Predicate};
use crate::explore::order::{Part, last_uses};
use crate::explore::states::graph::{ArmEdge, Graph, Shape, States, UNKNOWN};
use crate::story::{Play, SceneId};

/// How many questions a pass answers.
pub const LANES: usize = 8;

/// The values of one state.
pub type Row = [f64; LANES];

/// What a game is played for.
#[derive(Clone, Debug)]
pub enum Target {
    /// To come to this ending.
    Ending(SceneId),
    /// A goal, by position.
    Goal(usize),
    /// That a condition holds at the ending.
    Holds(Predicate),
    /// To come to any ending.
    AnyEnding,
    /// To come to where there is no way on.
    DeadEnd,
}

impl Target {
    /// What an ending's state is worth.
    fn worth(&self, engine: &Engine, scene: SceneId, words: &[u64]) -> f64 {
        match self {
            Target::Ending(ending) => f64::from(u8::from(*ending == scene)),
            Target::Goal(goal) => engine.worth(words, *goal),
            Target::Holds(condition) => {
                let choices = words.get(engine.words()).copied().unwrap_or(0);
                f64::from(u8::from(condition.holds(words, &Past::after(choices))))
            }
            Target::AnyEnding => 1.0,
            Target::DeadEnd => 0.0,
        }
    }

    fn concerns(&self, scene: SceneId, states: &States) -> bool {
        match self {
            Target::Ending(ending) => *ending == scene,
            Target::Goal(_) | Target::Holds(_) | Target::AnyEnding => states.is_ending,
            Target::DeadEnd => states.has_dead_ends(),
        }
    }
}

/// One question of a pass.
#[derive(Clone, Debug)]
pub struct Lane {
    /// What the game is played for.
    pub target: Target,
    /// How it is played.
    pub play: Play,
    /// Whether an upper bound is wanted, hence what is unknown counts as 1; otherwise a lower bound.
    pub is_upper: bool,
}

/// The values of all states of the scenes that are still needed.
#[derive(Debug)]
pub struct Rows {
    scenes: Vec<Vec<Row>>,
}

impl Rows {
    /// The values of a state; zero where the scene leads to nothing that was asked for.
    #[inline]
    pub fn row(&self, scene: SceneId, state: usize) -> &Row {
        self.scenes[scene.index()].get(state).unwrap_or(&[0.0; LANES])
    }

    pub fn set(&mut self, scene: SceneId, state: usize, row: Row) {
        self.scenes[scene.index()][state] = row;
    }
}

/// The greater of two numbers, neither of which is no number: a single instruction, unlike [`f64::max`].
fn greater(one: f64, other: f64) -> f64 {
    if one > other { one } else { other }
}

/// The less of two such numbers.
fn less(one: f64, other: f64) -> f64 {
    if one < other { one } else { other }
}

/// What a pass needs to know of its lanes.
pub struct Pass<'a> {
    pub graph: &'a Graph<'a>,
    engine: &'a Engine,
    pub lanes: &'a [Lane],
    unknown: Row,
    /// The values where there is no way on.
    pub dead: Row,
    /// What counts in each lane of the mean, the best and the worst of the moves, if any lane asks for it.
    mean: Option<Row>,
    best: Option<Row>,
    worst: Option<Row>,
}

impl<'a> Pass<'a> {
    /// Prepares a pass over at most [`LANES`] lanes.
    pub fn new(engine: &'a Engine, graph: &'a Graph<'a>, lanes: &'a [Lane]) -> Pass<'a> {
        let row = |of: fn(&Lane) -> f64| std::array::from_fn(|lane| lanes.get(lane).map_or(0.0, of));
        let share = |of: fn(&Lane) -> f64| Some(row(of)).filter(|row| *row != [0.0; LANES]);
        Pass {
            graph,
            engine,
            lanes,
            unknown: row(|lane| f64::from(u8::from(lane.is_upper))),
            dead: row(|lane| f64::from(u8::from(matches!(lane.target, Target::DeadEnd)))),
            mean: share(|lane| match lane.play {
                Play::Random => 1.0,
                Play::Ordinary => 0.5,
                Play::Best | Play::Worst => 0.0,
            }),
            best: share(|lane| match lane.play {
                Play::Best => 1.0,
                Play::Ordinary => 0.5,
                Play::Random | Play::Worst => 0.0,
            }),
            worst: share(|lane| if lane.play == Play::Worst { 1.0 } else { 0.0 }),
        }
    }

    /// Works out all values, sinks first. `observe` is shown each part when it and all that it leads to are known;
    /// values that nothing leads to any more are dropped after that, unless all are to be kept.
    pub fn run(&self, order: &[Part], keep_all: bool, mut observe: impl FnMut(&Part, &Rows)) -> Rows {
        let graph = self.graph;
        let mut rows = Rows { scenes: vec![Vec::new(); graph.scenes.len()] };
        let mut concerned = vec![false; graph.scenes.len()];
        let last = last_uses(graph, order);
        for (position, part) in order.iter().enumerate() {
            let leads = |scene: &SceneId| {
                let targets = &graph.map.targets[scene.index()];
                self.lanes.iter().any(|lane| lane.target.concerns(*scene, graph.states(*scene)))
                    || targets.iter().any(|target| concerned[target.index()])
                    || !graph.complete
            };
            if part.scenes().iter().any(leads) {
                for &scene in part.scenes() {
                    concerned[scene.index()] = true;
                    rows.scenes[scene.index()] = vec![[0.0; LANES]; graph.states(scene).len()];
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

    fn part(&self, part: &Part, rows: &mut Rows) {
        match part {
            Part::Scene(scene) => {
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
            Part::Tangle(tangle) => {
                for (places, is_loop) in tangle.loops() {
                    if is_loop {
                        tangle::enclose(self, places, rows);
                    } else {
                        let (scene, state) = places[0];
                        let row = self.state(scene, state as usize, rows);
                        rows.set(scene, state as usize, row);
                    }
                }
            }
        }
    }

    /// The values of a state of a scene that is no ending, from those of the states that it leads to.
    pub fn state(&self, scene: SceneId, state: usize, rows: &Rows) -> Row {
        let states = self.graph.states(scene);
        let Some(shape) = states.shape(state) else { return self.unknown };
        self.weigh(states, state, shape, rows)
    }

    /// The values of an ending's states.
    fn ending(&self, scene: SceneId, rows: &mut [Row]) {
        let mut words = vec![0; self.graph.words];
        for (state, row) in rows.iter_mut().enumerate() {
            self.graph.unpack(scene, state, &mut words);
            for (value, lane) in row.iter_mut().zip(self.lanes) {
                *value = lane.target.worth(self.engine, scene, &words);
            }
        }
    }

    fn weigh(&self, states: &States, state: usize, shape: &Shape, rows: &Rows) -> Row {
        let edges = states.edges(state, shape);
        let mut mean = [0.0; LANES];
        if let [each] = &*shape.moves {
            return *self.expected(&each.arms, edges, rows, &mut mean);
        }
        if shape.moves.is_empty() {
            return self.dead;
        }
        let (mut sum, mut most, mut least) = ([0.0; LANES], [0.0; LANES], [f64::INFINITY; LANES]);
        for (each, own) in shape.moves(edges) {
            let value = self.expected(&each.arms, own, rows, &mut mean);
            if self.mean.is_some() {
                (0..LANES).for_each(|lane| sum[lane] += value[lane]);
            }
            if self.best.is_some() {
                (0..LANES).for_each(|lane| most[lane] = greater(value[lane], most[lane]));
            }
            if self.worst.is_some() {
                (0..LANES).for_each(|lane| least[lane] = less(value[lane], least[lane]));
            }
        }
        let mut row = [0.0; LANES];
        let mut add = |share: &Option<Row>, values: &Row, scale: f64| {
            if let Some(share) = share {
                (0..LANES).for_each(|lane| row[lane] += share[lane] * (values[lane] * scale));
            }
        };
        add(&self.mean, &sum, 1.0 / shape.moves.len() as f64);
        add(&self.best, &most, 1.0);
        add(&self.worst, &least, 1.0);
        row
    }

    /// The values of a move: those of the one state that it leads to, or else the mean over its arms, which is
    /// worked out in `mean`.
    #[inline]
    pub fn expected<'r>(
        &'r self,
        arms: &[ArmEdge],
        edges: &[u32],
        rows: &'r Rows,
        mean: &'r mut Row,
    ) -> &'r Row {
        if let ([arm], [number]) = (arms, edges) {
            return self.at(arm.to, *number, rows);
        }
        if arms.is_empty() {
            return &self.dead;
        }
        *mean = [0.0; LANES];
        for (arm, &number) in arms.iter().zip(edges) {
            let row = self.at(arm.to, number, rows);
            for lane in 0..LANES {
                mean[lane] += arm.chance * row[lane];
            }
        }
        mean
    }

    /// The values of a state that an edge leads to.
    #[inline]
    pub fn at<'r>(&'r self, scene: SceneId, number: u32, rows: &'r Rows) -> &'r Row {
        if number == UNKNOWN { &self.unknown } else { rows.row(scene, number as usize) }
    }
}
